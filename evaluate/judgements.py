"""Judgements: what was said with a confidence, and whether it was right."""

from __future__ import annotations

from dataclasses import dataclass

from gongkai.models.terms import Term


class Judged(Term):
    """What sort of thing a confidence was given for."""

    CLAIM = "claims", "claims", "数据陈述"
    CHANNEL = "channels", "channels of right claims", "正确陈述的渠道"
    CELL = "cells", "cells", "表格"
    FACT = "facts", "facts", "事实"
    PROBLEM = "problems", "problems", "存在问题"
    IMPROVEMENT = "improvements", "improvements", "改进措施"
    ISSUER = "issuers", "issuers", "发布机关"
    YEAR = "years", "years", "年度"


@dataclass(frozen=True, slots=True)
class Judgement:
    """One prediction with its confidence.

    Attributes
    ----------
    text
        Name of the text it was made in; judgements of one text stand or fall together.
    confidence
        The probability that it is right, as the system says.
    right
        Whether it is.
    """

    text: str
    confidence: float
    right: bool
