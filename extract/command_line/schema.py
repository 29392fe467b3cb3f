"""``gongkai schema``: the shape of a record."""

from __future__ import annotations

import json

import typer


def schema() -> None:
    """Print the JSON Schema of a line of records.jsonl.

    Example: gongkai schema > record.schema.json
    """
    from gongkai.models.record import Record  # noqa: PLC0415 - pydantic is slow to load

    shape = Record.model_json_schema(mode="serialization")
    shape = {"$schema": "https://json-schema.org/draft/2020-12/schema"} | shape
    typer.echo(json.dumps(shape, ensure_ascii=False, indent=2))
