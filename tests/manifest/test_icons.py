"""Both icons are what Teams demands: https://learn.microsoft.com/microsoftteams/platform/concepts/build-and-test/apps-package"""

from __future__ import annotations

import json

from PIL import Image, ImageChops

from manifest.build import HERE
from manifest.icons import draw_color, draw_outline


def icon(name: str) -> Image.Image:
    with Image.open(HERE / f"{name}.png") as image:
        image.load()
        assert image.format == "PNG"
        return image


def test_the_color_icon_is_a_full_square_with_the_mark_inside_the_middle() -> None:
    color = icon("color").convert("RGBA")
    background = Image.new("RGBA", color.size, color.getpixel((0, 0)))
    left, top, right, bottom = ImageChops.difference(color, background).convert("RGB").getbbox() or (0, 0, 0, 0)

    assert color.size == (192, 192)
    assert color.getchannel("A").getextrema() == (255, 255)
    assert 48 <= left < right <= 144
    assert 48 <= top < bottom <= 144


def test_the_background_is_the_accent_color_of_the_manifest() -> None:
    red, green, blue = icon("color").convert("RGB").getpixel((0, 0))

    assert json.loads((HERE / "manifest.json").read_text("utf-8"))["accentColor"] == f"#{red:02X}{green:02X}{blue:02X}"


def test_the_outline_icon_is_white_on_nothing_and_fills_its_square() -> None:
    outline = icon("outline")
    left, top, right, bottom = outline.getchannel("A").getbbox()

    assert outline.size == (32, 32)
    assert outline.mode == "RGBA"
    assert [outline.getchannel(name).getextrema() for name in "RGB"] == [(255, 255)] * 3
    assert outline.getchannel("A").getextrema() == (0, 255)
    assert right - left >= 29
    assert bottom - top >= 29


def test_the_icons_are_the_ones_that_are_drawn() -> None:
    for drawn, name in ((draw_color(), "color"), (draw_outline(), "outline")):
        difference = ImageChops.difference(drawn, icon(name))

        assert max(high for _, high in difference.getextrema()) <= 2  # rounding differs between processors
