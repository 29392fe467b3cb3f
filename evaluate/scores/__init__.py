"""The rules of what is right, one module for each thing that is judged.

* ``matching`` says which predicted claim is which gold claim; all that speaks of claims follows
  from it: ``claims`` with ``claim_groups`` and ``claim_errors``, ``relations``, ``spans``
  (places, whatever they are of; ``contexts`` says which can be judged) and ``facts``;
* ``numerals`` says what the numbers of the gold are, ``quantities`` how well they were found;
* ``cells``, ``items`` (problems and improvements), ``identity`` and ``sections`` (with
  ``stretches``) stand for themselves.

``together`` has all of them. Every module ends in measures and, where there are confidences, in
judgements; none knows of intervals, files or displays.
"""
