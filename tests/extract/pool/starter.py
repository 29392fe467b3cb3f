"""A program that starts a worker, and prints the process number of the one that is ready."""

from __future__ import annotations

from gongkai.extract.pool import Job, Limits, Pool
from tests.extract.pool.tasks import do, inputs, said


def main() -> None:
    with Pool(Job(do, Limits()), workers=1) as pool:
        print(*(said(each) for each in pool.run(inputs("tell_process:"))))


if __name__ == "__main__":
    main()
