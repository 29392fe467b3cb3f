"""``gongkai train``: from annotated texts to a folder with a model and its card."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Final

from spacy.language import Language
from thinc.api import Config

from gongkai.models.trained.calibrating import CALIBRATOR
from gongkai.models.trained.loading import save_pipeline
from gongkai.training.assembling import Tell, train_pipeline
from gongkai.training.calibration import Chosen
from gongkai.training.confidence import (
    Judged,
    fit_calibrators,
    judged_claims,
    merged,
    set_calibrators,
)
from gongkai.training.defaults import Design
from gongkai.training.examples import Example, ExampleReader
from gongkai.training.heldout import Agreement, agreement
from gongkai.training.identity import judged_identity
from gongkai.training.model_card import CARD, Measured, model_card
from gongkai.training.problem_training import judged_problems, train_problem_component
from gongkai.training.sources import Sources, Texts

_NAME: Final = "gongkai"


@dataclass(frozen=True, slots=True)
class Trained:
    """What a training made.

    Attributes
    ----------
    pipeline
        The pipeline with its calibrators.
    design
        How it was made.
    agreements
        Right claims on each of the held-out texts, by their names.
    chosen
        The calibrators and how they were chosen.
    seconds
        How long it took.
    """

    pipeline: Language
    design: Design
    agreements: dict[str, Agreement]
    chosen: dict[str, Chosen]
    seconds: float


def train(sources: Sources, design: Design, tell: Tell = lambda words: None) -> Trained:
    """Train a model and calibrate it.

    Parameters
    ----------
    sources
        What is learned from, and what is held out.
    design
        What is trained.
    tell
        Told what is being done.

    Returns
    -------
    Trained
        The same for the same arguments on the same machine, but for the seconds.
    """
    started = time.monotonic()
    reader = ExampleReader()
    tell("reading the annotated texts")
    examples = _examples(reader, sources.learned)
    examples += reader.sentences(sources.sentences())
    examples += reader.passages(sources.generated_passages())
    held_out = {}
    for texts in sources.held_out:
        reader.lost = 0
        held_out[texts.name] = (_examples(reader, texts), reader.lost)
    anchors = sum(len(each.gold) for each in examples)
    tell(f"{anchors} quantities in {len(examples)} paragraphs to learn from")
    pipeline = train_pipeline(examples, design, tell)
    tell("training the reader of problems and improvements")
    train_problem_component(pipeline, sources.learned)
    tell("calibrating on the held-out texts")
    agreements = {
        name: agreement(pipeline, found, lost) for name, (found, lost) in held_out.items()
    }
    judged = _judged(pipeline, [found for found, _ in held_out.values()], sources)
    chosen = fit_calibrators(judged)
    set_calibrators(pipeline, chosen)
    return Trained(pipeline, design, agreements, chosen, time.monotonic() - started)


def _examples(reader: ExampleReader, texts: Texts) -> list[Example]:
    return reader.passages(texts.passages) + reader.reports(texts.reports)


def _judged(
    pipeline: Language, held_out: Sequence[Sequence[Example]], sources: Sources
) -> dict[str, Judged]:
    by_kind: dict[str, list[Judged]] = {}
    for examples in held_out:
        for name, judged in judged_claims(pipeline, examples).items():
            by_kind.setdefault(name, []).append(judged)
    judged = {name: merged(parts) for name, parts in by_kind.items()}
    reports = [report for texts in sources.held_out for report in texts.reports]
    passages = [passage for texts in sources.held_out for passage in texts.passages]
    judged |= judged_problems(pipeline, passages)
    # Identity is found by rules, which learn nothing: the training reports judge it too.
    judged |= judged_identity([*sources.learned.reports, *reports])
    return judged


def write_model(trained: Trained, sources: Sources, folder: Path) -> list[Path]:
    """Write a model into a folder, with its card.

    Parameters
    ----------
    trained
        What was trained.
    sources
        What it was trained on.
    folder
        Where it goes; made if it is not there.

    Returns
    -------
    list of Path
        The files written.
    """
    meta = {
        "name": _NAME,
        "lang": "zh",
        "version": version("gongkai"),
        "pipeline": list(trained.pipeline.pipe_names),
        "calibrated": sorted(trained.chosen),
        "calibrator": CALIBRATOR,
    }
    config = Config().from_str(trained.design.config())
    save_pipeline(trained.pipeline, config, folder, meta)
    weights = sorted(each for each in folder.rglob("*") if each.is_file() and each.name != CARD)
    measured = Measured(
        trained.agreements,
        trained.chosen,
        trained.seconds,
        sum(each.stat().st_size for each in weights),
    )
    card = folder / CARD
    card.write_text(model_card(sources, trained.design, measured), encoding="utf-8", newline="\n")
    return [*weights, card]
