"""Names of the formats that annotations are converted to, for whoever needs no more than names."""

from __future__ import annotations

from typing import Final

#: Formats that are written and read, and where the converter of each is below ``converters``.
CONVERTERS: Final = {
    "spacy": "spacy_binary:SpacyBinary",
    "label-studio": "label_studio:LabelStudio",
    "doccano": "doccano:Doccano",
    "brat": "brat:Brat",
    "measeval": "measeval:MeasEval",
    "markup": "markup_files:Markup",
    "jsonl": "json_lines:JsonLines",
}
NAMES: Final = tuple(CONVERTERS)
#: What is written and never read back, with what it is.
WRITTEN_ONLY: Final = {
    "parquet": "the dataset with its card",
    "reports": "whole reports as text, page and gold",
}


def list_of_names() -> str:
    """Return the names of the formats that are written and read, as a list in words."""
    return f"{', '.join(NAMES[:-1])} or {NAMES[-1]}"


def list_of_all() -> str:
    """Return the names of all formats as a list in words; those written only say what they are."""
    return "; ".join(
        [list_of_names(), *(f"{name} for {what}" for name, what in WRITTEN_ONLY.items())]
    )
