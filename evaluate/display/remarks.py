"""What has to be known of a system before its figures are read, on the terminal."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from rich.text import Text

from gongkai.evaluate.display.labels import by_part, listed
from gongkai.evaluate.evaluation import Evaluation, SystemResult
from gongkai.evaluate.judged.reports import JudgedReport
from gongkai.evaluate.systems.names import ATTEMPTS
from gongkai.evaluate.wording import Phrase
from gongkai.extract.command_line.display.page import DOUBT, FAULT, Page
from gongkai.extract.language import Words

#: By how the names of measures begin, what an annotation has to have for them to be judged.
_ANNOTATED: Final[Mapping[str, Callable[[JudgedReport], bool]]] = {
    "claims": lambda report: report.claims is not None,
    "quantities": lambda report: report.claims is not None,
    "cells": lambda report: bool(report.cells),
    "problems": lambda report: report.problems is not None,
    "improvements": lambda report: report.improvements is not None,
    "facts": lambda report: report.facts is not None,
    "identity": lambda report: report.identity is not None,
    "sections": lambda report: report.sections is not None,
}


#: So many texts are named; the files have them all.
_MOST_NAMES: Final = 5


def print_remarks(page: Page, evaluation: Evaluation, system: SystemResult) -> None:
    """Print what is missing, not judged or out of place in what a system says."""
    words, scores, name = page.words, system.scores, page.words.safe(system.name)
    if scores.missing:
        names = words.safe(listed(words, scores.missing[:_MOST_NAMES]))
        if len(scores.missing) > _MOST_NAMES:
            count = len(scores.missing) - _MOST_NAMES
            names = words[Phrase.AND_MORE].format(names=names, count=count)
        line = words[Phrase.WITHOUT_PREDICTION].format(system=name, names=names)
        page.line(Text(line, FAULT))
    if scores.unjudged:
        line = words[Phrase.UNJUDGED].format(system=name, count=scores.unjudged)
        page.line(Text(line, DOUBT))
    if scores.quotes.misplaced:
        line = words[Phrase.MISPLACED].format(
            system=name, count=scores.quotes.misplaced, total=scores.quotes.total
        )
        page.line(Text(line, DOUBT))
    if not system.measures:
        page.line(Text(nothing_attempted(words, system.name), DOUBT))
    _print_texts(page, evaluation, system)


def nothing_attempted(words: Words, system: str) -> str:
    """Return the sentence on a system that attempts nothing of what was annotated."""
    attempt = ATTEMPTS.get(system)
    if attempt is None:
        return words[Phrase.ATTEMPTS_NOTHING].format(system=words.safe(system))
    return words[Phrase.ATTEMPTS_ELSE].format(system=words.safe(system), attempt=words[attempt])


def _print_texts(page: Page, evaluation: Evaluation, system: SystemResult) -> None:
    """Say in how many texts a part was judged, where the system is silent on some of them."""
    words = page.words
    known: set[str] = set()
    for part, names in by_part(system.measures, full=True).items():
        begins = names[0].partition(".")[0]
        is_annotated = _ANNOTATED.get(begins)
        if is_annotated is None or begins in known:
            continue
        known.add(begins)
        annotated = {each.name for each in evaluation.reports if is_annotated(each)}
        judged = annotated.intersection(system.measures[names[0]].by_text)
        if len(judged) < len(annotated):
            line = words[Phrase.SOME_TEXTS].format(
                system=words.safe(system.name),
                part=words[part],
                count=len(judged),
                texts=len(annotated),
            )
            page.line(Text(line, DOUBT))
