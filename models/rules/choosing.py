"""Which metric a quantity counts: the predicate and the nearest noun decide together.

Read in this order: `Chooser.choose` for numbers, `Chooser.choose_zero` for zeros in words,
`Chooser.choose_rate` for shares. All look at one clause; what a clause leaves out is carried
over from the clauses before it, then from the headings above.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from gongkai.models.quantities.types import Quantity
from gongkai.models.rules.draft import Choice, Context, Draft
from gongkai.models.rules.grouping import (
    after_cause,
    aspect_run,
    distributed,
    first_run,
    listed_nouns,
    predicate_run,
    sides,
)
from gongkai.models.rules.lexicon import NO_NOUN, ZERO, Lexicon, Mention
from gongkai.models.scheme import Aspect, Metric

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
_SCORE = "分"
_PEOPLE = {"人", "人次", "名", "位", "人（次）", "家", "户", "个"}
# Measure words of single works, which may take turns in one breakdown.
_PIECES = {"条", "篇", "件", "个", "份", "则", "期", "部", "幅", "张", "项", "篇次", "条次", "集"}
# Matters that are taken in and dealt with one by one.
_CASES = {
    Metric.HOTLINE_CASES, Metric.MESSAGES_HANDLED, Metric.PETITIONS_HANDLED,
    Metric.ISSUES_REPORTED, Metric.PROPOSALS_HANDLED, Metric.SERVICE_ITEMS,
}  # fmt: skip
# Those that it can satisfy.
_SERVED = _CASES | {_APPLICATIONS}
_CHECKED = {Metric.PROBLEMS_FOUND, Metric.INSPECTIONS_CONDUCTED, Metric.ISSUES_REPORTED}
_RECTIFYING = re.compile(r"整改|纠正|销号|改正|修正")
_RATE_WORD = re.compile(r"[率度比例重面](?:均|都|分别)?[为是达到在保持约近超过]{0,3}$")
_PLACED = re.compile(r"(?:在|于|通过|利用|依托|借助|向|经)[^，。；]{0,12}$")
_CLASS = re.compile(r"类(?:信息|内容|等)?$")
_NOUN_JOINT = re.compile(r"[的类等项件]{0,2}")
_LINK = re.compile(
    r"(?:在册|在岗|到位|日均|月均|年均|平均每[日天周月]|现有|尚有|另有|共有|均有|共计?|达到?|合计|累计|总计|总[数量]|为|是|有|计|剩余|其余|其[他它]|另|含|包括|其中|数量?|量|[、：\x00])$"
)
_REST = re.compile(r"其[他它余](?!处理)")
_EACH = re.compile(r"(?:均|都|各)(?:为|是|达|有)?$")
_DEMAND = re.compile(r"确保|保证|力争|做到|防止|杜绝|严禁|避免|坚持")
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

    def choose(self, quantity: Quantity, context: Context) -> Choice | None:
        """Choose what a number counts, ``None`` if it counts nothing of the scheme."""
        left, right = sides(quantity, context.clause)
        text = context.frame.text
        if quantity.unit == _SCORE:
            return Choice((Metric.OTHER_COUNT,))
        if right and right[0].entry.body and right[0].start - quantity.end <= 3:
            return _reach(quantity, left, right, context)
        outcome = _outcome(quantity, left, right, context)
        if outcome is not None:
            return self._carried(quantity, [outcome], context)
        shared = distributed(quantity, context, listed_nouns)
        noun = shared or self._noun(quantity, left, right, context)
        predicates = predicate_run(left, text)
        if not predicates:
            after = noun.end if noun and noun.start >= quantity.end else quantity.end
            predicates = [m for m in right if m.entry.predicate and m.start >= after][:1]
        if noun is None:
            return self._carried(quantity, predicates, context)
        if _is_class(noun, quantity, text):
            return _of_class(noun, quantity, context)
        event = self._same_event(noun, quantity, context)
        if event is not None:
            return event
        counted = self._lexicon.counted(_metric(noun), quantity.unit)
        if counted is None:
            return None
        handled = any(mention.entry.predicate in _HANDLING for mention in predicates)
        is_listed = counted is _APPLICATIONS and not handled
        last = context.last(quantity.unit)
        if last is not None and _basis(last.metric) is counted and is_listed:
            like = _whole(last, context) or last
            return Choice((like.metric,), counted, noun)
        metrics = self._decide(predicates, counted, quantity.unit)
        if quantity.value == 0 or _EACH.search(text, max(0, quantity.start - 6), quantity.start):
            metrics = self._with_coordinates(metrics, noun, left, quantity, context)
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
        bases = [_metric(noun) for noun in nouns]
        if not bases and not right:
            bases = list(context.headings)
        run = first_run(predicates, opening)
        metrics: list[Metric] = []
        for base in bases:
            counted = self._lexicon.counted(base, ZERO)
            metrics += self._decide(run, counted, None) if counted is not None else ()
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
        noun = self._head(left, None, text)
        if not aspects and noun is None and not _RATE_WORD.search(text[: quantity.start][-12:]):
            return None
        aspects = aspects or (Aspect.OTHER,)
        base, like = (_metric(noun), None) if noun else self._base(aspects, context)
        phrase = run[-1].phrase if run else ""
        if _basis(base) is _APPLICATIONS and _ANSWERING.search(phrase):
            base = Metric.APPLICATIONS_ANSWERED
        elif base in _CHECKED and _RECTIFYING.search(text[: quantity.start][-12:]):
            base = Metric.PROBLEMS_RECTIFIED
        return Choice((base,), base, noun, None, aspects, like)

    def _base(self, aspects: Sequence[Aspect], context: Context) -> tuple[Metric, Draft | None]:
        """Return what a rate without a noun of its own is the rate of."""
        if context.said:
            last = context.said[-1]
            if Aspect.SATISFACTION in aspects and _basis(last.metric) not in _SERVED:
                return Metric.OTHER_COUNT, None
            return last.metric, last
        carried = self._carried_noun(None, context, allow_headings=True)
        return carried or Metric.OTHER_COUNT, None

    def choose_change(self, quantity: Quantity, context: Context) -> Choice | None:
        """Choose what has risen or fallen: the noun of its clause, else what was said last."""
        left, _ = sides(quantity, context.clause)
        noun = self._head(left, None, context.frame.text)
        if noun is not None:
            predicates = predicate_run(left, context.frame.text)
            metrics = self._decide(predicates, _metric(noun), None)
            return Choice(metrics[:1], _metric(noun), noun)
        if context.said:
            last = context.said[-1]
            return Choice((last.metric,), last.noun, like=last)
        carried = self._carried_noun(None, context, allow_headings=True)
        return Choice((carried or Metric.OTHER_COUNT,), carried)

    def choose_other(self, quantity: Quantity, context: Context) -> Choice | None:
        """Choose ``other_count`` for a number of acts that no metric names."""
        left, _ = sides(quantity, context.clause)
        run = predicate_run(left, context.frame.text)
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
        before = self._head(_apart_from_means(left, text), quantity.unit, text)
        near: list[Mention] = []
        for mention in right:
            if mention.entry.predicate and not mention.entry.noun:
                break
            if _PLACED.search(text, quantity.end, mention.start):
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

    def _decide(
        self, predicates: Iterable[Mention], noun: Metric, unit: str | None
    ) -> tuple[Metric, ...]:
        metrics: list[Metric] = []
        for mention in predicates:
            decided = self._lexicon.decide(mention.entry.predicate or "", noun) or noun
            metrics.append(self._lexicon.counted(decided, unit) or noun)
        return tuple(dict.fromkeys(metrics)) or (noun,)

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
        event = self._head(right[:2], following[0].unit, text)
        if event is None or event.start - following[0].end > 4:
            return None
        return Choice((_metric(event),), _metric(event), event)

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
        coordinates = listed_nouns(left, context.frame.text)
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
        linked = _LINK.search(text, max(first, quantity.start - 6), quantity.start)
        is_bare = quantity.start - first <= 1
        said, unit = context.last(quantity.unit), quantity.unit
        if said is not None and _REST.search(text, max(first, quantity.start - 12), quantity.start):
            like = _whole(said, context) or said
            same = like.unit == unit
            return Choice((like.metric,), like.noun, like=like) if same else None
        if said is not None and _CLASS.search(text, first, quantity.start):
            like = _whole(said, context) or said
            if like.unit == unit:
                return Choice((like.metric,), like.noun, like=like)
        carried = None
        if said is not None and said.noun and quantity.start > clause.quantities[0].start:
            carried = self._lexicon.counted(said.noun, unit)
        if carried is None:
            carried = self._carried_noun(unit, context, allow_headings=False)
        action = predicates[-1] if predicates else None
        topic = carried
        goes_on = said is not None and _basis(said.metric) is _APPLICATIONS
        if goes_on or (topic is None and _APPLICATIONS in context.headings):
            topic = _APPLICATIONS
        if context.frame.bracketed and said is not None and not goes_on:
            topic = said.metric
        metrics = dict.fromkeys(self._governed(m, carried, topic, unit) for m in predicates)
        decided = tuple(metric for metric in metrics if metric is not None)
        if decided:
            like = said if said is not None and _goes_on(decided[0], said.metric) else None
            return Choice(decided, _basis(topic or decided[0]), None, action, like=like)
        if said is not None and unit is not None:
            like = _whole(said, context) or said
            if _same_sort(said.unit, unit) or (
                context.frame.bracketed and _pieces(said.unit, unit)
            ):
                return Choice((like.metric,), like.noun, None, action, like=like)
        if carried is not None and (linked or is_bare):
            return Choice((carried,), carried, None, action, like=said)
        plain = self._lexicon.units.get((NO_NOUN, unit or ""))
        return None if plain is None else Choice((plain,), plain, None, action)

    def _governed(
        self, predicate: Mention, carried: Metric | None, topic: Metric | None, unit: str | None
    ) -> Metric | None:
        """Return what a predicate without a noun of its own counts."""
        kind = predicate.entry.predicate or ""
        if kind in _HANDLING and topic is not None:
            topic = _basis(topic)
            if topic in _CASES:
                return topic
            return self._lexicon.decide(kind, topic) or self._lexicon.decide(kind, None) or topic
        if kind == "attend" and carried is not None and unit not in _PEOPLE:
            return carried
        metric = carried and self._lexicon.decide(kind, carried)
        metric = metric or self._lexicon.decide(kind, None)
        if metric is None and (kind not in _WORK or carried in _EVENTS):
            return carried
        return metric

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


def _basis(metric: Metric) -> Metric:
    """Return the noun behind a metric: whatever became of applications, they were received."""
    return _APPLICATIONS if metric.startswith("applications_") else metric


def _whole(said: Draft, context: Context) -> Draft | None:
    """Return the claim that the parts now listed belong to, if a list is being read."""
    return context.said[0] if context.frame.bracketed else said.whole


def _goes_on(metric: Metric, said: Metric) -> bool:
    return _basis(metric) is _basis(said)


def _same_sort(one: str | None, other: str | None) -> bool:
    return one == other


def _pieces(one: str | None, other: str | None) -> bool:
    return one in _PIECES and other in _PIECES


def _reach(
    quantity: Quantity, left: Sequence[Mention], right: Sequence[Mention], context: Context
) -> Choice | None:
    """Choose for a number of bodies or people: what an act reached, or nothing."""
    text = context.frame.text
    acts = [m for m in predicate_run(left, text) if quantity.start - m.end <= 2]
    if not acts and quantity.unit in _PEOPLE:
        acts = [m for m in right[1:8] if m.entry.predicate][:1]
    if not acts or acts[-1].entry.predicate != "attend":
        return None
    return Choice((Metric.OTHER_COUNT,), None, None, acts[-1])


def _outcome(
    quantity: Quantity, left: Sequence[Mention], right: Sequence[Mention], context: Context
) -> Mention | None:
    """Return the verb behind a number that says what became of so many of those before.

    It is sought where nothing stands before the number (``另有2件因补正延期结转下年``).
    """
    text = context.frame.text
    last = context.last(quantity.unit)
    if any(m.entry.noun or m.entry.predicate for m in left) or last is None:
        return None
    if last.unit != quantity.unit or _basis(last.metric) is not _APPLICATIONS:
        return None
    acts = [m for m in right if m.entry.predicate in _HANDLING and m.entry.predicate != "receive"]
    outcomes = [m for m in acts if m.entry.predicate != "answer"]
    found = (outcomes or acts)[:1]
    return found[0] if found and "，" not in text[quantity.end : found[0].start] else None


def _apart_from_means(mentions: Sequence[Mention], text: str) -> list[Mention]:
    """Leave out the places where something was done (``在门户网站发布3件``)."""
    acts = [m.start for m in mentions if m.entry.predicate and not m.entry.noun]
    last = acts[-1] if acts else -1
    return [
        m
        for m in mentions
        if not (
            m.entry.channel
            and m.end <= last
            and _PLACED.search(text, max(0, m.start - 16), m.start)
        )
    ]


def _is_class(noun: Mention, quantity: Quantity, text: str) -> bool:
    """Tell whether the noun only names a class of information (``惠企政策类3条``)."""
    if not noun.end < quantity.start or quantity.unit not in ("条", "篇", "则", "件", None):
        return False
    return text[noun.end : quantity.start] in ("类", "类信息", "方面", "类等", "类内容")


def _of_class(noun: Mention, quantity: Quantity, context: Context) -> Choice | None:
    last = context.last(quantity.unit)
    if last is not None and last.unit == quantity.unit:
        like = _whole(last, context) or last
        return Choice((like.metric,), like.noun, noun, like=like)
    if quantity.unit == "件":
        return Choice((_metric(noun),), _metric(noun), noun)
    return Choice((Metric.INFO_PUBLISHED,), Metric.INFO_PUBLISHED, noun)


def _metric(mention: Mention) -> Metric:
    noun = mention.entry.noun
    return Metric.OTHER_COUNT if noun is None else noun
