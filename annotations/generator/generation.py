"""Passages put together from clauses: a metric first, then a construction that suits it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from functools import cache
from random import Random
from typing import Final

from gongkai.annotations.generator import counting, lexicon, listing, parting, rating, zeroing
from gongkai.annotations.generator.clumsiness import spoil
from gongkai.annotations.generator.scene import Scene
from gongkai.annotations.passages import Head, Passage
from gongkai.annotations.provinces import NATION, PROVINCES
from gongkai.models.errors import GongkaiError
from gongkai.models.scheme import Metric, SectionKind, Tier

_FIRST_YEAR, _LAST_YEAR = 2008, 2025
_PROVINCES: Final = tuple(sorted(set(PROVINCES) - {NATION}))


class GeneratorError(GongkaiError):
    """A request that the generator cannot meet."""


@dataclass(frozen=True, slots=True)
class Construction:
    """A way to tell something of a metric.

    Attributes
    ----------
    weight
        How often it is taken beside the others.
    write
        Writes it into a scene.
    suits
        Whether it can tell of a metric.
    opens
        Whether it opens a paragraph, as a heading does.
    """

    weight: int
    write: Callable[[Scene, Metric], None]
    suits: Callable[[Metric], bool]
    opens: bool = False


def _any(metric: Metric) -> bool:
    return bool(lexicon.frames_of(metric))


def _done(metric: Metric) -> bool:
    return any(frame.predicates for frame in lexicon.frames_of(metric))


def _done_often(metric: Metric) -> bool:
    frames = lexicon.frames_of(metric)
    return any(frame.predicates and not frame.units[0].endswith("元") for frame in frames)


def _by_channels(metric: Metric) -> bool:
    frames = lexicon.frames_of(metric)
    return any(frame.channels and frame.channels != "hall" for frame in frames)


def _told_together(metric: Metric) -> bool:
    return len(listing.theme_of(metric)) > 1 and rating.has_counts(metric)


CONSTRUCTIONS: Final = (
    Construction(10, counting.write_count, _any),
    Construction(2, counting.write_far, _done),
    Construction(2, counting.write_under_heading, _done, opens=True),
    Construction(2, counting.write_several_channels, _by_channels),
    Construction(2, counting.write_frequency, counting.recurs),
    Construction(1, counting.write_cumulative, _done_often),
    Construction(3, listing.write_carried, listing.carries_channel),
    Construction(3, listing.write_list, _told_together),
    Construction(1, listing.write_respectively, listing.can_be_respective),
    Construction(2, listing.write_pair, listing.has_pair),
    Construction(2, listing.write_event, lambda metric: bool(listing.events_of(metric))),
    Construction(6, parting.write_breakdown, parting.has_parts),
    Construction(3, parting.write_stages, parting.has_stages),
    Construction(2, parting.write_levy, parting.is_levied),
    Construction(3, rating.write_rate, rating.has_rates),
    Construction(2, rating.write_several_rates, rating.has_several_rates),
    Construction(1, rating.write_points, rating.has_rates),
    Construction(1, rating.write_share, _any),
    Construction(2, rating.write_change, _any),
    Construction(1, rating.write_comparison, rating.has_counts),
    Construction(4, zeroing.write_zero, zeroing.has_zeros),
    Construction(1, zeroing.write_zero_in_figures, zeroing.has_zeros_in_figures),
    Construction(1, zeroing.write_paired_zero, zeroing.has_paired_zero),
)
_COMMON: Final = frozenset(
    {
        Metric.INFO_PUBLISHED,
        Metric.APPLICATIONS_RECEIVED,
        Metric.APPLICATIONS_ANSWERED,
        Metric.HOTLINE_CASES,
        Metric.MESSAGES_HANDLED,
        Metric.TRAINING_SESSIONS,
        Metric.INTERPRETATIONS_PUBLISHED,
        Metric.OTHER_COUNT,
        Metric.REVIEWS_FILED,
    }
)
_SECTIONS: Final = {
    Metric.REVIEWS_FILED: SectionKind.REVIEW_LITIGATION,
    Metric.LAWSUITS_FILED: SectionKind.REVIEW_LITIGATION,
    Metric.FEES_CHARGED: SectionKind.OTHER_MATTERS,
    Metric.PROPOSALS_HANDLED: SectionKind.OTHER_MATTERS,
    Metric.LICENCES_DECIDED: SectionKind.PROACTIVE_DISCLOSURE,
    Metric.PENALTIES_DECIDED: SectionKind.PROACTIVE_DISCLOSURE,
    Metric.COMPULSIONS_DECIDED: SectionKind.PROACTIVE_DISCLOSURE,
    Metric.FEES_COLLECTED: SectionKind.PROACTIVE_DISCLOSURE,
}


def generate(count: int, seed: int, metrics: Collection[Metric] | None = None) -> Iterator[Passage]:
    """Generate passages of one to four sentences, every number in them marked.

    Parameters
    ----------
    count
        How many passages.
    seed
        The same seed gives the same passages.
    metrics
        What every passage tells of: one of these at least; any if ``None``.

    Yields
    ------
    Passage
        Passages named ``gen-SEED-N``, N from 1, that follow no report.

    Raises
    ------
    GeneratorError
        If ``count`` or ``seed`` is negative, or ``metrics`` is empty.
    """
    if count < 0 or seed < 0:
        raise GeneratorError("count and seed are numbers from 0 upwards: give such ones")
    if metrics is not None and not metrics:
        raise GeneratorError("there is no metric to write about: name one at least")
    chosen = tuple(metric for metric in Metric if metrics is None or metric in metrics)
    return _passages(count, seed, chosen)


def _passages(count: int, seed: int, metrics: tuple[Metric, ...]) -> Iterator[Passage]:
    random = Random(seed)  # noqa: S311 - sentences, not secrets
    weights = [3 if metric in _COMMON else 1 for metric in metrics]
    for number in range(1, count + 1):
        yield _passage(f"gen-{seed}-{number}", random, metrics, weights)


@cache
def constructions_for(metric: Metric) -> tuple[tuple[Construction, ...], tuple[int, ...]]:
    """Return the constructions that can tell of a metric, and their weights."""
    suited = tuple(each for each in CONSTRUCTIONS if each.suits(metric))
    return suited, tuple(each.weight for each in suited)


def _passage(name: str, random: Random, metrics: tuple[Metric, ...], weights: list[int]) -> Passage:
    body = random.choice(lexicon.bodies())
    scene = Scene(random, random.randint(_FIRST_YEAR, _LAST_YEAR), body)
    sections: list[SectionKind] = []
    for number in range(random.choice((1, 2, 2, 3, 3, 4))):
        (metric,) = random.choices(metrics, weights)
        section = _SECTIONS.get(metric, SectionKind.OVERVIEW)
        if metric.value.startswith("applications") and random.random() < 0.5:
            section = SectionKind.APPLICATIONS
        if section not in sections:
            sections.append(section)
        if number:
            _part_sentences(scene)
        _sentence(scene, metric)
    head = Head(
        name,
        None,
        NATION if body.tier is Tier.NATIONAL else random.choice(_PROVINCES),
        body.tier,
        body.type,
        scene.year,
        tuple(sections),
        frozenset(scene.phenomena),
    )
    return scene.draft.finish(head, spoil(scene.draft.text, random))


def _part_sentences(scene: Scene) -> None:
    """Write what stands between two sentences: a trap of its own, a line break, nothing."""
    if scene.chance(0.2):
        scene.write(scene.random.choice(_traps(sentence=True)))
        scene.draft.write("。")
    if scene.chance(0.15):
        scene.draft.write(scene.one_of("\n", "\n　　"))


@cache
def _traps(*, sentence: bool) -> tuple[str, ...]:
    return tuple(trap.template for trap in lexicon.traps() if trap.sentence is sentence)


def _sentence(scene: Scene, metric: Metric) -> None:
    scene.begin_sentence()
    suited, weights = constructions_for(metric)
    (construction,) = scene.random.choices(suited, weights)
    if construction.opens:
        scene.draft.write("\n" if scene.draft.last not in ("", "\n", "　") else "")
    elif scene.chance(0.3):
        _aside(scene)
        scene.draft.write("，")
    construction.write(scene, metric)
    if scene.chance(0.3):
        scene.draft.write("，")
        _aside(scene)
    if scene.chance(0.2):
        (construction,) = scene.random.choices(suited, weights)
        if not construction.opens:
            scene.draft.write("；")
            scene.begin_clause()
            construction.write(scene, metric)
    scene.draft.write("。")


def _aside(scene: Scene) -> None:
    """Write a clause that claims nothing, half of the time with something that looks like it."""
    ends_in_digit = scene.draft.text[-2:-1].isdecimal()  # 22，9月 would read as one number
    words = _traps(sentence=False) if scene.chance(0.5) and not ends_in_digit else lexicon.fillers()
    scene.write(scene.random.choice(words))
