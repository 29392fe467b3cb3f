"""Annotated passages and reports: corpus, markup, checks, agreement, converters.

Read ``passages`` first (what a passage is), then ``markup`` (how it is written), ``checks``
(what is verified) and ``loading`` (how it is used); ``sentences`` stand beside the passages and
serve training alone. All texts are synthetic.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gongkai.annotations.loading import load_corpus
    from gongkai.annotations.sentences import load_sentences

__all__ = ["load_corpus", "load_sentences"]


def __getattr__(name: str) -> object:
    """Load what is asked for when it is asked for: ``datasets`` takes a second."""
    if name == "load_corpus":
        from gongkai.annotations.loading import load_corpus  # noqa: PLC0415

        return load_corpus
    if name == "load_sentences":
        from gongkai.annotations.sentences import load_sentences  # noqa: PLC0415

        return load_sentences
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
