"""The image is small, runs as nobody in particular, and has all that app.py loads and nothing else of ours."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from tests.deployment.dockerfile import copied, problems, stages, values

PROJECT = Path(__file__).parents[2]
DOCKERFILE = (PROJECT / "Dockerfile").read_text("utf-8")


def test_the_dockerfile_has_no_problem() -> None:
    assert problems(DOCKERFILE) == []


MISTAKES = {
    "whatever is newest": ("python:3.12-slim-trixie", "python:latest"),
    "a base without its patch line": ("python:3.12-slim-trixie", "python"),
    "two bases": ("FROM python:3.12-slim-trixie\n", "FROM python:3.13-slim-trixie\n"),
    "root": ("USER 10001\n", ""),
    "root by name": ("USER 10001", "USER root"),
    "a user by name": ("USER 10001", "USER nudge"),
    "nobody asks how it is": ("HEALTHCHECK --interval", "# HEALTHCHECK --interval"),
    "a shell before the program": ('CMD ["python", "app.py"]', "CMD python app.py"),
    "everything is copied": ("COPY app.py ./", "COPY . ./"),
    "what tests need": ("REQUIREMENTS=requirements.txt", "REQUIREMENTS=requirements.txt\nRUN pip install pytest"),
    "downloads are kept": (" --no-cache-dir", ""),
    "a secret": ("LOG_FORMAT=json", "LOG_FORMAT=json MICROSOFT_APP_PASSWORD=x"),
    "a word that is no instruction": ("EXPOSE 3978", "EXPOSES 3978"),
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_planted_mistake_is_caught(mistake: str) -> None:
    right, wrong = MISTAKES[mistake]
    assert right in DOCKERFILE

    found = problems(DOCKERFILE.replace(right, wrong))

    assert found != []


def test_what_is_copied_is_there_and_not_ignored() -> None:
    wanted = {path.rstrip("/") for stage in stages(DOCKERFILE) for path in copied(stage)}
    lines = (PROJECT / ".dockerignore").read_text("utf-8").splitlines()

    assert all((PROJECT / path).exists() for path in wanted)
    assert {line[1:] for line in lines if line.startswith("!")} == wanted
    assert "*" in lines


def test_the_program_starts_with_nothing_but_what_is_copied(tmp_path: Path) -> None:
    last = stages(DOCKERFILE)[-1]
    for path in copied(last):
        copy = shutil.copytree if (PROJECT / path).is_dir() else shutil.copy
        copy(PROJECT / path, tmp_path / path)
    environment = dict(pair.split("=", 1) for pair in values(last, "ENV")[0].split() if "PATH" not in pair)
    tenant = {"MICROSOFT_APP_ID": "55555555-5555-4555-8555-555555555555", "MICROSOFT_APP_PASSWORD": "x"}
    tenant["MICROSOFT_APP_TENANT_ID"] = "66666666-6666-4666-8666-666666666666"

    command = [sys.executable, *json.loads(values(last, "CMD")[0])[1:], "--check"]
    ended = subprocess.run(
        command, cwd=tmp_path, env={**os.environ, **environment, **tenant}, capture_output=True, text=True, check=False
    )

    assert (ended.returncode, ended.stderr) == (0, "")
    assert "DATABASE_URL=sqlite:////var/lib/nudge/nudge.db" in ended.stdout


def test_compose_gives_the_bot_time_to_stop_and_keeps_its_port_to_this_machine() -> None:
    services = yaml.safe_load((PROJECT / "compose.yaml").read_text("utf-8"))["services"]

    assert services["bot"]["stop_grace_period"] == "40s"
    assert services["bot"]["ports"] == ["127.0.0.1:3978:3978"]
    assert "POSTGRES_PASSWORD:?" in services["bot"]["environment"]["DATABASE_URL"]  # no password in the repository
