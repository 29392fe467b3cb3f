"""``gongkai evaluate release`` once its arguments are known: measure, and write into the card."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from gongkai.evaluate.release import development_sets, opened_sets, release_section
from gongkai.extract.inputs import InputError
from gongkai.training.model_card import OPENING, with_release

_PARTIAL = ".partial"


@dataclass(frozen=True, slots=True)
class Request:
    """The arguments of the command.

    Attributes
    ----------
    opened
        Folder with what was handed out, a folder for each set.
    model
        Name or folder.
    output
        A model card, whose part on the release is replaced; else a file for that part alone.
    designs
        Markdown that goes before the figures: the search over designs.
    """

    opened: Path
    model: str
    output: Path
    designs: Path | None = None


def run(request: Request) -> None:
    """Measure a model for a release and write its figures.

    Raises
    ------
    GongkaiError
        If texts, model or designs cannot be read.
    OSError
        If the output cannot be written.
    """
    card = _card(request.output)
    designs = "" if request.designs is None else _designs(request.designs)
    sets = opened_sets(request.opened)
    section = release_section(sets, development_sets(), request.model)
    part = f"{designs}\n\n{section}".strip() + "\n"
    partial = request.output.with_name(request.output.name + _PARTIAL)
    try:
        written = part if card is None else with_release(card, part)
        partial.write_text(written, encoding="utf-8", newline="\n")
        partial.replace(request.output)
    finally:
        partial.unlink(missing_ok=True)


def _card(path: Path) -> str | None:
    """Return the card that a part goes into, ``None`` if there is no file yet."""
    if not path.exists():
        return None
    if path.is_dir():
        raise InputError(f"{path} is a folder: name a file, as {path / 'MODEL_CARD.md'}.")
    card = path.read_text(encoding="utf-8")
    if OPENING not in card:
        raise InputError(f"{path} is no model card: it has no line {OPENING}. Name another file.")
    return card


def _designs(path: Path) -> str:
    try:
        return "### Designs that were compared\n\n" + path.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeError) as error:
        raise InputError(f"{path} cannot be read: name a file with a table in Markdown.") from error
