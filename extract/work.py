"""One input to one outcome: what a worker does, in whichever process it runs.

``process`` never raises for what an input is like: whatever goes wrong becomes a ``Failure``,
because one bad file among millions must not stop the rest.
"""

from __future__ import annotations

import json
import signal
from dataclasses import asdict, dataclass
from types import TracebackType
from typing import Final

from gongkai.extract.claim_models import DEFAULT_MODEL, claim_model
from gongkai.extract.errors import GongkaiError, ReadError
from gongkai.extract.inputs import Input
from gongkai.extract.reading.recognition import Recognition
from gongkai.extract.writing.json_lines import record_line
from gongkai.extract.writing.threshold import drop_uncertain_claims
from gongkai.extract.writing.tidy import Rows, tidy_rows
from gongkai.models.document import Document
from gongkai.models.garbage_collection import kept_for_good
from gongkai.models.record import Record

#: The ``error`` of a failure for want of memory.
MEMORY_LIMIT: Final = "memory_limit"
#: Readers and stages load their tables when they first meet something to look up in them.
_ANY_REPORT: Final = (
    "河北省某县人民政府2023年政府信息公开工作年度报告\n一、总体情况\n全年公开信息1条。\n"
)
_PACKAGE = "gongkai.extract."
#: Modules that only pass on what the stages do, so that no failure is theirs.
_CARRIERS = frozenset({"command_line", "pipeline", "work", "writing"})


@dataclass(frozen=True, slots=True)
class Settings:
    """What a run wants of each input.

    Attributes
    ----------
    with_rows
        Make the rows of the tidy tables too.
    minimum_confidence
        Drop claims below it; ``None`` keeps all.
    model
        What reads the narrative; see ``gongkai.extract.claim_models.claim_model``.
    ocr
        When text is recognised in pictures; see ``gongkai.extract.read``.
    with_text
        Hand the text of the report back too.
    """

    with_rows: bool = False
    minimum_confidence: float | None = None
    model: str = DEFAULT_MODEL
    ocr: Recognition = Recognition.AUTO
    with_text: bool = False


@dataclass(frozen=True, slots=True)
class Success:
    """A report that was read: its line of ``records.jsonl``; if wanted, its tidy rows, its text."""

    line: str
    claims: int
    rows: Rows | None = None
    text: str | None = None


@dataclass(frozen=True, slots=True)
class Failure:
    """An input that was not read: one line of ``errors.jsonl``.

    Attributes
    ----------
    stage
        ``read``, or the stage that stopped, named after its module; ``worker`` if it took more
        than it may, or ended the process.
    error
        The code of a ``ReadError``; of a worker ``time_limit``, ``memory_limit`` or ``killed``;
        else the name of the exception's class.
    message
        One sentence.
    """

    uri: str
    member: str | None
    stage: str
    error: str
    message: str

    @property
    def line(self) -> str:
        """The failure as it stands in ``errors.jsonl``, without the line break."""
        return json.dumps(asdict(self), ensure_ascii=False, separators=(",", ":"))


Outcome = Success | Failure


def read_document(source: Input, ocr: Recognition = Recognition.AUTO) -> Document:
    """Read one input.

    Parameters
    ----------
    source
        The input.
    ocr
        When text is recognised in pictures.

    Raises
    ------
    ReadError
        If it cannot be turned into a document; the message names the input.
    """
    from gongkai.extract.reading import read  # noqa: PLC0415 - the parsers are slow to load

    content = source.read_bytes()  # what this raises names the input by itself
    try:
        return read(content, uri=source.uri, member=source.member, ocr=ocr)
    except ReadError as error:
        raise ReadError(error.code, f"{_name_of(source)}: {error}") from error


def extract_record(document: Document, model: str = DEFAULT_MODEL) -> Record:
    """Extract the record of a document with a model.

    Raises
    ------
    GongkaiError
        If there is no such model.
    """
    from gongkai.extract.pipeline import extract  # noqa: PLC0415 - so are the stages

    return extract(document, model=model)


def process(source: Input, settings: Settings) -> Outcome:
    """Read one input and extract its record."""
    try:
        document = read_document(source, settings.ocr)
    except Exception as error:
        return _failure(source, "read", error)
    try:
        record = extract_record(document, settings.model)
        if settings.minimum_confidence is not None:
            record = drop_uncertain_claims(record, settings.minimum_confidence)
        rows = tidy_rows(record, document.text) if settings.with_rows else None
        if rows is not None:
            document.text.encode()  # what UTF-8 cannot hold must fail here, not in the writers
        text = document.text if settings.with_text else None
        return Success(record_line(record), len(record.claims), rows, text)
    except Exception as error:
        return _failure(source, _stage_of(error.__traceback__), error)


def prepare(settings: Settings) -> None:
    """Load what ``process`` needs, to be kept until the process ends: for programs alone.

    Raises
    ------
    InputError
        If there is no such model, or it cannot be used.
    """
    with kept_for_good():
        claim_model(settings.model)  # what is wrong with it is told as it is
        from gongkai.extract.reading import read  # noqa: PLC0415 - slow to load

        extract_record(read(_ANY_REPORT.encode(), uri="prepare"), settings.model)


def exceeded_time(source: Input, *, limit: float) -> Failure:
    """Return the failure of an input that took longer than ``limit`` seconds."""
    return Failure(
        source.uri,
        source.member,
        "worker",
        "time_limit",
        f"{_name_of(source)} takes longer than {limit:g} seconds, the limit: raise --time-limit, "
        "or save it as plain text and read that.",
    )


def exceeded_memory(source: Input, *, limit: int | None = None) -> Failure:
    """Return the failure of an input that needs more memory than ``limit`` bytes, or there is."""
    extent = "there is" if limit is None else f"{limit / 1e6:,.0f} MB, the limit of a worker"
    return Failure(
        source.uri,
        source.member,
        "worker",
        MEMORY_LIMIT,
        f"{_name_of(source)} needs more memory than {extent}: raise --memory-limit, read it on a "
        "machine with more, or save it as plain text and read that.",
    )


def killed(source: Input, *, status: int) -> Failure:
    """Return the failure of an input whose worker process ended while it worked on it.

    Parameters
    ----------
    source
        The input.
    status
        How the process ended: its exit status, or the number of a signal, negative.
    """
    try:
        how = f"exit status {status}" if status >= 0 else signal.Signals(-status).name
    except ValueError:
        how = f"signal {-status}"
    return Failure(
        source.uri,
        source.member,
        "worker",
        "killed",
        f"{_name_of(source)} ends the process that reads it ({how}), twice: it is damaged, or the "
        "machine is short of memory; save it as plain text and read that, or read it alone.",
    )


def _name_of(source: Input) -> str:
    """Name an input for people: its uri, and the member of an archive."""
    return source.uri if source.member is None else f"{source.uri}: {source.member}"


def describe(source: Input, error: Exception) -> str:
    """Return what went wrong with an input in one sentence that names it."""
    message = " ".join(str(error).split())
    if isinstance(error, GongkaiError):
        return message
    return (
        f"{_name_of(source)} met a fault of gongkai ({message or type(error).__name__}): please "
        "report it with the file."
    )


def _failure(source: Input, stage: str, error: Exception) -> Failure:
    if _is_want_of_memory(error):
        return exceeded_memory(source)
    name = error.code if isinstance(error, ReadError) else type(error).__name__
    return Failure(source.uri, source.member, stage, name, describe(source, error))


def _is_want_of_memory(error: BaseException | None) -> bool:
    """Tell whether an error, or what it was raised from, is for want of memory."""
    while error is not None:
        if isinstance(error, MemoryError):
            return True
        error = error.__cause__
    return False


def _stage_of(traceback: TracebackType | None) -> str:
    """Name the stage an exception came from: the innermost module of ours it passed."""
    stage = "extract"
    while traceback is not None:
        module = str(traceback.tb_frame.f_globals.get("__name__", ""))
        if module.startswith(_PACKAGE):
            name = module.removeprefix(_PACKAGE).split(".", 1)[0]
            if name not in _CARRIERS:
                stage = name
        traceback = traceback.tb_next
    return stage
