"""How large the workload, what a model ships and the installed package are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from importlib.resources import files
from pathlib import Path
from typing import Final

from gongkai.evaluate.benchmark.figures import Figure, Label, Part, Row, Unit
from gongkai.evaluate.benchmark.wording import Column, Heading, Name
from gongkai.evaluate.benchmark.workload import Layout, Report, sample_names

_FOLDERS: Final = ("annotations", "evaluate", "extract", "models", "training")
#: The folder of the weights.
_WEIGHTS: Final = "weights"
_NOT_SHIPPED: Final = frozenset({"__pycache__"})


def measure_workload(reports: Mapping[Layout, Sequence[Report]]) -> Part:
    """Return the sizes of the samples and of the reports made of them."""
    names = {Layout.TEXT: Name.TEXTS, Layout.PAGES: Name.PAGES}
    rows = [
        _workload_row(Name.SAMPLES, _samples("txt")),
        _workload_row(Name.SAMPLE_PAGES, _samples("html")),
        *(
            _workload_row(
                names[layout],
                [(len(report.content), len(report.encoded)) for report in found],
            )
            for layout, found in reports.items()
        ),
    ]
    return Part(Heading.WORKLOAD, tuple(rows))


def measure_sizes() -> Part:
    """Return the bytes of what models ship, of their packages and of the whole package."""
    folders = {name: Path(str(files(f"gongkai.{name}"))) for name in _FOLDERS}
    models = _shipped(folders["models"])
    rows = (
        _size_row(Name.MODEL_DATA, [path for path in models if _is_data(path)]),
        _size_row(Name.MODELS, models),
        _size_row(Name.CORPUS, [p for p in _shipped(folders["annotations"]) if _is_corpus(p)]),
        _size_row(Name.PACKAGE, [path for each in folders.values() for path in _shipped(each)]),
    )
    return Part(Heading.SIZES, rows)


def _samples(ending: str) -> list[tuple[int, int]]:
    """Return characters and bytes of each sample."""
    folder = files("gongkai.annotations").joinpath("samples")
    found = []
    for name in sample_names():
        content = folder.joinpath(f"{name}.{ending}").read_bytes()
        found.append((len(content.decode("utf-8", "replace")), len(content)))
    return found


def _workload_row(name: Name, sizes: Sequence[tuple[int, int]]) -> Row:
    characters = sum(each for each, _ in sizes) / len(sizes)
    size = sum(each for _, each in sizes) / len(sizes)
    return Row(
        Label.of(name),
        {
            Column.REPORTS: Figure((len(sizes),), Unit.COUNT),
            Column.CHARACTERS: Figure((characters,), Unit.CHARACTERS),
            Column.BYTES_EACH: Figure((size,), Unit.BYTES),
        },
    )


def _is_data(path: Path) -> bool:
    """Tell whether a file of a model is data: lists and weights."""
    return path.parent.name == "data" or _WEIGHTS in path.parts


def _is_corpus(path: Path) -> bool:
    return path.suffix != ".py" and bool({"corpus", "samples", "double"} & set(path.parts))


def _shipped(folder: Path) -> list[Path]:
    return sorted(
        path for path in folder.rglob("*") if path.is_file() and not _NOT_SHIPPED & set(path.parts)
    )


def _size_row(name: Name, paths: Iterable[Path]) -> Row:
    sizes = [path.stat().st_size for path in paths]
    return Row(
        Label.of(name),
        {
            Column.FILES: Figure((len(sizes),), Unit.COUNT),
            Column.BYTES: Figure((sum(sizes),), Unit.BYTES),
        },
    )
