"""The gate: figures that the rule model and the table reader must not fall below.

The floors stand in ``floors.json``: one entry for each time they were raised, each with all its
floors and the reason. They are only ever raised: an entry that lowers or drops a floor of the
entry before it is refused, and so the file can only be added to. They are measured on dev and
on the samples, never on test.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Final, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from gongkai.evaluate.evaluation import predict
from gongkai.evaluate.judged.loading import load_gold
from gongkai.evaluate.judged.records import judged_record
from gongkai.evaluate.judged.reports import JudgedReport
from gongkai.evaluate.measures import Measure
from gongkai.evaluate.scores.together import Scores, score_reports
from gongkai.evaluate.systems.registry import SystemName, system
from gongkai.models.errors import GongkaiError

#: The measures of each set that have a floor. Cells with a number where there is none would be
#: missing in ``cells.blank``, ``cells.not_applicable`` or ``cells.missing``.
GUARDED: Final[Mapping[str, tuple[str, ...]]] = {
    "dev passages": (
        *("claims.right", "claims.right.macro", "claims.wholly_right", "quantities.value"),
        *("problems.right", "improvements.right"),
    ),
    "dev reports": (
        *("claims.right", "claims.wholly_right", "quantities.value", "facts.joined"),
        *("cells.nonzero", "cells.blank", "cells.all", "sections"),
    ),
    "samples as text": (
        *("claims.right", "cells.nonzero", "cells.zero", "cells.blank", "cells.not_applicable"),
        *("cells.missing", "cells.missing_tables", "cells.all"),
    ),
    "samples as pages": (
        *("cells.nonzero", "cells.zero", "cells.blank", "cells.not_applicable"),
        *("cells.missing", "cells.missing_tables", "cells.all"),
    ),
}
_DIGITS: Final = 4
Floors = dict[str, dict[str, float]]


class FloorsError(GongkaiError):
    """Floors that cannot be used, or would be lowered."""


class Entry(BaseModel):
    """The floors as they were set at one time.

    Attributes
    ----------
    version
        Of gongkai.
    reason
        What made the figures better.
    floors
        By set and measure; each the least value that is accepted.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    version: str
    reason: str = Field(min_length=1)
    floors: Floors


class History(BaseModel):
    """All entries, the oldest first."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    entries: tuple[Entry, ...]

    @model_validator(mode="after")
    def _only_raised(self) -> Self:
        for earlier, later in zip(self.entries, self.entries[1:], strict=False):
            for each, measures in earlier.floors.items():
                for name, floor in measures.items():
                    if later.floors.get(each, {}).get(name, -1.0) < floor:
                        raise ValueError(f"{name} of {each} is lowered below {floor}")
        return self

    @property
    def floors(self) -> Floors:
        """The floors that hold now."""
        return self.entries[-1].floors if self.entries else {}


@dataclass(frozen=True, slots=True)
class FloorCheck:
    """A measure and its floor; ``None`` where it has none yet, or no value any more."""

    set: str
    measure: str
    value: float | None
    floor: float | None

    @property
    def holds(self) -> bool:
        """Whether the value is at or above the floor."""
        return self.floor is None or (self.value is not None and self.value >= self.floor)


def floors_file() -> Path:
    """Return the file of the floors."""
    return Path(str(files("gongkai.evaluate"))) / "floors.json"


def read_floors(path: Path) -> History:
    """Read the floors.

    Raises
    ------
    FloorsError
        If they cannot be read, or an entry lowers one.
    """
    try:
        return History.model_validate_json(path.read_bytes())
    except OSError as error:
        raise FloorsError(f"{path} cannot be read ({error.strerror}): restore it.") from error
    except ValidationError as error:
        reason = error.errors(include_url=False)[0]["msg"]
        raise FloorsError(f"{path} is no file of floors ({reason}): restore it.") from error


def check_floors(
    history: History, values: Mapping[str, Mapping[str, float | None]]
) -> list[FloorCheck]:
    """Compare values with the floors, in the order of ``GUARDED``."""
    return [
        FloorCheck(each, name, values[each].get(name), history.floors.get(each, {}).get(name))
        for each, names in GUARDED.items()
        for name in names
    ]


def raised(history: History, checks: Sequence[FloorCheck], version: str, reason: str) -> History:
    """Return the floors with an entry in which each is as high as the value of now.

    Raises
    ------
    FloorsError
        If a value is below its floor, or none is above.
    """
    low = [check for check in checks if not check.holds]
    if low:
        raise FloorsError(
            f"{low[0].measure} of {low[0].set} is below its floor: find out why before raising any."
        )
    floors: Floors = {}
    for check in checks:
        if check.value is not None:
            # Rounded down, so that the value itself is not below its floor.
            value = math.floor(check.value * 10**_DIGITS) / 10**_DIGITS
            floors.setdefault(check.set, {})[check.measure] = max(value, check.floor or 0.0)
    if floors == history.floors:
        raise FloorsError("No figure is above its floor: there is nothing to raise.")
    entry = Entry(version=version, reason=reason, floors=floors)
    return History(entries=(*history.entries, entry))


def write_floors(history: History, path: Path) -> None:
    """Write the floors."""
    content = json.dumps(history.model_dump(), ensure_ascii=False, indent=2)
    path.write_text(content + "\n", encoding="utf-8", newline="\n")


def measure_guarded() -> dict[str, dict[str, float | None]]:
    """Measure what has a floor, by set and measure; it takes some seconds."""
    dev = load_gold("corpus:dev")
    samples = load_gold("samples")
    scores = {
        "dev passages": _rules_on([each for each in dev if not each.traits.is_report]),
        "dev reports": _rules_on([each for each in dev if each.traits.is_report]),
        "samples as text": _rules_on(samples),
        "samples as pages": _rules_on_pages(samples),
    }
    return {
        each: {name: _value(scores[each].measures(), name) for name in names}
        for each, names in GUARDED.items()
    }


def _rules_on(gold: Sequence[JudgedReport]) -> Scores:
    return score_reports(gold, predict(system(SystemName.RULES.value), gold).reports)


def _rules_on_pages(gold: Sequence[JudgedReport]) -> Scores:
    """Score the cells read from web pages, whose texts have other offsets than their gold."""
    from gongkai.extract.pipeline import extract  # noqa: PLC0415 - slow to load
    from gongkai.extract.reading import read  # noqa: PLC0415

    with_pages = [(each, each.page) for each in gold if each.page is not None]
    predicted = [
        judged_record(extract(read(page.encode(), uri=each.name))) for each, page in with_pages
    ]
    return score_reports(
        [JudgedReport(each.name, cells=each.cells) for each, _ in with_pages],
        [JudgedReport(each.name, cells=each.cells) for each in predicted],
    )


def _value(measures: Mapping[str, Measure], name: str) -> float | None:
    return measures[name].value if name in measures else None
