"""The errors as the data that the page draws its list from.

A page may hold thousands of errors, so they are embedded as data and drawn a screenful at a
time. What many of them share (names of reports, labels) is kept once and pointed to by number.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Final

from gongkai.evaluate.page.error_entries import ErrorEntry, Named, Sentence
from gongkai.evaluate.page.visible import visible
from gongkai.evaluate.page.wording import LIST_PHRASES, Language

#: How many errors are drawn at a time.
DRAWN_TOGETHER: Final = 100
# What could end the element the data stands in, or be read as markup.
_MARKUP: Final = re.compile(r"[<>&]")


def list_json(errors: Sequence[ErrorEntry] | None, language: Language) -> str:
    """Return errors and phrases as JSON that may stand in a page as it is.

    Parameters
    ----------
    errors
        In any order: they are put in that of system, report and place; ``None`` is none.
    language
        The language of the phrases.
    """
    words = {phrase.value: phrase.label(language) for phrase in LIST_PHRASES}
    data = {
        "language": language,
        "words": words,
        "together": DRAWN_TOGETHER,
        **_data(in_order(errors or ())),
    }
    text = json.dumps(data, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return _MARKUP.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def in_order(errors: Iterable[ErrorEntry]) -> list[ErrorEntry]:
    """Return errors by report, place in it, and system, whatever order they came in."""
    return sorted(
        errors,
        key=lambda each: (
            each.report,
            each.position,
            each.system,
            each.part.id,
            tuple(kind.id for kind in each.kinds),
            each.sentence.text,
            tuple((it.label, it.gold or "", it.predicted or "") for it in each.fields),
            -1.0 if each.confidence is None else each.confidence,
        ),
    )


def segments(sentence: Sentence) -> list[tuple[str, int]]:
    """Return a sentence in pieces, each with 1 if the gold quotes it, 2 the prediction, 3 both."""
    text, quotes = sentence.text, (sentence.gold, sentence.predicted)
    cuts = {0, len(text)}
    for span in quotes:
        if span is not None:
            cuts |= {min(max(each, 0), len(text)) for each in (span.start, span.end)}
    places = sorted(cuts)
    pieces = []
    for start, end in pairwise(places):
        side = sum(
            1 << bit
            for bit, span in enumerate(quotes)
            if span is not None and span.start <= start and end <= span.end
        )
        pieces.append((text[start:end], side))
    return pieces


class _Choices:
    """What errors are filtered by in one respect, most frequent first, each with a number."""

    def __init__(self, chosen: Iterable[Named]) -> None:
        labels: dict[str, str] = {}
        counted: Counter[str] = Counter()
        for each in chosen:
            labels.setdefault(each.id, each.label)
            counted[each.id] += 1
        ids = sorted(labels, key=lambda each: (-counted[each], each))
        self.pairs = [[visible(each), visible(labels[each])] for each in ids]
        self._numbers = {each: number for number, each in enumerate(ids)}

    def number(self, chosen: Named) -> int:
        return self._numbers[chosen.id]


def _data(errors: Sequence[ErrorEntry]) -> dict[str, object]:
    """Return errors as lists, in the order that the script of the list reads them in."""
    systems = _Choices(_systems(errors))
    parts = _Choices(each.part for each in errors)
    kinds = _Choices(kind for each in errors for kind in each.kinds)
    metrics = _Choices(each.metric for each in errors if each.metric is not None)
    reports = {name: number for number, name in enumerate(sorted({it.report for it in errors}))}
    labels = sorted({field.label for each in errors for field in each.fields})
    label_numbers = {label: number for number, label in enumerate(labels)}
    rows = [
        [
            systems.number(_system(each)),
            parts.number(each.part),
            reports[each.report],
            [kinds.number(kind) for kind in each.kinds],
            None if each.metric is None else metrics.number(each.metric),
            each.confidence,
            [[visible(text), side] for text, side in segments(each.sentence)],
            [
                [label_numbers[it.label], _shown(it.gold), _shown(it.predicted), int(it.differs)]
                for it in each.fields
            ],
            _shown(each.reason),
            [systems.number(Named(it, it)) for it in each.right_in],
            [systems.number(Named(it, it)) for it in each.wrong_in],
        ]
        for each in errors
    ]
    return {
        "systems": systems.pairs,
        "parts": parts.pairs,
        "kinds": kinds.pairs,
        "metrics": metrics.pairs,
        "reports": [[visible(name), visible(name)] for name in reports],
        "labels": [visible(label) for label in labels],
        "errors": rows,
    }


def _system(error: ErrorEntry) -> Named:
    return Named(error.system, error.system)


def _systems(errors: Sequence[ErrorEntry]) -> Iterator[Named]:
    """Yield the system of each error, then those that errors of others name."""
    yield from map(_system, errors)
    others = {name for each in errors for name in (*each.right_in, *each.wrong_in)}
    yield from (Named(name, name) for name in sorted(others - {it.system for it in errors}))


def _shown(text: str | None) -> str | None:
    return None if text is None else visible(text)
