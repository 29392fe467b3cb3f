"""What worker processes do in tests; the uri of an input says what becomes of its worker."""

from __future__ import annotations

import ctypes
import os
import signal
import sys
import time
from pathlib import Path

from gongkai.extract.errors import GongkaiError
from gongkai.extract.inputs import Input, InputError, UnreadableInput
from gongkai.extract.work import Failure, Outcome, Success, exceeded_memory

_LEFT_BEHIND: list[bytearray] = []
_MEGABYTES = 1_000_000


def inputs(*uris: str) -> list[Input]:
    return [UnreadableInput(uri, None, "code", "message") for uri in uris]


def said(outcome: Outcome) -> str:
    """The uri of what went well; uri and error of what failed."""
    return outcome.line if isinstance(outcome, Success) else f"{outcome.uri} {outcome.error}"


def do(source: Input) -> Outcome:  # noqa: PLR0912 - one branch for each thing that befalls
    """Do what the beginning of the uri says, and tell the uri."""
    what, _, rest = source.uri.partition(":")
    match what:
        case "slow":
            time.sleep(0.05)
        case "hang":
            while True:
                time.sleep(1)
        case "hang_natively":  # with the lock of the interpreter held, as some libraries do
            ctypes.PyDLL(None).sleep(600)
        case "die":
            os.kill(os.getpid(), signal.SIGKILL)
        case "crash":
            ctypes.string_at(0)
        case "exit":
            os._exit(3)
        case "die_once":
            marker = Path(rest)
            if not marker.exists():
                marker.touch()
                os.kill(os.getpid(), signal.SIGKILL)
        case "eat":
            _eat(10_000 * _MEGABYTES)
        case "grab":
            try:
                bytearray(1_000_000 * _MEGABYTES)
            except MemoryError:
                return exceeded_memory(source)
        case "leave":
            _LEFT_BEHIND.append(_filled(int(rest) * _MEGABYTES))
        case "need":
            _filled(int(rest) * _MEGABYTES)
            time.sleep(0.4)
        case "tell_process":
            return Success(str(os.getpid()), 0)
    return Success(source.uri, 0)


def do_and_tell_process(source: Input) -> Outcome:
    return Success(f"{said(do(source))} {os.getpid()}", 0)


def fail(source: Input) -> Outcome:
    return Failure(source.uri, None, "read", "empty", "It is empty: fetch it again.")


def prepare_much() -> None:
    """Take what a large model takes."""
    _LEFT_BEHIND.append(_filled(110 * _MEGABYTES))


def prepare_wrongly() -> None:
    raise InputError("There is no model 'x': choose another.")


def prepare_with_damage() -> None:
    raise GongkaiError("The weights are damaged: install gongkai anew.")


def prepare_with_fault() -> None:
    raise ZeroDivisionError


def die_in_preparation() -> None:
    os._exit(1)


def eat_in_preparation() -> None:
    _eat(10_000 * _MEGABYTES)


def _filled(size: int) -> bytearray:
    """Memory that is in use, not only promised."""
    return bytearray(b"x") * size


def _eat(size: int) -> None:
    for _ in range(size // (5 * _MEGABYTES)):
        _LEFT_BEHIND.append(_filled(5 * _MEGABYTES))
        time.sleep(0.01)
    sys.exit("all was eaten")
