"""What a segmenter knows: its characters, pairs of characters and words, and their weights.

The features are those of spacy-pkuseg without its pairs of words, which take most of the time
and of the room: each of the five characters around, each of the three pairs of neighbours, and
the dictionary words that begin or end here.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from gongkai.models.errors import GongkaiError

Half: TypeAlias = NDArray[np.float16]

#: The tags of spacy-pkuseg in its order: the first of several characters, a word of one, the
#: inner ones, the last, the second of three and more.
TAGS: Final = ("B", "B_single", "I", "I_end", "I_first")
#: Tags that begin a word.
BEGINNINGS: Final = np.array([tag.startswith("B") for tag in TAGS])
#: Where the character stands that a row of ``Weights.characters`` is about.
CHARACTER_OFFSETS: Final = (0, -1, 1, -2, 2)
#: Where the first character of the pair stands that a row of ``Weights.pairs`` is about.
PAIR_OFFSETS: Final = (-1, 0, -2)
#: Lengths of the dictionary words, as in spacy-pkuseg.
SHORTEST_WORD: Final = 2
LONGEST_WORD: Final = 6
#: Bounds of what is read; Chinese in use has some 10,000 characters.
MOST_CHARACTERS: Final = 30_000
MOST_PAIRS: Final = 1_000_000
MOST_WORDS: Final = 300_000

#: What spacy-pkuseg takes for one and the same character, and what stands for each group here.
_DIGITS: Final = "0123456789几二三四五六七八九十千万亿兆零１２３４５６７８９０％"
_LETTERS: Final = "ＡＢＣＤＥＦＧＨＩＪＫＬＭＮＯＰＱＲＳＴＵＶＷＸＹＺａｂｃｄｅｆｇｈｉｇｋｌｍｎｏｐｑｒｓｔｕｖｗｘｙｚ／・－"  # noqa: E501 - wide
_MARKS: Final = "-._,|/*:"
GROUPS: Final = {"0": _DIGITS, "Ａ": _LETTERS, "&": _MARKS}
_STANDS_FOR: Final = str.maketrans(
    {character: one for one, group in GROUPS.items() for character in group}
)
_REMEDY: Final = "install the package again, or train the segmenter anew"


class SegmenterError(GongkaiError):
    """A segmenter cannot be used: it is damaged, unsafe to read, or not one at all."""


def damaged(what: str) -> SegmenterError:
    """Return the error that says what is wrong with a stored segmenter."""
    return SegmenterError(f"This segmenter cannot be used: {what}; {_REMEDY}.")


def unify(text: str) -> str:
    """Give the characters of a group (digits, full-width letters, marks) their one spelling.

    The groups are those of spacy-pkuseg: digits and Chinese numerals but for 一 and 百 are one
    character, so that numbers that were never seen are segmented like those that were.
    """
    return text.translate(_STANDS_FOR)


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What is looked up in a text; the order is that of the rows of the weights.

    Attributes
    ----------
    characters
        The known characters, unified, each once.
    pairs
        The known pairs of neighbouring characters.
    words
        The dictionary: words of 2 to 6 characters.

    Raises
    ------
    SegmenterError
        If something stands twice, is too long or too much.
    """

    characters: tuple[str, ...]
    pairs: tuple[str, ...]
    words: tuple[str, ...]

    def __post_init__(self) -> None:
        for name, most in (
            ("characters", MOST_CHARACTERS),
            ("pairs", MOST_PAIRS),
            ("words", MOST_WORDS),
        ):
            entries: tuple[str, ...] = getattr(self, name)
            if len(entries) > most:
                raise damaged(f"it has more than {most:,} {name}")
            if len(set(entries)) != len(entries):
                raise damaged(f"its {name} are not distinct")
        known = set(self.characters)
        if any(len(each) != 1 or each.isspace() or unify(each) != each for each in known):
            raise damaged("its characters are not single, visible and unified")
        if any(len(each) != 2 or not known.issuperset(each) for each in self.pairs):
            raise damaged("its pairs are not two known characters each")
        if any(
            not SHORTEST_WORD <= len(each) <= LONGEST_WORD or not known.issuperset(each)
            for each in self.words
        ):
            raise damaged(
                f"its words are not {SHORTEST_WORD} to {LONGEST_WORD} known characters each"
            )

    def shapes(self) -> dict[str, tuple[int, ...]]:
        """Return the shape that each array of the weights has."""
        tags = len(TAGS)
        return {
            "characters": (len(CHARACTER_OFFSETS), len(self.characters), tags),
            "pairs": (len(PAIR_OFFSETS), len(self.pairs), tags),
            "words": (2, len(self.words), tags),
            "intercept": (tags,),
            "transitions": (tags, tags),
        }


@dataclass(frozen=True, slots=True)
class Weights:
    """What speaks for each tag; the last axis runs over ``TAGS``.

    Attributes
    ----------
    characters
        By ``CHARACTER_OFFSETS`` and character.
    pairs
        By ``PAIR_OFFSETS`` and pair.
    words
        Of words that begin here, and of those that end here.
    intercept
        Of every character alike.
    transitions
        From the tag before (first axis) to the tag.
    """

    characters: Half
    pairs: Half
    words: Half
    intercept: Half
    transitions: Half

    def check(self, vocabulary: Vocabulary) -> None:
        """Make sure that the weights belong to a vocabulary.

        Raises
        ------
        SegmenterError
            If a shape does not fit or a weight is no finite number.
        """
        for name, shape in vocabulary.shapes().items():
            array: Half = getattr(self, name)
            if array.dtype != np.float16 or array.shape != shape:
                raise damaged(f"its weights of {name} do not fit its vocabulary")
            if not np.isfinite(array).all():
                raise damaged(f"its weights of {name} are not all finite")
