"""``gongkai train`` once its arguments are known."""

from __future__ import annotations

import sys
import time
from dataclasses import dataclass, replace
from pathlib import Path

from gongkai.annotations.formats import NAMES, list_of_names
from gongkai.models.errors import GongkaiError
from gongkai.training.defaults import SHIPPED
from gongkai.training.running import train, write_model
from gongkai.training.sources import bundled_sources, own_sources


class TrainingError(GongkaiError):
    """A training that cannot be done as it was asked for."""


@dataclass(frozen=True, slots=True)
class Request:
    """What was asked for; see ``gongkai train --help``."""

    output: Path
    corpus: Path | None
    format_name: str | None
    base: str | None
    epochs: int | None
    seed: int


def run(request: Request) -> None:
    """Train a model, write it, and say how right it is.

    Raises
    ------
    TrainingError
        If the request cannot be met.
    GongkaiError
        If the annotations or the base cannot be read.
    """
    _check(request)
    design = replace(SHIPPED, seed=request.seed)
    if request.epochs is not None:
        design = replace(design, epochs=request.epochs)
    if request.corpus is None:
        sources = bundled_sources(design.generated)
    else:
        sources = own_sources(request.corpus, request.format_name)
    started = time.monotonic()

    def tell(words: str) -> None:
        print(f"[{time.monotonic() - started:5.0f} s] {words}", file=sys.stderr, flush=True)

    trained = train(sources, design, request.base, tell)
    files = write_model(trained, sources, request.output)
    for name, found in trained.agreements.items():
        print(f"{name}: {found.right} of {found.gold} claims right, F1 {found.f1:.3f}")
    size = sum(each.stat().st_size for each in files)
    print(f"{request.output}: {size / 1e6:.1f} MB in {trained.seconds:.0f} s")


def _check(request: Request) -> None:
    if request.format_name is not None and request.format_name not in NAMES:
        raise TrainingError(
            f"There is no format {request.format_name!r}: choose from {list_of_names()}."
        )
    if request.format_name is not None and request.corpus is None:
        raise TrainingError("--format says how --corpus is written: name the corpus too.")
    if request.corpus is not None and not request.corpus.exists():
        raise TrainingError(f"{request.corpus} does not exist: name a file or folder of texts.")
    if request.output.exists() and not request.output.is_dir():
        raise TrainingError(f"{request.output} is a file: name a folder for the model.")
