"""What the reading of section five gathers, and what has been announced while it reads."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from gongkai.models.normalised import NormalisedText, normalise
from gongkai.models.problem_wording import CLEAR_PROMISE, DONE
from gongkai.models.record import Improvement, Problem
from gongkai.models.rules.problem_categories import categorise
from gongkai.models.scheme import Category, ProblemYear, Stage

_YEAR = re.compile(r"20\d\d")
_LAST = re.compile(r"[上去前]一?年")
_SHORTEST = 4
#: The marks around an item that do not belong to it.
TRAILING = "。！？；，：、 "


@dataclass(frozen=True, slots=True)
class ProblemReading:
    """The problems and improvements of a report, each in order of offsets."""

    problems: tuple[Problem, ...]
    improvements: tuple[Improvement, ...]


@dataclass(slots=True)
class State:
    """What the headings and introductory sentences so far have announced.

    Attributes
    ----------
    heading
        What the heading decided; only an explicit turn in the text overrides it.
    improving
        Whether measures follow (``True``) or problems; ``None`` where nothing has said.
    """

    report_year: int | None
    heading: bool | None = None
    heading_year: ProblemYear = ProblemYear.THIS
    improving: bool | None = None
    year: ProblemYear = ProblemYear.THIS
    stage: Stage = Stage.PROMISED

    def is_earlier(self, wording: str) -> bool:
        """Tell whether ``wording`` names a year before the one reported on."""
        if _LAST.search(wording):
            return True
        named = _YEAR.search(wording)
        return named is not None and (self.report_year is None or int(named[0]) < self.report_year)


@dataclass(slots=True)
class Items:
    """Takes items by offsets in a normalised passage and keeps them by those of the text.

    Attributes
    ----------
    text
        The text of the document.
    normalised
        The passage that is being read.
    """

    text: str
    problems: list[Problem] = field(default_factory=list)
    improvements: list[Improvement] = field(default_factory=list)
    normalised: NormalisedText = field(default_factory=lambda: normalise(""))

    def add(self, start: int, end: int, state: State, *, improving: bool) -> None:
        """Add an item without the marks around it."""
        stretch = self.normalised.text[start:end]
        start += len(stretch) - len(stretch.lstrip(TRAILING))
        end -= len(stretch) - len(stretch.rstrip(TRAILING))
        if end - start < _SHORTEST:
            return
        span = self.normalised.original(start, end)
        wording, quote = self.normalised.text[start:end], span.of(self.text)
        category = categorise(wording)
        if improving:
            stage = stage_of(wording, state.stage)
            self.improvements.append(
                Improvement(
                    text=quote, start=span.start, end=span.end, category=category, stage=stage
                )
            )
        else:
            self.problems.append(
                Problem(
                    text=quote, start=span.start, end=span.end, category=category, year=state.year
                )
            )

    def align_categories(self) -> None:
        """Give measures without a category of their own that of the problem they answer.

        Lists of problems and of measures run in the same order where they are equally long.
        """
        for year, stage in (
            (ProblemYear.THIS, Stage.PROMISED),
            (ProblemYear.LAST, Stage.TAKEN),
        ):
            problems = [each for each in self.problems if each.year is year]
            measures = [each for each in self.improvements if each.stage is stage]
            if len(problems) != len(measures):
                continue
            for problem, measure in zip(problems, measures, strict=True):
                if measure.category is Category.OTHER:
                    measure.category = problem.category


def stage_of(wording: str, announced: Stage) -> Stage:
    """Return the stage that a measure's first sentence states, else the one announced."""
    first = wording.partition("。")[0]
    if CLEAR_PROMISE.search(first):
        return Stage.PROMISED
    return Stage.TAKEN if DONE.search(first) else announced
