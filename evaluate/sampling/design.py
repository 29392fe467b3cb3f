"""How a sample was drawn: what is needed to weight verdicts, kept as ``design.json``."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Final, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from gongkai.evaluate.sampling.errors import SamplingError
from gongkai.evaluate.sampling.strata import CellKey, Dimension

DESIGN: Final = "design.json"


class DesignPart(BaseModel):
    """Base of everything in a design: immutable, unknown keys refused."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Population(DesignPart):
    """What was drawn from.

    Attributes
    ----------
    records, claims
        How many there are; claims of other metrics than those chosen do not count.
    unreadable
        Lines and reports that could not be read, of which nothing was drawn.
    models
        What extracted the claims.
    digest
        Hexadecimal digest of the claims; it does not depend on the order of records and files.
    """

    records: int = Field(ge=0)
    claims: int = Field(ge=1)
    unreadable: int = Field(ge=0)
    models: tuple[str, ...]
    digest: str


class Cell(DesignPart):
    """Claims that are the same along all dimensions.

    Attributes
    ----------
    values
        The ids along the dimensions of the design, in their order.
    population
        How many claims there are.
    mean_confidence
        The mean of their confidences, if they have any.
    """

    values: CellKey
    population: int = Field(ge=1)
    mean_confidence: float | None = Field(default=None, ge=0, le=1)


class Stratum(DesignPart):
    """Claims of which some were drawn, each with the same chance: a cell, or several pooled."""

    id: int
    cells: tuple[Cell, ...] = Field(min_length=1)
    drawn: int = Field(ge=0)

    @property
    def population(self) -> int:
        """How many claims there are."""
        return sum(cell.population for cell in self.cells)


class DrawnClaim(DesignPart):
    """A claim of the sample.

    Attributes
    ----------
    number
        Its place in the sheet, from 1.
    record_id, claim
        The claim.
    stratum
        Id of its stratum.
    values
        The values of its cell.
    shown
        What the sheet shows of it, by column; the sheet is compared with this.
    """

    number: int
    record_id: str
    claim: int
    stratum: int
    values: CellKey
    shown: dict[str, str]


class Design(DesignPart):
    """How a sample was drawn.

    Attributes
    ----------
    seed
        What the draw follows from.
    size, minimum
        How many claims were asked for, and how many of each stratum at least.
    by
        The dimensions of the strata.
    metrics
        The metrics drawn from; ``None`` for all.
    """

    schema_version: Literal[1] = 1
    seed: int
    size: int = Field(ge=1)
    minimum: int = Field(ge=1)
    by: tuple[Dimension, ...]
    metrics: tuple[str, ...] | None
    population: Population
    strata: tuple[Stratum, ...]
    claims: tuple[DrawnClaim, ...]

    @property
    def by_number(self) -> Mapping[int, DrawnClaim]:
        """The drawn claims by their places in the sheet."""
        return {claim.number: claim for claim in self.claims}

    @model_validator(mode="after")
    def _fits_together(self) -> Self:
        cells = [(stratum.id, cell.values) for stratum in self.strata for cell in stratum.cells]
        known = set(cells)
        if len({values for _, values in cells}) != len(cells):
            raise ValueError("a cell is in two strata")
        if any(len(values) != len(self.by) for _, values in cells):
            raise ValueError("a cell does not have one value for each dimension")
        if sum(stratum.population for stratum in self.strata) != self.population.claims:
            raise ValueError("the strata do not add up to the claims")
        if any((claim.stratum, claim.values) not in known for claim in self.claims):
            raise ValueError("a drawn claim is in no cell")
        drawn_of_cells = Counter(claim.values for claim in self.claims)
        sizes = {cell.values: cell.population for each in self.strata for cell in each.cells}
        if any(count > sizes[values] for values, count in drawn_of_cells.items()):
            raise ValueError("more claims are drawn of a cell than it has")
        drawn = Counter(claim.stratum for claim in self.claims)
        if any(drawn[stratum.id] != stratum.drawn for stratum in self.strata):
            raise ValueError("the drawn claims are not as many as their stratum says")
        if len(self.by_number) != len(self.claims):
            raise ValueError("two claims have the same number")
        return self


def read_design(directory: str | os.PathLike[str]) -> Design:
    """Read the design of a sample.

    Raises
    ------
    SamplingError
        If it is not there, or not as it was written.
    """
    path = Path(directory) / DESIGN
    try:
        content = path.read_bytes()
    except OSError as error:
        raise SamplingError(
            f"{path} cannot be read ({error.strerror}): name the folder that gongkai evaluate "
            "sample draw wrote; a sheet without its design cannot be weighted."
        ) from error
    try:
        return Design.model_validate_json(content)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        place = ".".join(str(part) for part in first["loc"])
        raise SamplingError(
            f"{path} is not as it was written ({place + ': ' if place else ''}{first['msg']}): "
            "draw the same sample again with the same seed, in another folder, and copy its "
            "design.json."
        ) from error
