"""Reading what was recorded: why something happened, and why something did not.

Every event names the earlier events it rests on, and every choice keeps its considerations as they
were weighed. So an explanation is read and not thought again: `find` says which event somebody
means, `chain` walks back from it, `saying` puts each step into words, `answer` makes a few plain
sentences of them, and `forms` shows the whole as a tree, as JSON or as a drawing.

    record = Record.of(world, events)
    why(record, "gaara embrace naruto", at=parse_moment("day 3 10:12")).sentences
"""
