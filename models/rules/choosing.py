"""Which metric a quantity counts: the predicate and the nearest noun decide together.

Read in this order: `Chooser.choose` for numbers, `Chooser.choose_zero` for zeros in words,
`Chooser.choose_rate` for shares. All look at one clause; what a clause leaves out is carried
over from the clauses before it, then from the headings above.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from gongkai.models.quantities.types import Quantity
from gongkai.models.rules.draft import Choice, Draft
from gongkai.models.rules.lexicon import ZERO, Lexicon, Mention
from gongkai.models.rules.sentences import Clause, Frame
from gongkai.models.scheme import Metric

# What has been published about an event is information, not the event.
_EVENTS = {
    Metric.TRAINING_SESSIONS,
    Metric.MEETINGS_HELD,
    Metric.INSPECTIONS_CONDUCTED,
    Metric.PUBLIC_EVENTS,
    Metric.LICENCES_DECIDED,
    Metric.PENALTIES_DECIDED,
}
_APPLICATIONS = Metric.APPLICATIONS_RECEIVED
# Predicates that say what becomes of an application even where the word itself is missing.
_HANDLING = {
    "receive", "answer", "carry_in", "carry_over", "grant", "partly_grant", "refuse",
    "unavailable", "not_process", "other_process",
}  # fmt: skip
# Predicates whose numbers count the work of the body even where no noun is known.
_WORK = {"hold", "attend", "answer"}
_JOINT = re.compile(r"[并和及与或、且后]{0,2}|以及|或者|并且|，并")
_NOUN_JOINT = re.compile(r"[的类等项件]{0,2}")
_COORDINATION = re.compile(r"[、和及与或]")
_LINK = re.compile(
    r"(?:共计?|达到?|合计|累计|总计|总[数量]|为|是|有|计|剩余|其余|其[他它]|另|含|包括|其中|数量?|量|[、：\x00])$"
)
_RATE_ENDINGS = ("率", "度", "比")
_REST = re.compile(r"其[他它余](?!处理)")
_EACH = re.compile(r"(?:均|都|各)(?:为|是|达|有)?$")
_CAUSE = re.compile(r"因[^，。；]{0,30}?(?:引发|引起|产生|提起|导致|发生|被|而)")
_DEMAND = re.compile(r"确保|保证|力争|做到|防止|杜绝|严禁|避免|坚持")
_ANSWERING = re.compile(r"答复|办结|办复|回复")
_REACH = 60


@dataclass(frozen=True, slots=True)
class Context:
    """What a clause can lean on.

    Attributes
    ----------
    frame
        The frame it stands in.
    index
        Its index among the clauses of the frame.
    said
        The claims read so far in the same sentence, in order.
    headings
        What the nearest heading says the passage is about, where that can be counted.
    """

    frame: Frame
    index: int
    said: Sequence[Draft]
    headings: tuple[Metric, ...]

    @property
    def clause(self) -> Clause:
        """The clause itself."""
        return self.frame.clauses[self.index]


class Chooser:
    """Chooses metrics by the phrases of a lexicon.

    Parameters
    ----------
    lexicon
        The phrases and the tables that say what they mean together.
    """

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon

    def choose(self, quantity: Quantity, context: Context) -> Choice | None:
        """Choose what a number counts, ``None`` if it counts nothing of the scheme."""
        left, right = _sides(quantity, context.clause)
        if right and right[0].entry.body and right[0].start - quantity.end <= 3:
            return None
        distributed = self._distributed(quantity, context)
        noun = distributed or self._noun(quantity, left, right, context)
        predicates = _predicate_run(left, context.frame.text)
        if not predicates:
            after = noun.end if noun and noun.start >= quantity.end else quantity.end
            predicates = [m for m in right if m.entry.predicate and m.start >= after][:1]
        if noun is None:
            return self._carried(quantity, predicates, context)
        counted = self._lexicon.counted(_metric(noun), quantity.unit)
        if counted is None:
            return None
        if not predicates and context.said and context.said[-1].noun is counted:
            return Choice((context.said[-1].metric,), counted, noun)
        metrics = self._decide(predicates, counted)
        if quantity.value == 0 or _EACH.search(context.frame.text, 0, quantity.start):
            metrics = self._with_coordinates(metrics, noun, left, quantity, context)
        return Choice(metrics, counted, noun, predicates[-1] if predicates else None)

    def choose_zero(self, cue: Quantity, context: Context) -> Choice | None:
        """Choose what a zero in words says there was none of: one metric for each noun."""
        text, clause = context.frame.text, context.clause
        if _DEMAND.search(text, max(0, cue.start - _REACH), cue.start):
            return None
        cause = _CAUSE.match(text, cue.end)
        first = cause.end() if cause else cue.end
        right = [m for m in clause.mentions if m.start >= first and not self._never_zero(m)]
        predicates = [
            mention
            for mention in self._lexicon.scan(text[cue.start : clause.end])
            if mention.entry.predicate and mention.start < cue.end - cue.start + 12
        ]
        nouns = _listed_nouns(right, text)
        if not nouns and not any(mention.entry.noun for mention in right):
            left = [m for m in clause.mentions if m.end <= cue.start and not self._never_zero(m)]
            nouns = _listed_nouns(left, text)
            if not nouns and context.index > 0 and first >= clause.end - 6:
                nouns = _listed_nouns(context.frame.clauses[context.index - 1].mentions, text)
        bases = [_metric(noun) for noun in nouns]
        if not bases and not right:
            bases = list(context.headings)
        run = _first_run(predicates, text[cue.start : clause.end])
        metrics: list[Metric] = []
        for base in bases:
            counted = self._lexicon.counted(base, ZERO)
            metrics += self._decide(run, counted) if counted is not None else ()
        if not metrics:
            return None
        subject = nouns[-1] if nouns else None
        return Choice(tuple(dict.fromkeys(metrics)), bases[-1], subject, None)

    def _never_zero(self, mention: Mention) -> bool:
        """Tell whether a noun is one of which reports do not state that there was none."""
        noun = mention.entry.noun
        return noun is not None and self._lexicon.counted(noun, ZERO) is None

    def choose_rate(self, quantity: Quantity, context: Context) -> Choice | None:
        """Choose what a percentage is the rate of, and in which respects."""
        left, right = _sides(quantity, context.clause)
        run = _aspect_run(left, context.frame.text)
        run = run or [mention for mention in right if mention.entry.aspect][:1]
        if not run:
            return None
        aspects = tuple(dict.fromkeys(m.entry.aspect for m in run if m.entry.aspect))
        noun = self._head(left, None, context.frame.text)
        base = _metric(noun) if noun else None
        if base is None and context.said:
            base = context.said[-1].noun or context.said[-1].metric
        if base is None:
            base = self._carried_noun(None, context, allow_headings=True)
        if base is None:
            base = Metric.OTHER_COUNT
        elif base is _APPLICATIONS and _ANSWERING.search(run[-1].phrase):
            base = Metric.APPLICATIONS_ANSWERED
        return Choice((base,), base, noun, None, aspects)

    def choose_change(self, quantity: Quantity, context: Context) -> Choice | None:
        """Choose what has risen or fallen: the noun of its clause, else what was said last."""
        left, _ = _sides(quantity, context.clause)
        noun = self._head(left, None, context.frame.text)
        if noun is not None:
            predicates = _predicate_run(left, context.frame.text)
            metrics = self._decide(predicates, _metric(noun))
            return Choice(metrics[:1], _metric(noun), noun)
        if context.said:
            return Choice((context.said[-1].metric,), context.said[-1].noun)
        carried = self._carried_noun(None, context, allow_headings=True)
        return None if carried is None else Choice((carried,), carried)

    def choose_other(self, quantity: Quantity, context: Context) -> Choice | None:
        """Choose ``other_count`` for a number of acts that no metric names."""
        left, _ = _sides(quantity, context.clause)
        run = _predicate_run(left, context.frame.text)
        if quantity.unit is None or not run or run[-1].entry.predicate not in _WORK:
            return None
        return Choice((Metric.OTHER_COUNT,), None, None, run[-1])

    def _noun(
        self,
        quantity: Quantity,
        left: Sequence[Mention],
        right: Sequence[Mention],
        context: Context,
    ) -> Mention | None:
        """Choose between the noun before a number and the noun behind it."""
        text = context.frame.text
        before = self._head(left, quantity.unit, text)
        near: list[Mention] = []
        for mention in right:
            if mention.entry.predicate and not mention.entry.noun:
                break
            near.append(mention)
        behind = self._head(near, quantity.unit, text)
        if behind is None or before is None:
            return behind or before
        following = [q.start for q in context.clause.quantities if q.start > quantity.start]
        belongs_to_next = following and following[0] - behind.end <= 3
        return before if belongs_to_next else behind

    def _head(self, mentions: Sequence[Mention], unit: str | None, text: str) -> Mention | None:
        """Return the last noun that the measure word can count.

        A weak noun gives way to the noun right before it (``热线问题``), unless that names an
        event and the weak noun says that information was given about it (``培训信息``).
        """
        nouns = [mention for mention in mentions if mention.entry.noun]
        for index in range(len(nouns) - 1, -1, -1):
            noun = nouns[index]
            if noun.entry.weak and index > 0:
                other = nouns[index - 1]
                adjacent = _NOUN_JOINT.fullmatch(text, other.end, noun.start)
                if adjacent and not other.entry.weak and _metric(other) not in _EVENTS:
                    noun = other
            if self._lexicon.counted(_metric(noun), unit) is not None:
                return noun
        return None

    def _decide(self, predicates: Iterable[Mention], noun: Metric) -> tuple[Metric, ...]:
        metrics = [
            self._lexicon.decide(mention.entry.predicate or "", noun) or noun
            for mention in predicates
        ]
        return tuple(dict.fromkeys(metrics)) or (noun,)

    def _with_coordinates(
        self,
        metrics: tuple[Metric, ...],
        noun: Mention,
        left: Sequence[Mention],
        quantity: Quantity,
        context: Context,
    ) -> tuple[Metric, ...]:
        """Add the nouns that share a zero, or a number said of each, with the nearest noun."""
        if noun.start >= quantity.start or len(metrics) > 1:
            return metrics
        coordinates = _listed_nouns(left, context.frame.text)
        others = [_metric(other) for other in coordinates if other is not noun]
        allowed = [
            other
            for other in others
            if self._lexicon.counted(other, ZERO) is not None and not noun.entry.weak
        ]
        return tuple(dict.fromkeys([*allowed, *metrics]))

    def _carried(
        self, quantity: Quantity, predicates: Sequence[Mention], context: Context
    ) -> Choice | None:
        """Choose for a clause without a noun of its own."""
        clause, text = context.clause, context.frame.text
        first = max([q.end for q in clause.quantities if q.end <= quantity.start] or [clause.start])
        linked = _LINK.search(text, first, quantity.start)
        is_bare = quantity.start - first <= 1
        said = context.said[-1] if context.said else None
        if said is not None and _REST.search(text, first, quantity.start):
            said = _whole(context) or said
            return Choice((said.metric,), said.noun) if said.unit == quantity.unit else None
        carried = None
        if said is not None and said.noun and quantity.start > context.clause.quantities[0].start:
            carried = self._lexicon.counted(said.noun, quantity.unit)
        if carried is None:
            carried = self._carried_noun(quantity.unit, context, allow_headings=False)
        action = predicates[-1] if predicates else None
        for mention in predicates:
            kind = mention.entry.predicate or ""
            heading = carried
            if heading is None and kind in _HANDLING and _APPLICATIONS in context.headings:
                heading = _APPLICATIONS
            metric = (heading and self._lexicon.decide(kind, heading)) or self._lexicon.decide(
                kind, None
            )
            if metric is None and (kind not in _WORK or heading in _EVENTS or kind in _HANDLING):
                metric = heading
            if metric is not None:
                return Choice(
                    self._decide(predicates, heading) if heading else (metric,),
                    heading or metric,
                    None,
                    action,
                )
        if said is not None and said.unit == quantity.unit and quantity.unit is not None:
            like = _whole(context) or said
            return Choice((like.metric,), like.noun, None, action)
        if carried is not None and (linked or is_bare):
            return Choice((carried,), carried, None, action)
        return None

    def _carried_noun(
        self, unit: str | None, context: Context, *, allow_headings: bool
    ) -> Metric | None:
        clauses = context.frame.clauses
        for index in range(context.index - 1, max(-1, context.index - 4), -1):
            noun = self._head(clauses[index].mentions, unit, context.frame.text)
            if noun is not None:
                return self._lexicon.counted(_metric(noun), unit)
        for draft in reversed(context.said):
            if draft.noun is not None:
                counted = self._lexicon.counted(draft.noun, unit)
                if counted is not None:
                    return counted
        if allow_headings and context.headings:
            return context.headings[0]
        return None

    def _distributed(self, quantity: Quantity, context: Context) -> Mention | None:
        """Return the noun that is this number's in ``A、B分别为3件、2件``."""
        text, clauses = context.frame.text, context.frame.clauses
        position = 0
        for index in range(context.index, max(-1, context.index - 8), -1):
            clause = clauses[index]
            limit = quantity.start if index == context.index else clause.end
            numbers = [q for q in clause.quantities if q.start < limit]
            word = text.find("分别", clause.start, limit)
            if word >= 0:
                position += sum(q.start > word for q in numbers)
                nouns = _listed_nouns([m for m in clause.mentions if m.end <= word], text)
                return nouns[position] if 1 < len(nouns) > position else None
            if quantity.start - limit > _REACH:
                return None
            position += len(numbers)
        return None


def _whole(context: Context) -> Draft | None:
    """Return the claim that the parts now listed belong to, if a list is being read."""
    if context.frame.bracketed:
        return context.said[0]
    return context.said[-1].whole


def _metric(mention: Mention) -> Metric:
    noun = mention.entry.noun
    return Metric.OTHER_COUNT if noun is None else noun


def _sides(quantity: Quantity, clause: Clause) -> tuple[list[Mention], list[Mention]]:
    """Return the phrases before and behind a number, up to the next number on either side."""
    first = max([q.end for q in clause.quantities if q.end <= quantity.start] or [clause.start])
    limit = min([q.start for q in clause.quantities if q.start >= quantity.end] or [clause.end])
    left = [m for m in clause.mentions if first <= m.start and m.end <= quantity.start]
    right = [m for m in clause.mentions if quantity.end <= m.start and m.end <= limit]
    return left, right


def _predicate_run(mentions: Sequence[Mention], text: str) -> list[Mention]:
    """Return the last predicate with those it is joined to (``收到并答复``), in order.

    A verb that only qualifies a noun (``群众关注的热点``) counts where there is no other.
    """
    predicates = [m for m in mentions if m.entry.predicate]
    governing = [m for m in predicates if not text.startswith("的", m.end)]
    return _run(governing or predicates, text)


def _run(mentions: Sequence[Mention], text: str) -> list[Mention]:
    run = list(mentions[-1:])
    for mention in reversed(mentions[:-1]):
        if not _JOINT.fullmatch(text, mention.end, run[0].start):
            break
        run.insert(0, mention)
    return run


def _first_run(mentions: Sequence[Mention], text: str) -> list[Mention]:
    run = list(mentions[:1])
    for mention in mentions[1:]:
        if not _JOINT.fullmatch(text, run[-1].end, mention.start):
            break
        run.append(mention)
    return run


def _aspect_run(mentions: Sequence[Mention], text: str) -> list[Mention]:
    """Return the last aspect, with the rates it is joined to (``接通率、办结率``)."""
    aspects = [m for m in mentions if m.entry.aspect]
    rates = [m for m in aspects if m.phrase.endswith(_RATE_ENDINGS)]
    return _run(rates, text) if rates and rates[-1] is aspects[-1] else aspects[-1:]


def _listed_nouns(mentions: Sequence[Mention], text: str) -> list[Mention]:
    """Return the nouns of a list; a noun that only qualifies the next one is left out."""
    nouns = [mention for mention in mentions if mention.entry.noun and not mention.entry.weak]
    return [
        noun
        for index, noun in enumerate(nouns)
        if index + 1 == len(nouns) or _COORDINATION.search(text, noun.end, nouns[index + 1].start)
    ]
