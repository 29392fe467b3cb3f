"""The results of a search as a table in Markdown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from gongkai.training.designs.scoring import Counts, Figure, difference, f1

#: What the others are compared with, where it was run on the same texts.
REFERENCE: Final = "linear_and_network"
_NONE: Final = "–"
_NOTE: Final = """\
Claims right by metric, kind and value at an anchor; kind and value come from grammar and rules \
for all alike. F1 with 95% intervals by drawing texts again (BCa, 2,000 resamples); behind it the \
difference from the design in bold, on all texts, with its own interval. Reports a second of \
narrative and training time: one core, processor time; grammar and rules are counted with every \
design. Size: the weights as they are stored.
"""


def markdown_table(results: Mapping[str, Any]) -> str:
    """Return the table of results, and what the columns mean.

    Parameters
    ----------
    results
        Results by the names of designs, as the report of a search holds them.

    Returns
    -------
    str
        Rows in the order of the results. Those measured on other texts than the reference, or
        than the last row where that is missing, are marked with an asterisk.
    """
    if not results:
        return ""
    reference = results.get(REFERENCE)
    current = (reference or list(results.values())[-1])["data"]
    sets = list(dict.fromkeys(name for each in results.values() for name in each["counts"]))
    head = [
        "design", "设计", *(f"F1, {name}" for name in sets), "F1, all", "difference",
        "reports a second", "MB", "training, s", "remark",
    ]  # fmt: skip
    rows = [
        _row(name, each, sets, reference, is_current=each["data"] == current)
        for name, each in results.items()
    ]
    lines = [head, ["---"] * 2 + ["---:"] * (len(head) - 3) + ["---"], *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines) + "\n" + _NOTE


def _row(
    name: str,
    result: Mapping[str, Any],
    sets: Sequence[str],
    reference: Mapping[str, Any] | None,
    *,
    is_current: bool,
) -> list[str]:
    english = result["english"]
    label = f"**{english}**" if name == REFERENCE else english
    of_sets = [
        _share(f1(_by_text(result, [each]))) if each in result["counts"] else _NONE for each in sets
    ]
    return [
        label if is_current else f"{label} \\*",
        result["chinese"],
        *of_sets,
        _share(f1(_by_text(result, list(result["counts"])))),
        _compared(result, reference) if name != REFERENCE and is_current else _NONE,
        f"{result['reports_a_second']:.0f}",
        f"{result['weight_bytes'] / 1e6:.1f}",
        f"{result['training_seconds']:.0f}",
        result["remark"],
    ]


def _by_text(result: Mapping[str, Any], sets: Sequence[str]) -> Counts:
    """Return counts by text; texts of two sets are two, whatever their names."""
    return {
        f"{each}:{text}": tuple(numbers)
        for each in sets
        for text, numbers in result["counts"][each].items()
    }


def _compared(result: Mapping[str, Any], reference: Mapping[str, Any] | None) -> str:
    if reference is None:
        return _NONE
    mine, other = (_by_text(each, list(each["counts"])) for each in (result, reference))
    figure = difference(mine, other)
    bounds = "" if figure.low is None else f" ({figure.low:+.3f} to {figure.high:+.3f})"
    return f"{figure.value:+.3f}{bounds}".replace("-", "−")


def _share(figure: Figure) -> str:
    bounds = "" if figure.low is None else f" ({figure.low:.3f}–{figure.high:.3f})"
    return f"{figure.value:.3f}{bounds}"
