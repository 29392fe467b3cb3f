"""How right are the claims of many records? Checked by hand on a random sample of them.

``draw`` takes the claims of any number of records, puts them into strata (by metric and band of
confidence, if not told otherwise) and draws some of each. Somebody fills the sheet with verdicts.
``estimate`` weights the verdicts by the sizes of the strata: a precision for all claims, for each
metric, each band and each stratum, each with its interval.

The modules, in the order to read them in:

* ``strata``: by what claims are grouped; ``reservoirs``: random samples in one pass, whatever
  the order of the records; ``allocation``: how many of each stratum; ``drawing``: all three;
* ``design`` and ``sheet``: what is kept of the draw, and what the checker sees; ``files`` writes
  both, ``verdicts`` reads the sheet back;
* ``intervals``: how exact a stratified sample is, and why by this method; ``estimation``: all
  figures; ``precision_file`` and ``display`` write and print them;
* ``command_line`` is ``gongkai evaluate sample``.
"""

from __future__ import annotations

from gongkai.evaluate.sampling.design import Design, read_design
from gongkai.evaluate.sampling.drawing import DrawOptions, draw
from gongkai.evaluate.sampling.errors import SamplingError
from gongkai.evaluate.sampling.estimation import Estimate, PrecisionEstimates, estimate
from gongkai.evaluate.sampling.files import write_sample
from gongkai.evaluate.sampling.strata import Band, Dimension
from gongkai.evaluate.sampling.verdicts import Verdict, Verdicts, read_verdicts

__all__ = [
    "Band",
    "Design",
    "Dimension",
    "DrawOptions",
    "Estimate",
    "PrecisionEstimates",
    "SamplingError",
    "Verdict",
    "Verdicts",
    "draw",
    "estimate",
    "read_design",
    "read_verdicts",
    "write_sample",
]
