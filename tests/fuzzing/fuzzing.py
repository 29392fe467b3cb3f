"""One target under atheris: mutation guided by coverage until the time is over.

What Python raises is written down and does not stop the fuzzer: each fault is kept once, by
where it was raised. What ends the process (a crash of native code, a hang) is kept by libFuzzer.
"""

from __future__ import annotations

import hashlib
import re
import sys
import traceback
from importlib import import_module
from pathlib import Path
from random import Random
from typing import Final

import atheris

#: The longest file that is tried.
LONGEST_FILE: Final = 100_000
#: Seconds after which reading one file counts as a hang; memory in MiB that ends the process.
HANG_SECONDS: Final = 60
MOST_MEMORY: Final = 3_000
#: How the names of the modules begin whose coverage guides the fuzzer: others than the readers'.
_PREFIXES: Final = {
    "archives": ("gongkai.extract.archives", "gongkai.extract.input", "gongkai.extract.reading"),
    "stages": ("gongkai.extract", "gongkai.models"),
}
_FIGURES: Final = re.compile(r"\d+")
_PACKAGES: Final = ("annotations", "extract", "models")


def run(name: str, corpus: Path, findings: Path, seconds: int) -> None:
    """Fuzz one target; does not return.

    Parameters
    ----------
    name
        Of the target.
    corpus
        Folder of the files that reached something new.
    findings
        Folder for the files that broke a rule.
    seconds
        How long.
    """
    _instrument_imports_of(name)
    from tests.fuzzing.targets import TARGETS  # noqa: PLC0415 - after instrumenting

    target = TARGETS[name]
    known = {path.stem for path in findings.iterdir()}

    def try_one(data: bytes) -> None:
        try:
            target.run_quickly(data)
        except Exception as error:
            signature = signature_of(error)
            if signature not in known:
                known.add(signature)
                (findings / f"{signature}.bin").write_bytes(data)
                (findings / f"{signature}.txt").write_text(_told(error), encoding="utf-8")

    def mutate(data: bytes, most: int, seed: int) -> bytes:
        random = Random(seed)  # noqa: S311 - no secrets
        return target.mutated(data, random, lambda part: atheris.Mutate(part, max(most, 1)))[:most]

    for number, seed in enumerate(target.seeds()):
        if len(seed) > LONGEST_FILE:
            raise ValueError(f"seed {number} of {name} has {len(seed):,} bytes")
        (corpus / f"seed-{number}").write_bytes(seed)
    options = {
        "max_total_time": seconds, "max_len": LONGEST_FILE, "len_control": 0,
        "timeout": HANG_SECONDS, "rss_limit_mb": MOST_MEMORY, "print_final_stats": 1,
        "artifact_prefix": f"{findings}/native-",
    }  # fmt: skip
    arguments = [sys.argv[0], *(f"-{key}={value}" for key, value in options.items()), str(corpus)]
    atheris.Setup(arguments, try_one, custom_mutator=mutate)
    atheris.Fuzz()


def signature_of(error: BaseException) -> str:
    """Return a short name of a fault: its class, and a digest of where it was raised."""
    frames = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in frames if "/tests/fuzzing/" not in frame.filename]
    place = f"{ours[-1].filename}:{ours[-1].name}" if ours else ""
    if frames and frames[-1] not in ours:  # a rule of the oracle is broken
        place += _FIGURES.sub("0", str(error))[:90]
    digest = hashlib.sha256(place.encode("utf-8", "replace")).hexdigest()
    return f"{type(error).__name__}-{digest[:8]}"


def _told(error: BaseException) -> str:
    return "".join(traceback.format_exception(error)).encode("utf-8", "replace").decode()


def _instrument_imports_of(name: str) -> None:
    prefixes = _PREFIXES.get(name, ("gongkai.extract.reading",))
    others = [each for each in _modules() if not each.startswith(prefixes)]
    with atheris.instrument_imports(include=["gongkai"], exclude=others):
        for each in _modules():
            if each.startswith(prefixes):
                import_module(each)


def _modules() -> list[str]:
    """Return the names of all modules of the packages, none of which is loaded for it."""
    names: list[str] = []
    for package in _PACKAGES:
        folder = Path(__file__).parents[2] / package
        names.append(f"gongkai.{package}")
        for path in sorted(folder.rglob("*.py")):
            parts = path.relative_to(folder).with_suffix("").parts
            parts = parts[:-1] if parts[-1] == "__init__" else parts
            names.append(".".join(("gongkai", package, *parts)))
    return names
