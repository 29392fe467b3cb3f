"""The model card: what a model is, what it was made of, how right it is, what it is not for.

Its parts are those of Mitchell et al. 2019 (Model Cards for Model Reporting), as far as they
apply. What holds of the bundled texts alone is said of models trained on them alone. The card
holds no date and no time, so that the same texts give the same bytes.

The end of the card is filled by a command of its own, ``gongkai evaluate release``, since the
figures of a release need texts that a training may not read.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from importlib.metadata import version
from typing import Final

from gongkai.training.calibration import Chosen
from gongkai.training.card_calibration import calibration_part
from gongkai.training.card_tables import paragraph, table, thousands
from gongkai.training.defaults import Design
from gongkai.training.heldout import Agreement
from gongkai.training.sources import Sources, Texts

#: The name of the card's file.
CARD: Final = "MODEL_CARD.md"
#: What encloses the part that is filled by ``gongkai evaluate release``.
OPENING: Final = "<!-- release -->"
CLOSING: Final = "<!-- /release -->"


@dataclass(frozen=True, slots=True)
class Measured:
    """What was measured of a model when it was trained.

    Attributes
    ----------
    agreements
        Right claims on each of the held-out texts, by their names.
    chosen
        The calibrators by what they are for, and how they were chosen.
    seconds
        How long the training took; not in the card, where it would differ each time.
    size
        Bytes of the model's files without the card.
    base
        The model that the training went on from, if it did.
    outcomes
        Whether each judged thing was right, in the order of ``Chosen.probabilities``, by what
        the calibrator is for; where it is given, the card shows reliability.
    """

    agreements: Mapping[str, Agreement]
    chosen: Mapping[str, Chosen]
    seconds: float
    size: int
    base: str | None = None
    outcomes: Mapping[str, Sequence[bool]] = field(default_factory=dict)


def model_card(
    sources: Sources, design: Design, measured: Measured, older: str | None = None
) -> str:
    """Write the card of a model.

    Parameters
    ----------
    sources
        What it was trained on.
    design
        How it was made.
    measured
        How right it is.
    older
        The card that this one replaces; its part on the release is kept.

    Returns
    -------
    str
        Markdown; the same for the same arguments.
    """
    parts = (
        _what_it_is(sources, design, measured),
        _data(sources),
        _training(sources, design, measured),
        _figures(sources, measured),
        calibration_part(measured.chosen, measured.outcomes),
        _use(),
        _limits(sources, measured),
        _safety(),
        _licence(sources),
        with_release(_EMPTY_RELEASE, release_part(older or "")),
    )
    return "\n\n".join(part.strip() for part in parts) + "\n"


_EMPTY_RELEASE: Final = f"## Release\n\n{OPENING}\n{CLOSING}"


def release_part(card: str) -> str:
    """Return what stands between the marks of the release in a card, empty without marks."""
    _, mark, rest = card.partition(OPENING)
    inside, end, _ = rest.partition(CLOSING)
    return inside.strip() if mark and end else ""


def with_release(card: str, part: str) -> str:
    """Return a card with another part on the release.

    Parameters
    ----------
    card
        A card.
    part
        Markdown; what stands between the marks now is replaced by it.

    Raises
    ------
    ValueError
        If the card has no marks.
    """
    before, mark, rest = card.partition(OPENING)
    _, end, after = rest.partition(CLOSING)
    if not mark or not end:
        raise ValueError(f"The card has no lines {OPENING} and {CLOSING}.")
    inside = f"\n{part.strip()}\n" if part.strip() else "\n"
    return f"{before}{OPENING}{inside}{CLOSING}{after}"


def _what_it_is(sources: Sources, design: Design, measured: Measured) -> str:
    named = "the texts that come with gongkai" if _is_bundled(sources) else sources.learned.name
    networks = "one network" if design.networks == 1 else f"{design.networks} networks"
    return f"""
# Model card

A pipeline that reads the narrative of Chinese government information disclosure annual reports
(政府信息公开工作年度报告) and finds its claims: quantities with what they count,
through which channel, over which period, and what they are a part of. With each it gives the
probability that it is right. It reads the problems and improvements of section five as well.
It was trained on {named}.

- Made by gongkai {version("gongkai")}, with `gongkai train`.
- A spaCy pipeline for Chinese, of components of gongkai: a quantity grammar proposes numbers and
  stated zeros; a rule model reads each; {networks} over characters and linear models over hashed
  features decide together what each counts; linear models relate words and parts; calibrators turn
  what speaks for an answer into a probability.
- {measured.size / 1e6:.1f} MB of plain arrays.
"""


def _data(sources: Sources) -> str:
    head = ("texts", "passages", "whole reports", "claims", "characters of passages")
    learned = [_row(sources.learned, "learned from")]
    held_out = [_row(texts, "held out") for texts in sources.held_out]
    lines = ["## Data", "", table(head, [*learned, *held_out], words=1)]
    sentences = sources.sentences()
    if sentences:
        claims = sum(len(each.claims) for each in sentences)
        lines += [
            "",
            paragraph(
                f"Learned from as well: {thousands(len(sentences))} annotated sentences with "
                f"{thousands(claims)} claims, written for breadth of vocabulary, without context "
                "spans and parts."
            ),
        ]
    if sources.generated:
        lines += [
            "",
            f"Learned from as well: {thousands(sources.generated)} passages made from a grammar.",
        ]
    return "\n".join([*lines, "", _origin(sources)])


def _row(texts: Texts, use: str) -> Sequence[str]:
    characters = sum(len(each.text) for each in texts.passages)
    return (
        f"{texts.name} ({use})",
        thousands(len(texts.passages)),
        thousands(len(texts.reports)),
        thousands(texts.claims),
        thousands(characters),
    )


def _origin(sources: Sources) -> str:
    if not _is_bundled(sources):
        return paragraph(
            "These are annotations that the person who trained the model gave. How they came "
            "about, and how well they agree with the claim scheme, they have to say."
        )
    followed = set(_addresses([sources.learned]))
    held_out = set(_addresses(sources.held_out))
    both = len(followed & held_out)
    return paragraph(
        "**All of it is synthetic.** Texts and annotations were written with language models; no "
        "person wrote or checked them. Most follow the opening of a real report each, newly "
        f"worded, with invented names: {thousands(len(followed))} addresses in what was learned "
        f"from, {thousands(len(held_out))} in what was held out, {both or 'none'} in both. The "
        "head of each text names its address (`follows:`). How the texts were made, and how "
        "consistent their annotations are, is told in the card of the annotations, "
        "`annotations/README.md`."
    )


def _addresses(parts: Iterable[Texts]) -> Iterator[str]:
    for texts in parts:
        heads = [each.head for each in texts.passages]
        heads += [each.head.head for each in texts.reports]
        yield from (head.follows for head in heads if head.follows)


def _training(sources: Sources, design: Design, measured: Measured) -> str:
    shape = design.shape
    rows = [
        ("networks", str(design.networks)),
        ("length of a character's vector", str(shape.width)),
        ("times that windows of three characters are mixed", str(shape.depth)),
        ("sums around an anchor", str(shape.heads)),
        ("length of an anchor's vector", str(shape.hidden)),
        ("share of numbers left out while training", f"{shape.dropout:g}"),
        ("times over the texts", str(design.epochs)),
        ("share of the linear models beside the networks", f"{design.linear_weight:g}"),
        ("generated passages", thousands(sources.generated)),
        ("seed", str(design.seed)),
    ]
    begun = (
        f"It was not trained from nothing: weights began as those of `{measured.base}`."
        if measured.base is not None
        else "It was trained from nothing: no weights of another model are in it."
    )
    return f"""
## Training

{table(("setting", "value"), rows, words=1)}

{begun}

The same texts, settings and versions of packages give the same bytes on the same kind of machine.
How long it takes, `gongkai train` prints.
"""


def _figures(sources: Sources, measured: Measured) -> str:
    head = ("texts", "right", "gold", "made", "precision", "recall", "F1")
    rows = [
        (
            name,
            thousands(each.right),
            thousands(each.gold),
            thousands(each.made),
            _share(each.right, each.made),
            _share(each.right, each.gold),
            f"{each.f1:.3f}",
        )
        for name, each in measured.agreements.items()
    ]
    optimistic = (
        "The design was chosen and the calibrators were fitted on these texts, so other texts "
        "come out somewhat worse; the figures of the release, at the end, are of others."
        if _is_bundled(sources)
        else "The calibrators were fitted on these texts too."
    )
    meaning = paragraph(
        "A claim is right if metric, kind and value are those of the annotation at the same "
        f"quantity. Nothing was learned from these texts. {optimistic}"
    )
    return f"""
## How right it is on the held-out texts

{meaning}

{table(head, rows, words=1)}
"""


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.3f}" if whole else "–"


def _use() -> str:
    return """
## Intended use

- Mining reports of disclosure work for counts, with evidence and probabilities; comparing how
  bodies report; finding reports that contradict themselves.
- Where a figure matters, read the quoted sentence: every claim tells where it stands. Where many
  are added up, choose a confidence (`--min-confidence`) and draw a sample to be checked by hand
  (`gongkai evaluate sample`).

It is not for judging persons, and a claim is not a fact: it is what a report says. It is not for
texts of other kinds, such as news, notices or statistical yearbooks.
"""


def _limits(sources: Sources, measured: Measured) -> str:
    limits: list[str] = []
    if _is_bundled(sources):
        limits += [
            "It has seen no real report: its texts are synthetic, and so are all texts it was "
            "measured on. Real reports have words, layouts and errors that these have not.",
            "Texts that follow a report follow its opening, mostly its first thousand characters. "
            "What stands further down, sections three to six, is rarer in them.",
            "Not tested on: reports in languages of minorities, reports before 2008, school "
            "reports that are not laid out as the official form, and text recognised from images.",
        ]
    else:
        limits.append(
            "It was measured on the held-out part of the annotations it was trained on. How it "
            "does on texts of other bodies, years or annotators is not known."
        )
    limits += [
        "A confidence is the share that is right among claims that have the like, over texts such "
        "as those it was calibrated on. On other texts it may be too high; measure it there.",
        "What the quantity grammar does not propose, no learned part can find.",
        "Problems and improvements are asked for in section five alone, so that section has to be "
        "found. Where it begins and ends in running text is the hardest part.",
        "The issuer is found by rules, from title, signature and headings, and not learned.",
    ]
    missing = sorted({"claims", "channels", "problems", "improvements"} - set(measured.chosen))
    if missing:
        limits.append(
            f"Without a calibrator of this training: {', '.join(missing)}. There was too little "
            "to fit one."
        )
    return "## Limits\n\n" + "\n".join(_bullets(limits))


def _bullets(lines: Iterable[str]) -> Iterator[str]:
    return (paragraph(f"- {line}").replace("\n", "\n  ") for line in lines)


def _safety() -> str:
    return """
## Safety of loading

The folder holds text and arrays of plain numbers. Nothing in it is executed when it is loaded,
whoever made it: no pickle is read, a config that names anything but gongkai's own components is
refused, links are not followed, and sizes are bounded.
"""


def _licence(sources: Sources) -> str:
    if _is_bundled(sources):
        return """
## Licence

The weights are under the MIT licence, as gongkai is. The annotations they were learned from are
under CC BY 4.0.
"""
    return """
## Licence

gongkai is under the MIT licence. What may be done with these weights depends on the texts they
were learned from, too.
"""


def _is_bundled(sources: Sources) -> bool:
    return sources.with_sentences
