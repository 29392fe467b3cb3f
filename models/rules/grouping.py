"""Phrases that belong together: the two sides of a number, joined verbs, lists of nouns."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Sequence

from gongkai.models.quantities.types import Quantity
from gongkai.models.rules.draft import Context
from gongkai.models.rules.lexicon import Mention
from gongkai.models.rules.sentences import Clause
from gongkai.models.scheme import Metric

_RESULTS_OF_DISPUTE = {Metric.REVIEWS_FILED, Metric.LAWSUITS_FILED}
# Predicates that say how an application ended; a verb of answering right behind adds nothing.
_ENDINGS = {"grant", "partly_grant", "refuse", "unavailable", "not_process", "other_process"}
# Predicates that say which of the things named behind them are counted (``废止的文件``).
_DEFINING = _ENDINGS | {"in_force", "repeal", "carry_in", "carry_over"}
_JOINT = re.compile(r"[并和及与、且后]{1,2}|以及|并且")
_JOINT_IN_ZERO = re.compile(r"[并和及与或、且]{0,2}|以及|或者|并且")
_COORDINATION = re.compile(r"[、和及与或]")
_RATE_ENDINGS = ("率", "度", "比")
_CAUSE = re.compile(r"因[^，。；]{0,30}?(?:引发|引起|产生|提起|导致|发生|出现|被|而)")
# A clause is read no further than this to either side of a number.
_WIDTH = 300
_REACH = 60


def distributed(
    quantity: Quantity,
    context: Context,
    listed: Callable[[Sequence[Mention], str], list[Mention]],
) -> Mention | None:
    """Return the noun or rate that is this number's in ``A、B分别为3件、2件``."""
    text, clauses = context.frame.text, context.frame.clauses
    position = 0
    for index in range(context.index, max(-1, context.index - 8), -1):
        clause = clauses[index]
        limit = quantity.start if index == context.index else clause.end
        numbers = [q for q in clause.quantities if q.start < limit]
        word = text.find("分别", clause.start, limit)
        if word >= 0:
            position += sum(q.start > word for q in numbers)
            found = listed([m for m in clause.mentions if m.end <= word], text)
            return found[position] if 1 < len(found) > position else None
        if quantity.start - limit > _REACH:
            return None
        position += len(numbers)
    return None


def sides(quantity: Quantity, clause: Clause) -> tuple[list[Mention], list[Mention]]:
    """Return the phrases before and behind a number, up to the next number on either side."""
    first = max([q.end for q in clause.quantities if q.end <= quantity.start] or [clause.start])
    limit = min([q.start for q in clause.quantities if q.start >= quantity.end] or [clause.end])
    first, limit = max(first, quantity.start - _WIDTH), min(limit, quantity.end + _WIDTH)
    mentions = clause.mentions[
        bisect_left(clause.mentions, first, key=_start) : bisect_left(
            clause.mentions, limit, key=_start
        )
    ]
    left = [m for m in mentions if m.end <= quantity.start]
    right = [m for m in mentions if quantity.end <= m.start and m.end <= limit]
    return left, right


def _start(mention: Mention) -> int:
    return mention.start


def predicate_run(mentions: Sequence[Mention], text: str) -> list[Mention]:
    """Return the last predicate with those it is joined to (``收到并答复``), in order.

    A verb that only qualifies a noun (``群众关注的热点``) counts where there is no other.
    """
    predicates = [m for m in mentions if m.entry.predicate]
    governing = [
        m for m in predicates if m.entry.predicate in _DEFINING or not text.startswith("的", m.end)
    ]
    return run_before(governing or predicates, text)


def run_before(mentions: Sequence[Mention], text: str) -> list[Mention]:
    """Return the last of ``mentions`` with those before it that it is joined to, in order."""
    run = list(mentions[-1:])
    for mention in reversed(mentions[:-1]):
        if mention.end == run[0].start and mention.entry.predicate in _ENDINGS:
            run[0] = mention
        elif mention.entry.predicate in _ENDINGS and run[0].entry.predicate in _ENDINGS:
            break
        elif _JOINT.fullmatch(text, mention.end, run[0].start):
            run.insert(0, mention)
        else:
            break
    return run


def first_run(mentions: Sequence[Mention], text: str) -> list[Mention]:
    """Return the first of ``mentions`` with those behind it that are joined to it."""
    run = list(mentions[:1])
    for mention in mentions[1:]:
        if not _JOINT_IN_ZERO.fullmatch(text, run[-1].end, mention.start):
            break
        run.append(mention)
    return run


def aspect_run(mentions: Sequence[Mention], text: str) -> list[Mention]:
    """Return the last aspect, with the rates it is joined to (``接通率、办结率``)."""
    aspects = [m for m in mentions if m.entry.aspect]
    rates = [m for m in aspects if m.phrase.endswith(_RATE_ENDINGS)]
    return run_before(rates, text) if rates and rates[-1] is aspects[-1] else aspects[-1:]


def after_cause(cue: Quantity, clause: Clause, text: str) -> int:
    """Return where the thing that was none begins, behind ``因…引起`` where there is one."""
    reason = text.find("因", cue.start, cue.end + 1)
    cause = _CAUSE.match(text, reason) if reason >= 0 else None
    if cause is None:
        return cue.end
    _, behind = sides(cue, clause)
    results = [m.start for m in behind if m.entry.noun in _RESULTS_OF_DISPUTE]
    return min([cause.end(), *results])


def listed_nouns(mentions: Sequence[Mention], text: str) -> list[Mention]:
    """Return the nouns of a list; a noun that only qualifies the next one is left out."""
    nouns = [mention for mention in mentions if mention.entry.noun and not mention.entry.weak]
    return [
        noun
        for index, noun in enumerate(nouns)
        if index + 1 == len(nouns) or _COORDINATION.search(text, noun.end, nouns[index + 1].start)
    ]
