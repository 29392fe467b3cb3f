"""Measuring extraction against annotations, and comparing systems.

The layers, in the order to read them in:

* ``judged``: what is compared, in one form for both sides, loaded from whatever holds it;
* ``systems``: what can be run on the texts of the gold, gongkai itself and its peers;
* ``counts`` and ``measures``: figures that follow from counts of single texts;
* ``scores``: the rules of what is right, one module for each thing that is judged;
* ``resampling``, ``comparison`` and ``calibration``: intervals, tests, confidences;
* ``evaluation``: all of it together, for one system or several; ``result_intervals`` has the
  intervals of everything in it;
* ``metrics_file``, ``display`` and ``page`` write and print it; ``command_line`` is ``gongkai
  evaluate``.

``sampling`` (``gongkai evaluate sample``) estimates precision without annotations, ``benchmark``
(``gongkai benchmark``) measures speed. Nothing is loaded before it is used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gongkai.evaluate.evaluation import Evaluation, Prediction, evaluate, predict
    from gongkai.evaluate.judged.loading import load_gold, load_predictions
    from gongkai.evaluate.judged.reports import JudgedReport
    from gongkai.evaluate.scores.cells import CellScores, score_cells
    from gongkai.evaluate.scores.claims import ClaimScores, score_claims
    from gongkai.evaluate.scores.items import ItemScores, score_improvements, score_problems
    from gongkai.evaluate.scores.together import Scores, score_reports
    from gongkai.evaluate.systems.registry import system

__all__ = [
    "CellScores",
    "ClaimScores",
    "Evaluation",
    "ItemScores",
    "JudgedReport",
    "Prediction",
    "Scores",
    "evaluate",
    "load_gold",
    "load_predictions",
    "predict",
    "score_cells",
    "score_claims",
    "score_improvements",
    "score_problems",
    "score_reports",
    "system",
]

_HOMES = {
    "CellScores": "gongkai.evaluate.scores.cells",
    "ClaimScores": "gongkai.evaluate.scores.claims",
    "Evaluation": "gongkai.evaluate.evaluation",
    "ItemScores": "gongkai.evaluate.scores.items",
    "JudgedReport": "gongkai.evaluate.judged.reports",
    "Prediction": "gongkai.evaluate.evaluation",
    "Scores": "gongkai.evaluate.scores.together",
    "evaluate": "gongkai.evaluate.evaluation",
    "load_gold": "gongkai.evaluate.judged.loading",
    "load_predictions": "gongkai.evaluate.judged.loading",
    "predict": "gongkai.evaluate.evaluation",
    "score_cells": "gongkai.evaluate.scores.cells",
    "score_claims": "gongkai.evaluate.scores.claims",
    "score_improvements": "gongkai.evaluate.scores.items",
    "score_problems": "gongkai.evaluate.scores.items",
    "score_reports": "gongkai.evaluate.scores.together",
    "system": "gongkai.evaluate.systems.registry",
}


def __getattr__(name: str) -> object:
    """Load a public name from its module when it is first asked for (PEP 562)."""
    if name in _HOMES:
        from importlib import import_module  # noqa: PLC0415  see the module's docstring

        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
