"""Reads Bicep files and finds what a compiler would refuse: syntax, names and the seams between modules.

Types of resources and their properties are not looked at: they live at Microsoft, and only a deployment proves them.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import tree_sitter_bicep
from tree_sitter import Language, Node, Parser

FUNCTIONS = {"empty", "guid", "newGuid", "resourceGroup", "startsWith", "subscriptionResourceId", "tenant"}
DECORATORS = {"allowed", "description", "maxLength", "minLength", "secure"}
DECLARATIONS = {f"{kind}_declaration": kind for kind in ("parameter", "variable", "resource", "module", "output")}
RESOURCE_TYPE = re.compile(r"Microsoft\.[A-Za-z]+(/[A-Za-z]+)+@20\d\d-\d\d-\d\d(-preview)?")
SECRET = re.compile("password|secret", re.IGNORECASE)
PARSER = Parser(Language(tree_sitter_bicep.language()))


def text_of(node: Node) -> str:
    return (node.text or b"").decode()


def walk(node: Node) -> Iterator[Node]:
    yield node
    for child in node.children:
        yield from walk(child)


@dataclass(frozen=True)
class Declared:
    """A parameter, variable, resource, module or output."""

    kind: str
    name: str
    node: Node
    decorators: str

    @property
    def needs_a_value(self) -> bool:
        """Whether a parameter has no default."""
        return all(child.type != "=" for child in self.node.children)


@dataclass(frozen=True)
class File:
    """One Bicep file."""

    name: str
    source: str

    @cached_property
    def root(self) -> Node:
        return PARSER.parse(self.source.encode()).root_node

    @cached_property
    def declared(self) -> list[Declared]:
        found = []
        for node in walk(self.root):
            if node.type in DECLARATIONS:
                name = next(child for child in node.children if child.type == "identifier")
                above = node.prev_named_sibling
                decorators = text_of(above) if above is not None and above.type == "decorators" else ""
                found.append(Declared(DECLARATIONS[node.type], text_of(name), node, decorators))
        return found

    def of_kind(self, kind: str) -> dict[str, Declared]:
        return {each.name: each for each in self.declared if each.kind == kind}

    @cached_property
    def used(self) -> set[str]:
        """Every name that something is asked of: not where it is declared, and not the keys of objects."""
        return {text_of(node) for node in walk(self.root) if node.type == "identifier" and not _is_a_label(node)}

    @cached_property
    def loop_variables(self) -> set[str]:
        loops = (node for node in walk(self.root) if node.type == "for_statement")
        return {text_of(next(child for child in loop.children if child.type == "identifier")) for loop in loops}


def _is_a_label(node: Node) -> bool:
    parent = node.parent
    if parent is None:
        return False
    is_first = parent.named_children[0] == node
    return is_first and (parent.type in DECLARATIONS or parent.type in ("object_property", "for_statement"))


def problems(files: Mapping[str, str]) -> list[str]:
    """Everything that is wrong, in one line each; `files`: sources of Bicep and parameter files by name."""
    parsed = {name: File(name, source) for name, source in files.items() if name.endswith(".bicep")}
    found = [each for file in parsed.values() for each in _of_syntax(file)]
    if found:
        return found
    for file in parsed.values():
        found += [*_of_names(file), *_of_secrets(file), *_of_modules(file, parsed)]
    for name, source in files.items():
        if name.endswith(".parameters.json"):
            main = parsed[name.replace(".parameters.json", ".bicep")]
            found += _of_given(name, set(json.loads(source)["parameters"]), main)
    return found


def _of_syntax(file: File) -> Iterator[str]:
    for node in walk(file.root):
        if node.type == "ERROR" or node.is_missing:
            yield f"{file.name}:{node.start_point[0] + 1}: not Bicep: {text_of(node)[:40]!r}"
    for each in file.of_kind("resource").values():
        kind = next((text_of(child) for child in each.node.children if child.type == "string"), "").strip("'")
        is_nested = each.node.parent is not None and each.node.parent.type == "object_property"
        if not is_nested and not RESOURCE_TYPE.fullmatch(kind):
            yield f"{file.name}: {each.name} has the type {kind!r}"


def _of_names(file: File) -> Iterator[str]:
    inside = [each for each in file.declared if each.kind != "output"]
    names = {each.name for each in inside}
    for unknown in sorted(file.used - names - file.loop_variables - FUNCTIONS - DECORATORS - _kinds_of_type(file)):
        yield f"{file.name}: {unknown} is not declared"
    for name, count in Counter(each.name for each in inside).items():
        if count > 1:
            yield f"{file.name}: {name} is declared {count} times"
    for each in inside:
        if each.kind in ("parameter", "variable") and each.name not in file.used:
            yield f"{file.name}: {each.name} is not used"


def _kinds_of_type(file: File) -> set[str]:
    return {text_of(inner) for node in walk(file.root) if node.type == "type" for inner in walk(node)}


def _of_secrets(file: File) -> Iterator[str]:
    secure = {each.name for each in file.of_kind("parameter").values() if "@secure()" in each.decorators}
    for name in file.of_kind("parameter"):
        if SECRET.search(name) and name not in secure:
            yield f"{file.name}: {name} is not marked as secure"
    for each in file.of_kind("output").values():
        told = {text_of(node) for node in walk(each.node) if node.type == "identifier"} & secure
        if told:
            yield f"{file.name}: the output {each.name} tells {', '.join(told)}"


def _of_modules(file: File, files: Mapping[str, File]) -> Iterator[str]:
    targets = {}
    for name, module in file.of_kind("module").items():
        path = next(text_of(child) for child in module.node.children if child.type == "string").strip("'")
        if path not in files:
            yield f"{file.name}: the module {name} is at {path}, where nothing is"
            continue
        targets[name] = files[path]
        yield from _of_given(f"{file.name}: module {name}", _given(module.node), files[path])
    for node in walk(file.root):
        parts = text_of(node).split(".")
        if node.type != "member_expression" or parts[0] not in targets or parts[1:2] != ["outputs"]:
            continue
        if len(parts) == 3 and parts[2] not in targets[parts[0]].of_kind("output"):
            yield f"{file.name}: {parts[0]} has no output {parts[2]}"


def _given(module: Node) -> set[str]:
    for node in walk(module):
        if node.type == "object_property" and text_of(node.named_children[0]) == "params":
            return {text_of(each.named_children[0]) for each in node.named_children[1].named_children}
    return set()


def _of_given(where: str, given: set[str], target: File) -> Iterator[str]:
    parameters = target.of_kind("parameter")
    for unknown in sorted(given - set(parameters)):
        yield f"{where}: {target.name} takes no {unknown}"
    for name, parameter in parameters.items():
        if parameter.needs_a_value and name not in given:
            yield f"{where}: {target.name} needs {name}"


def of_folder(folder: Path) -> dict[str, str]:
    """The sources of a folder, by name."""
    return {file.name: file.read_text("utf-8") for file in sorted(folder.iterdir())}
