"""Clauses without a noun of their own: what was named or counted before goes on."""

from __future__ import annotations

import re
from collections.abc import Sequence

from gongkai.models.quantities.types import Quantity
from gongkai.models.rules.draft import Choice, Context
from gongkai.models.rules.families import (
    APPLICATIONS,
    CASES,
    DISPUTES,
    EVENTS,
    HANDLING,
    PEOPLE,
    WORK,
    are_pieces,
    basis,
)
from gongkai.models.rules.lexicon import NO_NOUN, Lexicon, Mention
from gongkai.models.rules.listing import whole_of
from gongkai.models.rules.nouns import NounFinder
from gongkai.models.scheme import Metric

_CLASS = re.compile(r"类(?:信息|内容|等)?$")
_LINK = re.compile(
    r"(?:在册|在岗|到位|日均|月均|年均|平均每[日天周月]|现有|尚有|另有|共有|均有|共计?|达到?|合计|累计|总计|总[数量]|为|是|有|计|剩余|其余|其[他它]|另|含|包括|其中|数量?|量|[、：\x00])$"
)
_REST = re.compile(r"其[他它余](?!处理)")


class Carrier:
    """Chooses for a number by what was said before it.

    Parameters
    ----------
    lexicon
        The phrases and the tables that say what they mean together.
    nouns
        Finds the nouns of the clauses before.
    """

    def __init__(self, lexicon: Lexicon, nouns: NounFinder) -> None:
        self._lexicon = lexicon
        self._nouns = nouns

    def choose(
        self, quantity: Quantity, predicates: Sequence[Mention], context: Context
    ) -> Choice | None:
        """Choose for a clause without a noun of its own."""
        clause, text = context.clause, context.frame.text
        first = max([q.end for q in clause.quantities if q.end <= quantity.start] or [clause.start])
        linked = _LINK.search(text, max(first, quantity.start - 6), quantity.start)
        is_bare = quantity.start - first <= 1
        said, unit = context.last(quantity.unit), quantity.unit
        if said is not None and _REST.search(text, max(first, quantity.start - 12), quantity.start):
            like = whole_of(said, context) or said
            same = like.unit == unit
            return Choice((like.metric,), like.noun, like=like) if same else None
        if said is not None and _CLASS.search(text, first, quantity.start):
            like = whole_of(said, context) or said
            if like.unit == unit:
                return Choice((like.metric,), like.noun, like=like)
        carried = None
        if said is not None and said.noun and quantity.start > clause.quantities[0].start:
            carried = self._lexicon.counted(said.noun, unit)
        handled = bool(predicates) and all(m.entry.predicate in HANDLING for m in predicates)
        if handled and said is not None and said.unit == unit and said.metric in CASES:
            carried = said.metric
        if carried is None:
            carried = self._nouns.carried(unit, context, allow_headings=False)
        action = predicates[-1] if predicates else None
        topic = carried
        goes_on = said is not None and basis(said.metric) is APPLICATIONS
        if goes_on or (topic is None and APPLICATIONS in context.headings):
            topic = APPLICATIONS
        if context.frame.bracketed and said is not None and not goes_on:
            topic = said.metric
        metrics = dict.fromkeys(self._governed(m, carried, topic, unit) for m in predicates)
        decided = tuple(metric for metric in metrics if metric is not None)
        if decided:
            goes_on = said is not None and basis(decided[0]) is basis(said.metric)
            before = said if goes_on else None
            return Choice(decided, basis(topic or decided[0]), None, action, like=before)
        if said is not None and unit is not None:
            like = whole_of(said, context) or said
            if said.unit == unit or (context.frame.bracketed and are_pieces(said.unit, unit)):
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
        if kind in HANDLING and carried in DISPUTES:
            return carried
        if kind in HANDLING and topic is not None:
            topic = basis(topic)
            if topic in CASES:
                return topic
            return self._lexicon.decide(kind, topic) or self._lexicon.decide(kind, None) or topic
        no_money = kind == "collect" and "元" not in (unit or "")
        no_people = kind == "attend" and carried is not None and unit not in PEOPLE
        if no_money or no_people:
            return carried
        metric = carried and self._lexicon.decide(kind, carried)
        metric = metric or self._lexicon.decide(kind, None)
        if metric is None and (kind not in WORK or carried in EVENTS):
            return carried
        return metric
