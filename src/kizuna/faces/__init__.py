"""Faces: how kizuna looks to whoever sits before it.

`show` tells a story as it happens and `paper` puts it on a terminal or into a pipe; `trouble`
says in one line what went wrong. The commands themselves are in `kizuna.cli`.
"""
