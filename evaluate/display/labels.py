"""What measures are called where several parts stand in one table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from gongkai.evaluate.evaluation import OWN_METRICS
from gongkai.evaluate.judged.reports import IdentityField
from gongkai.evaluate.scores.cells import CellClass
from gongkai.evaluate.scores.relations import RelationKind
from gongkai.evaluate.scores.spans import Strategy
from gongkai.evaluate.wording import Phrase
from gongkai.extract.language import Words
from gongkai.models.terms import Term

#: By how the names of measures begin, the heading that they stand under.
_PARTS: Final[Mapping[str, Phrase]] = {
    "claims": Phrase.CLAIMS,
    "quantities": Phrase.QUANTITIES,
    "numerals": Phrase.QUANTITIES,
    "relations": Phrase.RELATIONS,
    "spans": Phrase.SPANS,
    "cells": Phrase.CELLS,
    "problems": Phrase.ITEMS,
    "improvements": Phrase.ITEMS,
    "facts": Phrase.FACTS,
    "identity": Phrase.IDENTITY,
    "sections": Phrase.SECTIONS,
}
_LABELS: Final[Mapping[str, tuple[Term, ...]]] = {
    "claims.right": (Phrase.RIGHT,),
    "claims.right.macro": (Phrase.RIGHT, Phrase.MACRO),
    "claims.right.without_other_count": (Phrase.RIGHT, Phrase.WITHOUT_OTHER),
    "claims.wholly_right": (Phrase.WHOLLY_RIGHT,),
    "claims.wholly_right.macro": (Phrase.WHOLLY_RIGHT, Phrase.MACRO),
    "claims.wholly_right.without_other_count": (Phrase.WHOLLY_RIGHT, Phrase.WITHOUT_OTHER),
    "quantities.found": (Phrase.FOUND,),
    "quantities.value": (Phrase.VALUE_RIGHT,),
    "quantities.found.recall": (Phrase.FOUND, Phrase.RECALL),
    "quantities.value.recall": (Phrase.VALUE_RIGHT, Phrase.RECALL),
    "quantities.zeros_in_words": (Phrase.ZEROS_IN_WORDS,),
    "numerals.value": (Phrase.NUMERALS,),
    "cells.all": (Phrase.ALL,),
    "cells.missing_tables": (Phrase.MISSING_TABLES,),
    "problems.right": (Phrase.PROBLEMS, Phrase.RIGHT),
    "problems.found": (Phrase.PROBLEMS, Phrase.FOUND),
    "improvements.right": (Phrase.IMPROVEMENTS, Phrase.RIGHT),
    "improvements.found": (Phrase.IMPROVEMENTS, Phrase.FOUND),
    "facts.joined": (Phrase.JOINED,),
    "facts.links": (Phrase.LINKS,),
    "facts.conflict": (Phrase.CONFLICTS,),
    "sections": (Phrase.STARTS,),
    "sections.kinds": (Phrase.KINDS_ALONE,),
    "sections.characters": (Phrase.CHARACTERS,),
    **{f"cells.{each.value}": (each,) for each in CellClass},
    **{f"identity.{each.value}": (each,) for each in IdentityField},
    **{f"relations.{each.value}": (each,) for each in RelationKind},
    **{f"relations.{each.value}.strict": (each, Phrase.SAME_SPAN) for each in RelationKind},
    **{f"spans.anchors.{each.value}": (Phrase.ANCHORS, each) for each in Strategy},
    **{f"spans.contexts.{each.value}": (Phrase.CONTEXTS, each) for each in Strategy},
}
#: What is printed of several systems only if everything is asked for.
_DETAILS: Final = frozenset(
    {
        "claims.right.without_other_count",
        "claims.wholly_right.without_other_count",
        *(name for name in _LABELS if name.startswith("spans.") or name.endswith(".strict")),
        *(f"cells.{each}" for each in ("not_applicable", "unreadable", "missing")),
        *(f"identity.{each}" for each in ("title", "period_start", "period_end", "code")),
        *(f"identity.{each}" for each in ("province", "city", "county", "type")),
        "sections.kinds",
    }
)


def measure_label(words: Words, name: str) -> str:
    """Return what a measure is called under the heading of its part."""
    if name.startswith(OWN_METRICS):
        system = words.safe(name.removeprefix(OWN_METRICS))
        return words[Phrase.METRICS_OF].format(system=system)
    labels = _LABELS.get(name)
    if labels is None:
        return name
    return words[Phrase.COMMA].join(words[label] for label in labels)


def listed(words: Words, items: Iterable[str]) -> str:
    """Return items as a list on one line."""
    return words[Phrase.AND].join(items)


def labelled(words: Words, label: str, content: str) -> str:
    """Return something behind its label."""
    return words[Phrase.LABELLED].format(label=label, content=content)


def remarked(words: Words, text: str, remark: str) -> str:
    """Return a text with a remark in brackets."""
    return words[Phrase.REMARKED].format(text=text, remark=remark)


def by_part(names: Iterable[str], *, full: bool) -> dict[Phrase, list[str]]:
    """Put names of measures under their headings.

    Parameters
    ----------
    names
        In any order, each once or several times.
    full
        Keep every measure; else those that are looked at first.
    """
    parts: dict[Phrase, list[str]] = {}
    known = dict.fromkeys(name for name in names if full or name not in _DETAILS)
    for part in dict.fromkeys(_PARTS.values()):
        found = [name for name in known if _PARTS.get(name.partition(".")[0]) is part]
        if found:
            parts[part] = found
    return parts
