"""How fast and how large: the benchmark of the whole extraction on made-up reports.

For newcomers, in the order to read the modules in:

1. ``variation``: a report taken apart once into fixed text and what can vary (numbers, years,
   names), and put together again under a new variation.
2. ``workload``: the bundled samples varied into as many reports as wanted, on disk.
3. ``figures``: what is measured: figures with units in rows, rows in parts.
4. What measures, one module a part: ``stages`` and ``hot_functions`` in this process;
   ``startup`` and ``growth`` by fresh processes, which ``processes`` and ``launcher`` start;
   ``sizes`` counts bytes; ``peers`` compares with other libraries. ``rounds`` takes turns
   between what is compared.
5. ``running`` puts the parts together, ``display`` prints and ``results_file`` writes them
   (``machine`` says on what they were measured), ``command_line`` is ``gongkai benchmark``.
6. Long runs have commands of their own (``runs_command_line``): ``whole_reports`` makes up reports
   in any number, ``scaling`` compares two cores with one, ``run_curve`` and ``curve_drawing``
   show the log of a run over time and what many reports would cost.

Stages, peers and further reports are told in processor time, which other programs on the
machine hardly enter; start-up and the whole by the clock too, which is what people wait. What
is compared with each other is measured in turns, so that what remains hits all alike.
"""
