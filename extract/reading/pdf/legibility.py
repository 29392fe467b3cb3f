"""Whether the text that a page gives is the text that it shows.

A PDF file draws shapes and names for each the character it stands for, or does not: then what is
read is garbage, as often from fonts that were cut down by old software. Text laid under a scan by
a scanner may be garbage as well. Such pages have to be read like pictures.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Final

#: Characters that are no text: unassigned, for private use, control characters, lone halves.
_NO_TEXT: Final = frozenset({"Cn", "Co", "Cc", "Cs"})
_UNREADABLE: Final = "\ufffd"
#: The largest share of them in a page with good text: bullets from fonts of symbols are less.
_MOST_UNREADABLE: Final = 0.05
#: The largest share of accented Latin letters; Chinese read in a Western encoding has nothing else.
_MOST_ACCENTED: Final = 0.25
#: The largest share of ideographs that neither GB 2312 nor Big5 has; names have one here and there.
_MOST_RARE: Final = 0.25
#: Ideographs from which on shares of them say something.
_ENOUGH: Final = 30
_ENOUGH_FOR_WORDS: Final = 100
#: The least share of the commonest characters; of characters by chance two in a hundred are.
_LEAST_COMMON: Final = 0.06
#: The commonest characters of reports and of their tables, in both scripts.
_COMMON: Final = frozenset(
    "的一是不在有人大中为和国年上公行政信息开务工作府本关规定理请申办部门法机主动及其数新加强制度"
    "月日情况总计件予受结果容内内他未建设管理服群众区县市镇街道乡会议文网站平台发布回复收到无以条例第"
    "為國開務資訊關規請辦門機動數強設眾區縣鎮鄉會議網臺發報告報導實施推進实施推进进"
)


def is_legible(text: Iterable[str]) -> bool:
    """Tell whether characters make up text that was meant to be read.

    Parameters
    ----------
    text
        The characters of a page without its white space, in any order.
    """
    counts = Counter(character for each in text for character in each)
    total = counts.total()
    if not total:
        return False
    if _share(counts, unreadable(counts), total) > _MOST_UNREADABLE:
        return False
    accented = [character for character in counts if "\xa1" <= character <= "\xff"]
    # The dot between the parts of names, the degree and the section sign are no letters.
    letters = [character for character in accented if character not in "·°§±×«»"]
    if _share(counts, letters, total) > _MOST_ACCENTED:
        return False
    return _has_likely_ideographs(counts)


def unreadable(characters: Iterable[str]) -> list[str]:
    """Return the characters that are no text."""
    return [
        character
        for character in characters
        if character == _UNREADABLE or unicodedata.category(character) in _NO_TEXT
    ]


def _has_likely_ideographs(counts: Mapping[str, int]) -> bool:
    ideographs = [
        character for character in counts
        if "\u3400" <= character <= "\u9fff" or character >= "\U00020000"
    ]  # fmt: skip
    total = sum(counts[character] for character in ideographs)
    if total < _ENOUGH:
        return True
    rare = [character for character in ideographs if not _is_in_use(character)]
    if _share(counts, rare, total) > _MOST_RARE:
        return False
    common = _COMMON.intersection(ideographs)
    return total < _ENOUGH_FOR_WORDS or _share(counts, common, total) >= _LEAST_COMMON


def _is_in_use(character: str) -> bool:
    for encoding in ("gb2312", "big5"):
        try:
            character.encode(encoding)
        except UnicodeEncodeError:
            continue
        return True
    return False


def _share(counts: Mapping[str, int], characters: Iterable[str], total: int) -> float:
    return sum(counts[character] for character in characters) / total
