"""The layers: which folder may import which, and what no module of the product may hold.

The rules are read off the source, without importing it: every import statement counts,
whether it stands at the top of a module, inside a function or under ``TYPE_CHECKING``.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGE = "gongkai"
#: What each folder may import besides itself.
MAY_IMPORT: dict[str, frozenset[str]] = {
    "models": frozenset(),
    "extract": frozenset({"models"}),
    "annotations": frozenset({"models"}),
    "training": frozenset({"annotations", "extract", "models"}),
    "evaluate": frozenset({"annotations", "extract", "models", "training"}),
}
#: The command line holds the commands of the other folders too, and loads them when called.
COMMAND_LINE = "gongkai.extract.command_line"
#: It is for terminals: of the rest only modules that are about commands or their display use it.
ENTRY = "gongkai.extract.__main__"
MOST_LINES = 400
#: Modules that run or unpack what they are given, and parsers that expand XML entities.
UNSAFE_MODULES = frozenset(
    {"pickle", "cPickle", "_pickle", "dill", "cloudpickle", "joblib", "shelve", "marshal"}
    | {"xml", "lxml", "yaml"}
)
#: The one module that may parse XML: it refuses document types, without which there are no
#: entities, and bounds what it parses; its tests hold the attacks.
SAFE_PARSERS = {"gongkai.extract.reading.word.markup": frozenset({"lxml"})}
UNSAFE_CALLS = frozenset({"eval", "exec", "compile", "__import__"})


@dataclass(frozen=True)
class Import:
    """An import of a module: ``deferred`` inside a function."""

    module: str
    line: int
    deferred: bool


@dataclass(frozen=True)
class Module:
    """A module of the product."""

    name: str
    path: Path
    source: str

    @property
    def folder(self) -> str:
        return self.name.split(".")[1]

    @property
    def tree(self) -> ast.Module:
        return parsed(self.source)


@cache
def parsed(source: str) -> ast.Module:
    """Return a module's tree, parsed once for all tests."""
    return ast.parse(source)


@cache
def modules() -> dict[str, Module]:
    found = {}
    for folder in MAY_IMPORT:
        for path in sorted((ROOT / folder).rglob("*.py")):
            parts = path.relative_to(ROOT).with_suffix("").parts
            name = ".".join((PACKAGE, *parts)).removesuffix(".__init__")
            found[name] = Module(name, path, path.read_text(encoding="utf-8"))
    return found


def imports(tree: ast.Module) -> list[Import]:
    return list(_imports(tree, deferred=False))


def _imports(node: ast.AST, deferred: bool) -> Iterator[Import]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Import):
            for alias in child.names:
                yield Import(alias.name, child.lineno, deferred)
        elif isinstance(child, ast.ImportFrom):
            yield from _names(child, deferred)
        else:
            in_function = isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
            yield from _imports(child, deferred or in_function)


def _names(node: ast.ImportFrom, deferred: bool) -> Iterator[Import]:
    """Yield what ``from … import …`` names: modules where they are modules."""
    if node.level:
        yield Import("." * node.level + (node.module or ""), node.lineno, deferred)
        return
    base = node.module or ""
    for alias in node.names:
        inner = f"{base}.{alias.name}"
        yield Import(inner if inner in modules() else base, node.lineno, deferred)


def forbidden(module: Module) -> list[str]:
    """Return the imports of a module that its layer may not have."""
    allowed = MAY_IMPORT[module.folder] | {module.folder}
    found = []
    for each in imports(module.tree):
        place = f"{module.name}, line {each.line}: {each.module}"
        if each.module.startswith("."):
            found.append(f"{place} is relative")
        elif each.module.split(".")[0] == PACKAGE:
            target = [*each.module.split("."), ""][1]
            is_command = each.deferred and module.name.startswith(COMMAND_LINE)
            if target not in allowed and not (is_command and target in MAY_IMPORT):
                found.append(place)
        elif each.module.split(".")[0] == "tests":
            found.append(place)
    return found


def is_about_output(name: str) -> bool:
    """Tell whether a module is a command, or prints what one has found."""
    return any("command_line" in part or "display" in part for part in name.split("."))


def leans_on_commands(module: Module) -> list[str]:
    """Return the imports of the command line in a module that works without a terminal."""
    if module.name == ENTRY or is_about_output(module.name):
        return []
    return [
        f"{module.name}, line {each.line}: {each.module}"
        for each in imports(module.tree)
        if f"{each.module}.".startswith(f"{COMMAND_LINE}.")
    ]


def unsafe(tree: ast.Module, allowed: frozenset[str] = frozenset()) -> list[str]:
    """Return the places that load pickles, run text as code or expand XML entities."""
    found = [
        f"line {each.line}: {each.module}"
        for each in imports(tree)
        if each.module.split(".")[0] in UNSAFE_MODULES - allowed
    ]
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        if isinstance(node.func, ast.Name) and node.func.id in UNSAFE_CALLS:
            found.append(f"line {node.lineno}: {node.func.id}")
        found.extend(
            f"line {node.lineno}: allow_pickle"
            for keyword in node.keywords
            if keyword.arg == "allow_pickle"
            and not (isinstance(keyword.value, ast.Constant) and keyword.value.value is False)
        )
    return found


def cycle(graph: dict[str, set[str]]) -> list[str] | None:
    """Return the names along a cycle, ``None`` if there is none."""
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        names: list[str] = error.args[1]
        return names
    return None


def module_of(name: str, source: str) -> Module:
    return Module(name, ROOT / "imagined.py", source)


def test_every_folder_holds_modules() -> None:
    assert {module.folder for module in modules().values()} == set(MAY_IMPORT)


@pytest.mark.parametrize("folder", MAY_IMPORT)
def test_folders_import_only_what_their_layer_allows(folder: str) -> None:
    found = [each for module in modules().values() for each in forbidden(module)]
    assert [each for each in found if each.startswith(f"{PACKAGE}.{folder}")] == []


def test_only_commands_and_their_displays_import_the_command_line() -> None:
    assert [each for module in modules().values() for each in leans_on_commands(module)] == []


def test_no_modules_import_each_other_in_a_circle() -> None:
    graph = {
        name: {each.module for each in imports(module.tree) if each.module in modules()}
        for name, module in modules().items()
    }
    assert cycle(graph) is None


def test_modules_are_short() -> None:
    lengths = {name: len(module.source.splitlines()) for name, module in modules().items()}
    assert {name: lines for name, lines in lengths.items() if lines > MOST_LINES} == {}


def test_no_module_is_a_collection_of_odds_and_ends() -> None:
    vague = {"utils", "util", "helpers", "helper", "misc", "common"}
    assert [name for name in modules() if vague & set(name.split("."))] == []


def test_no_module_loads_pickles_or_runs_text_as_code() -> None:
    found = {
        name: unsafe(module.tree, SAFE_PARSERS.get(name, frozenset()))
        for name, module in modules().items()
    }
    assert {name: places for name, places in found.items() if places} == {}


@pytest.mark.parametrize(
    ("name", "source"),
    [
        ("gongkai.models.x", "from gongkai.extract import read"),
        ("gongkai.models.x", "def f():\n    import gongkai.annotations"),
        ("gongkai.extract.x", "if TYPE_CHECKING:\n    from gongkai.training import y"),
        ("gongkai.extract.x", "def f():\n    from gongkai import evaluate"),
        ("gongkai.extract.command_line.x", "from gongkai.training import y"),
        ("gongkai.annotations.x", "from gongkai.extract import read"),
        ("gongkai.training.x", "import gongkai.evaluate"),
        ("gongkai.evaluate.x", "from tests.conftest import y"),
        ("gongkai.evaluate.x", "from ..extract import read"),
    ],
)
def test_an_import_against_the_layers_is_seen(name: str, source: str) -> None:
    assert len(forbidden(module_of(name, source))) == 1


@pytest.mark.parametrize(
    ("name", "source"),
    [
        ("gongkai.extract.x", "from gongkai.models.record import Record"),
        ("gongkai.extract.command_line.x", "def f():\n    from gongkai.training import y"),
        ("gongkai.evaluate.x", "import gongkai.training, json"),
    ],
)
def test_an_import_within_the_layers_is_allowed(name: str, source: str) -> None:
    assert forbidden(module_of(name, source)) == []


@pytest.mark.parametrize(
    ("name", "source", "count"),
    [
        ("gongkai.evaluate.judged.x", "def f():\n    import gongkai.extract.command_line", 1),
        ("gongkai.extract.x", "from gongkai.extract.command_line.display.page import Page", 1),
        ("gongkai.evaluate.sampling.display", "from gongkai.extract.command_line import y", 0),
        ("gongkai.evaluate.x", "from gongkai.extract.command_lines import y", 0),
    ],
)
def test_a_library_module_that_leans_on_the_command_line_is_seen(
    name: str, source: str, count: int
) -> None:
    assert len(leans_on_commands(module_of(name, source))) == count


@pytest.mark.parametrize(
    "source",
    [
        "import pickle",
        "from joblib import load",
        "def f(x):\n    return eval(x)",
        "numpy.load(path, allow_pickle=True)",
        "from xml.etree import ElementTree",
    ],
)
def test_what_is_unsafe_is_seen(source: str) -> None:
    assert len(unsafe(ast.parse(source))) == 1


def test_a_circle_is_seen() -> None:
    assert set(cycle({"a": {"b"}, "b": {"c"}, "c": {"a"}}) or []) == {"a", "b", "c"}
    assert cycle({"a": {"b", "c"}, "b": {"c"}, "c": set()}) is None
