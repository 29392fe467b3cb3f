"""The paragraphs of a report: clauses without numbers, sentences with numbers, what tables say."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from importlib import resources
from random import Random
from typing import Final

from gongkai.annotations.generator.generation import constructions_for
from gongkai.annotations.generator.scene import Scene
from gongkai.evaluate.benchmark.whole_reports.figures import Figures
from gongkai.evaluate.benchmark.whole_reports.offices import Office
from gongkai.models.scheme import Metric
from gongkai.models.table_layout import METRIC_CELLS

_NUMERALS: Final = "一二三四五六七八九"
_GAP: Final = re.compile(r"<(\w+)>")
#: How often a sentence names another number than the table: reports contradict themselves.
_CONTRADICTION: Final = 0.03
_CLAUSES_A_POINT: Final = 4
#: What sentences of the generator tell of in each paragraph. What the tables hold is told by the
#: sentences of ``data/numbers.tsv`` alone, so that the two agree.
_METRICS: Final[dict[str, tuple[Metric, ...]]] = {
    "disclosure": (
        *(Metric.INFO_PUBLISHED, Metric.INFO_PUBLISHED, Metric.DOCUMENTS_PUBLISHED),
        *(Metric.INTERPRETATIONS_PUBLISHED, Metric.CONCERNS_ANSWERED, Metric.HOTLINE_CASES),
        *(Metric.MESSAGES_HANDLED, Metric.CONSULTATIONS_HELD, Metric.PUBLIC_EVENTS),
    ),
    "management": (Metric.CATALOGUE_ITEMS, Metric.RULES_ADOPTED, Metric.SERVICE_ITEMS),
    "platform": (Metric.PLATFORMS_OPERATED, Metric.AUDIENCE, Metric.INFO_PUBLISHED),
    "supervision": (
        *(Metric.TRAINING_SESSIONS, Metric.TRAINING_PARTICIPANTS, Metric.MEETINGS_HELD),
        *(Metric.INSPECTIONS_CONDUCTED, Metric.PROBLEMS_FOUND, Metric.STAFF_ASSIGNED),
    ),
    "other": (Metric.PROPOSALS_HANDLED, Metric.OTHER_COUNT),
}
assert not {metric for each in _METRICS.values() for metric in each} & METRIC_CELLS.keys()  # noqa: S101


class Narrator:
    """Writes the paragraphs of one report.

    Parameters
    ----------
    random
        Where all chance comes from.
    office, year
        Who reports, and on which year.
    figures
        The numbers of the report.
    """

    def __init__(self, random: Random, office: Office, year: int, figures: Figures) -> None:
        self._random = random
        self._office = office
        self._year = year
        self._figures = figures
        #: Some clerks tell of much, some of nothing.
        self._talkative = random.random()

    def clause(self, topic: str) -> str:
        """Return one clause, as a sentence."""
        return f"{self._random.choice(_phrases('clauses.tsv', topic))}。"

    def paragraph(self, topic: str) -> str:
        """Return clauses of a topic, in points, and sentences with numbers behind some of them."""
        clauses = list(_phrases("clauses.tsv", topic))
        self._random.shuffle(clauses)
        points = self._random.choice((1, 2, 2, 3, 3))
        metrics = _METRICS.get(topic, ())
        sentences = []
        for number in range(points):
            some = clauses[number * _CLAUSES_A_POINT : (number + 1) * _CLAUSES_A_POINT]
            if not some:
                break
            counted = f"{_NUMERALS[number]}是" if points > 1 else ""
            sentences.append(f"{counted}{'，'.join(some)}。")
            if metrics and self._random.random() < 1.1 * self._talkative:
                sentences.append(self._sentence(self._random.choice(metrics)))
        return "".join(sentences)

    def points(self, topic: str) -> str:
        """Return some clauses of a topic as counted points."""
        clauses = self._random.sample(_phrases("clauses.tsv", topic), self._random.randint(2, 4))
        counted = (f"{_NUMERALS[place]}是{clause}" for place, clause in enumerate(clauses))
        return "；".join(counted) + "。"

    def applications(self) -> str:
        """Return a sentence on the applications."""
        return self._told("received" if self._figures.received else "not_received")

    def disputes(self) -> str:
        """Return a sentence on reviews and lawsuits."""
        figures = self._figures
        return self._told("disputes" if figures.reviews or figures.lawsuits else "no_disputes")

    def decisions(self) -> str:
        """Return a sentence on decisions."""
        return self._told("decisions")

    def _sentence(self, metric: Metric) -> str:
        """Return a sentence of the sentence generator."""
        scene = Scene(self._random, self._year, self._office.body)
        scene.begin_sentence()
        suited, weights = constructions_for(metric)
        (construction,) = self._random.choices(suited, weights)
        construction.write(scene, metric)
        scene.draft.write("。")
        return scene.draft.text.lstrip("\n　")

    def _told(self, what: str) -> str:
        pieces = self._random.choice(_pieces(what))
        words = [
            piece if place % 2 == 0 else str(self._number(piece))
            for place, piece in enumerate(pieces)
        ]
        return "".join(words) + "。"

    def _number(self, name: str) -> int:
        if name == "year":
            return self._year
        number: int = getattr(self._figures, name)
        return number + (self._random.random() < _CONTRADICTION)


@cache
def _phrases(file: str, topic: str) -> tuple[str, ...]:
    return tuple(phrase for name, phrase in _rows(file) if name == topic)


@cache
def _pieces(what: str) -> tuple[tuple[str, ...], ...]:
    """Return sentences cut at their gaps: every second piece is the name of a number."""
    return tuple(tuple(_GAP.split(phrase)) for phrase in _phrases("numbers.tsv", what))


def _rows(file: str) -> Iterator[tuple[str, str]]:
    text = resources.files(__package__).joinpath("data", file).read_text(encoding="utf-8")
    for line in text.splitlines():
        if line and not line.startswith("#"):
            name, _, phrase = line.partition("\t")
            yield name, phrase
