"""Which metric a quantity counts: the predicate and the nearest noun decide together.

Read in this order: `Chooser.choose` for numbers, `Chooser.choose_zero` for zeros in words,
`Chooser.choose_rate` for shares. All look at one clause; what a clause leaves out is carried
over from the clauses before it, then from the headings above.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from gongkai.models.quantities.types import Quantity
from gongkai.models.rules.carrying import Carrier
from gongkai.models.rules.draft import Choice, Context, Draft
from gongkai.models.rules.families import (
    APPLICATIONS,
    CHECKED,
    HANDLING,
    SERVED,
    WORK,
    basis,
    metric_of,
)
from gongkai.models.rules.grouping import (
    after_cause,
    aspect_run,
    distributed,
    first_run,
    listed_nouns,
    predicate_run,
    sides,
)
from gongkai.models.rules.lexicon import ZERO, Lexicon, Mention
from gongkai.models.rules.listing import (
    continues_list,
    is_class,
    matter_in,
    of_class,
    outcome,
    reach,
    whole_of,
)
from gongkai.models.rules.nouns import NounFinder
from gongkai.models.scheme import Aspect, Metric

_SCORE = "分"
_RECTIFYING = re.compile(r"整改|纠正|销号|改正|修正")
_RATE = re.compile(r"([\u4e00-\u9fff]{2}[率度])[\u4e00-\u9fff]{0,4}$")
_RATE_WORD = re.compile(r"[率度比例重面](?:均|都|分别)?[为是达到在保持约近超过]{0,3}$")
_EACH = re.compile(r"(?:均|都|各)(?:为|是|达|有)?$")
_DEMAND = re.compile(r"确保|保证|力争|做到|防止|杜绝|严禁|避免|坚持")
#: How far behind a number a body may stand and still be what is counted.
_NEXT_TO = 3
# What may stand behind a cue that speaks of what was named before it.
_NOTHING_ELSE = re.compile(
    r"(?:此类?|该类?|这类|相关|上述|以上|任何)?(?:情况|情形|事项|发生|案件|事件|现象|记录|产生)*"
)
_ANSWERING = re.compile(r"答复|办结|办复|回复")
_REACH = 60
# A cue and its verbs stand together (``未收到和处理``).
_NEAR = 12


class Chooser:
    """Chooses metrics by the phrases of a lexicon.

    Parameters
    ----------
    lexicon
        The phrases and the tables that say what they mean together.
    """

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._nouns = NounFinder(lexicon)
        self._carrier = Carrier(lexicon, self._nouns)

    def choose(self, quantity: Quantity, context: Context) -> Choice | None:
        """Choose what a number counts, ``None`` if it counts nothing of the scheme."""
        left, right = sides(quantity, context.clause)
        text = context.frame.text
        if quantity.unit == _SCORE:
            return Choice((Metric.OTHER_COUNT,))
        if _counts_bodies(quantity, right):
            return reach(quantity, left, right, context)
        ending = outcome(quantity, left, right, context)
        if ending is not None:
            return self._carrier.choose(quantity, [ending], context)
        shared = distributed(quantity, context, listed_nouns)
        noun = shared or self._nouns.beside(quantity, left, right, context)
        predicates = predicate_run(left, text)
        if not predicates:
            after = noun.end if noun and noun.start >= quantity.end else quantity.end
            predicates = [m for m in right if m.entry.predicate and m.start >= after][:1]
        if noun is None:
            return self._carrier.choose(quantity, predicates, context)
        matter = matter_in(noun, left, predicates, text)
        apart = self._set_apart(noun, quantity, context) if matter is noun else None
        return apart or self._counted(matter, predicates, quantity, context)

    def _set_apart(self, noun: Mention, quantity: Quantity, context: Context) -> Choice | None:
        """Choose where the noun is not itself what is counted."""
        if is_class(noun, quantity, context.frame.text):
            return of_class(noun, quantity, context)
        return self._same_event(noun, quantity, context)

    def _counted(
        self, noun: Mention, predicates: Sequence[Mention], quantity: Quantity, context: Context
    ) -> Choice | None:
        """Choose by a noun and the predicates over it."""
        text = context.frame.text
        counted = self._lexicon.counted(metric_of(noun), quantity.unit)
        if counted is None:
            return None
        handled = any(mention.entry.predicate in HANDLING for mention in predicates)
        is_listed = counted is APPLICATIONS and not handled
        last = context.last(quantity.unit)
        if last is not None:
            like = whole_of(last, context) or last
            if basis(last.metric) is counted and is_listed:
                return Choice((like.metric,), counted, noun)
            if not predicates and continues_list(last, counted, quantity, context):
                return Choice((like.metric,), like.noun, noun, like=like)
        metrics = self._nouns.decide(predicates, counted, quantity.unit)
        if quantity.value == 0 or _EACH.search(text, max(0, quantity.start - 6), quantity.start):
            metrics = self._with_coordinates(metrics, noun, quantity, context)
        return Choice(metrics, counted, noun, predicates[-1] if predicates else None)

    def choose_zero(self, cue: Quantity, context: Context) -> Choice | None:
        """Choose what a zero in words says there was none of: one metric for each noun."""
        text, clause = context.frame.text, context.clause
        if _DEMAND.search(text, max(0, cue.start - _REACH), cue.start):
            return None
        first = after_cause(cue, clause, text)
        before, behind = sides(cue, clause)
        # A noun may begin with the verb of the cue (未收取信息处理费).
        across = [m for m in clause.mentions if cue.start < m.start < cue.end < m.end]
        right = [
            m
            for m in [*across, *behind]
            if (m.start >= first or m in across) and not self._never_zero(m)
        ]
        opening = text[cue.start : min(clause.end, cue.end + _NEAR)]
        predicates = [m for m in self._lexicon.scan(opening) if m.entry.predicate]
        nouns = listed_nouns(right, text)
        if not nouns and not any(mention.entry.noun for mention in right):
            left = [m for m in before if not self._never_zero(m)]
            nouns = listed_nouns(left, text)
            if not _NOTHING_ELSE.fullmatch(text, first, clause.end):
                return None
            if not nouns and context.index > 0:
                nouns = listed_nouns(context.frame.clauses[context.index - 1].mentions, text)
        bases = [metric_of(noun) for noun in nouns]
        if not bases and not right:
            bases = list(context.headings)
        run = first_run(predicates, opening)
        metrics: list[Metric] = []
        for base in bases:
            counted = self._lexicon.counted(base, ZERO)
            metrics += self._nouns.decide(run, counted, None) if counted is not None else ()
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
        left, right = sides(quantity, context.clause)
        text = context.frame.text
        shared = distributed(quantity, context, aspect_run)
        run = [shared] if shared else aspect_run(left, text)
        run = run or [mention for mention in right if mention.entry.aspect][:1]
        aspects = tuple(dict.fromkeys(m.entry.aspect for m in run if m.entry.aspect))
        noun = self._nouns.head(left, None, text)
        before = text[max(0, quantity.start - 12) : quantity.start]
        aspects = aspects or self._rate_named(before)
        if not aspects and noun is None and not _RATE_WORD.search(before):
            return None
        aspects = aspects or (Aspect.OTHER,)
        base, like = (metric_of(noun), None) if noun else self._base(aspects, context)
        phrase = run[-1].phrase if run else ""
        if basis(base) is APPLICATIONS and _ANSWERING.search(phrase):
            base = Metric.APPLICATIONS_ANSWERED
        elif base in CHECKED and _RECTIFYING.search(before):
            base = Metric.PROBLEMS_RECTIFIED
        return Choice((base,), base, noun, None, aspects, like)

    def _rate_named(self, before: str) -> tuple[Aspect, ...]:
        """Return the aspect of a rate whose name begins inside a noun (``信息公示率``)."""
        named = _RATE.search(before)
        entry = self._lexicon.entries.get(named[1]) if named else None
        return () if entry is None or entry.aspect is None else (entry.aspect,)

    def _base(self, aspects: Sequence[Aspect], context: Context) -> tuple[Metric, Draft | None]:
        """Return what a rate without a noun of its own is the rate of."""
        if context.said:
            last = context.said[-1]
            if Aspect.SATISFACTION in aspects and basis(last.metric) not in SERVED:
                return Metric.OTHER_COUNT, None
            return last.metric, last
        carried = self._nouns.carried(None, context, allow_headings=True)
        return carried or Metric.OTHER_COUNT, None

    def choose_change(self, quantity: Quantity, context: Context) -> Choice | None:
        """Choose what has risen or fallen: the noun of its clause, else what was said last."""
        left, _ = sides(quantity, context.clause)
        noun = self._nouns.head(left, None, context.frame.text)
        if noun is not None:
            predicates = predicate_run(left, context.frame.text)
            metrics = self._nouns.decide(predicates, metric_of(noun), None)
            return Choice(metrics[:1], metric_of(noun), noun)
        if context.said:
            last = context.said[-1]
            return Choice((last.metric,), last.noun, like=last)
        carried = self._nouns.carried(None, context, allow_headings=True)
        return Choice((carried or Metric.OTHER_COUNT,), carried)

    def choose_other(self, quantity: Quantity, context: Context) -> Choice | None:
        """Choose ``other_count`` for a number of acts that no metric names."""
        left, _ = sides(quantity, context.clause)
        run = predicate_run(left, context.frame.text)
        if quantity.unit is None or not run or run[-1].entry.predicate not in WORK:
            return None
        return Choice((Metric.OTHER_COUNT,), None, None, run[-1])

    def _same_event(self, noun: Mention, quantity: Quantity, context: Context) -> Choice | None:
        """Choose for the first of two numbers of one event (``29项内容48次检查``)."""
        if not noun.entry.weak or noun.start < quantity.end:
            return None
        clause, text = context.clause, context.frame.text
        before = [q for q in clause.quantities if q.end <= quantity.start]
        last = context.last(None)
        if before and last is not None and quantity.start - before[-1].end <= 1:
            return Choice((last.metric,), last.noun, noun, like=last)
        following = [q for q in clause.quantities if q.start >= noun.end]
        if not following or following[0].start - noun.end > 1:
            return None
        _, right = sides(following[0], clause)
        event = self._nouns.head(right[:2], following[0].unit, text)
        if event is None or event.start - following[0].end > 4:
            return None
        return Choice((metric_of(event),), metric_of(event), event)

    def _with_coordinates(
        self,
        metrics: tuple[Metric, ...],
        noun: Mention,
        quantity: Quantity,
        context: Context,
    ) -> tuple[Metric, ...]:
        """Add the nouns that share a zero, or a number said of each, with the nearest noun."""
        if noun.start >= quantity.start or len(metrics) > 1:
            return metrics
        left, _ = sides(quantity, context.clause)
        coordinates = listed_nouns(left, context.frame.text)
        others = [metric_of(other) for other in coordinates if other is not noun]
        allowed = [
            other
            for other in others
            if self._lexicon.counted(other, ZERO) is not None and not noun.entry.weak
        ]
        return tuple(dict.fromkeys([*allowed, *metrics]))


def _counts_bodies(quantity: Quantity, right: Sequence[Mention]) -> bool:
    """Tell whether people or places stand right behind a number (12个村), and no noun of theirs.

    In 9件居民热线问题 they only say whose the thing is that is counted.
    """
    if not right or not right[0].entry.body or right[0].start - quantity.end > _NEXT_TO:
        return False
    return len(right) == 1 or right[1].start > right[0].end or not right[1].entry.noun
