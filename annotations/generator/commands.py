"""``gongkai annotations generate`` once its arguments are known."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from gongkai.annotations.generator.generation import GeneratorError, generate
from gongkai.annotations.markup import write_passage
from gongkai.annotations.markup.fields import parse_member
from gongkai.annotations.passages import Passage
from gongkai.models.scheme import Metric


def write_generated(output: Path, count: int, seed: int, metrics: Sequence[str] = ()) -> str:
    """Generate passages and write them in the markup.

    Parameters
    ----------
    output
        A file that does not exist yet.
    count, seed
        How many passages, and from which seed.
    metrics
        Ids of the metrics to write about; all if empty.

    Returns
    -------
    str
        What was written.

    Raises
    ------
    GeneratorError
        If the output exists, a metric is none of the scheme, or ``count`` is below 1.
    """
    if output.exists():
        raise GeneratorError(f"{output} exists: name another, or take it away first")
    if count < 1:
        raise GeneratorError("there is nothing to generate: give a count of at least 1")
    passages = list(generate(count, seed, metrics_of(metrics)))
    output.parent.mkdir(parents=True, exist_ok=True)
    output.write_text(as_markup(passages), encoding="utf-8", newline="\n")
    claims = sum(len(passage.claims) for passage in passages)
    noun = "passage" if count == 1 else "passages"
    return f"{count} generated {noun} with {claims} claims written to {output}"


def as_markup(passages: Iterable[Passage]) -> str:
    """Return passages as the text of one file in the markup."""
    return "\n".join(map(write_passage, passages))


def metrics_of(names: Sequence[str]) -> frozenset[Metric] | None:
    """Return metrics by their ids, ``None`` where no id is given.

    Raises
    ------
    GeneratorError
        If there is none of an id.
    """
    unknown = [name for name in names if name not in set(Metric)]
    if unknown:
        raise GeneratorError(f"{unknown[0]!r} is no metric: choose from {', '.join(Metric)}")
    return frozenset(parse_member(Metric, name, "metric") for name in names) or None
