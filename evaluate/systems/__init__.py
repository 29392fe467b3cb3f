"""What can be measured: the models of gongkai, and what others use, behind one interface.

``interface`` says what a system is and what it is given; ``texts`` makes that from the gold,
leaving out what the annotation says. ``own``, ``rules_on_pages`` and ``grammar`` are gongkai's
own, ``peers`` what others use. ``names`` has their names, for whoever needs no more;
``registry`` loads one by its name.
"""
