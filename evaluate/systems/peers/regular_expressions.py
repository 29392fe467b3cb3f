"""The patterns that a checker of consistency between narrative and tables is made of.

Six counts are looked for, in the order of words that most reports have. They make five
metrics, ``METRICS``: a fair comparison looks at these alone. Zeros in words, Chinese numerals and
numbers before their noun are left to whoever has more than six patterns.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from gongkai.evaluate.judged.reports import JudgedClaim, JudgedReport
from gongkai.evaluate.systems.interface import Text
from gongkai.evaluate.systems.peers.conventions import plain_numerals
from gongkai.models.document import Span
from gongkai.models.scheme import Kind, Metric

#: The number is the first behind the words, in the same sentence and not far away.
_COUNT: Final = (
    r"[^0-9。；;\n]{0,30}?(?P<quote>(?P<number>[0-9]{1,3}(?:,[0-9]{3}){1,3}|[0-9]{1,12})\s{0,4}件)"
)
_PATTERNS: Final = tuple(
    (metric, re.compile(words + _COUNT))
    for metric, words in (
        (Metric.APPLICATIONS_RECEIVED, "新收"),
        (Metric.APPLICATIONS_CARRIED_IN, "上一?年度?结转"),
        (Metric.APPLICATIONS_RECEIVED, r"(?:收到|受理)(?=[^0-9。；;\n]{0,30}?申请)"),
        (Metric.APPLICATIONS_CARRIED_OVER, "结转(?:至|到)?下一?年度?"),
        (Metric.REVIEWS_FILED, "行政复议"),
        (Metric.LAWSUITS_FILED, "行政诉讼"),
    )
)
#: Such a checker knows nothing of bounds, channels and parts.
_STATED: Final = frozenset({"unit"})
#: What the six patterns look for; outside of these metrics the peer attempts nothing.
METRICS: Final = frozenset(metric for metric, _ in _PATTERNS)


class RegularExpressions:
    """Finds applications, reconsiderations and lawsuits by six regular expressions."""

    name: Final = "regular-expressions"
    metrics: Final = METRICS

    def read(self, texts: Sequence[Text]) -> list[JudgedReport]:
        """Find the counts of each text; see ``System``."""
        return [
            JudgedReport(text.name, claims=_find_claims(text.text), text=text.text, model=self.name)
            for text in texts
        ]


def _find_claims(text: str) -> tuple[JudgedClaim, ...]:
    searched = plain_numerals(text)
    found: dict[tuple[int, int, Metric], JudgedClaim] = {}
    for metric, pattern in _PATTERNS:
        for match in pattern.finditer(searched):
            span = Span(match.start("quote"), match.end("quote"))
            claim = JudgedClaim(
                metric=metric,
                kind=Kind.COUNT,
                value=int(match["number"].replace(",", "")),
                quote=span.of(text),
                span=span,
                unit="件",
                stated=_STATED,
            )
            found.setdefault((span.start, span.end, metric), claim)
    return tuple(found[key] for key in sorted(found))
