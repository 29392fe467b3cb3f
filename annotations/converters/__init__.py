"""The corpus in the formats of other tools, and back.

Each format is one converter (``interface``), found by its name (``registry``). Most formats
know spans with labels, attributes and relations: ``graph`` takes a passage apart into those,
``assembling`` puts it together again and refuses what no passage can be. ``losses`` says what a
format has no place for. The formats themselves can be read in any order; ``commands`` is what
the command line calls.

Whatever is read may come from anywhere: it is bounded and checked, names of files are names of
passages, and nothing is unpickled or parsed as XML.
"""

from gongkai.annotations.converters.errors import ConverterError
from gongkai.annotations.converters.interface import Converter
from gongkai.annotations.converters.losses import Loss, without
from gongkai.annotations.converters.registry import NAMES, converter

__all__ = ["NAMES", "Converter", "ConverterError", "Loss", "converter", "without"]
