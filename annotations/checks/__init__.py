"""What a machine can verify about annotations, passage by passage and across the corpus."""

from gongkai.annotations.checks.corpus_checks import check_corpus
from gongkai.annotations.checks.passage_checks import check_passage
from gongkai.annotations.checks.report_checks import check_report
from gongkai.annotations.checks.sentence_checks import check_sentences

__all__ = ["check_corpus", "check_passage", "check_report", "check_sentences"]
