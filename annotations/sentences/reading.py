"""Sentences annotated for training alone, one a line: a strict reader.

A sentence has no head, no context spans and no readings: its marks say what each quantity
counts (``{30条|info_published @website}``), and the quantity grammar reads the number. The
format is the last part of ``MARKUP.md``.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from gongkai.annotations.corpus_files import bundled_sentences, find_files, read_file
from gongkai.annotations.markup import MarkupError, MarkupFault
from gongkai.annotations.markup.errors import PassageFaultError
from gongkai.annotations.markup.fields import FieldFaultError, parse_claim, parse_reason
from gongkai.annotations.markup.scanning import Mark, Scanned, scan
from gongkai.annotations.passages import NonClaim
from gongkai.models.document import Span
from gongkai.models.scheme import Aspect, Channel, Kind, Metric, Per, Scope

COMMENT: Final = "#"
#: What stands between the headings and the sentence below them.
BELOW: Final = " # "
#: What begins a line of a corpus file, and no sentence.
_OF_PASSAGES: Final = ("===", "---")
_MARK: Final = re.compile(r"\{[^{}|\n]+\|[^{}|\n]+\}")
_SAYS_NOTHING: Final = re.compile(r"(?<!\\)\{([^{}|\\]*)\}")
#: What may stand behind the metric.
_WORD: Final = re.compile(r"amount|change|(?:rate|frequency):\w+|region|other|unknown|@\w+")


@dataclass(frozen=True, slots=True)
class SentenceClaim:
    """A claim of a sentence; what its number is, the quantity grammar says.

    Attributes
    ----------
    span
        The quantity or zero cue. Several claims may have one.
    metric, kind, aspect, per, channel, scope
        As in the record.
    """

    span: Span
    metric: Metric
    kind: Kind = Kind.COUNT
    aspect: Aspect | None = None
    per: Per | None = None
    channel: Channel | None = None
    scope: Scope = Scope.OWN


@dataclass(frozen=True, slots=True)
class AnnotatedSentence:
    """A sentence, or a few that belong together, with what is marked in it.

    Attributes
    ----------
    text
        The text without marks; offsets count its code points.
    headings
        The headings above it, the highest first; mostly none.
    claims, non_claims
        In text order.
    file, line
        Where it stands; lines count from 1.
    """

    text: str
    headings: tuple[str, ...]
    claims: tuple[SentenceClaim, ...]
    non_claims: tuple[NonClaim, ...]
    file: str
    line: int


def load_sentences(path: str | os.PathLike[str] | None = None) -> list[AnnotatedSentence]:
    """Load annotated sentences.

    Parameters
    ----------
    path
        A file, or a folder that is searched with its subfolders; the sentences that come with
        gongkai if left out.

    Returns
    -------
    list of AnnotatedSentence
        In order of their files and lines.

    Raises
    ------
    CorpusError
        If there are no files.
    MarkupError
        If something in them cannot be accepted; it names everything that was found.
    OSError
        If a folder cannot be listed.
    """
    sentences, faults = read_sentences(find_files(bundled_sentences() if path is None else path))
    if faults:
        raise MarkupError(faults)
    return sentences


def read_sentences(files: list[Path]) -> tuple[list[AnnotatedSentence], list[MarkupFault]]:
    """Read files of sentences; a file that cannot be read is a fault."""
    sentences: list[AnnotatedSentence] = []
    faults: list[MarkupFault] = []
    for file in files:
        found, wrong = read_file(file, parse_sentences)
        sentences += found
        faults += wrong
    return sentences, faults


def is_file_of_sentences(file: Path) -> bool:
    """Tell whether a file holds sentences rather than passages or reports.

    It does if it has marks of one field and no line that opens a passage or closes its head.
    """
    told, _ = read_file(file, lambda source, _: ([_holds_sentences(source)], []))
    return told == [True]


def _holds_sentences(source: str) -> bool:
    lines = source.splitlines()
    return not any(line.startswith(_OF_PASSAGES) for line in lines) and any(
        _MARK.search(line) for line in lines if not line.startswith(COMMENT)
    )


def parse_sentences(source: str, file: str) -> tuple[list[AnnotatedSentence], list[MarkupFault]]:
    """Read the text of a file of sentences.

    Parameters
    ----------
    source
        The text.
    file
        What to call it in faults.

    Returns
    -------
    tuple
        The sentences without a fault, and the faults: at most one a line.
    """
    sentences: list[AnnotatedSentence] = []
    faults: list[MarkupFault] = []
    for number, line in enumerate(source.replace("\r\n", "\n").split("\n"), 1):
        if not line.strip() or line.startswith(COMMENT):
            continue
        try:
            sentences.append(_sentence(line, file, number))
        except (PassageFaultError, FieldFaultError) as fault:
            faults.append(MarkupFault(file, number, str(fault)))
    return sentences, faults


def _sentence(line: str, file: str, number: int) -> AnnotatedSentence:
    if line.startswith(_OF_PASSAGES):
        raise FieldFaultError(
            f"{line[:12]!r} is of a file of passages: put passages into files of their own"
        )
    *above, below = line.split(BELOW)
    headings = tuple(map(_heading, above))
    scanned = _scan(below)
    claims: list[SentenceClaim] = []
    non_claims: list[NonClaim] = []
    for mark in _checked(scanned):
        span = Span(mark.start, mark.end)
        try:
            if mark.fields[0].startswith("!"):
                non_claims.append(NonClaim(span, parse_reason(mark.fields[0])))
            else:
                claims += (_claim(span, field) for field in mark.fields[0].split("&"))
        except FieldFaultError as fault:
            words = span.of(scanned.text)
            raise FieldFaultError(f"the mark around {words[:40]!r}: {fault}") from None
    return AnnotatedSentence(scanned.text, headings, tuple(claims), tuple(non_claims), file, number)


def _scan(part: str) -> Scanned:
    """Take the marks out of a sentence or heading."""
    if part != part.strip() or not part:
        raise FieldFaultError(
            "white space stands at an end of the sentence or of a heading, or one of them is "
            "empty: write one space on either side of the # behind a heading, and none else"
        )
    if nothing := _SAYS_NOTHING.search(part):
        words = nothing[1][:40]
        raise FieldFaultError(
            f"the mark around {words!r} says nothing: write {{{words}|METRIC}} for a claim, "
            f"{{{words}|!REASON}} for what is none, or \\{{ for a brace"
        )
    return scan(part)


def _heading(part: str) -> str:
    scanned = _scan(part)
    if scanned.marks:
        raise FieldFaultError(
            f"the heading {scanned.text[:40]!r} holds a mark: headings have none, take it out"
        )
    return scanned.text


def _checked(scanned: Scanned) -> Iterator[Mark]:
    """Yield the marks, which have one field each and do not lie in one another."""
    behind = 0
    for mark in scanned.marks:
        words = scanned.text[mark.start : mark.end][:40]
        if mark.labelled:
            raise FieldFaultError(
                f"the mark around {words!r} is no claim: sentences have no context spans and no "
                "items, unmark it"
            )
        if len(mark.fields) != 1:
            raise FieldFaultError(
                f"the mark around {words!r} has {len(mark.fields)} fields: in a sentence it has "
                "one, as in {30条|info_published}; the number is not read by hand"
            )
        if mark.start < behind:
            raise FieldFaultError(
                f"the mark around {words!r} lies in another: mark the number alone"
            )
        behind = mark.end
        yield mark


def _claim(span: Span, field: str) -> SentenceClaim:
    _, *words = field.split() or [""]
    wrong = next((word for word in words if not _WORD.fullmatch(word)), None)
    if wrong is not None:
        raise FieldFaultError(
            f"{wrong!r} belongs to no claim of a sentence: behind the metric stand a kind "
            "(amount, change, rate:ASPECT, frequency:PER), @CHANNEL, and a scope (region, other, "
            "unknown)"
        )
    claim = parse_claim(field)
    return SentenceClaim(
        span, claim.metric, claim.kind, claim.aspect, claim.per, claim.channel, claim.scope
    )
