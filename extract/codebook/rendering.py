"""The codebook as Markdown, for people, or as CSV, one line a column."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import Final

from gongkai.extract.codebook.entries import (
    DESCRIBED_TABLES,
    KEYS,
    Entry,
    TableLabel,
    Value,
    entries,
)
from gongkai.extract.language import Language, Words
from gongkai.extract.writing.tidy import ColumnType
from gongkai.models.terms import Term

#: The names of the columns of the CSV form; they stay the same in every language.
FIELDS: Final = ("table", "column", "type", "label", "meaning", "unit", "values", "source", "empty")


class TypeLabel(Term):
    """The types of columns, by the ids of ``ColumnType``."""

    TEXT = ColumnType.TEXT.value, "text", "文本"
    INTEGER = ColumnType.INTEGER.value, "integer", "整数"
    NUMBER = ColumnType.NUMBER.value, "number", "数字"
    CONFIDENCE = ColumnType.CONFIDENCE.value, "number", "数字"
    BOOLEAN = ColumnType.BOOLEAN.value, "true or false", "真或假"
    DATE = ColumnType.DATE.value, "date", "日期"
    TEXTS = ColumnType.TEXTS.value, "list of texts", "文本列表"
    INTEGERS = ColumnType.INTEGERS.value, "list of integers", "整数列表"
    NUMBERS = ColumnType.NUMBERS.value, "list of numbers", "数字列表"
    STATEMENTS = (
        ColumnType.STATEMENTS.value,
        "list of value, bound, sources",
        "数值、界限、来源的列表",
    )


class Heading(Term):
    """What the codebook says besides its entries."""

    TITLE = "title", "Codebook", "数据字典"
    INTRODUCTION = (
        "introduction",
        "Every column of the tidy tables that `gongkai extract` and `gongkai bulk` write, and of "
        "those that `gongkai duplicates` and `gongkai changes` add. This page is what `gongkai "
        "codebook` prints; `--lang zh` gives it in Chinese, `--format csv` as a table.",
        "`gongkai extract`、`gongkai bulk` 所写各表，以及 `gongkai duplicates`、`gongkai changes` "
        "所加各表的每一列。本页即 `gongkai codebook --lang zh` 的输出。",
    )
    ROW_IS = "row_is", "A row is {row}.", "每行是{row}。"
    KEY = "key", "Its key is {key}.", "主键：{key}。"
    COLUMN = "column", "column", "列"
    TYPE = "type", "type", "类型"
    MEANING = "meaning", "meaning", "含义"
    UNIT = "unit", "unit", "单位"
    VALUES = "values", "values", "取值"
    SOURCE = "source", "source", "来源"
    EMPTY = "empty", "when empty", "空值含义"
    ID = "id", "id", "代码"
    LABEL = "label", "label", "标签"
    OTHER_LABEL = "other_label", "中文", "English"
    IDS = "ids", "Ids", "代码表"
    IDS_INTRODUCTION = (
        "ids_introduction",
        "What the columns named under *values* may hold. Stata files number them from 1, in the "
        "order given here.",
        "“取值”所列各代码。Stata 文件按此处顺序自 1 起编号。",
    )


def as_markdown(language: Language) -> str:
    """Return the codebook as Markdown: a table of columns each, then the ids."""
    words = Words(language)
    return "\n".join([*_page(words)]) + "\n"


def as_csv(language: Language) -> str:
    """Return the codebook as CSV, one line a column; ids as ``id=label``, joined by ``; ``."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(FIELDS)
    writer.writerows(_line(entry, Words(language)) for entry in entries())
    return stream.getvalue()


def _line(entry: Entry, words: Words) -> tuple[str, ...]:
    language = words.language
    return (
        entry.table,
        entry.name,
        words[TypeLabel.of(entry.type.value)],
        entry.description.label(language),
        entry.description.meaning(language),
        words[entry.unit] if entry.unit else "",
        "; ".join(f"{value.id}={value.label(language)}" for value in entry.values),
        words[entry.description.origin],
        words[entry.absence],
    )


def _page(words: Words) -> Iterator[str]:
    yield f"# {words[Heading.TITLE]}\n"
    yield f"{words[Heading.INTRODUCTION]}\n"
    for table in DESCRIBED_TABLES:
        yield f"## {table.name}\n"
        yield _introduction(table.name, words)
        yield ""
        yield from _table([entry for entry in entries() if entry.table == table.name], words)
        yield ""
    yield f"## {words[Heading.IDS]}\n"
    yield words[Heading.IDS_INTRODUCTION]
    for scheme, values in _schemes().items():
        yield f"\n### {scheme}\n"
        yield from _ids(values, words)


def _introduction(table: str, words: Words) -> str:
    text = words.format(Heading.ROW_IS, row=words[TableLabel.of(table)])
    if table in KEYS:
        key = ", ".join(f"`{name}`" for name in KEYS[table])
        text += ("" if words.language is Language.CHINESE else " ") + words.format(
            Heading.KEY, key=key
        )
    return text


def _table(columns: list[Entry], words: Words) -> Iterator[str]:
    heads = ("COLUMN", "TYPE", "MEANING", "UNIT", "VALUES", "SOURCE", "EMPTY")
    yield _row([words[Heading[head]] for head in heads])
    yield _row(["---"] * len(heads))
    for entry in columns:
        name, kind, label, meaning, unit, _, source, empty = _line(entry, words)[1:]
        colon = "：" if words.language is Language.CHINESE else ": "
        said = label if meaning == label else f"{label}{colon}{meaning}"
        values = f"[{entry.scheme}](#{entry.scheme.lower()})" if entry.scheme else ""
        yield _row([f"`{name}`", kind, said, unit, values, source, empty])


def _ids(values: tuple[Value, ...], words: Words) -> Iterator[str]:
    other = Language.ENGLISH if words.language is Language.CHINESE else Language.CHINESE
    # Definitions are in English; a page in Chinese does without.
    defined = words.language is Language.ENGLISH and any(value.definition for value in values)
    heads = [Heading.ID, Heading.LABEL, Heading.OTHER_LABEL]
    heads += [Heading.MEANING] if defined else []
    yield _row([words[head] for head in heads])
    yield _row(["---"] * len(heads))
    for value in values:
        cells = [f"`{value.id}`", value.label(words.language), value.label(other)]
        yield _row([*cells, value.definition] if defined else cells)


def _schemes() -> dict[str, tuple[Value, ...]]:
    """Return every enumeration once, in the order in which columns name them."""
    return {entry.scheme: entry.values for entry in entries() if entry.scheme}


def _row(cells: list[str]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"
