"""Many inputs in processes of their own, which may hang, eat memory or die without harm.

The files come from anywhere, and some of what reads them is native code. So each worker is a
process that is watched: one that takes too long, takes too much memory or dies costs the file
that it read, which becomes a failure, and a new worker takes its place.

Read in this order:

1. ``limits``: what a file may take, and how memory is measured;
2. ``worker``: what runs in a worker, and the messages that go to and fro;
3. ``processes``: one worker as its parent sees it;
4. ``supervision``: which worker gets what, in which order outcomes leave, what is tried again;
5. ``handful``: few inputs, for which starting workers would take longer than reading them.

Each worker has a pipe of its own. No lock and no queue is shared between workers, because a
process that is killed while it holds one leaves all others waiting: that is what befalls the
pools of ``concurrent.futures`` and ``loky``, which give up altogether when a worker is killed,
and has befallen that of ``pebble``; none of them bounds memory.
"""

from gongkai.extract.pool.handful import HANDFUL, Handful, Runner, choose_runner
from gongkai.extract.pool.limits import Limits, resident_bytes, usual_limits
from gongkai.extract.pool.supervision import Pool
from gongkai.extract.pool.worker import Job, Preparation, Task

__all__ = [
    "HANDFUL",
    "Handful",
    "Job",
    "Limits",
    "Pool",
    "Preparation",
    "Runner",
    "Task",
    "choose_runner",
    "resident_bytes",
    "usual_limits",
]
