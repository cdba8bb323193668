"""What an author wrote, becoming rules.

Three forms, one direction. `source` reads text into nodes that know their place; `shape` says what
may stand where; `check` says everything that is wrong at once; `build` makes rules of what is
sound: practices with their formulas (`expr`, `names`, `scores`), patterns (`pattern`, `match`),
beats, and the opening events a story begins with (`rules`). `load` is the whole way.
"""
