"""``gongkai train``: from annotated texts to a folder with a model and its card.

Read in this order: `sources` (what is learned from and what is held out), `layers` (what is not
annotated), `examples` (texts as the models see them), `assembling` (all models fitted, with
`claims`, `relations`, `network`, and `base` and `adapting` where a training goes on from a
model), `problem_training`, `confidence` (calibration on what was held out), then this module,
and `placing` (how the folder is written).
"""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final

from spacy.language import Language
from thinc.api import Config

from gongkai.models.trained.calibrating import CALIBRATOR, CLAIMS, FACTS
from gongkai.models.trained.calibration import Calibrator
from gongkai.models.trained.loading import save_pipeline
from gongkai.training.assembling import Tell, train_pipeline
from gongkai.training.base import Base
from gongkai.training.calibration import Chosen
from gongkai.training.confidence import (
    Judged,
    fit_calibrators,
    judged_claims,
    merged,
    set_calibrators,
    without,
)
from gongkai.training.defaults import Design
from gongkai.training.examples import Example, ExampleReader
from gongkai.training.facts import judged_facts
from gongkai.training.heldout import Agreement, agreement
from gongkai.training.identity import judged_identity
from gongkai.training.layers import Layer
from gongkai.training.model_card import CARD, Measured, model_card
from gongkai.training.placing import placed
from gongkai.training.problem_training import judged_problems, train_problem_component
from gongkai.training.sources import Sources, Texts, bundled_learned

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
        The calibrators that were fitted, and how they were chosen.
    seconds
        How long it took.
    base
        The model it goes on from.
    kept
        What is calibrated as in the base, for there was too little to fit it anew.
    outcomes
        Whether each judged thing was right, by what ``chosen`` calibrates.
    """

    pipeline: Language
    design: Design
    agreements: dict[str, Agreement]
    chosen: dict[str, Chosen]
    seconds: float
    base: Base | None = None
    kept: tuple[str, ...] = ()
    outcomes: dict[str, Sequence[bool]] = field(default_factory=dict)


def train(
    sources: Sources,
    design: Design,
    base: Base | None = None,
    tell: Tell = lambda words: None,
) -> Trained:
    """Train a model and calibrate it.

    Parameters
    ----------
    sources
        What is learned from, and what is held out.
    design
        What is trained; that of the base where there is one (see ``Base.design``).
    base
        The model to go on from; nothing if left out.
    tell
        Told what is being done.

    Returns
    -------
    Trained
        The same for the same arguments on the same machine, but for the seconds.

    Raises
    ------
    TrainingError
        If there is nothing to learn from the texts.
    """
    started = time.monotonic()
    reader = ExampleReader()
    tell("reading the annotated texts")
    _tell_missing(sources, tell)
    examples = _examples(reader, sources.learned)
    if reader.lost:
        tell(f"{reader.lost} claims are left out, in whose words no quantity is found")
    examples += reader.sentences(sources.sentences())
    examples += reader.passages(sources.generated_passages())
    held_out = {}
    for texts in sources.held_out:
        reader.lost = 0
        held_out[texts.name] = (_examples(reader, texts), reader.lost)
    anchors = sum(len(each.gold) for each in examples)
    tell(f"{anchors} quantities in {len(examples)} paragraphs to learn from")
    pipeline = train_pipeline(examples, design, tell, base)
    _train_problems(pipeline, sources, base, tell)
    tell("calibrating on the held-out texts")
    agreements = {
        name: agreement(pipeline, found, lost) for name, (found, lost) in held_out.items()
    }
    if base is not None:
        _tell_of_base(base, held_out, tell)
    judged = _judged(pipeline, [found for found, _ in held_out.values()], sources)
    chosen = fit_calibrators(_worth_fitting(judged, base))
    of_facts = _judged_facts(pipeline, judged, base, sources)
    judged |= of_facts
    chosen |= fit_calibrators(_worth_fitting(of_facts, base))
    calibrators = _calibrators(chosen, base)
    kept = tuple(sorted(set(calibrators) - set(chosen)))
    set_calibrators(pipeline, calibrators)
    _tell_calibrated(judged, chosen, kept, tell)
    return Trained(
        pipeline,
        design,
        agreements,
        chosen,
        time.monotonic() - started,
        base,
        kept,
        {name: judged[name].right for name in chosen},
    )


def _tell_missing(sources: Sources, tell: Tell) -> None:
    told = [layer.value for layer in Layer if layer in sources.learned.missing]
    if told:
        tell(f"not annotated, so that nothing is learned about it: {', '.join(told)}")


def _examples(reader: ExampleReader, texts: Texts) -> list[Example]:
    found = reader.passages(texts.passages, texts.missing)
    return found + reader.reports(texts.reports, texts.missing)


def _train_problems(pipeline: Language, sources: Sources, base: Base | None, tell: Tell) -> None:
    """Train the reader of section five; a base's is kept where the texts have nothing new."""
    is_new = Layer.ITEMS not in sources.learned.missing
    if base is not None and not is_new:
        tell("the base's reader of problems and improvements is kept")
        return
    # Section five is short, and its kinds of items many: few own texts would not do alone.
    bundled = [] if sources.with_sentences else [bundled_learned()]
    of_own = "" if sources.with_sentences or is_new else ", from texts that come with gongkai alone"
    tell(f"training the reader of problems and improvements{of_own}")
    train_problem_component(pipeline, [*bundled, sources.learned])


def _judged(
    pipeline: Language, held_out: Sequence[Sequence[Example]], sources: Sources
) -> dict[str, Judged]:
    by_kind: dict[str, list[Judged]] = {}
    for examples in held_out:
        for name, of_kind in judged_claims(pipeline, examples).items():
            by_kind.setdefault(name, []).append(of_kind)
    judged = {name: merged(parts) for name, parts in by_kind.items()}
    reports = [report for texts in sources.held_out for report in texts.reports]
    with_items = [texts for texts in sources.held_out if Layer.ITEMS not in texts.missing]
    judged |= judged_problems(
        pipeline,
        [passage for texts in with_items for passage in texts.passages],
        [report for texts in with_items for report in texts.reports],
    )
    # Identity is found by rules, which learn nothing: the training reports judge it too.
    judged |= judged_identity([*sources.learned.reports, *reports])
    return judged


def _judged_facts(
    pipeline: Language, judged: Mapping[str, Judged], base: Base | None, sources: Sources
) -> dict[str, Judged]:
    """Judge the facts of held-out reports, their claims calibrated on other texts than these."""
    reports = [report for texts in sources.held_out for report in texts.reports]
    calibrator = None if base is None else base.calibrators.get(CLAIMS)
    if CLAIMS in judged:
        apart = without(judged[CLAIMS], {report.head.head.name for report in reports})
        for chosen in fit_calibrators({CLAIMS: apart}).values():
            calibrator = chosen.calibrator
    if calibrator is None or not reports:
        return {}
    set_calibrators(pipeline, {CLAIMS: calibrator})
    return {FACTS: judged_facts(pipeline, reports)}


def _calibrators(chosen: Mapping[str, Chosen], base: Base | None) -> dict[str, Calibrator]:
    """Return the calibrators that were fitted, and of a base those of all else."""
    of_base = {} if base is None else dict(base.calibrators)
    return of_base | {name: each.calibrator for name, each in chosen.items()}


def _worth_fitting(judged: dict[str, Judged], base: Base | None) -> dict[str, Judged]:
    """Return what says more than the calibrators of a base do.

    Where all is right, or nothing, there is nothing that tells right from wrong; a base's
    calibrator has seen both.
    """
    has_one = frozenset(() if base is None else base.calibrators)
    return {
        name: each
        for name, each in judged.items()
        if name not in has_one or len(set(each.right)) == 2
    }


def _tell_of_base(base: Base, held_out: dict[str, tuple[list[Example], int]], tell: Tell) -> None:
    for name, (found, lost) in held_out.items():
        before = agreement(base.pipeline, found, lost)
        tell(f"{name}: the base has {before.right} of {before.gold} right, F1 {before.f1:.3f}")


def _tell_calibrated(
    judged: dict[str, Judged], chosen: dict[str, Chosen], kept: tuple[str, ...], tell: Tell
) -> None:
    if chosen:
        tell(f"calibrated: {', '.join(sorted(chosen))}")
    if kept:
        tell(f"calibrated as in the base, for want of held-out judgements: {', '.join(kept)}")
    without = sorted(set(judged) - set(chosen) - set(kept))
    if without:
        tell(f"without confidences, for want of held-out judgements: {', '.join(without)}")


def write_model(trained: Trained, sources: Sources, folder: Path) -> list[Path]:
    """Write a model into a folder, with its card.

    Parameters
    ----------
    trained
        What was trained.
    sources
        What it was trained on.
    folder
        Where it goes; made if it is not there. A model that is there is replaced as a whole,
        once the new one is written.

    Returns
    -------
    list of Path
        The files written.

    Raises
    ------
    TrainingError
        If the folder holds something that is no model.
    OSError
        If it cannot be written; what was there is still there.
    """
    config = Config().from_str(trained.design.config())
    if trained.base is not None:
        config = trained.base.config
    older = _card_in(folder)
    with placed(folder) as place:
        save_pipeline(trained.pipeline, config, place, _meta(trained))
        weights = sorted(each for each in place.rglob("*") if each.is_file())
        measured = Measured(
            trained.agreements,
            trained.chosen,
            trained.seconds,
            sum(each.stat().st_size for each in weights),
            None if trained.base is None else trained.base.name,
            trained.outcomes,
        )
        card = model_card(sources, trained.design, measured, older)
        (place / CARD).write_text(card, encoding="utf-8", newline="\n")
        return [folder / each.relative_to(place) for each in [*weights, place / CARD]]


def _card_in(folder: Path) -> str | None:
    """Return the card that stands in a folder: what its maintainers added to it is kept."""
    card = folder / CARD
    return card.read_text(encoding="utf-8") if card.is_file() else None


def _meta(trained: Trained) -> dict[str, Any]:
    meta: dict[str, Any] = {
        "name": _NAME,
        "lang": "zh",
        "version": version("gongkai"),
        "pipeline": list(trained.pipeline.pipe_names),
        "calibrated": sorted(trained.chosen),
        "calibrator": CALIBRATOR,
    }
    if trained.base is not None:
        meta["base"] = {"name": trained.base.name, "sha256": trained.base.sha256}
        meta["calibrated_as_base"] = list(trained.kept)
    return meta
