"""``python -m tests.fuzzing``: one reader after the other, and on after each crash."""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Final

_LEAST_SECONDS: Final = 5
#: So often a process may end early in a row without a finding before the reader is given up.
_MOST_FAILURES: Final = 3
_PAUSE_SECONDS: Final = 5
#: Seconds after which a file that is read again counts as a hang.
_REPLAY_SECONDS: Final = 120
_EXECUTIONS: Final = re.compile(r"stat::number_of_executed_units: (\d+)")
_PROGRESS: Final = re.compile(r"^#(\d+)\s.*?cov: (\d+) ft: (\d+)", re.MULTILINE)
#: What libFuzzer names the files with that ended the process, and Python's own findings.
_SLOW: Final = ("TooSlow-", "TooLarge-", "native-timeout-", "native-slow-unit-", "native-oom-")


def main() -> int:
    """Fuzz, and tell what was found: 1 if anything was."""
    options = _options()
    if options.only:
        from tests.fuzzing.fuzzing import run  # noqa: PLC0415 - needs atheris

        run(options.only, options.corpus, options.findings, options.seconds)
        return 0
    if options.replay:
        from tests.fuzzing.targets import TARGETS  # noqa: PLC0415

        TARGETS[options.reader[0]].run(options.replay.read_bytes())
        return 0
    from tests.fuzzing.targets import TARGETS  # noqa: PLC0415 - takes a second

    found = 0
    for name in options.reader or TARGETS:
        if name not in TARGETS:
            print(f"{name} is no reader: choose from {', '.join(TARGETS)}")
            return 2
        found += _fuzz(name, options)
    return int(found > 0)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="tests.fuzzing", description=__doc__)
    work = Path(tempfile.gettempdir()) / "gongkai-fuzzing"
    parser.add_argument("reader", nargs="*", help="which readers; all if none is given")
    parser.add_argument("--seconds", type=int, default=600, help="of each reader")
    parser.add_argument("--corpus", type=Path, default=work / "corpus")
    parser.add_argument("--findings", type=Path, default=work / "findings")
    parser.add_argument("--replay", type=Path, help="read one file as fuzzing does, and end")
    parser.add_argument("--only", help=argparse.SUPPRESS)
    return parser.parse_args()


def _fuzz(name: str, options: argparse.Namespace) -> int:
    """Fuzz one reader for so many seconds, in as many processes as it takes."""
    corpus, findings = options.corpus / name, options.findings / name
    corpus.mkdir(parents=True, exist_ok=True)
    findings.mkdir(parents=True, exist_ok=True)
    before = set(findings.iterdir())
    end = time.monotonic() + options.seconds
    executions = coverage = features = failures = 0
    while (left := round(end - time.monotonic())) >= _LEAST_SECONDS and failures < _MOST_FAILURES:
        log = findings.parent / f"{name}.log"
        command = [
            sys.executable, "-m", "tests.fuzzing", "--only", name, "--seconds", str(left),
            "--corpus", str(corpus), "--findings", str(findings),
        ]  # fmt: skip
        with log.open("wb") as stream:
            status = subprocess.run(command, stdout=stream, stderr=stream, check=False)  # noqa: S603
        told = log.read_text(encoding="utf-8", errors="replace")
        progress = _PROGRESS.findall(told)
        counted = _EXECUTIONS.findall(told)
        executions += int(counted[-1]) if counted else int(progress[-1][0]) if progress else 0
        if progress:
            coverage = max(coverage, int(progress[-1][1]))
            features = max(features, int(progress[-1][2]))
        failures = 0 if progress else failures + 1
        if failures:
            time.sleep(_PAUSE_SECONDS)  # a module may just have been saved half done
        if status.returncode:
            log.rename(log.with_suffix(f".{int(time.time())}.log"))
    new = sorted(
        path for path in findings.iterdir() if path not in before and path.suffix != ".txt"
    )
    confirmed = [path for path in new if not path.name.startswith(_SLOW) or _fails(name, path)]
    # What was found before is not found again: fuzzing knows it. It may have been mended.
    earlier = sorted(path for path in before if path.suffix != ".txt")
    confirmed += [path for path in earlier if _fails(name, path)]
    for path in (*new, *earlier):
        if path not in confirmed:  # slow with instruments alone, or mended
            path.unlink()
            path.with_suffix(".txt").unlink(missing_ok=True)
    print(
        f"{name}: {options.seconds} seconds, {executions:,} executions, {coverage:,} edges, "
        f"{features:,} features, {len(confirmed)} findings"
    )
    for path in confirmed:
        print(f"  {path}")
    sys.stdout.flush()
    return len(confirmed) + (failures >= _MOST_FAILURES)


def _fails(name: str, path: Path) -> bool:
    """Read a file without instruments, which take time and memory of their own."""
    command = [sys.executable, "-m", "tests.fuzzing", name, "--replay", str(path)]
    try:
        return bool(
            subprocess.run(  # noqa: S603 - this interpreter
                command, capture_output=True, check=False, timeout=_REPLAY_SECONDS
            ).returncode
        )
    except subprocess.TimeoutExpired:
        return True


if __name__ == "__main__":
    sys.exit(main())
