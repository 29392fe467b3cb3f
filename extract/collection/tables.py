"""The tables that are added to the results of a run."""

from __future__ import annotations

from typing import Final

from gongkai.extract.writing.tidy import Column, ColumnType, TidyTable


def _table(name: str, columns: str) -> TidyTable:
    """Build a table from its columns: ``name:type``, or ``name`` for text."""
    pairs = (column.partition(":") for column in columns.split())
    return TidyTable(
        name, tuple(Column(column, ColumnType(kind or "text")) for column, _, kind in pairs)
    )


#: One row for each report that has a copy; ``group_id`` is the record id of the best of its group.
DUPLICATES: Final = _table(
    "duplicates", "record_id group_id best:boolean similarity:confidence reason"
)
_PAIR: Final = "record_id previous_record_id issuer_name issuer_region_code year_value:integer"
#: One row for each two reports of an issuer on years that follow each other.
YEAR_PAIRS: Final = _table(
    "year_pairs",
    f"{_PAIR} facts_compared:integer facts_changed:integer recalled:integer contradicted:integer "
    "sentences:integer copied_word_for_word:integer copied_numbers_changed:integer "
    "characters:integer copied_characters:integer copied_share:confidence",
)
#: One row for each headline fact that both reports state.
CHANGES: Final = _table(
    "changes",
    f"{_PAIR} metric kind aspect per scope channel unit previous_fact:integer fact:integer "
    "previous_value:number previous_bound value:number bound difference:number percent:number",
)
#: One row for each statement about the year before.
RECALLED: Final = _table(
    "recalled",
    f"{_PAIR} what metric claim:integer quote sentence stated:number unit bound "
    "expected:number status",
)
#: One row for each sentence taken over, with its places in the texts of both reports.
COPIED: Final = _table(
    "copied",
    f"{_PAIR} copy start:integer end:integer previous_start:integer previous_end:integer sentence",
)
YEAR_TABLES: Final = (YEAR_PAIRS, CHANGES, RECALLED, COPIED)
ADDED_TABLES: Final = (DUPLICATES, *YEAR_TABLES)
