"""Words and their boundaries: a segmenter trained on the corpus, and tokenizers for spaCy.

Read in this order: ``vocabulary`` (what the segmenter knows, and how it is checked),
``scoring`` (the features of every character, looked up for a whole text at once),
``segmenter`` (pieces of a text, the best sequence of tags, the words), ``boundaries`` (words as
one number for each character), ``storage`` (the files, read as if a stranger had written them)
and ``tokenizers`` (what spaCy calls).

The model is spacy-pkuseg's: its features, its tags, its training and its search. Its own loader
is not used, since that unpickles what it finds in a folder and fetches models that it misses.
"""

from gongkai.models.trained.segmentation.boundaries import Boundary, boundaries_of
from gongkai.models.trained.segmentation.segmenter import Segmenter
from gongkai.models.trained.segmentation.vocabulary import SegmenterError, Vocabulary, Weights

__all__ = [
    "Boundary",
    "Segmenter",
    "SegmenterError",
    "Vocabulary",
    "Weights",
    "boundaries_of",
]
