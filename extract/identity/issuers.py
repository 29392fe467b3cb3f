"""Who issued the report, and where.

The name is taken from the first place that gives one: the title, the report as the preface
names it, what the page says about itself, the signature, the first sentences.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from gongkai.extract.identity import regions
from gongkai.extract.identity.bodies import is_township, looks_like_body, tier_of, type_of
from gongkai.extract.identity.regions import Division, Mention
from gongkai.extract.identity.wording import (
    clean_name,
    compilers_in_text,
    contacts_in_text,
    issuer_in_title,
    titles_in_text,
)
from gongkai.extract.sections.types import SectionReading
from gongkai.models.document import Document
from gongkai.models.normalised import normalise, normalise_text
from gongkai.models.record import Issuer, Region
from gongkai.models.scheme import IssuerType, Tier

_OPENING_LENGTH = 700
_CONTEXT_LENGTH = 20_000
_PUBLISHER = re.compile(
    r"(?:发布|发文|制发|公开|责任)(?:机构|机关|单位|部门)：?([^\s：，。；|]{2,30}?)(?:$|公开|成文|生成|发文|发布|文号|索引|主题|日期|时间)"
)
_ACTING = re.compile(
    r"(?:^|[，。]|年)([^，。；：、《》“”\d]{1,28}?(?:街道办事处|街道办|街道|镇人民政府|乡人民政府|镇政府|乡政府|镇|乡|管委会|管理委员会"
    r"|人民政府|人民政府办公[厅室]|[局厅委院校]|大学|办公室|中心|[市区县旗]))"
    r"(?:党工委|党委|党组|认真|严格|坚持|深入|围绕|紧紧|紧扣|高度|按照|积极|始终|以习|以“|继续|共|全面|切实|有序|正式|高效|扎实"
    r"|主动公开|在(?:上级|区|县|市|省)|根据|为|政府信息公开|信息公开|政务公开)"
)
_SUPERIOR_LENGTH = 2_000
_COUNTY = re.compile(r"[^省市区县旗州]{1,5}?[区县市旗]")
_SCHOOL = re.compile(r"(?:大学|学院|学校)$")
_INDEX_NUMBER = re.compile(r"索引号：?(\d{6})(?!\d{2}-)")
_BRACKETED = re.compile(r"（([^）]{2,10})）")
_NOT_OWN = re.compile(
    r"^(?:我|本|全|各|国务院|党中央|相关|有关|上级|政府|根据|按照|在|由|为|对|将|以|度|来|各级|行政机关)"
)


def find_issuer(document: Document, sections: SectionReading, titles: Sequence[str]) -> Issuer:
    """Return the issuer of a report; what cannot be told stays ``None``.

    Parameters
    ----------
    document, sections
        The report and its sections.
    titles
        The titles of the report, normalised, the best first.
    """
    opening = _opening(document, sections)
    name = next(_names(document, sections, titles, opening), None)
    if name is None:
        return Issuer()
    place = _Place(document, sections, titles)
    division = place.of(name)
    kind = type_of(name, division)
    tier = tier_of(name, kind, division)
    if tier is Tier.NATIONAL:
        division = None
    region = division.region if division is not None else Region()
    if division is not None and kind is IssuerType.UNIVERSITY:
        region.county = None
    return Issuer(name=name, tier=tier, type=kind, region=region)


def _opening(document: Document, sections: SectionReading) -> str:
    """Return the preface and the beginning of the first section, normalised."""
    start = sections.body.start
    end = min(sections.body.end, start + _OPENING_LENGTH)
    return normalise(document.text, start, end, keep_lines=True).text


def _names(
    document: Document, sections: SectionReading, titles: Sequence[str], opening: str
) -> Iterator[str]:
    for title in titles:
        name = issuer_in_title(title)
        if name:
            yield name
    yield from _below_title(document, sections)
    flat = opening.replace("\n", "")
    for title in titles_in_text(flat):
        name = issuer_in_title(title)
        if name:
            yield name
    yield from compilers_in_text(flat)
    if document.metadata.issuer:
        name = clean_name(normalise_text(document.metadata.issuer))
        if name:
            yield name
    yield from _publishers(document, sections)
    yield from _signature(document, sections)
    for name in contacts_in_text(flat):
        if looks_like_body(name):
            yield name
    for line in opening.split("\n"):
        for match in _ACTING.finditer(line):
            name = clean_name(match[1])
            if name and not _NOT_OWN.match(name):
                yield name


def _below_title(document: Document, sections: SectionReading) -> Iterator[str]:
    """Yield a body that stands alone in a line between the title and the first section."""
    headings = [heading for heading in sections.headings if heading.level > 0]
    stop = headings[0].span.start if headings else sections.body.start
    furniture = set(sections.furniture)
    for block in document.paragraphs:
        if block.span.start >= stop:
            return
        if (
            block.span.start < sections.body.start
            or len(block.span) > 60
            or block.span in furniture
        ):
            continue
        text = normalise_text(document.text, block.span.start, block.span.end)
        name = None if text.endswith("：") else clean_name(text)  # 某办公室： is the addressee
        if name and looks_like_body(name):
            yield name


def _publishers(document: Document, sections: SectionReading) -> Iterator[str]:
    for span in sections.furniture:
        if len(span) > 400:
            continue
        match = _PUBLISHER.search(normalise_text(document.text, span.start, span.end))
        name = clean_name(match[1]) if match else None
        if name:
            yield name
    for grid in document.grids[:1]:
        if grid.span.start > sections.body.start + 50:
            break
        cells = [normalise_text(document.text, c.span.start, c.span.end) for c in grid.cells]
        for label, value in pairwise(cells):
            if re.fullmatch(r"(?:发布|发文)(?:机构|机关|单位)：?", label):
                name = clean_name(value)
                if name:
                    yield name


def _signature(document: Document, sections: SectionReading) -> Iterator[str]:
    """Yield a body that signs the report at its end."""
    last = [b for b in document.paragraphs if b.span.end <= sections.body.end][-4:]
    for block in reversed(last):
        if len(block.span) > 60:
            continue
        text = normalise_text(document.text, block.span.start, block.span.end)
        name = None if text.endswith("：") else clean_name(text)
        if name and len(name) >= 4 and looks_like_body(name):
            yield name


@dataclass(slots=True)
class _Place:
    """Finds the division a body belongs to, with the help of all that surrounds it."""

    document: Document
    sections: SectionReading
    titles: Sequence[str]
    _context: str | None = None

    def of(self, name: str) -> Division | None:
        """Return the division, ``None`` where nothing settles it."""
        bracketed = _BRACKETED.search(name)  # 临空经济区（某市）: the part in that city
        own = (regions.mentions(bracketed[1]) if bracketed else []) or regions.mentions(name)
        if own:
            return regions.resolve(own, self._support)
        for source in self._surroundings():
            found = regions.mentions(source)
            if found:
                division = regions.resolve(found, self._support)
                if division is not None:
                    return division
        return self._by_index_number() or self._by_text(name) or self._by_superior(name)

    def _by_index_number(self) -> Division | None:
        """Return the division whose code leads the page's index number (索引号)."""
        stated = self.document.metadata.index_number
        if stated is not None and (match := _INDEX_NUMBER.match(f"索引号{stated}")):
            division = regions.by_code(match[1])
            if division is not None:
                return division
        for span in self.sections.furniture:
            if len(span) <= 400:
                match = _INDEX_NUMBER.search(
                    normalise_text(self.document.text, span.start, span.end)
                )
                division = regions.by_code(match[1]) if match else None
                if division is not None:
                    return division
        return None

    def _surroundings(self) -> Iterator[str]:
        metadata = self.document.metadata
        yield from self.titles
        for value in (metadata.issuer, metadata.title, metadata.site):
            if value:
                yield normalise_text(value)
        yield normalise_text(self.document.source.uri).rsplit("/", 1)[-1]

    def _by_text(self, name: str) -> Division | None:
        """Return the division that the text writes right before the name (靖安县云台镇)."""
        generic = name[0] in "省市县区旗州"  # 市财政局 beside 武汉市财政局 in the text
        county = _COUNTY.match(name)
        head = name[1:5] if generic else (county[0] if county else name[:4])
        context = self.context
        found: list[Mention] = []
        for mention in regions.names(context):
            behind = context[mention.end : mention.end + len(head)]
            if generic and context[mention.end - 1] != name[0]:
                continue
            government = context.startswith(("人民政府", "政府门户", "政府网"), mention.end)
            if behind == head or government:
                found.append(mention)
        names = {context[m.start : m.end] for m in found}
        if len(names) != 1:
            return None
        return regions.resolve(found[:1], self._support)

    def _by_superior(self, name: str) -> Division | None:
        """Return the only city, or the only province, that the beginning of the text names.

        Reports cite the arrangements of the government above them (按照某市政务公开工作部署)
        and give an address. It is asked for bodies of places and for schools alone.
        """
        if not (_COUNTY.match(name) or is_township(name) or _SCHOOL.search(name)):
            return None
        stretch = self.context[:_SUPERIOR_LENGTH]
        above = [
            mention
            for mention in regions.names(stretch)
            if mention.end - mention.start > 2
            and all(d.tier in (Tier.PROVINCIAL, Tier.PREFECTURE) for d in mention.divisions)
        ]
        cities = {d for m in above for d in m.divisions if d.tier is Tier.PREFECTURE}
        provinces = {d for m in above for d in m.divisions if d.tier is Tier.PROVINCIAL}
        innermost = cities or provinces
        if len({d.name for d in innermost}) != 1 or len({d.name for d in provinces}) > 1:
            return None
        division = next(iter(sorted(innermost, key=lambda d: (not d.in_force, d.code))))
        held = all(d.province == division.province for d in provinces)
        return division if held else None

    def _support(self, division: Division) -> int:
        outer = [n for n in (division.city, division.province) if n and n != division.name]
        return sum(
            3 * self.context.count(name) + self.context.count(regions.short_name(name))
            for name in outer
        )

    @property
    def context(self) -> str:
        """All that may name a place: metadata, file name, the beginning of the text."""
        if self._context is None:
            metadata = self.document.metadata
            parts = (metadata.title, metadata.issuer, self.document.source.uri)
            text = normalise_text(
                self.document.text, 0, min(len(self.document.text), _CONTEXT_LENGTH)
            )
            self._context = "\n".join([*(part for part in parts if part), text])
        return self._context
