"""Peers: what people would use in place of gongkai, each as good as an hour's work makes it.

Three of them read numerals (``chinese_numerals``, ``jionlp_reader``, ``recognizers_text``) and
say nothing of what is counted; one reads the mandated tables of web pages (``pandas_tables``);
one finds the counts that a checker of consistency looks for (``regular_expressions``).
``conventions`` holds what they share: how a text is cut so that no peer can be stalled by it, and
how a number is brought into the form in which the claim scheme writes it. Read that first.

Each peer loads its packages when it first reads, and says which extra is missing if it cannot.
"""
