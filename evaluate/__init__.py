"""Measuring extraction against annotations.

The layers, in the order to read them in:

* ``reports``: what is compared, whether it was annotated or extracted (``gold`` reads
  annotations, ``loading`` whatever a path holds, ``pairing`` finds what belongs together);
* ``counts`` and ``assignment``: right, gold and predicted; who is matched with whom;
* ``claims``, ``cells`` and ``items``: the rules of what is right, one module each;
* ``scores``: all of it together; ``metrics_file``, ``display`` and ``error_display`` write and
  print it, ``command_line`` is ``gongkai evaluate``.

Nothing is loaded before it is used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gongkai.evaluate.judged.loading import load_gold, load_predictions
    from gongkai.evaluate.judged.reports import JudgedReport
    from gongkai.evaluate.scores.cells import CellScores, score_cells
    from gongkai.evaluate.scores.claims import ClaimScores, score_claims
    from gongkai.evaluate.scores.items import ItemScores, score_improvements, score_problems
    from gongkai.evaluate.scores.together import Scores, score_reports

__all__ = [
    "CellScores",
    "ClaimScores",
    "ItemScores",
    "JudgedReport",
    "Scores",
    "load_gold",
    "load_predictions",
    "score_cells",
    "score_claims",
    "score_improvements",
    "score_problems",
    "score_reports",
]

_HOMES = {
    "CellScores": "gongkai.evaluate.scores.cells",
    "ClaimScores": "gongkai.evaluate.scores.claims",
    "ItemScores": "gongkai.evaluate.scores.items",
    "JudgedReport": "gongkai.evaluate.judged.reports",
    "Scores": "gongkai.evaluate.scores.together",
    "load_gold": "gongkai.evaluate.judged.loading",
    "load_predictions": "gongkai.evaluate.judged.loading",
    "score_cells": "gongkai.evaluate.scores.cells",
    "score_claims": "gongkai.evaluate.scores.claims",
    "score_improvements": "gongkai.evaluate.scores.items",
    "score_problems": "gongkai.evaluate.scores.items",
    "score_reports": "gongkai.evaluate.scores.together",
}


def __getattr__(name: str) -> object:
    """Load a public name from its module when it is first asked for (PEP 562)."""
    if name in _HOMES:
        from importlib import import_module  # noqa: PLC0415  see the module's docstring

        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
