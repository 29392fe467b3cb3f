"""A program whose workers hang, to be ended from outside; it prints their process numbers."""

from __future__ import annotations

import sys

from gongkai.extract.pool import Job, Limits, Pool
from tests.extract.pool.tasks import do, inputs


def main(what: str) -> None:
    with Pool(Job(do, Limits()), workers=2) as pool:
        told = inputs("tell_process:", "tell_process:", "tell_process:", "tell_process:")
        numbers = {getattr(outcome, "line", "") for outcome in pool.run(told)}
        print(*numbers, flush=True)
        list(pool.run(inputs(what, what)))


if __name__ == "__main__":
    main(sys.argv[1])
