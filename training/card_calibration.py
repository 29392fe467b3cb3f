"""The part of the model card that says whether its confidences can be believed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

import numpy as np

from gongkai.models.trained.calibration import CalibratorKind
from gongkai.training.calibration import Chosen, Quality
from gongkai.training.card_tables import paragraph, table, thousands

_METHODS: Final = {
    CalibratorKind.PLATT: "logistic regression (Platt)",
    CalibratorKind.TEMPERATURE: "logistic regression, then temperature",
    CalibratorKind.ISOTONIC: "logistic regression, then isotonic",
    CalibratorKind.VENN_ABERS: "logistic regression, then Venn-Abers",
}
_INTRODUCTION: Final = paragraph(
    "Each method was fitted on four fifths of the held-out texts and measured on the other fifth, "
    "five times over; texts are never cut. The error (ECE) is the mean distance of confidence and "
    "share right, over bins of equal size. Chance alone makes one: what a perfect system of the "
    "same size and confidences would show on average stands beside it. The method marked * is "
    "used. Issuer and year are found by rules, which learn nothing: all whole reports judge them."
)
#: Columns of a text diagram, from 0 to 1.
_WIDTH: Final = 50
_MOST_BINS: Final = 10
#: How many things a line of a diagram stands for, at the least.
_FEWEST: Final = 20


def calibration_part(
    chosen: Mapping[str, Chosen], outcomes: Mapping[str, Sequence[bool]] | None = None
) -> str:
    """Return the part of the card.

    Parameters
    ----------
    chosen
        The calibrators by what they are for.
    outcomes
        Whether each judged thing was right, for the diagrams; of what has none, none is drawn.
    """
    lines = ["## Calibration", ""]
    if not chosen:
        return "\n".join([*lines, "There was too little to calibrate: no confidences are given."])
    lines += [_INTRODUCTION]
    for name in sorted(chosen):
        lines += ["", *_of_kind(name, chosen[name])]
        if outcomes and name in outcomes:
            lines += ["", *_diagram(chosen[name], outcomes[name])]
    return "\n".join(lines)


def _of_kind(name: str, chosen: Chosen) -> Iterator[str]:
    head = ("method", "log loss", "Brier", "ECE", "perfect", "0.9 and more", "right of these")
    rows = [
        _row(_METHODS.get(method, method.value) + mark, quality)
        for method, quality in chosen.table.items()
        for mark in [" *" if method is chosen.method else ""]
    ]
    yield f"### {name.capitalize()}"
    yield ""
    yield f"{thousands(chosen.judgements)} judged in {thousands(chosen.texts)} texts."
    yield ""
    yield table(head, rows, words=1)


def _row(name: str, quality: Quality) -> Sequence[str]:
    figures = (quality.log_loss, quality.brier, quality.expected_error, quality.perfect_error)
    return (
        name,
        *(f"{each:.4f}" for each in figures),
        f"{100 * quality.sure:.1f}%",
        "–" if quality.sure_right is None else f"{100 * quality.sure_right:.1f}%",
    )


def _diagram(chosen: Chosen, right: Sequence[bool]) -> Iterator[str]:
    """Draw shares right against confidences, the most confident last."""
    order = np.argsort(chosen.probabilities, kind="stable")
    bins = max(1, min(_MOST_BINS, len(order) // _FEWEST))
    yield "```text"
    yield "confidence  right    of  0" + " " * (_WIDTH - 2) + "1"
    for part in np.array_split(order, bins):
        confidence = float(chosen.probabilities[part].mean())
        share = float(np.asarray(right, bool)[part].mean())
        line = list("─" * round(share * _WIDTH) + " " * (_WIDTH - round(share * _WIDTH)) + " ")
        line[round(confidence * _WIDTH)] = "|"
        bar = "".join(line).rstrip()
        yield f"      {confidence:.3f}  {share:.3f}  {len(part):4}  {bar}"
    yield "```"
    yield ""
    yield "The line is as long as the share that is right; | stands at the mean confidence."
