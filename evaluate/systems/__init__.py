"""What can be measured: the models of gongkai, and what others use, behind one interface."""
