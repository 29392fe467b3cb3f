"""A reader and an extractor that stand in for the real ones."""

from __future__ import annotations

import hashlib

from gongkai.extract.claim_models import DEFAULT_MODEL
from gongkai.extract.errors import ReadError
from gongkai.extract.inputs import Input
from gongkai.extract.reading.recognition import Recognition
from gongkai.models.document import Document, Source
from gongkai.models.record import Record
from tests.extract.sample_records import sample_record


def read_fake(source: Input, ocr: Recognition = Recognition.AUTO) -> Document:
    del ocr
    content = source.read_bytes()
    if not content:
        raise ReadError("empty", f"{source.uri} is empty: fetch it again.")
    digest = hashlib.sha256(content).hexdigest()
    where = Source(source.uri, source.member, "text/plain", "utf-8", len(content), digest)
    return Document(content.decode(), (), where)


def extract_fake(document: Document, model: str = DEFAULT_MODEL) -> Record:
    del model
    if "fault" in document.text:
        raise ZeroDivisionError("division by\nzero")
    source = sample_record().source.model_copy(
        update={"uri": document.source.uri, "member": document.source.member}
    )
    return sample_record(source=source, record_id=document.source.sha256[:16])
