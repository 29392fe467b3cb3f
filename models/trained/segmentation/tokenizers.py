"""Tokenizers for spaCy: one token for each character, or for each word of the segmenter.

Both keep the text as it is: tokens follow each other without a gap, white space is a token of
its own, so that ``doc.text`` is the text and every offset is what it was. Only lone surrogates,
which no text has and spaCy cannot hold, become U+FFFD, one for one.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable
from typing import Final

from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import registry
from spacy.vocab import Vocab

from gongkai.models.trained.segmentation.segmenter import Segmenter
from gongkai.models.trained.segmentation.vocabulary import SegmenterError

CHARACTER_TOKENIZER: Final = "gongkai.CharacterTokenizer.v1"
WORD_TOKENIZER: Final = "gongkai.WordTokenizer.v1"
_LONE_SURROGATE: Final = re.compile("[\ud800-\udfff]")


class CharacterTokenizer:
    """Makes a token of each character; it has nothing to learn and nothing to store.

    Parameters
    ----------
    vocab
        The vocabulary of the pipeline.
    """

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab

    def __call__(self, text: str) -> Doc:
        """Return the text as tokens."""
        text = _LONE_SURROGATE.sub("\ufffd", text)
        return Doc(self.vocab, words=list(text), spaces=[False] * len(text))

    def to_bytes(self, *, exclude: Iterable[str] = ()) -> bytes:
        """Return nothing: there is nothing to store."""
        return b""

    def from_bytes(self, data: bytes, *, exclude: Iterable[str] = ()) -> CharacterTokenizer:
        """Return the tokenizer as it is."""
        return self

    def to_disk(self, path: str | os.PathLike[str], *, exclude: Iterable[str] = ()) -> None:
        """Write nothing."""

    def from_disk(
        self, path: str | os.PathLike[str], *, exclude: Iterable[str] = ()
    ) -> CharacterTokenizer:
        """Return the tokenizer as it is; nothing is read."""
        return self


class WordTokenizer:
    """Makes a token of each word.

    Parameters
    ----------
    vocab
        The vocabulary of the pipeline.
    segmenter
        What finds the words. Without one, ``from_disk`` or ``from_bytes`` has to bring it
        before the first text.
    """

    def __init__(self, vocab: Vocab, segmenter: Segmenter | None = None) -> None:
        self.vocab = vocab
        self.segmenter = segmenter

    def __call__(self, text: str) -> Doc:
        """Return the text as tokens.

        Raises
        ------
        SegmenterError
            If the tokenizer has no segmenter yet.
        """
        text = _LONE_SURROGATE.sub("\ufffd", text)
        words = [text[start:end] for start, end in self._segmenter().words(text)]
        return Doc(self.vocab, words=words, spaces=[False] * len(words))

    def _segmenter(self) -> Segmenter:
        if self.segmenter is None:
            raise SegmenterError(
                "This tokenizer has no segmenter yet: load the pipeline from its folder, "
                "or set `nlp.tokenizer.segmenter`."
            )
        return self.segmenter

    def to_bytes(self, *, exclude: Iterable[str] = ()) -> bytes:
        """Return the segmenter as bytes; nothing if there is none."""
        return b"" if self.segmenter is None else self.segmenter.to_bytes()

    def from_bytes(self, data: bytes, *, exclude: Iterable[str] = ()) -> WordTokenizer:
        """Take over the segmenter that ``to_bytes`` returned.

        Raises
        ------
        SegmenterError
            If the bytes are no segmenter.
        """
        self.segmenter = Segmenter.from_bytes(data) if data else None
        return self

    def to_disk(self, path: str | os.PathLike[str], *, exclude: Iterable[str] = ()) -> None:
        """Write the segmenter into a folder.

        Raises
        ------
        SegmenterError
            If there is none.
        """
        self._segmenter().to_disk(path)

    def from_disk(
        self, path: str | os.PathLike[str], *, exclude: Iterable[str] = ()
    ) -> WordTokenizer:
        """Take over the segmenter that ``to_disk`` wrote; nothing in the folder is run.

        Raises
        ------
        SegmenterError
            If the folder holds no segmenter.
        """
        self.segmenter = Segmenter.from_disk(path)
        return self


def create_character_tokenizer() -> Callable[[Language], CharacterTokenizer]:
    """Return what makes the tokenizer of a pipeline, for its config."""
    return lambda nlp: CharacterTokenizer(nlp.vocab)


def create_word_tokenizer() -> Callable[[Language], WordTokenizer]:
    """Return what makes the tokenizer of a pipeline, for its config.

    The segmenter comes with the folder of the pipeline.
    """
    return lambda nlp: WordTokenizer(nlp.vocab)


# The package declares both to spaCy; here they are known without an installation, too.
registry.tokenizers(CHARACTER_TOKENIZER, func=create_character_tokenizer)
registry.tokenizers(WORD_TOKENIZER, func=create_word_tokenizer)
