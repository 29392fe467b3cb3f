"""Reports, facts and results made by hand for the tests of collections."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path
from random import Random
from typing import Any

from gongkai.extract.collection.stated import StatedClaim, StatedFact
from gongkai.extract.collection.survey import Survey
from gongkai.extract.writing.json_lines import record_line
from gongkai.extract.writing.output import Output
from gongkai.extract.writing.tidy import tidy_rows
from gongkai.models.normalised import simplified_characters
from gongkai.models.record import Issuer, Record, Region, SourceEntry, Year
from gongkai.models.scheme import Bound, Kind, Metric, Scope
from tests.extract.sample_records import sample_record

CHARACTERS = "".join(
    chr(code) for code in range(0x4E00, 0x4E00 + 4_000) if code not in simplified_characters()
)


def prose(seed: int, length: int = 1_500) -> str:
    """Return a text of its own, in sentences."""
    random = Random(seed)  # noqa: S311 - for a test
    words = ("".join(random.choices(CHARACTERS, k=14)) for _ in range(length // 15))
    return "".join(f"{word[:7]}，{word[7:]}。" for word in words)


def survey(
    record_id: str,
    issuer: str | None = "云河县",
    year: int | None = 2023,
    region: str | None = None,
    **fields: Any,  # noqa: ANN401 - as the dataclass has them
) -> Survey:
    given = {"uri": f"{record_id}.txt", "media_type": "text/plain", "sha256": record_id} | fields
    return Survey(record_id, issuer, issuer, region, year, **given)


def fact(number: int, metric: Metric, value: float, **fields: Any) -> StatedFact:  # noqa: ANN401
    given: dict[str, Any] = {
        "kind": Kind.COUNT.value,
        "aspect": None,
        "per": None,
        "scope": Scope.OWN.value,
        "channel": None,
        "subject": None,
        "unit": "件",
        "bound": Bound.EXACT.value,
        "sources": [f"claim:{number}"],
    }
    return StatedFact(number, metric.value, value=value, **(given | fields))


def claim(quote: str, sentence: str, value: float, **fields: Any) -> StatedClaim:  # noqa: ANN401
    given: dict[str, Any] = {
        "metric": Metric.APPLICATIONS_RECEIVED.value,
        "kind": Kind.CHANGE.value,
        "value_max": None,
        "unit": "件",
        "bound": Bound.EXACT.value,
        "subject": None,
        "channel": None,
        "period": None,
        "scope": Scope.OWN.value,
        "part_of": None,
    }
    return StatedClaim(9, value=value, quote=quote, sentence=sentence, **(given | fields))


def report(
    uri: str,
    name: str | None = "云河县人民政府",
    year: int | None = 2023,
    **fields: object,
) -> Record:
    """Return a record whose id follows from its uri."""
    digest = hashlib.sha256(uri.encode()).hexdigest()
    source = SourceEntry(
        uri=uri,
        member=None,
        media_type="text/html" if uri.endswith(".html") else "text/plain",
        encoding="utf-8",
        bytes=1,
        sha256=digest,
    )
    given: dict[str, object] = {
        "record_id": digest[:16],
        "source": source,
        "issuer": Issuer(name=name, region=Region()),
        "year": Year(value=year),
    }
    return sample_record(**(given | fields))


def write_results(
    directory: Path,
    reports: Sequence[tuple[Record, str]],
    formats: Sequence[str] = ("parquet",),
    partition_by: Sequence[str] = (),
) -> Path:
    """Write results as ``gongkai extract`` does."""
    output = Output(directory, formats, partition_by=partition_by)
    for record, text in reports:
        output.write_record(record_line(record), tidy_rows(record, text))
    output.close(complete=True)
    return directory
