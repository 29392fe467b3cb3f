"""The figures as tables on the terminal. ``—`` stands for a figure that is not defined.

The way in is ``together``, which prints one system or compares several. ``sheet`` is what every
part prints on; ``claims``, ``parts``, ``reports`` and ``calibration`` print the parts of one
system, ``comparison`` several systems, with ``group_differences``, and ``errors`` every error in
its sentence. ``remarks`` says what has to be known before figures are read; ``labels`` has the
names of measures, and lists and brackets in either language.
"""
