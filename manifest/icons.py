"""Draws both icons of the Teams app: a clock whose rim is an arrow, forward in time. Run: python -m manifest.icons

Sizes, margins and colours: https://learn.microsoft.com/microsoftteams/platform/concepts/build-and-test/apps-package
"""

from __future__ import annotations

from math import cos, radians, sin
from pathlib import Path

from PIL import Image, ImageDraw

HERE = Path(__file__).parent
BACKGROUND = "#3F3FA6"  # accentColor of manifest.json
RIM = "#FFFFFF"
HANDS = "#FFC94D"
FINER = 16  # drawn larger by this much, then reduced, which smooths the edges

# Everything below is in parts of the mark's width; angles are degrees, clockwise from three o'clock.
MIDDLE = 0.5
RADIUS = 0.41
STROKE = 0.115
RIM_FROM, RIM_TO = 28, 300
HEAD_LENGTH, HEAD_WIDTH = 0.25, 0.34
HAND_ENDS = ((MIDDLE, 0.27), (0.655, 0.60))


def draw_color() -> Image.Image:
    """192×192: the mark in the middle 96×96 of a full square."""
    icon = Image.new("RGB", (192, 192), BACKGROUND)
    rim, hands = _rim(96), _hands(96)
    icon.paste(Image.new("RGB", rim.size, RIM), (48, 48), rim)
    icon.paste(Image.new("RGB", hands.size, HANDS), (48, 48), hands)
    return icon


def draw_outline() -> Image.Image:
    """32×32: white on nothing, up to the edges."""
    icon = Image.new("RGBA", (32, 32), (255, 255, 255, 0))
    mask = Image.new("L", icon.size)
    for part in (_rim(32), _hands(32)):
        mask.paste(255, mask=part)
    icon.putalpha(mask)
    return icon


def _rim(width: int) -> Image.Image:
    mask = Image.new("L", (width * FINER, width * FINER))
    pen = ImageDraw.Draw(mask)
    unit = width * FINER
    outside = RADIUS + STROKE / 2
    box = [unit * (MIDDLE - outside)] * 2 + [unit * (MIDDLE + outside)] * 2
    pen.arc(box, RIM_FROM, RIM_TO, fill=255, width=round(unit * STROKE))
    _dot(pen, unit, _on_rim(RIM_FROM))
    pen.polygon([(unit * x, unit * y) for x, y in _arrow_head()], fill=255)
    return mask.resize((width, width), Image.Resampling.LANCZOS)


def _hands(width: int) -> Image.Image:
    mask = Image.new("L", (width * FINER, width * FINER))
    pen = ImageDraw.Draw(mask)
    unit = width * FINER
    for x, y in HAND_ENDS:
        pen.line([unit * MIDDLE, unit * MIDDLE, unit * x, unit * y], fill=255, width=round(unit * STROKE))
        _dot(pen, unit, (x, y))
    _dot(pen, unit, (MIDDLE, MIDDLE))
    return mask.resize((width, width), Image.Resampling.LANCZOS)


def _dot(pen: ImageDraw.ImageDraw, unit: int, at: tuple[float, float]) -> None:
    half = STROKE / 2
    pen.ellipse([unit * (at[0] - half), unit * (at[1] - half), unit * (at[0] + half), unit * (at[1] + half)], fill=255)


def _on_rim(angle: float, radius: float = RADIUS) -> tuple[float, float]:
    return MIDDLE + radius * cos(radians(angle)), MIDDLE + radius * sin(radians(angle))


def _arrow_head() -> list[tuple[float, float]]:
    """Three corners: two across the end of the rim, and the tip, which goes on along the rim."""
    inner, outer = (_on_rim(RIM_TO, RADIUS + side * HEAD_WIDTH / 2) for side in (-1, 1))
    x, y = _on_rim(RIM_TO)
    tip = (x - HEAD_LENGTH * sin(radians(RIM_TO)), y + HEAD_LENGTH * cos(radians(RIM_TO)))
    return [inner, tip, outer]


if __name__ == "__main__":
    draw_color().save(HERE / "color.png", optimize=True)
    draw_outline().save(HERE / "outline.png", optimize=True)
