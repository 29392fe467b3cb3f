"""``gongkai train`` once its arguments are known."""

from __future__ import annotations

import sys
import time
from dataclasses import dataclass, replace
from pathlib import Path

from gongkai.annotations.formats import NAMES, list_of_names
from gongkai.training.base import Base, load_base
from gongkai.training.defaults import SHIPPED, Design
from gongkai.training.errors import TrainingError
from gongkai.training.placing import check_place
from gongkai.training.running import train, write_model
from gongkai.training.sources import Sources, bundled_sources, own_sources


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
    OSError
        If the model cannot be written; what was in its place is still there.
    """
    _check(request)
    base = None if request.base is None else load_base(request.base)
    design = _design(request, base)
    sources = _sources(request)
    started = time.monotonic()

    def tell(words: str) -> None:
        print(f"[{time.monotonic() - started:5.0f} s] {words}", file=sys.stderr, flush=True)

    trained = train(sources, design, base, tell)
    files = write_model(trained, sources, request.output)
    for name, found in trained.agreements.items():
        print(f"{name}: {found.right} of {found.gold} claims right, F1 {found.f1:.3f}")
    size = sum(each.stat().st_size for each in files)
    print(f"{request.output}: {size / 1e6:.1f} MB in {trained.seconds:.0f} s")


def _design(request: Request, base: Base | None) -> Design:
    if base is not None:
        return base.design(request.epochs, request.seed)
    return replace(SHIPPED, seed=request.seed, epochs=request.epochs or SHIPPED.epochs)


def _sources(request: Request) -> Sources:
    if request.corpus is None:
        return bundled_sources(SHIPPED.generated)
    return own_sources(request.corpus, request.format_name)


def _check(request: Request) -> None:
    if request.format_name is not None and request.format_name not in NAMES:
        raise TrainingError(
            f"There is no format {request.format_name!r}: choose from {list_of_names()}."
        )
    if request.format_name is not None and request.corpus is None:
        raise TrainingError("--format says how --corpus is written: name the corpus too.")
    if request.corpus is not None and not request.corpus.exists():
        raise TrainingError(f"{request.corpus} does not exist: name a file or folder of texts.")
    check_place(request.output)
