"""The views of ``gongkai.duckdb``, as SQL made from the claim scheme and the forms of tables."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from gongkai.extract.codebook.entries import entries_of
from gongkai.extract.joining.statements import in_yuan
from gongkai.models.scheme import (
    Agreement,
    CheckKind,
    CheckStatus,
    Kind,
    Metric,
    SectionKind,
    Tier,
)
from gongkai.models.table_layout import LAYOUTS, TableLayout

#: Claims and facts less certain than this are in the view ``low_confidence``.
LOW_CONFIDENCE: Final = 0.9
_MONEY: Final = (Metric.FEES_CHARGED, Metric.FEES_COLLECTED)
_MONEY_ROWS: Final = ("charges.amount", "procurement.amount")
_YUAN: Final = {unit: in_yuan(1, unit) for unit in ("元", "千元", "万元", "百万元", "亿元")}
#: Whose report it is. There is a 教育局 in every county: a name without region is that of one body
#: only if the body is a national one.
_ISSUER: Final = (
    f"CASE WHEN issuer_region_code IS NOT NULL OR issuer_tier = '{Tier.NATIONAL.value}' "
    "THEN coalesce(issuer_name, record_id) ELSE record_id END"
)
_PANEL_COLUMNS: Final = (
    *("issuer_name", "issuer_tier", "issuer_type", "issuer_region_province"),
    *("issuer_region_city", "issuer_region_county", "issuer_region_code", "year_value"),
    *("record_id", "title", "published", "tables_regime"),
)


@dataclass(frozen=True, slots=True)
class View:
    """A view: its name, what it is for, and its definition in SQL."""

    name: str
    comment: str
    definition: str


def quoted(name: str) -> str:
    """Return a name as SQL takes it, whatever words it reserves."""
    return f'"{name}"'


def _yuan(condition: str) -> str:
    """Return SQL for the one amount that meets a condition, in yuan."""
    scales = " ".join(f"WHEN '{unit}' THEN {scale:.0f}" for unit, scale in _YUAN.items())
    scaled = f'round("value" * CASE unit {scales} ELSE 1 END, 4)'
    return f"max({scaled}) FILTER ({condition})"


def _headlines() -> dict[str, str]:
    """Return the columns of the panel that facts give, each with its SQL."""
    columns = {}
    for metric in Metric:
        if metric is Metric.OTHER_COUNT:
            continue  # no two of them count the same
        condition = f"WHERE metric = '{metric.value}' AND kind = '{Kind.COUNT.value}'"
        columns[metric.value] = f'max("value") FILTER ({condition})'
        if metric in _MONEY:
            condition = f"WHERE metric = '{metric.value}' AND kind = '{Kind.AMOUNT.value}'"
            columns[f"{metric.value}_yuan"] = _yuan(condition)
    return columns


def _main_keys(layout: TableLayout) -> list[str]:
    """Return the totals of a table; of the first, which has none, all its cells."""
    if layout.section is SectionKind.PROACTIVE_DISCLOSURE:
        return list(layout.keys)
    return [key for key in layout.keys if key.endswith(".total")]


def _main_cells() -> dict[str, str]:
    """Return the columns of the panel that cells give, each with its SQL."""
    columns = {}
    for layout in LAYOUTS:
        table = layout.section.value
        for key in _main_keys(layout):
            condition = f"WHERE \"table\" = '{table}' AND key = '{key}'"
            name = f"cell_{table}_{key.replace('.', '_')}"
            if key in _MONEY_ROWS:
                columns[f"{name}_yuan"] = _yuan(condition)
            else:
                columns[name] = f'max("value") FILTER ({condition})'
    return columns


def _select(columns: dict[str, str]) -> str:
    return ",\n    ".join(f"{sql} AS {quoted(name)}" for name, sql in columns.items())


def panel(*, prefers_best: bool = False) -> str:
    """Return the definition of the panel; with the table ``duplicates`` it can prefer best copies.

    Reports that have a better copy are left out then, mirrors without issuer or year too.
    """
    best = "LEFT JOIN duplicates USING (record_id)" if prefers_best else ""
    is_best = "coalesce(best, true)" if prefers_best else "true"
    own = ", ".join(f"r.{quoted(name)}" for name in _PANEL_COLUMNS)
    facts = [f"h.{quoted(name)}" for name in _headlines()]
    cells = [f"c.{quoted(name)}" for name in _main_cells()]
    wide = ", ".join([*facts, *cells])
    return f"""CREATE VIEW panel AS
WITH filled AS (
    SELECT record_id, count("value") AS numbers FROM cells GROUP BY record_id
), ranked AS (
    SELECT reports.*,
        count(*) OVER same AS reports_of_the_year,
        {is_best} AS is_best,
        row_number() OVER (same ORDER BY {is_best} DESC, coalesce(numbers, 0) DESC, record_id)
        AS place
    FROM reports LEFT JOIN filled USING (record_id) {best}
    WINDOW same AS (PARTITION BY {_ISSUER},
        coalesce(issuer_region_code, ''), coalesce(CAST(year_value AS VARCHAR), record_id))
), headlines AS (
    SELECT record_id,
    {_select(_headlines())}
    FROM facts WHERE headline GROUP BY record_id
), main_cells AS (
    SELECT record_id,
    {_select(_main_cells())}
    FROM cells GROUP BY record_id
), failed AS (
    SELECT record_id, count(*) AS failed_checks FROM checks
    WHERE status = '{CheckStatus.FAIL.value}' GROUP BY record_id
), conflicting AS (
    SELECT record_id, count(*) AS conflicts FROM facts
    WHERE agreement = '{Agreement.CONFLICT.value}' GROUP BY record_id
)
SELECT {own}, r.reports_of_the_year,
    coalesce(f.failed_checks, 0) AS failed_checks, coalesce(k.conflicts, 0) AS conflicts,
    {wide}
FROM ranked r
LEFT JOIN headlines h USING (record_id) LEFT JOIN main_cells c USING (record_id)
LEFT JOIN failed f USING (record_id) LEFT JOIN conflicting k USING (record_id)
WHERE r.place = 1 AND r.is_best"""  # noqa: S608 - of our own names


#: Each cell in words, ``received this year, total（…）= 4``, and each claim, ``“5件” in …``.
_CELL_IN_WORDS: Final = """coalesce(l.english || '（' || l.chinese || '）', source)
        || ' = ' || coalesce(c.raw, CAST(c."value" AS VARCHAR), c.state, '?')"""
_CLAIM_IN_WORDS: Final = "'“' || q.quote || '” in ' || q.sentence"


def _number(column: str) -> str:
    """Return SQL that writes a number without a decimal point where it is whole."""
    return f"coalesce(regexp_replace(CAST({column} AS VARCHAR), '\\.0$', ''), '?')"


_CONTRADICTIONS: Final = f"""CREATE VIEW contradictions AS
WITH conflicts AS (
    SELECT record_id, id, metric, "values" FROM facts
    WHERE agreement = '{Agreement.CONFLICT.value}'
), sides AS (
    SELECT record_id, id, metric, place, "values"[place]."value" AS stated,
        "values"[place].bound AS bound, unnest("values"[place].sources) AS source
    FROM (SELECT *, unnest(generate_series(1, len("values"))) AS place FROM conflicts)
), side_words AS (
    SELECT s.record_id, s.id, s.metric, s.place, s.stated, s.bound,
        string_agg(CASE WHEN q.id IS NOT NULL THEN {_CLAIM_IN_WORDS} ELSE
        {_CELL_IN_WORDS} END, '; ' ORDER BY source) AS words
    FROM sides s
    LEFT JOIN claims q ON s.record_id = q.record_id AND s.source = 'claim:' || q.id
    LEFT JOIN cells c ON s.record_id = c.record_id
        AND s.source = 'cell:' || c."table" || '.' || c.key
    LEFT JOIN cell_labels l ON s.source = 'cell:' || l."table" || '.' || l.key
    GROUP BY ALL
), facts_in_words AS (
    SELECT record_id, 'fact' AS source, CAST(id AS VARCHAR) AS id, metric AS what,
        max(stated) FILTER (WHERE place = 1) AS number_a,
        max(words) FILTER (WHERE place = 1) AS side_a,
        max(stated) FILTER (WHERE place = 2) AS number_b,
        string_agg(words, ' | ' ORDER BY place) FILTER (WHERE place > 1) AS side_b
    FROM side_words GROUP BY record_id, id, metric
), failed AS (
    SELECT k.* FROM checks k WHERE status = '{CheckStatus.FAIL.value}'
        AND NOT (kind = '{CheckKind.NARRATIVE.value}' AND EXISTS (FROM conflicts f
            WHERE f.record_id = k.record_id
            AND k.id = '{CheckKind.NARRATIVE.value}.' || f.metric))
), compared AS (
    SELECT record_id, id, kind, expected, found, 0 AS of_claims, place,
        cells[place] AS source, NULL AS claim
    FROM (SELECT *, unnest(generate_series(1, len(cells))) AS place FROM failed)
    UNION ALL
    SELECT record_id, id, kind, expected, found, 1, place, NULL, claims[place]
    FROM (SELECT *, unnest(generate_series(1, len(claims))) AS place FROM failed)
), checks_in_words AS (
    SELECT k.record_id, 'check' AS source, k.id, k.kind AS what, k.expected AS number_a,
        string_agg(CASE WHEN k.claim IS NOT NULL THEN '“' || q.quote || '”' ELSE
        {_CELL_IN_WORDS.replace("source)", "k.source)")} END, '; ' ORDER BY of_claims, place)
        || coalesce(' in ' || string_agg(DISTINCT q.sentence, ' ' ORDER BY q.sentence), '')
        AS words, k.found AS number_b
    FROM compared k
    LEFT JOIN claims q ON k.record_id = q.record_id AND k.claim = q.id
    LEFT JOIN cells c ON k.record_id = c.record_id AND k.source = c."table" || '.' || c.key
    LEFT JOIN cell_labels l ON k.source = l."table" || '.' || l.key
    GROUP BY k.record_id, k.id, k.kind, k.expected, k.found
), both_kinds AS (
    FROM facts_in_words
    UNION ALL
    SELECT record_id, source, id, what, number_a,
        'the parts give ' || {_number("number_a")} || ': ' || words,
        number_b, 'the report states ' || {_number("number_b")}
    FROM checks_in_words
)
SELECT r.issuer_name, r.year_value, b.*, n.english AS what_english, n.chinese AS what_chinese
FROM both_kinds b JOIN reports r USING (record_id)
LEFT JOIN labels n ON n.id = b.what
    AND n.scheme = CASE b.source WHEN 'fact' THEN 'Metric' ELSE 'CheckKind' END"""  # noqa: S608 - of our own names

_LOW_CONFIDENCE: Final = f"""CREATE VIEW low_confidence AS
SELECT r.issuer_name, r.year_value, u.* FROM (
    SELECT record_id, 'claim' AS source, id, metric, kind, "value", unit, bound, confidence,
        quote, sentence
    FROM claims WHERE confidence < {LOW_CONFIDENCE}
    UNION ALL
    SELECT record_id, 'fact', id, metric, kind, "value", unit, bound, confidence, NULL, NULL
    FROM facts WHERE confidence < {LOW_CONFIDENCE}
) u JOIN reports r USING (record_id)"""  # noqa: S608 - of our own names


def _claims_readable() -> str:
    columns, joins = [], []
    for name, entry in entries_of("claims").items():
        columns.append(f"c.{quoted(name)}")
        if entry.scheme:
            columns.append(f"l_{name}.english AS {name}_english")
            columns.append(f"l_{name}.chinese AS {name}_chinese")
            joins.append(
                f"LEFT JOIN labels l_{name} ON l_{name}.scheme = '{entry.scheme}' "
                f"AND l_{name}.id = c.{quoted(name)}"
            )
    return (
        f"CREATE VIEW claims_readable AS\nSELECT r.issuer_name, r.year_value, {', '.join(columns)}"
        f"\nFROM claims c JOIN reports r USING (record_id)\n" + "\n".join(joins)
    )


VIEWS: Final[tuple[View, ...]] = (
    View(
        "panel",
        "One row for each issuer and year: the headline facts by their metrics, the main cells of "
        "the tables, how many checks failed. Of several reports of one issuer on one year, that "
        "with the most numbers in its tables; reports_of_the_year says how many there are. "
        "Reports without issuer or year, and without the region of an issuer that is not national, "
        "have rows of their own.",
        panel(),
    ),
    View(
        "contradictions",
        "One row for each failed check and each fact whose sources conflict, both sides in words. "
        "A narrative check that repeats a conflict is left out.",
        _CONTRADICTIONS,
    ),
    View(
        "low_confidence",
        f"Claims and facts with a confidence below {LOW_CONFIDENCE}.",
        _LOW_CONFIDENCE,
    ),
    View(
        "claims_readable",
        "Claims with the labels of their ids in English and Chinese, their issuer and year.",
        _claims_readable(),
    ),
)
