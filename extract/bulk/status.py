"""How far a run is, by its folder alone: whoever works on it, and on whatever machine."""

from __future__ import annotations

import socket
import time
from collections import Counter
from dataclasses import asdict, dataclass, field
from enum import Enum
from pathlib import Path
from typing import Any, Final

from gongkai.extract.bulk.heartbeat import SECONDS_BETWEEN_BEATS, Beat, read_beat
from gongkai.extract.bulk.manifest import BulkRun
from gongkai.extract.bulk.settings import read_frozen
from gongkai.extract.bulk.shards import ShardResult, ShardState, look_at_shard
from gongkai.extract.pool.limits import resident_bytes

#: A shard of which nothing was heard for so long is worked on by nobody.
_SECONDS_UNTIL_STALLED: Final = 12 * SECONDS_BETWEEN_BEATS
#: The rate is that of so many seconds.
_SECONDS_OF_RATE: Final = 300.0


class Standing(Enum):
    """How far a shard is."""

    COMPLETE = "complete"
    #: Somebody works on it.
    RUNNING = "running"
    #: Somebody did, and has not been heard of since, nor that it stopped.
    STALLED = "stalled"
    PENDING = "pending"
    #: It is there, and its files are not what they have to be: it is made again.
    CORRUPT = "corrupt"


@dataclass(slots=True)
class BulkStatus:
    """How far a run is.

    Attributes
    ----------
    directory
        The folder of the run.
    inputs, shards
        How many there are.
    verified
        Whether every byte of the complete shards was looked at, not only sizes.
    done, failed, claims
        Inputs in complete shards, how many of them failed, and their claims.
    failures
        Failed inputs in complete shards by the code of their error.
    standings
        Number of shards by how far they are.
    running, stalled
        What was last heard of the shards that are worked on, or no longer are.
    corrupt
        The numbers of corrupt shards.
    rate
        Inputs a second over the last minutes, on all machines; 0 if nobody works on it.
    resident
        Bytes of memory that all processes have in use, on all machines.
    bytes
        What the results of complete shards take on the disk.
    """

    directory: Path
    inputs: int
    shards: int
    verified: bool
    done: int = 0
    failed: int = 0
    claims: int = 0
    failures: Counter[str] = field(default_factory=Counter)
    standings: Counter[Standing] = field(default_factory=Counter)
    running: list[Beat] = field(default_factory=list)
    stalled: list[Beat] = field(default_factory=list)
    corrupt: list[int] = field(default_factory=list)
    rate: float = 0.0
    bytes: int = 0

    @property
    def is_complete(self) -> bool:
        """Whether every shard is."""
        return self.standings[Standing.COMPLETE] == self.shards

    @property
    def under_way(self) -> int:
        """Inputs done in shards that are worked on."""
        return sum(beat.done for beat in self.running)

    @property
    def resident(self) -> int:
        """Bytes of memory in use."""
        by_run = {(beat.host, beat.process): beat.resident for beat in self.running}
        return sum(by_run.values())

    @property
    def seconds_left(self) -> float | None:
        """Seconds that the rest will take at this rate; ``None`` if nobody works on it."""
        left = self.inputs - self.done - self.under_way
        return left / self.rate if self.rate > 0 else None

    @property
    def bytes_per_report(self) -> float | None:
        """Bytes on the disk a record."""
        records = self.done - self.failed
        return self.bytes / records if records else None

    def to_json(self) -> dict[str, Any]:
        """Return all of it as JSON values."""
        return {
            "directory": str(self.directory),
            "complete": self.is_complete,
            "verified": self.verified,
            "inputs": self.inputs,
            "done": self.done,
            "failed": self.failed,
            "failures": dict(self.failures.most_common()),
            "claims": self.claims,
            "under_way": self.under_way,
            "shards": {each.value: self.standings[each] for each in Standing},
            "running": [asdict(beat) for beat in self.running],
            "stalled": [asdict(beat) for beat in self.stalled],
            "corrupt": self.corrupt,
            "rate": round(self.rate, 3),
            "seconds_left": _rounded(self.seconds_left),
            "resident": self.resident,
            "bytes": self.bytes,
            "bytes_per_report": _rounded(self.bytes_per_report),
        }


def survey(directory: Path, *, verify: bool = False) -> BulkStatus:
    """Tell how far a run is.

    Parameters
    ----------
    directory
        The folder of the run.
    verify
        Look at every byte of the complete shards and of the manifest, rather than at the sizes
        of files.

    Raises
    ------
    GongkaiError
        If the folder holds no run, or the manifest was looked at and is not what was frozen.
    """
    frozen = read_frozen(directory)
    if verify:
        BulkRun(directory, frozen).check_manifest()
    status = BulkStatus(directory, frozen.inputs, frozen.shards, verify)
    now = time.time()
    rate = _Rate(now)
    for number in range(frozen.shards):
        look = look_at_shard(directory, frozen, number, verify=verify)
        beat = read_beat(directory, number)
        standing = _standing(look.state, beat, now)
        status.standings[standing] += 1
        if look.result is not None:
            _count(status, look.result)
        if standing is Standing.CORRUPT:
            status.corrupt.append(number)
        elif standing is Standing.RUNNING and beat is not None:
            status.running.append(beat)
        elif standing is Standing.STALLED and beat is not None:
            status.stalled.append(beat)
        if beat is not None and standing in {Standing.RUNNING, Standing.COMPLETE}:
            rate.count(beat)
    if status.running:
        status.rate = rate.a_second
    return status


class _Rate:
    """How many inputs a second were done lately, each shard at its own steady pace."""

    def __init__(self, now: float) -> None:
        self._now = now
        self._since = now - _SECONDS_OF_RATE
        self._first = now
        self._done = 0.0

    def count(self, beat: Beat) -> None:
        """Count what was done lately in a shard."""
        started = max(beat.started, self._since)
        seconds = beat.updated - beat.started
        if seconds > 0 and beat.updated > started:
            self._done += beat.done * (beat.updated - started) / seconds
            self._first = min(self._first, started)

    @property
    def a_second(self) -> float:
        """The rate."""
        seconds = self._now - self._first
        return self._done / seconds if seconds > 0 else 0.0


def _count(status: BulkStatus, result: ShardResult) -> None:
    status.done += result.inputs
    status.failed += result.failed
    status.claims += result.claims
    status.failures.update(result.failures)
    status.bytes += result.bytes


def _standing(state: ShardState, beat: Beat | None, now: float) -> Standing:
    if state is ShardState.COMPLETE:
        return Standing.COMPLETE
    if beat is not None and _is_alive(beat, now):
        return Standing.RUNNING
    if state is ShardState.CORRUPT:
        return Standing.CORRUPT
    return Standing.PENDING if beat is None or beat.ended else Standing.STALLED


def _is_alive(beat: Beat, now: float) -> bool:
    """Tell whether whoever works on a shard was heard of lately, and is not known to be gone."""
    if beat.ended or now - beat.updated > _SECONDS_UNTIL_STALLED:
        return False
    return beat.host != socket.gethostname() or resident_bytes(beat.process) is not None


def _rounded(number: float | None) -> float | None:
    return None if number is None else round(number, 1)
