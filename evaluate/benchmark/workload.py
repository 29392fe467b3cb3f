"""Reports to measure with: the bundled samples under ever new variations, on disk."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from random import Random
from typing import Final

from gongkai.evaluate.benchmark.variation import Template, Variation, other_name
from gongkai.extract.claim_models import ModelName
from gongkai.models.terms import Term

#: The names of made-up places and bodies that each sample varies. A sample that is not here
#: names none but real ones, which stay.
_NAMES: Final[dict[str, tuple[str, ...]]] = {
    "2012_county_prose": ("信源",),
    "2016_city_statistics_list": ("淮川",),
    "2019_county_tabs": ("溆东",),
    "2020_township_spaces_sparse": ("石咀", "岷川"),
    "2021_city_government_cells": ("信溪",),
    "2021_county_bureau_pipes": ("渠岭",),
    "2021_district_misnumbered_tabs": ("叶河",),
    "2021_street_office_tabs": ("桥溪", "云沙"),
    "2021_township_pdf_lines": ("石岔沟", "互安"),
    "2021_university_no_tables": ("冀原",),
    "2021_zone_paragraph_cells": ("东涧",),
}
#: Reports keep to the years of the form they follow, as their tables do.
_YEARS_OF_FORMS: Final = (range(2009, 2019), range(2019, 2021), range(2021, 2026))
_LARGEST_FACTOR: Final = 9
#: In a mixed workload every report with a number that this divides is a page.
PAGE_EVERY: Final = 5
DEFAULT_SEED: Final = 20


class Layout(Term):
    """What the files of a workload are."""

    TEXT = "text", "plain text", "纯文本"
    PAGES = "pages", "web pages", "网页"
    MIXED = "mixed", "mixed", "混合"


@dataclass(frozen=True, slots=True)
class Report:
    """One report of a workload.

    Attributes
    ----------
    name
        The name of its file.
    content
        What the file holds.
    encoding
        How the file is encoded, as the sample is: pages of government are not all UTF-8.
    """

    name: str
    content: str
    encoding: str = "utf-8"

    @property
    def encoded(self) -> bytes:
        """The bytes of the file."""
        return self.content.encode(self.encoding)


@dataclass(frozen=True, slots=True)
class _Sample:
    """A bundled sample, taken apart."""

    name: str
    names: tuple[str, ...]
    year: int
    text: Template
    page: Template
    page_encoding: str


def reports(
    count: int, layout: Layout = Layout.TEXT, *, seed: int = DEFAULT_SEED
) -> Iterator[Report]:
    """Yield made-up reports, one after the other from each of the bundled samples.

    Parameters
    ----------
    count
        How many.
    layout
        Plain texts, web pages, or a mixture in which one of five is a page. The report of a
        number says the same as text and as page.
    seed
        The same seed gives the same reports; a longer workload begins like a shorter one.
    """
    samples = _samples()
    for number in range(count):
        # Of five reports in a row one is a page; over the rounds every sample has its turn,
        # because the number of samples and five have no common divisor.
        sample = samples[number % len(samples)]
        is_page = layout is Layout.PAGES or (
            layout is Layout.MIXED and number % PAGE_EVERY == PAGE_EVERY - 1
        )
        variation = _variation(sample, f"{seed}:{number}")
        name = f"{number:06}_{sample.name}"
        if is_page:
            yield Report(f"{name}.html", sample.page.write(variation), sample.page_encoding)
        else:
            yield Report(f"{name}.txt", sample.text.write(variation))


def write_reports(
    folder: Path, count: int, layout: Layout = Layout.TEXT, *, seed: int = DEFAULT_SEED
) -> list[Path]:
    """Write made-up reports to files in a folder; return the files in their order.

    Raises
    ------
    OSError
        If they cannot be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for report in reports(count, layout, seed=seed):
        path = folder / report.name
        path.write_bytes(report.encoded)
        paths.append(path)
    return paths


def sample_names() -> list[str]:
    """Return the names of the bundled samples, in order."""
    found = (Path(each.name) for each in files("gongkai.annotations").joinpath("samples").iterdir())
    return sorted(each.stem for each in found if each.suffix == ".txt")


@cache
def _samples() -> tuple[_Sample, ...]:
    return tuple(_sample(name) for name in sample_names())


def _sample(name: str) -> _Sample:
    from gongkai.extract import extract, read  # noqa: PLC0415 - slow to load

    folder = files("gongkai.annotations").joinpath("samples")
    text = folder.joinpath(f"{name}.txt").read_text(encoding="utf-8")
    page, encoding = _decoded(folder.joinpath(f"{name}.html").read_bytes())
    year = extract(read(text.encode(), uri=name), model=ModelName.RULES.value).year.value
    if year is None:
        raise ValueError(f"The sample {name} has no year: a report has to have one.")
    names = _NAMES.get(name, ())
    page_template = Template(page, names, is_page=True)
    return _Sample(name, names, year, Template(text, names), page_template, encoding)


def _decoded(page: bytes) -> tuple[str, str]:
    """Return a sample's page as text, and its encoding: one of the two that samples have."""
    try:
        return page.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        return page.decode("gb18030"), "gb18030"


def _variation(sample: _Sample, seed: str) -> Variation:
    random = Random(seed)  # noqa: S311 - made-up reports are no secret
    years = next(years for years in _YEARS_OF_FORMS if sample.year in years)
    return Variation(
        factor=random.randint(1, _LARGEST_FACTOR),
        shift=random.choice(years) - sample.year,
        names={name: other_name(name, random) for name in sample.names},
        seed=seed,
    )
