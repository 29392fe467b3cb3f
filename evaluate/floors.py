"""The gate: figures that the models and the table reader must not fall below.

The floors stand in ``floors.json``: one entry for each time they were raised, each with all its
floors, the reason, and a digest of what they were measured on, so that neither figures nor texts
can change unseen. They are only ever raised: an entry that lowers or drops a floor of the entry
before it is refused, and so the file can only be added to. They are measured on dev and on the
samples, never on test.

What is guarded newly, as a set or a measure, has no floor until floors are raised for the next
time: ``gongkai evaluate floors --raise REASON`` writes the entry and prints its digest, which is
then pinned in the tests. So is it after a training that made figures better. A training that made
one worse does not pass the gate: it is not shipped.
"""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass
from importlib.resources import files
from pathlib import Path
from typing import Annotated, Final, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from gongkai.evaluate.evaluation import predict
from gongkai.evaluate.judged.loading import load_gold
from gongkai.evaluate.judged.reports import JudgedReport
from gongkai.evaluate.judgements import Judged
from gongkai.evaluate.scores.together import Scores, score_reports
from gongkai.evaluate.systems.names import SystemName
from gongkai.evaluate.systems.registry import system
from gongkai.models.errors import GongkaiError
from gongkai.models.terms import Term

#: How near confidences of claims come to what is right: 1 less the Brier score.
CONFIDENCE: Final = "confidence.claims"
_RELATIONS: Final = ("relations.counts", "relations.by", "relations.during", "relations.part_of")
_CLAIMS: Final = ("claims.right", "claims.right.macro", "claims.wholly_right", "quantities.value")
_ITEMS: Final = ("problems.right", "improvements.right")
#: The measures of each set that have a floor. A number found in a cell that holds none would be
#: missing in ``cells.blank``, ``cells.not_applicable`` or ``cells.missing``.
GUARDED: Final[Mapping[str, tuple[str, ...]]] = {
    "dev passages": (*_CLAIMS, *_RELATIONS, *_ITEMS),
    "dev passages, trained": (*_CLAIMS, *_RELATIONS, *_ITEMS, CONFIDENCE),
    "reality passages, trained": (*_CLAIMS, *_RELATIONS, CONFIDENCE),
    "dev reports": (
        *_CLAIMS,
        *("relations.part_of", "facts.joined", "facts.links", "facts.conflict"),
        *("cells.nonzero", "cells.blank", "cells.all", "sections", "sections.characters"),
        *("identity.title", "identity.year", "identity.published", "identity.issuer"),
        *("identity.tier", "identity.type"),
    ),
    "dev reports, trained": (
        *(*_CLAIMS, *_RELATIONS, *_ITEMS, CONFIDENCE),
        *("facts.joined", "facts.links"),
    ),
    "samples as text": (
        *("claims.right", "claims.wholly_right", "cells.nonzero", "cells.zero", "cells.blank"),
        *("cells.not_applicable", "cells.missing", "cells.missing_tables", "cells.all"),
    ),
    "samples as text, trained": ("claims.right", "claims.wholly_right", *_ITEMS, CONFIDENCE),
    "samples as pages": (
        *("cells.nonzero", "cells.zero", "cells.blank", "cells.not_applicable"),
        *("cells.missing", "cells.missing_tables", "cells.all"),
    ),
}
#: What reads each set.
_SYSTEMS: Final = {
    "dev passages": SystemName.RULES,
    "dev passages, trained": SystemName.ACCURATE,
    "reality passages, trained": SystemName.ACCURATE,
    "dev reports": SystemName.RULES,
    "dev reports, trained": SystemName.ACCURATE,
    "samples as text": SystemName.RULES,
    "samples as text, trained": SystemName.ACCURATE,
    "samples as pages": SystemName.RULES_PAGES,
}
_DIGITS: Final = 4
#: How far below its figure of now a floor of the trained model is set: sums of floating-point
#: numbers come out a little differently on other processors, which can turn a close decision.
_MARGIN: Final = 0.01
Floor = Annotated[float, Field(ge=0, le=1, allow_inf_nan=False)]
Floors = dict[str, dict[str, Floor]]


class FloorsError(GongkaiError):
    """Floors that cannot be used, or would be lowered."""


class MeasuredOn(BaseModel):
    """What a set holds.

    Attributes
    ----------
    texts, claims, cells
        How many there are in the gold.
    sha256
        Hexadecimal digest of everything that its gold says, and of its texts and pages.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    texts: int
    claims: int
    cells: int
    sha256: str


class Entry(BaseModel):
    """The floors as they were set at one time.

    Attributes
    ----------
    version
        Of gongkai.
    reason
        What made the figures better.
    measured_on
        What each set held then; the first entry does not say.
    floors
        By set and measure; each the least value that is accepted.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    version: str
    reason: Annotated[str, Field(min_length=1)]
    measured_on: dict[str, MeasuredOn] | None = None
    floors: Floors

    @property
    def sha256(self) -> str:
        """The digest by which an entry is pinned."""
        return hashlib.sha256(self.model_dump_json(exclude_none=True).encode()).hexdigest()


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

    @property
    def measured_on(self) -> dict[str, MeasuredOn]:
        """What the sets held when the floors were set."""
        return (self.entries[-1].measured_on or {}) if self.entries else {}


@dataclass(frozen=True, slots=True)
class Measured:
    """What was measured.

    Attributes
    ----------
    values
        By set and measure, of what is guarded.
    on
        What each set holds.
    """

    values: Mapping[str, Mapping[str, float | None]]
    on: Mapping[str, MeasuredOn]


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

    @property
    def attainable(self) -> float | None:
        """The floor that the value of now gives, rounded down; ``None`` without a value."""
        if self.value is None:
            return None
        trained = _SYSTEMS.get(self.set) is SystemName.ACCURATE
        value = max(0.0, self.value - _MARGIN) if trained else self.value
        return math.floor(value * 10**_DIGITS) / 10**_DIGITS


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


def check_floors(history: History, measured: Measured) -> list[FloorCheck]:
    """Compare what was measured with the floors, in the order of ``GUARDED``.

    A floor of what is not guarded any more has no value, and so does not hold.
    """
    checks: list[FloorCheck] = []
    for each in dict.fromkeys((*GUARDED, *history.floors)):
        floors, values = history.floors.get(each, {}), measured.values.get(each, {})
        names = dict.fromkeys((*GUARDED.get(each, ()), *floors))
        checks += [FloorCheck(each, name, values.get(name), floors.get(name)) for name in names]
    return checks


def changed_sets(history: History, measured: Measured) -> list[str]:
    """Return the sets that do not hold what they held when the floors were set."""
    return [each for each, held in history.measured_on.items() if measured.on.get(each) != held]


def raised(history: History, measured: Measured, version: str, reason: str) -> History:
    """Return the floors with an entry in which each is as high as the value of now allows.

    Those of the trained model stay a little below it, see ``FloorCheck.attainable``.

    Raises
    ------
    FloorsError
        If a value is below its floor, nothing is above or new, or no reason is given.
    """
    if not reason.strip():
        raise FloorsError("Floors are raised with a reason: say what made the figures better.")
    checks = check_floors(history, measured)
    low = [check for check in checks if not check.holds]
    if low:
        raise FloorsError(
            f"{low[0].measure} of {low[0].set} is below its floor: find out why before raising any."
        )
    floors: Floors = {}
    for check in checks:
        if check.attainable is not None:
            higher = max(check.attainable, check.floor or 0.0)
            floors.setdefault(check.set, {})[check.measure] = higher
    if floors == history.floors and dict(measured.on) == history.measured_on:
        raise FloorsError("No figure is above its floor: there is nothing to raise.")
    entry = Entry(version=version, reason=reason, measured_on=dict(measured.on), floors=floors)
    return History(entries=(*history.entries, entry))


def write_floors(history: History, path: Path) -> None:
    """Write the floors.

    Raises
    ------
    OSError
        If the file cannot be written, as where the package is not a working copy.
    """
    content = json.dumps(history.model_dump(exclude_none=True), ensure_ascii=False, indent=2)
    path.write_text(content + "\n", encoding="utf-8", newline="\n")


def measure_guarded() -> Measured:
    """Measure what has a floor; it takes some seconds."""
    dev, samples = load_gold("corpus:dev"), load_gold("samples")
    passages = [each for each in dev if not each.traits.is_report]
    reports = [each for each in dev if each.traits.is_report]
    gold = {
        "dev passages": passages,
        "dev passages, trained": passages,
        "reality passages, trained": load_gold("reality:dev"),
        "dev reports": reports,
        "dev reports, trained": reports,
        "samples as text": samples,
        "samples as text, trained": samples,
        "samples as pages": [each for each in samples if each.page is not None],
    }
    values = {}
    for each, names in GUARDED.items():
        found = _values(_scores(gold[each], _SYSTEMS[each]))
        values[each] = {name: found.get(name) for name in names}
    return Measured(values, {each: measured_on(reports) for each, reports in gold.items()})


def measured_on(gold: Sequence[JudgedReport]) -> MeasuredOn:
    """Return what a set holds, whatever the order of its texts."""
    digest = hashlib.sha256()
    for report in sorted(gold, key=lambda each: each.name):
        digest.update(repr(_in_order(report)).encode("utf-8", "surrogatepass"))
    return MeasuredOn(
        texts=len(gold),
        claims=sum(len(each.claims or ()) for each in gold),
        cells=sum(len(table) for each in gold for table in (each.cells or {}).values()),
        sha256=digest.hexdigest(),
    )


def _in_order(value: object) -> object:
    """Return a value whose ``repr`` is always the same: sets and mappings have no order."""
    if is_dataclass(value) and not isinstance(value, type):
        return [(each.name, _in_order(getattr(value, each.name))) for each in fields(value)]
    if isinstance(value, Mapping):
        return sorted((str(key), _in_order(each)) for key, each in value.items())
    if isinstance(value, frozenset):
        return sorted(map(str, value))
    if isinstance(value, tuple):
        return [_in_order(each) for each in value]
    return str(value) if isinstance(value, Term) else value


def _scores(gold: Sequence[JudgedReport], name: SystemName) -> Scores:
    return score_reports(gold, predict(system(name.value), gold).reports)


def _values(scores: Scores) -> dict[str, float | None]:
    """Return the figures by their names."""
    values = {name: measure.value for name, measure in scores.measures().items()}
    judged = scores.judgements().get(Judged.CLAIM, ())
    if judged:
        losses = [(each.confidence - each.right) ** 2 for each in judged]
        values[CONFIDENCE] = 1.0 - math.fsum(losses) / len(losses)
    return values
