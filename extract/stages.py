"""The stages from a file to a line of output, by name, for whoever wants to follow the work."""

from __future__ import annotations

from collections.abc import Callable

from gongkai.models.terms import Term


class Stage(Term):
    """A stage of the work on one report, in the order of the work."""

    READING = "reading", "reading", "读取", "from the bytes of a file to text, paragraphs and grids"
    PREPARING = "preparing", "preparing", "准备", "the text's checksum and the limits of size"
    SECTIONS = "sections", "sections", "分节"
    IDENTITY = "identity", "identity", "身份", "title, issuer, year, period"
    TABLES = "tables", "tables", "表格"
    NARRATIVE = "narrative", "narrative", "叙述", "the passages outside the tables"
    CLAIMS = "claims", "claims", "数据陈述"
    FACTS = "facts", "facts", "事实", "cells and claims about the same thing put together"
    PROBLEMS = "problems", "problems and improvements", "问题与改进"
    CHECKS = "checks", "checks", "核对"
    RECORD = "record", "record", "汇总", "the record put together, with its warnings"
    SERIALISING = "serialising", "serialising", "序列化", "from the record to a line of JSON"
    WRITING = "writing", "writing", "写出"


#: Told each stage right after it is done.
Observer = Callable[[Stage], None]


def observe_nothing(stage: Stage) -> None:
    """Take no notice of a stage."""
