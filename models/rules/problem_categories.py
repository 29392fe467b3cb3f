"""The category of a problem or a measure, by the words it uses."""

from __future__ import annotations

import re
from functools import cache

from gongkai.models.rules.lexicon import members, rows
from gongkai.models.scheme import Category

_CLAUSE = re.compile(r"[^，；：。！？“”]+")
_MOST_CLAUSES = 6


def categorise(item: str) -> Category:
    """Return the category of a problem or measure: what it speaks of first and most."""
    scores: dict[Category, float] = {}
    for rank, clause in enumerate(_CLAUSE.finditer(item)):
        if rank == _MOST_CLAUSES:
            break
        for order, match in enumerate(_pattern().finditer(clause[0])):
            category = _phrases()[match[0]]
            # A noun phrase has its head last, so among equals the later phrase decides.
            score = (1.0 + order / 100) / (1 + rank) ** 2
            scores[category] = scores.get(category, 0.0) + score
    return max(scores, key=lambda category: scores[category]) if scores else Category.OTHER


@cache
def _phrases() -> dict[str, Category]:
    categories = members(Category)
    return {phrase: categories[category] for phrase, category in rows("categories.tsv")}


@cache
def _pattern() -> re.Pattern[str]:
    phrases = sorted(_phrases(), key=len, reverse=True)
    return re.compile("|".join(re.escape(phrase) for phrase in phrases))
