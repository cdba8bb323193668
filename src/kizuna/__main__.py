"""`python -m kizuna`: the command line, for whoever has no script of that name on the path."""

from kizuna.cli import main

main()
