"""Reads annotations: one JSON object a report.

Keys that are not named here are ignored, so that an annotation may say more than is judged. A
part that is left out (``claims``, a table, a cell, an attribute of a claim) is not judged.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from gongkai.evaluate.judged.reports import (
    ATTRIBUTES,
    JudgedCell,
    JudgedClaim,
    JudgedItem,
    JudgedReport,
)
from gongkai.extract.errors import GongkaiError
from gongkai.models.document import Span
from gongkai.models.scheme import (
    Aspect,
    Bound,
    Category,
    CellState,
    Channel,
    Kind,
    Metric,
    PartKind,
    Per,
    ProblemYear,
    Scope,
    SectionKind,
    Stage,
)
from gongkai.models.table_layout import LAYOUTS

Figure = (
    Annotated[int, Field(strict=True)] | Annotated[float, Field(strict=True, allow_inf_nan=False)]
)
Offset = Annotated[int, Field(ge=0, strict=True)]


class GoldError(GongkaiError):
    """An annotation that cannot be used."""


class _Spanned(BaseModel):
    """Something that stands somewhere in the text."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    start: Offset
    end: Offset

    @model_validator(mode="after")
    def _holds_something(self) -> Self:
        if self.end <= self.start:
            raise ValueError(f"it ends at {self.end}, not behind its start at {self.start}")
        return self

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)


class _GoldClaim(_Spanned):
    metric: Metric
    kind: Kind
    value: Figure
    quote: str
    value_max: Figure | None = None
    unit: str | None = None
    bound: Bound = Bound.EXACT
    aspect: Aspect | None = None
    channel: Channel | None = None
    per: Per | None = None
    scope: Scope = Scope.UNKNOWN
    part_of: Offset | None = None
    part_kind: PartKind | None = None
    section: SectionKind | None = None


class _GoldProblem(_Spanned):
    text: str = ""
    category: Category
    year: ProblemYear | None = None


class _GoldImprovement(_Spanned):
    text: str = ""
    category: Category
    stage: Stage | None = None


class _GoldCell(BaseModel):
    """A cell: a number alone, or an object that gives its state."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    state: CellState
    value: Figure | None = None
    unit: str | None = None

    @model_validator(mode="before")
    @classmethod
    def _number_alone(cls, content: object) -> object:
        if isinstance(content, int | float) and not isinstance(content, bool):
            return {"state": CellState.VALUE, "value": content}
        if not isinstance(content, dict):
            raise ValueError("a cell is a number, or an object that gives its state")
        return content

    @model_validator(mode="after")
    def _agrees(self) -> Self:
        if (self.state is CellState.VALUE) is (self.value is None):
            raise ValueError(f"a cell of the state {self.state} and the value {self.value}")
        return self


class _GoldReport(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True)

    report: Annotated[str, Field(min_length=1)]
    cells: dict[SectionKind, dict[str, _GoldCell]] = Field(default_factory=dict)
    claims: list[_GoldClaim] | None = None
    problems: list[_GoldProblem] | None = None
    improvements: list[_GoldImprovement] | None = None

    @model_validator(mode="after")
    def _refers_to_what_there_is(self) -> Self:
        for place, claim in enumerate(self.claims or ()):
            if claim.part_of is not None and claim.part_of >= len(self.claims or ()):
                raise ValueError(
                    f"claim {place} is part of claim {claim.part_of}, which is not there"
                )
        for section, cells in self.cells.items():
            known = {key for table in LAYOUTS if table.section is section for key in table.keys}
            for key in cells:
                if key not in known:
                    raise ValueError(f"no form has a cell {key} in {section}")
        return self


def read_gold(path: str | os.PathLike[str]) -> JudgedReport:
    """Read the annotation of one report.

    Parameters
    ----------
    path
        A JSON file. If the report it names lies beside it, its text is read too.

    Raises
    ------
    GoldError
        If the file cannot be read, or is no annotation.
    """
    path = Path(path)
    try:
        report = _GoldReport.model_validate_json(path.read_bytes())
    except OSError as error:
        raise GoldError(
            f"{path} cannot be opened ({error.strerror}): check that it is readable."
        ) from error
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        place = ".".join(str(part) for part in first["loc"])
        reason = f"{place}: {first['msg']}" if place else first["msg"]
        raise GoldError(f"{path} is no annotation ({reason}): correct it.") from error
    return JudgedReport(
        name=report.report,
        claims=None if report.claims is None else tuple(map(_claim, report.claims)),
        cells={
            section: {key: _cell(cell) for key, cell in report.cells[section].items()}
            for section in SectionKind
            if section in report.cells
        },
        problems=None
        if report.problems is None
        else tuple(JudgedItem(it.span, it.text, it.category, it.year) for it in report.problems),
        improvements=None
        if report.improvements is None
        else tuple(
            JudgedItem(it.span, it.text, it.category, it.stage) for it in report.improvements
        ),
        text=_text_beside(path, report.report),
    )


def _text_beside(path: Path, name: str) -> str | None:
    """Return the text of a report that lies beside its annotation, ``None`` if none does."""
    from gongkai.extract.errors import ReadError  # noqa: PLC0415
    from gongkai.extract.reading import read  # noqa: PLC0415 - slow to load

    report = path.parent / Path(name).name  # never outside the folder, whatever the name says
    if report == path or not report.is_file():
        return None
    try:
        return read(report).text
    except ReadError as error:
        raise GoldError(f"{report}: {error}") from error


def _claim(claim: _GoldClaim) -> JudgedClaim:
    return JudgedClaim(
        metric=claim.metric,
        kind=claim.kind,
        value=claim.value,
        quote=claim.quote,
        span=claim.span,
        value_max=claim.value_max,
        unit=claim.unit,
        bound=claim.bound,
        aspect=claim.aspect,
        channel=claim.channel,
        per=claim.per,
        scope=claim.scope,
        part_of=claim.part_of,
        part_kind=claim.part_kind,
        section=claim.section,
        stated=frozenset(ATTRIBUTES) & claim.model_fields_set,
    )


def _cell(cell: _GoldCell) -> JudgedCell:
    return JudgedCell(cell.state, cell.value, cell.unit)
