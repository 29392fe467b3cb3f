"""Flags in the help: an option that takes no value shows no type."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import typer


def with_plain_flags(application: typer.Typer) -> Callable[..., Any]:
    """Return the commands of an application, ready to run, their flags shown without a type."""
    command = typer.main.get_command(application)
    settings = command.context_settings
    for context in _contexts(typer.Context(command, **settings)):
        for parameter in context.command.get_params(context):
            if getattr(parameter, "is_flag", False) and not parameter.secondary_opts:
                parameter.metavar = ""
    return command


def _contexts(context: typer.Context) -> Iterator[typer.Context]:
    """Yield the context of a command and of those below it."""
    yield context
    for name, command in getattr(context.command, "commands", {}).items():
        yield from _contexts(typer.Context(command, parent=context, info_name=name))
