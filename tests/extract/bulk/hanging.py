"""``gongkai bulk`` with the tasks of ``pool.tasks``, so that a run can hang until it is ended."""

from __future__ import annotations

import sys

from gongkai.extract.bulk import running
from gongkai.extract.bulk.settings import BulkSettings
from gongkai.extract.command_line import main
from gongkai.extract.pool import Job, Limits
from tests.extract.pool.tasks import do


def job_of(settings: BulkSettings) -> Job:
    return Job(do, Limits(settings.seconds, settings.memory))


if __name__ == "__main__":
    running.job_of = job_of
    main(sys.argv[1:])
