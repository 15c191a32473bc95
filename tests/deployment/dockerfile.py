"""Reads a Dockerfile and finds what makes an image unsafe, large or not repeatable; rules after hadolint's."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

PINNED = re.compile(r"[a-z/]+:\d+\.\d+[a-z0-9.-]*")
SECRET = re.compile(r"(PASSWORD|SECRET|TOKEN|KEY)\b", re.IGNORECASE)
KNOWN = {"FROM", "ARG", "WORKDIR", "COPY", "RUN", "ENV", "VOLUME", "USER", "EXPOSE", "HEALTHCHECK", "CMD", "ADD"}


@dataclass(frozen=True)
class Step:
    """One instruction."""

    name: str
    value: str


def stages(source: str) -> list[list[Step]]:
    """The instructions of each stage, beginning with its FROM. Raises ValueError for what is no instruction."""
    lines = [line for line in source.splitlines() if line.strip() and not line.lstrip().startswith("#")]
    found: list[list[Step]] = []
    for line in "\n".join(lines).replace("\\\n", " ").splitlines():
        name, _, value = line.strip().partition(" ")
        if name not in KNOWN:
            raise ValueError(f"{name} is no instruction")
        if name == "FROM":
            found.append([])
        found[-1].append(Step(name, " ".join(value.split())))
    return found


def values(stage: Sequence[Step], name: str) -> list[str]:
    return [step.value for step in stage if step.name == name]


def copied(stage: Sequence[Step]) -> list[str]:
    """What is copied from the repository."""
    own = [value.split()[:-1] for value in values(stage, "COPY") if not value.startswith("--from")]
    return [path for paths in own for path in paths]


def problems(source: str) -> list[str]:
    """Everything that is wrong, in one line each."""
    try:
        all_stages = stages(source)
    except ValueError as problem:
        return [str(problem)]
    return [*_of_stages(all_stages), *_of_the_last(all_stages[-1])]


def _of_stages(all_stages: Sequence[Sequence[Step]]) -> Iterator[str]:
    bases = {stage[0].value.split()[0] for stage in all_stages}
    if len(bases) > 1:
        yield f"different bases: {', '.join(sorted(bases))}"
    for base in bases:
        if not PINNED.fullmatch(base) or "latest" in base:
            yield f"{base} is not pinned"
    for step in (step for stage in all_stages for step in stage):
        if step.name == "ADD":
            yield "ADD does more than copying"
        if step.name == "COPY" and step.value.split()[0] in (".", "./"):
            yield "the whole folder is copied, with whatever lies in it"
        if step.name in ("ENV", "ARG") and SECRET.search(step.value):
            yield f"a secret in the image: {step.value.split('=')[0]}"
        if step.name == "RUN":
            yield from _of_a_command(step.value)


def _of_a_command(command: str) -> Iterator[str]:
    if "pip install" in command:
        if "--no-cache-dir" not in command:
            yield "pip keeps its downloads in the image"
        if "requirements-dev" in command or "-r " not in command:
            yield "something other than production's requirements is installed"
    if "sudo" in command.split():
        yield "sudo"
    if "apt-get install" in command and "rm -rf /var/lib/apt/lists" not in command:
        yield "apt keeps its lists in the image"


def _of_the_last(stage: Sequence[Step]) -> Iterator[str]:
    users = values(stage, "USER")
    if not users or users[-1].split(":")[0] in ("root", "0"):
        yield "it runs as root"
    elif not users[-1].isdigit():
        yield "a user by name: Kubernetes cannot tell that it is not root"
    if len(values(stage, "HEALTHCHECK")) != 1 or "/healthz" not in values(stage, "HEALTHCHECK")[0]:
        yield "nobody asks whether it is alive"
    if not _is_a_list(values(stage, "CMD")):
        yield "a shell would stand between the program and SIGTERM"
    if any("pip install" in command for command in values(stage, "RUN")):
        yield "packages are installed in the last stage, so that pip's tools stay in the image"


def _is_a_list(commands: Sequence[str]) -> bool:
    try:
        return len(commands) == 1 and isinstance(json.loads(commands[0]), list)
    except ValueError:
        return False
