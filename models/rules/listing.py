"""Numbers inside lists: classes of what is listed, what became of some, what an act reached."""

from __future__ import annotations

import re
from collections.abc import Sequence

from gongkai.models.quantities.types import Quantity
from gongkai.models.rules.draft import Choice, Context, Draft
from gongkai.models.rules.families import (
    APPLICATIONS,
    CASES,
    HANDLING,
    LISTS,
    OF_THEIR_OWN,
    PEOPLE,
    WORKS,
    are_pieces,
    basis,
    metric_of,
)
from gongkai.models.rules.grouping import predicate_run
from gongkai.models.rules.lexicon import Mention
from gongkai.models.scheme import Metric

_AND_OTHERS = re.compile(r"等(?:各?类?信息|内容|方面)?(?:共计?|累计|合计|约)?")
# What information may be about, named in a list of topics.
_TOPICS = {
    Metric.DOCUMENTS_PUBLISHED, Metric.TRAINING_SESSIONS, Metric.MEETINGS_HELD,
    Metric.PUBLIC_EVENTS, Metric.SERVICE_ITEMS, Metric.RULES_ADOPTED, Metric.STAFF_ASSIGNED,
    Metric.FEES_COLLECTED, Metric.CATALOGUE_ITEMS,
}  # fmt: skip


def whole_of(said: Draft, context: Context) -> Draft | None:
    """Return the claim that the parts now listed belong to, if a list is being read."""
    return context.said[0] if context.frame.bracketed else said.whole


def reach(
    quantity: Quantity, left: Sequence[Mention], right: Sequence[Mention], context: Context
) -> Choice | None:
    """Choose for a number of bodies or people: what an act reached, or nothing."""
    text = context.frame.text
    acts = [m for m in predicate_run(left, text) if quantity.start - m.end <= 2]
    if not acts and quantity.unit in PEOPLE:
        acts = [m for m in right[1:8] if m.entry.predicate][:1]
    if not acts or acts[-1].entry.predicate != "attend":
        return None
    return Choice((Metric.OTHER_COUNT,), None, None, acts[-1])


def outcome(
    quantity: Quantity, left: Sequence[Mention], right: Sequence[Mention], context: Context
) -> Mention | None:
    """Return the verb behind a number that says what became of so many of those before.

    It is sought where nothing stands before the number (``另有2件因补正延期结转下年``).
    """
    text = context.frame.text
    last = context.last(quantity.unit)
    if any(m.entry.noun or m.entry.predicate for m in left) or last is None:
        return None
    if last.unit != quantity.unit or basis(last.metric) is not APPLICATIONS:
        return None
    acts = [m for m in right if m.entry.predicate in HANDLING and m.entry.predicate != "receive"]
    outcomes = [m for m in acts if m.entry.predicate != "answer"]
    found = (outcomes or acts)[:1]
    return found[0] if found and "，" not in text[quantity.end : found[0].start] else None


def continues_list(last: Draft, counted: Metric, quantity: Quantity, context: Context) -> bool:
    """Tell whether a noun only names one class of what is being listed.

    In a list of pieces of information or of the entries of a catalogue, a noun without a verb
    of its own (``服务咨询9条``, ``行政处罚60项``) is such a class; in a bracket, the kinds of
    works (``图解、视频``).
    """
    whole = whole_of(last, context) or last
    if context.frame.bracketed and counted is Metric.INFO_PUBLISHED:
        return whole.metric in WORKS and are_pieces(whole.unit, "条")
    if last.unit != quantity.unit or counted in OF_THEIR_OWN:
        return False
    return (last.metric, last.unit) in LISTS


def matter_in(
    noun: Mention, left: Sequence[Mention], predicates: Sequence[Mention], text: str
) -> Mention:
    """Return the matter that was dealt with where the noun only says that it is information.

    Complaints that were answered (``处理投诉类信息9条``) are still complaints.
    """
    if noun.entry.noun is not Metric.INFO_PUBLISHED or noun not in left:
        return noun
    handled = any(m.entry.predicate in ("receive", "answer") for m in predicates)
    place = left.index(noun)
    if not handled or place == 0 or metric_of(left[place - 1]) not in CASES:
        return noun
    matter = left[place - 1]
    return matter if text[matter.end : noun.start] in ("", "类", "的", "等") else noun


def is_class(noun: Mention, quantity: Quantity, text: str) -> bool:
    """Tell whether the noun only names a class of information (``惠企政策类3条``)."""
    if not noun.end < quantity.start or quantity.unit not in ("条", "篇", "则", "件", None):
        return False
    between = text[noun.end : quantity.start]
    if between in ("类", "类信息", "方面", "类等", "类内容"):
        return True
    # The last of the topics of what was published (``动态、法规等共9篇``).
    is_topic = metric_of(noun) in _TOPICS and quantity.unit in ("条", "篇")
    return is_topic and _AND_OTHERS.fullmatch(between) is not None


def of_class(noun: Mention, quantity: Quantity, context: Context) -> Choice:
    """Choose for a number of a class of information: what the list it stands in counts."""
    last = context.last(quantity.unit)
    if last is not None and last.unit == quantity.unit:
        like = whole_of(last, context) or last
        return Choice((like.metric,), like.noun, noun, like=like)
    if quantity.unit == "件":
        return Choice((metric_of(noun),), metric_of(noun), noun)
    return Choice((Metric.INFO_PUBLISHED,), Metric.INFO_PUBLISHED, noun)
