"""Records made by hand for the tests of samples."""

from __future__ import annotations

import csv
import random
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from gongkai.evaluate.sampling import Design
from gongkai.models.metrics import Metric
from gongkai.models.record import Claim, Issuer, Record, Year
from gongkai.models.scheme import Bound, Channel, Kind, Tier
from tests.extract.sample_records import sample_record

METRICS = (Metric.INFO_PUBLISHED, Metric.TRAINING_SESSIONS, Metric.HOTLINE_CASES)


def claim(number: int, **fields: object) -> Claim:
    """Return a claim in a sentence of its own."""
    quote = f"{number}余条"
    before = f"云河县第{number}号网页发布信息"
    given: dict[str, object] = {
        "id": number,
        "metric": Metric.INFO_PUBLISHED,
        "kind": Kind.COUNT,
        "value": number,
        "unit": "条",
        "bound": Bound.AT_LEAST,
        "channel": Channel.WEBSITE,
        "quote": quote,
        "start": 100 * number + len(before),
        "end": 100 * number + len(before) + len(quote),
        "sentence": f"{before}{quote}。",
    }
    return Claim.model_validate(given | fields)


def record(number: int, claims: Sequence[Claim], **fields: object) -> Record:
    """Return a record of these claims."""
    given: dict[str, object] = {"claims": list(claims), "facts": [], "checks": []}
    return sample_record(record_id=f"{number:016x}", **(given | fields))


def many_records(count: int, claims_each: int = 12, seed: int = 1) -> list[Record]:
    """Return records whose claims differ in metric, confidence, kind, year and tier."""
    chance = random.Random(seed)  # noqa: S311 - no secret
    kinds = (Kind.COUNT, Kind.RATE)
    return [
        record(
            number,
            [
                claim(
                    place,
                    metric=chance.choices(METRICS, weights=(20, 5, 1))[0],
                    kind=chance.choice(kinds),
                    confidence=round(chance.betavariate(6, 1), 4),
                )
                for place in range(1, claims_each + 1)
            ],
            year=Year(value=2015 + number % 4),
            issuer=Issuer(tier=list(Tier)[number % 3]),
        )
        for number in range(count)
    ]


def drawn_of(design: Design) -> set[tuple[str, int]]:
    """Return which claims are in a sample."""
    return {(each.record_id, each.claim) for each in design.claims}


def sheet_rows(directory: Path) -> list[list[str]]:
    """Return the rows of a sheet as it was written, the head first."""
    with (directory / "sheet.csv").open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.reader(stream))


def save_sheet(
    directory: Path,
    rows: Iterable[Sequence[str]],
    encoding: str = "utf-8-sig",
    separator: str = ",",
) -> None:
    """Save a sheet as a spreadsheet program would, characters it does not have as ``?``."""
    with (directory / "sheet.csv").open("w", encoding=encoding, errors="replace", newline="") as to:
        csv.writer(to, delimiter=separator).writerows(rows)


def fill(directory: Path, verdicts: Mapping[int, str], **how: str) -> None:
    """Write verdicts into a sheet, by the numbers of the claims."""
    head, *rows = sheet_rows(directory)
    save_sheet(
        directory,
        [head, *([row[0], verdicts.get(int(row[0]), ""), *row[2:]] for row in rows)],
        **how,
    )
