"""The rule model of claims: plain rules over lexicons, the measure for whatever is trained.

The layers, in the order to read them in: `lexicon` finds the phrases of a sentence in one scan
and `mentions` takes from them what they do not mean where they stand; `sentences` cuts a passage
into sentences, frames and clauses; `plans` leaves out what is promised or cited; `kinds` reads
from the form of a number whether it is a count, a rate or a change. `grouping` joins what belongs
together, `nouns` finds what is counted, `choosing` lets predicate and noun decide the metric, with
`listing` for lists and `carrying` for what was named before; `families` holds the sets they share.
`channels`, `headings` and `surroundings` add channel, period and scope; `parts` ties parts to
wholes; `writing` makes the claims. This module runs them over passages.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from functools import lru_cache, partial

from gongkai.models.normalised import normalise
from gongkai.models.passages import Passage
from gongkai.models.quantities import find_quantities
from gongkai.models.quantities.types import Form, Quantity
from gongkai.models.record import Claim
from gongkai.models.rules.channels import can_come_by, find_channel
from gongkai.models.rules.choosing import Chooser
from gongkai.models.rules.draft import Choice, Context, Draft, ReadQuantity, RuleReading
from gongkai.models.rules.headings import read_headings, run_in_channel
from gongkai.models.rules.kinds import Reading, read_kind
from gongkai.models.rules.lexicon import Lexicon, load_lexicon
from gongkai.models.rules.parts import leeway, link_parts, without_outlines
from gongkai.models.rules.plans import is_cited, is_planned, read_promises
from gongkai.models.rules.sentences import (
    MASK,
    Clause,
    Frame,
    quantities_by_sentence,
    shifted,
    split_frames,
)
from gongkai.models.rules.surroundings import find_period, find_scope
from gongkai.models.rules.writing import write_claims
from gongkai.models.scheme import Channel, Kind, Metric, Scope, SectionKind

_PART_MARK = re.compile(r"其中|包括|包含|含|分别|：")
_OF_WHICH = re.compile(r"[”）]?其中")
_SUBJECT_LEAD = re.compile(r".*(?:其中|全年|累计|合计|共计?|各类|有关)")
_HEADINGS_KEPT = 512
_LOOK_BACK = 12
_LONGEST_RUN_IN = 24
_LONGEST_LIST = 40
_ISSUES_BY_CHANNEL = {
    Channel.HOTLINE: Metric.HOTLINE_CASES,
    Channel.MAILBOX: Metric.MESSAGES_HANDLED,
}


class RuleModel:
    """Finds claims by rules.

    Parameters
    ----------
    lexicon
        The phrases and what they mean together; the shipped ones by default.
    """

    def __init__(self, lexicon: Lexicon | None = None) -> None:
        self._lexicon = load_lexicon() if lexicon is None else lexicon
        self._chooser = Chooser(self._lexicon)
        # Reports share most of their headings.
        self._read_headings = lru_cache(_HEADINGS_KEPT)(partial(read_headings, self._lexicon))

    def find_claims(self, text: str, passages: Sequence[Passage]) -> list[Claim]:
        """Find the claims that the passages of a report state.

        Parameters
        ----------
        text
            The text of the document that the passages point into.
        passages
            The stretches of narrative, in order.

        Returns
        -------
        list of Claim
            In order of their offsets, numbered from 0; no confidence is given, because rules
            are not calibrated.
        """
        claims: list[Claim] = []
        for passage in passages:
            normalised = normalise(text, passage.span.start, passage.span.end)
            drafts = self.read(normalised.text, passage).drafts
            claims += write_claims(drafts, text, normalised, passage, len(claims))
        return claims

    def read(self, text: str, passage: Passage) -> RuleReading:
        """Read one passage, and keep what was seen of each quantity.

        Parameters
        ----------
        text
            The normalised text of the passage; all offsets of the reading count into it.
        passage
            Where it stands; of its span nothing is used.
        """
        found = find_quantities(text).quantities
        if not found:
            return RuleReading([], [])
        promises = read_promises(text, passage.section, passage.headings)
        promised = {each.start for each in found if promises.cover(each)}
        quantities = [each for each in found if each.start not in promised]
        seen: list[ReadQuantity] = []
        setting = self._read_headings(passage.headings)
        headings, channel = setting.metrics, setting.channel
        if not headings and passage.section is SectionKind.APPLICATIONS:
            headings = (Metric.APPLICATIONS_RECEIVED,)
        drafts: list[Draft] = []
        for start, end, inside in quantities_by_sentence(text, quantities):
            if inside:
                goes_on = _OF_WHICH.match(text, start) is not None
                before = drafts[-_LOOK_BACK:] if goes_on else []
                topics = headings or _topic_before(drafts)
                read = self._read_sentence(text[start:end], start, inside, before, topics, seen)
                _place_under(channel, read)
                drafts += read
            elif end - start <= _LONGEST_RUN_IN:
                is_heading, named = run_in_channel(text[start:end], self._lexicon)
                channel = named if is_heading else channel
        link_parts(drafts)
        if passage.section is SectionKind.PROBLEMS:
            drafts = without_outlines(drafts)
        if promised:
            seen += self._seen_alone(text, found, promised)
        seen.sort(key=lambda each: each.quantity.start)
        _share_out(drafts, seen)
        return RuleReading(seen, drafts, headings)

    def _seen_alone(
        self, text: str, found: Sequence[Quantity], promised: AbstractSet[int]
    ) -> list[ReadQuantity]:
        """Return what surrounds the quantities that are promised, and so were not read.

        ``promised`` are the offsets at which they begin.
        """
        seen: list[ReadQuantity] = []
        for start, end, inside in quantities_by_sentence(text, found):
            if not any(start + each.start in promised for each in inside):
                continue
            for frame in split_frames(text[start:end], inside, self._lexicon):
                for index, clause in enumerate(frame.clauses):
                    for quantity in clause.quantities:
                        each = _seen(quantity, frame, index, start, (start, end))
                        each.promised = True
                        if each.quantity.start in promised:
                            seen.append(each)
        return seen

    def _read_sentence(  # noqa: PLR0913, PLR0917 - what a sentence leans on
        self,
        sentence: str,
        start: int,
        quantities: Sequence[Quantity],
        before: Sequence[Draft],
        headings: tuple[Metric, ...],
        seen: list[ReadQuantity],
    ) -> list[Draft]:
        """Read a sentence; ``before`` are the claims that it goes on from, if it does."""
        span = (start, start + len(sentence))
        drafts: list[Draft] = []
        outer: list[Draft] = []
        for frame in split_frames(sentence, quantities, self._lexicon):
            whole = None
            said = [draft for draft in before if draft.whole is None][-1:]
            if frame.bracketed:
                after = bisect_left(outer, start + frame.offset, key=_start)
                said = outer[max(0, after - 1) : after]
                whole = _whole_of_bracket(said, start + frame.offset)
            read = self._read_frame(frame, start, span, said, headings, seen)
            if not frame.bracketed:
                outer = read
                _adopt_across(read, before)
            if whole is not None:
                _adopt(read, whole)
            drafts += read
        drafts.sort(key=lambda draft: draft.quantity.start)
        return drafts

    def _read_frame(  # noqa: PLR0913, PLR0917 - what a frame leans on
        self,
        frame: Frame,
        start: int,
        span: tuple[int, int],
        said: list[Draft],
        headings: tuple[Metric, ...],
        seen: list[ReadQuantity],
    ) -> list[Draft]:
        given = len(said)
        said = list(said)
        for index, clause in enumerate(frame.clauses):
            if not clause.quantities:
                continue
            context = Context(frame, index, said, headings)
            for quantity in clause.quantities:
                each = _seen(quantity, frame, index, start, span)
                seen.append(each)
                if each.planned or each.cited:
                    continue
                reading = each.reading
                choice = self._choose(quantity, reading, context)
                if choice is None:
                    continue
                read = _drafts(quantity, reading, choice, context, span)
                for draft in read:
                    draft.quantity = each.quantity
                _mark_part(read, said[given:], frame, quantity, start)
                said += read
        return said[given:]

    def _choose(self, quantity: Quantity, reading: Reading, context: Context) -> Choice | None:
        if quantity.form is Form.ZERO_CUE:
            return self._chooser.choose_zero(quantity, context)
        if reading.kind is Kind.RATE:
            return self._chooser.choose_rate(quantity, context)
        if reading.kind is Kind.CHANGE:
            return self._chooser.choose_change(quantity, context)
        choice = self._chooser.choose(quantity, context)
        return choice or self._chooser.choose_other(quantity, context)


def _seen(
    quantity: Quantity, frame: Frame, index: int, start: int, span: tuple[int, int]
) -> ReadQuantity:
    """Return what surrounds a quantity of a frame, in a sentence that begins at ``start``."""
    opening = frame.clauses[index].start
    return ReadQuantity(
        shifted(quantity, start + frame.offset),
        span,
        frame,
        start + frame.offset,
        index,
        read_kind(quantity, frame.text, opening),
        planned=is_planned(frame.text, opening, quantity.start),
        cited=is_cited(frame.text, opening, quantity.start),
    )


def _share_out(drafts: Sequence[Draft], seen: Sequence[ReadQuantity]) -> None:
    """Give each quantity the claims that were made of it."""
    by_start = {each.quantity.start: each for each in seen}
    for draft in drafts:
        by_start[draft.quantity.start].drafts.append(draft)


def _drafts(
    quantity: Quantity,
    reading: Reading,
    choice: Choice,
    context: Context,
    span: tuple[int, int],
) -> list[Draft]:
    """Make a draft for each metric and each aspect that share the quantity."""
    frame, clause = context.frame, context.clause
    period = find_period(frame, clause, quantity)
    scope = find_scope(frame, context.index, quantity)
    subject = _subject(frame, clause, quantity, choice)
    drafts = []
    for metric in choice.metrics:
        channel = find_channel(metric, frame, context.index, quantity, choice.subject)
        if choice.like is not None:
            channel = _inherited(channel, choice.like, metric, reading.kind)
        for aspect in choice.aspects or (None,):
            draft = Draft(
                metric=metric,
                kind=reading.kind,
                value=reading.value,
                value_max=reading.value_max,
                unit=reading.unit,
                quantity=quantity,
                sentence=span,
                noun=choice.noun,
                aspect=aspect,
                per=reading.per,
                channel=channel,
                period=period,
                scope=scope,
                subject=subject,
                action=choice.action.phrase if choice.action else None,
            )
            if metric is Metric.ISSUES_REPORTED and channel is not None:
                draft.metric = _ISSUES_BY_CHANNEL.get(channel, metric)
            drafts.append(draft)
    return drafts


def _topic_before(drafts: Sequence[Draft]) -> tuple[Metric, ...]:
    """Return what the sentence before was about, where a sentence may go on without naming it."""
    is_about = drafts and drafts[-1].metric.startswith("applications_")
    return (Metric.APPLICATIONS_RECEIVED,) if is_about else ()


def _inherited(channel: Channel | None, like: Draft, metric: Metric, kind: Kind) -> Channel | None:
    """Return the channel of a claim that goes on from ``like``: of a rate, that of its base."""
    if kind in (Kind.RATE, Kind.CHANGE):
        return like.channel or channel
    goes_on = like.metric is metric and like.whole is None
    return channel or (like.channel if goes_on else None)


def _place_under(channel: Channel | None, drafts: Sequence[Draft]) -> None:
    """Give claims the channel that the heading run into their paragraph names."""
    for draft in drafts:
        if channel is not None and draft.channel is None and draft.value:
            draft.channel = channel if can_come_by(channel, draft.metric) else None


def _subject(frame: Frame, clause: Clause, quantity: Quantity, choice: Choice) -> str | None:
    """Return the noun phrase that names what is counted, from its first word to its noun."""
    noun = choice.subject
    if noun is None:
        return None
    if noun.start >= quantity.end:
        first = quantity.end
    else:
        ends = [m.end for m in clause.mentions if m.entry.predicate and m.end <= noun.start]
        ends += [q.end for q in clause.quantities if q.end <= noun.start]
        first = max([*ends, clause.start, noun.start - 40])
    phrase = frame.text[first : noun.end].replace(MASK, "")
    return _SUBJECT_LEAD.sub("", phrase).strip("，、：的了") or noun.phrase


def _mark_part(
    read: Sequence[Draft], said: Sequence[Draft], frame: Frame, quantity: Quantity, start: int
) -> None:
    """Tie drafts to the whole that ``其中`` or a colon opened before them."""
    said = said[-_LONGEST_LIST:]
    counts = [draft for draft in said if draft.kind in (Kind.COUNT, Kind.AMOUNT)]
    if not counts:
        return
    last = counts[-1]
    between = frame.text[max(0, last.quantity.end - start - frame.offset) : quantity.start]
    for draft in read:
        if draft.kind is not last.kind:
            continue
        if len(between) < 200 and _PART_MARK.search(between):
            whole: Draft | None = last
        else:
            whole = last.whole
        if whole is not None and whole.unit == draft.unit:
            if "；" in between and draft.metric is not whole.metric:
                continue
            siblings = sum(other.value for other in said if other.whole is whole)
            alike = draft.metric is whole.metric
            if siblings and draft.metric is Metric.APPLICATIONS_CARRIED_IN:
                continue
            slack = leeway(whole.value) if siblings and alike else 0
            if draft.value <= whole.value and siblings + draft.value <= whole.value + slack:
                draft.whole = whole


def _whole_of_bracket(outer: Sequence[Draft], opening: int) -> Draft | None:
    if outer and 0 <= opening - 1 - outer[-1].quantity.end <= 2:
        return outer[-1]
    return None


def _adopt(read: Sequence[Draft], whole: Draft) -> None:
    """Make the claims of a bracket parts of the claim it explains."""
    for draft in read:
        is_like = draft.unit == whole.unit or draft.metric is whole.metric
        if draft.whole is None and is_like and draft.kind is whole.kind:
            draft.whole = whole if draft.value <= whole.value else None
        draft.period = draft.period or whole.period
        if draft.scope is Scope.UNKNOWN:
            draft.scope = whole.scope


def _adopt_across(read: Sequence[Draft], before: Sequence[Draft]) -> None:
    """Make the claims of a sentence that opens with ``其中`` parts of the last whole before it."""
    for draft in read:
        if draft.whole is not None or draft.kind is not Kind.COUNT:
            continue
        for whole in reversed(before[-_LOOK_BACK:]):
            if whole.whole is None and whole.unit == draft.unit and whole.value >= draft.value:
                draft.whole = whole
                break


def _start(draft: Draft) -> int:
    return draft.quantity.start
