"""Names and titles in the script of the report: 國家 stays 國家."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from gongkai.models.document import Document
from gongkai.models.normalised import NormalisedText, normalise, simplified_characters

_SEARCHED = 20_000
_FIRST_IDEOGRAPH, _LAST_IDEOGRAPH = "\u3400", "\u9fff"


def as_written(document: Document, wordings: Iterable[str]) -> Mapping[str, str]:
    """Return normalised wordings in the characters that the report writes them in.

    Layout and full-width digits stay normalised; only the simplification of traditional
    characters is undone, where a wording is found in what the page says about itself or in
    the beginning of the text.
    """
    metadata = document.metadata
    sources = [
        (source, normalise(source))
        for source in (document.text[:_SEARCHED], metadata.title, metadata.issuer)
        if source is not None and _is_traditional(source)
    ]
    return {wording: _written(wording, sources) for wording in wordings}


def _is_traditional(source: str) -> bool:
    return not simplified_characters().keys().isdisjoint(map(ord, set(source)))


def _written(wording: str, sources: Iterable[tuple[str, NormalisedText]]) -> str:
    for source, normalised in sources:
        place = normalised.text.find(wording)
        if place >= 0:
            places = range(place, place + len(wording))
            return "".join(
                _character(source[normalised.offsets[index]], normalised.text[index])
                for index in places
            )
    return wording


def _character(written: str, plain: str) -> str:
    return written if _FIRST_IDEOGRAPH <= written <= _LAST_IDEOGRAPH else plain
