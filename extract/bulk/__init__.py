"""Runs over millions of inputs, which go on where they stopped, on one machine or many.

A run lives in one folder, on a file system that all its machines share::

    run.json                what the run does, frozen: it is never changed
    manifest/00000.jsonl    the inputs of each shard, frozen before anything is read
    shards/00000/           the results of a shard; appears as a whole
    progress/00000.json     who works on a shard, and how far; times stand only here and in logs
    logs/                   logs

Resuming is running again: what is pending is what has no complete folder in ``shards``.

Read in this order: ``folder`` (names, and how files appear whole), ``settings`` (``run.json``),
``references`` (an input as JSON), ``shards`` (writing and checking one; ``packed_lines``,
``leftovers``), ``manifest`` (freezing, and the run as an object), ``heartbeat`` and ``locking``
(who is at work), ``running`` (shards on this machine), ``status``; then ``collecting`` (shards to
results), ``steps`` and ``shard_steps`` (in a pipeline of datatrove), and ``executors`` with
``cluster``, ``ray_executor`` and ``slurm_executor`` (many machines).
"""
