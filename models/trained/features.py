"""Features of anchors for the linear models: words around, phrases, rules, neighbours.

Each anchor becomes a list of strings, which are hashed. What a number counts is told by the
words beside it first, then by those of its clause, its sentence, the sentence before and the
heading above, so each of these has features of its own; numerals are masked, for a count says
nothing about what is counted. The rule model's answer is a feature among others, alone and
together with what stands beside the number, so that it is believed where it deserves it.

Names and truth values are written with ``!s``: without it, they take twice as long to format.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import Final

from gongkai.models.quantities.types import Form
from gongkai.models.rules.draft import ReadQuantity
from gongkai.models.rules.lexicon import Mention
from gongkai.models.trained.readings import PassageReading

_NUMERAL: Final = re.compile(r"[0-9][0-9,.]*")
#: Distances in code points are told in steps.
_STEPS: Final = (0, 1, 2, 3, 4, 6, 8, 12, 20, 40)
_NEIGHBOURS: Final = (-3, -2, -1, 1, 2)


def anchor_features(reading: PassageReading) -> list[list[str]]:
    """Return the features of each anchor of a passage, in order."""
    answers = reading.answers
    passage = list(_of_passage(reading))
    features = []
    for index, anchor in enumerate(reading.anchors):
        around = _Around(reading, anchor)
        found = [
            *passage,
            *_of_form(anchor, reading.text),
            *_of_words(around),
            *_of_mentions(around, answers[index]),
            *_of_rules(around, answers[index]),
            *_of_neighbours(reading, index, answers),
        ]
        features.append(list(dict.fromkeys(found)))
    return features


def step(distance: int) -> int:
    """Return a distance in code points by steps that grow."""
    return bisect_left(_STEPS, distance)


class _Around:
    """The words around an anchor, numerals masked, and the phrases on its two sides."""

    __slots__ = (
        "after", "anchor", "before", "behind", "clause", "clause_left", "clause_right", "earlier",
        "left", "mentions", "previous", "right", "unit",
    )  # fmt: skip

    def __init__(self, reading: PassageReading, anchor: ReadQuantity) -> None:
        text, (start, end) = reading.text, anchor.sentence
        first, last = anchor.quantity.start, anchor.quantity.end
        self.anchor = anchor
        self.unit = anchor.quantity.unit or "-"
        self.clause = anchor.clause
        opening, closing = self.clause
        self.left = _masked(text[max(start, first - 40) : first])
        self.right = _masked(text[last : min(end, last + 30)])
        self.clause_left = _masked(text[opening:first])
        self.clause_right = _masked(text[last:closing])[:16]
        self.earlier = _masked(text[max(start, opening - 40) : opening])
        self.after = _masked(text[closing : min(end, closing + 30)])
        self.previous = _masked(text[max(0, start - 30) : start])
        offset = anchor.frame_start
        self.mentions = [each for clause in anchor.frame.clauses for each in clause.mentions]
        self.before = [each for each in self.mentions if offset + each.end <= first]
        self.behind = [each for each in self.mentions if offset + each.start >= last]

    def inside(self, mention: Mention) -> str:
        """Tell whether a phrase stands in the clause of the anchor."""
        offset = self.anchor.frame_start
        is_inside = self.clause[0] <= offset + mention.start < self.clause[1]
        return "i" if is_inside else "o"

    def gap(self, mention: Mention) -> int:
        """Return how far a phrase is from the anchor, in steps."""
        offset, quantity = self.anchor.frame_start, self.anchor.quantity
        if offset + mention.start >= quantity.end:
            return step(offset + mention.start - quantity.end)
        return step(quantity.start - offset - mention.end)


def _masked(text: str) -> str:
    """Return words as features show them: “予以公开”12件 says what 予以公开3件 says."""
    return _NUMERAL.sub("0", text.replace("“", "").replace("”", ""))


def _grams(name: str, text: str, length: int) -> list[str]:
    mark = f"{name}{length}:"
    return [mark + text[start : start + length] for start in range(len(text) - length + 1)]


def _of_passage(reading: PassageReading) -> Iterator[str]:
    yield f"section:{reading.section!s}"
    yield f"topic:{reading.rules.topics[:1]}"
    yield f"heading:{reading.heading}"
    yield from _grams("heading", reading.heading, 2)


def _of_form(anchor: ReadQuantity, text: str) -> Iterator[str]:
    quantity = anchor.quantity
    unit = quantity.unit or "-"
    zero = quantity.value == 0
    yield f"unit:{unit}"
    yield f"form:{quantity.form!s}"
    yield f"kind:{anchor.reading.kind!s}"
    yield f"bound:{quantity.bound!s}"
    yield f"form:{unit}:{quantity.form!s}:{zero!s}"
    yield f"bracket:{anchor.frame.bracketed!s}"
    yield f"plan:{anchor.planned!s}:{anchor.promised!s}:{anchor.cited!s}"
    if quantity.form is Form.ZERO_CUE:
        yield f"cue:{text[quantity.start : quantity.end]}"


def _of_words(around: _Around) -> list[str]:
    left, right, unit = around.left, around.right, around.unit
    found = [f"left{length}:{left[-length:]}" for length in range(1, min(len(left), 8) + 1)]
    found += [f"right{length}:{right[:length]}" for length in range(1, min(len(right), 8) + 1)]
    for length in (2, 3, 4):
        found.append(f"left{length}:{left[-length:]}:{unit}")
        found.append(f"right{length}:{right[:length]}:{unit}")
    found.append(f"beside:{left[-2:]}:{right[:2]}")
    for length in (2, 3, 4):
        found += _grams("clause", around.clause_left, length)
        found += _grams("behind", around.clause_right, length)
    for length in (2, 3):
        found += _grams("earlier", around.earlier, length)
    found += _grams("after", around.after, 2)
    found += _grams("previous", around.previous, 2)
    return found


def _of_mentions(around: _Around, answer: str) -> Iterator[str]:
    nouns = [each for each in around.before if each.entry.noun][-3:][::-1]
    later = [each for each in around.behind if each.entry.noun][:2]
    acts = [each for each in around.before if each.entry.predicate][-2:][::-1]
    yield from _of_nouns("noun", nouns, around)
    yield from _of_nouns("next", later, around)
    for place, act in enumerate(acts):
        yield f"act{place}:{act.entry.predicate!s}"
        yield f"act{place}:{act.entry.predicate!s}:{around.gap(act)}{around.inside(act)}"
        yield f"act{place}:{act.phrase}"
    for act in [each for each in around.behind if each.entry.predicate][:1]:
        yield f"done:{act.entry.predicate!s}:{around.inside(act)}"
        yield f"done:{act.phrase}:{around.inside(act)}"
    if nouns:
        noun = nouns[0]
        yield f"rules:{answer}:{noun.entry.noun!s}:{around.inside(noun)}"
        if acts:
            order = noun.start > acts[0].start
            yield f"pair:{noun.entry.noun!s}:{acts[0].entry.predicate!s}:{order!s}"
    if later:
        noun = later[0]
        yield f"rules:{answer}:{noun.entry.noun!s}"
        if acts:
            yield f"pair:{noun.entry.noun!s}:{acts[0].entry.predicate!s}:{around.inside(noun)}"
    if nouns and later:
        first, second = nouns[0], later[0]
        yield (
            f"nouns:{first.entry.noun!s}:{around.inside(first)}"
            f":{second.entry.noun!s}:{around.inside(second)}"
        )
    yield from _of_roles(around)


def _of_nouns(name: str, nouns: Sequence[Mention], around: _Around) -> Iterator[str]:
    for place, noun in enumerate(nouns):
        metric = noun.entry.noun
        yield f"{name}{place}:{metric!s}"
        yield f"{name}{place}:{metric!s}:{around.gap(noun)}{around.inside(noun)}"
        yield f"{name}{place}:{metric!s}:{around.unit}"
    for noun in nouns[:1]:
        yield f"{name}:{noun.phrase}"
        yield f"{name}:{noun.phrase}:{around.unit}"


def _of_roles(around: _Around) -> Iterator[str]:
    """Yield what is said of channel, aspect, scope and bodies."""
    for place, mention in enumerate([m for m in around.before if m.entry.channel][-3:][::-1]):
        yield f"channel{place}:{mention.entry.channel!s}:{around.inside(mention)}"
        yield f"channel{place}:{mention.entry.channel!s}:{around.gap(mention)}"
        if place == 0:
            yield f"channel:{mention.phrase}"
    for mention in [m for m in around.behind if m.entry.channel][:1]:
        yield f"place:{mention.entry.channel!s}:{around.inside(mention)}:{around.gap(mention)}"
    for mention in [m for m in around.before if m.entry.aspect][-2:]:
        yield f"aspect:{mention.entry.aspect!s}:{around.inside(mention)}"
        yield f"aspect:{mention.phrase}:{around.gap(mention)}"
    for mention in [m for m in around.before if m.entry.scope][-1:]:
        yield f"scope:{mention.entry.scope!s}:{around.inside(mention)}"
        yield f"scope:{mention.phrase}"
    for mention in [m for m in around.behind if m.entry.body][:1]:
        yield f"body:{around.gap(mention)}"


def _of_rules(around: _Around, answer: str) -> Iterator[str]:
    yield f"rules:{answer}"
    yield f"rules:{answer}:{around.unit}"
    yield f"rules:{answer}:{around.left[-2:]}"
    yield f"rules:{answer}:>{around.right[:2]}"
    for draft in around.anchor.drafts[:1]:
        yield f"rules-noun:{draft.noun!s}"
        yield f"rules-subject:{draft.subject!s}"
        yield f"rules-action:{draft.action!s}"
        yield f"rules:{draft.metric!s}:{draft.noun!s}:{draft.action!s}"
        yield f"rules-part:{draft.whole is not None!s}:{draft.metric!s}"
        yield f"rules-channel:{draft.channel!s}"
        yield f"rules-channel:{draft.channel!s}:{draft.metric!s}"
        yield f"rules-scope:{draft.scope!s}"
    for draft in around.anchor.drafts:
        yield f"rules-aspect:{draft.aspect!s}"


def _of_neighbours(reading: PassageReading, index: int, answers: Sequence[str]) -> Iterator[str]:
    anchor = reading.anchors[index]
    unit = anchor.quantity.unit
    for distance in _NEIGHBOURS:
        other_index = index + distance
        if not 0 <= other_index < len(answers):
            yield f"near{distance}:no"
            continue
        other, answer = reading.anchors[other_index], answers[other_index]
        same = "s" if other.sentence == anchor.sentence else "d"
        alike = other.quantity.unit == unit
        yield f"near{distance}:{answer}:{same}"
        yield f"near{distance}:{alike!s}:{same}:{other.quantity.form!s}"
        if abs(distance) == 1:
            yield f"near{distance}:{answer}:{answers[index]}:{same}"
        for draft in other.drafts[:1]:
            yield f"near-channel{distance}:{draft.channel!s}:{same}"
        if distance == -1 and same == "s":
            between = _masked(reading.text[other.quantity.end : anchor.quantity.start])
            yield f"between:{between[-6:]}"
            yield f"gap:{step(anchor.quantity.start - other.quantity.end)}"
