"""The small language in which authors say when and how much: typed, total, and nothing else.

    0.6 * toward.affection + 0.4 * one(target.is_in_danger) - clamp(actor.injury / 2, 0, 1)

There are numbers and flags, names of what is known (`toward.affection`), the four operations,
comparisons, `and`, `or`, `not`, `x if flag else y` and a handful of words. Every expression has
a value: dividing by zero gives 0, so does the root of what is negative. Nothing loops, nothing is
changed, nothing else can be reached.

An expression goes three ways from one tree. `few_rows` writes it as plain Python over the rows of
a scene, `many_rows` as NumPy over whole columns of rows, and `evaluate` walks the tree and is what
the other two are measured against. The three agree to the last bit, because each operator is one
line of one table, `OPERATORS`, that says it in all three ways: the same operations in the same
order. (A NaN is a NaN: which of its many bit patterns comes out is the processor's affair.)

The text is judged before Python's parser sees it: its length, its characters, its brackets. What
the parser makes of the rest is read by an allow-list.

    >>> from kizuna.problems import Mark, Problems
    >>> mood = Name("actor.mood", "person", "mood", "i", Kind.NUMBER)
    >>> start = Mark("lee.yaml", 1, 1, "min(actor.mood, 1)")
    >>> expr = parse(start.text, start, by_spelling([mood]), Problems())
    >>> few_rows(expr)
    '(_1 if (_1 := person_mood[i]) <= 1.0 else 1.0)'
    >>> many_rows(expr)
    '_np.where((_1 := person_mood[i]) <= 1.0, _1, 1.0)'
"""

from kizuna.world.expr.lower import compile_few, compile_many, evaluate, few_rows, many_rows
from kizuna.world.expr.operators import FEW_ROWS_WORDS, MANY_ROWS_WORDS, Kind, quiet
from kizuna.world.expr.read import BRACKET_LIMIT, DEPTH_LIMIT, LENGTH_LIMIT, parse
from kizuna.world.expr.tree import (
    Compare,
    Do,
    Expr,
    Flag,
    Name,
    Number,
    Read,
    Tree,
    Vocabulary,
    by_spelling,
    is_word,
)

__all__ = [
    "BRACKET_LIMIT",
    "DEPTH_LIMIT",
    "FEW_ROWS_WORDS",
    "LENGTH_LIMIT",
    "MANY_ROWS_WORDS",
    "Compare",
    "Do",
    "Expr",
    "Flag",
    "Kind",
    "Name",
    "Number",
    "Read",
    "Tree",
    "Vocabulary",
    "by_spelling",
    "compile_few",
    "compile_many",
    "evaluate",
    "few_rows",
    "is_word",
    "many_rows",
    "parse",
    "quiet",
]
