"""Brings together what belongs together, when all of it does not fit into memory.

Rows are dealt out to buckets on disk, each small enough to be read as a whole; all rows of the
reports of one issuer go to one bucket. What is dealt out is read once, whatever the number of
buckets.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import Any, Final

import numpy
import pyarrow
import pyarrow.ipc

#: As many reports, with their texts, are read into memory together.
REPORTS_PER_BUCKET: Final = 2_000
#: As many files are open together.
MOST_BUCKETS: Final = 500


def bucket_count(reports: int) -> int:
    """Return how many buckets so many reports need."""
    return max(1, min(MOST_BUCKETS, -(-reports // REPORTS_PER_BUCKET)))


class Buckets:
    """One table, dealt out.

    Parameters
    ----------
    folder
        Where the buckets lie; an empty folder.
    count
        How many there are.
    """

    def __init__(self, folder: Path, count: int) -> None:
        self._paths = [folder / str(number) for number in range(count)]

    def deal(self, batches: Iterable[pyarrow.RecordBatch], bucket_of: Mapping[str, int]) -> None:
        """Deal out rows by their first column, a record id; rows without a bucket are left out."""
        options = pyarrow.ipc.IpcWriteOptions(compression="zstd")
        writers: dict[int, Any] = {}
        with ExitStack() as stack:
            for batch in batches:
                places = [bucket_of.get(each, -1) for each in batch.column(0).to_pylist()]
                numbers = numpy.array(places, dtype=numpy.int32)
                for number in numpy.unique(numbers).tolist():
                    if number < 0:
                        continue
                    if number not in writers:
                        writers[number] = stack.enter_context(
                            pyarrow.ipc.new_stream(
                                str(self._paths[number]), batch.schema, options=options
                            )
                        )
                    rows = pyarrow.array(numpy.flatnonzero(numbers == number))
                    writers[number].write_batch(batch.take(rows))

    def rows(self, number: int) -> Iterator[tuple[Any, ...]]:
        """Yield the rows of a bucket, in the order in which they were dealt out."""
        path = self._paths[number]
        if not path.exists():
            return
        with pyarrow.ipc.open_stream(str(path)) as reader:
            for batch in reader:
                yield from zip(*(column.to_pylist() for column in batch.columns), strict=True)
