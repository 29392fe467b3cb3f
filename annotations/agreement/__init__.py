"""How consistent two independent annotations of the same passages are.

Read ``pairing`` first (which marks of the two belong together), then ``figures`` (F1, kappa,
alpha) and ``kinds`` (what the two disagree about).
"""

from gongkai.annotations.agreement.figures import AgreementFigures, measure
from gongkai.annotations.agreement.kinds import Disagreement, disagreements
from gongkai.annotations.agreement.pairing import PairedPassage, pair_passages

__all__ = [
    "AgreementFigures",
    "Disagreement",
    "PairedPassage",
    "disagreements",
    "measure",
    "pair_passages",
]
