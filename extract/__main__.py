"""Runs the command line: ``python -m gongkai.extract``."""

from gongkai.extract.command_line import main

if __name__ == "__main__":
    main()
