"""A pattern: the one kind of question that is asked of what happened.

What sets off a reflex, what wins a wager, what brings a memory back, what a story is expected to
contain: each is a handful of clauses that events must fit, one after another.

    name: another one
    sequence:
      - insult: {did: speak_ill, actor: "?foe", target: lee}
      - {did: defend, actor: lee, target: "?foe", because: insult, within: 10 min}
    unless:
      - {did: apologise, actor: "?foe", after: insult}

A clause says what one event must be like. Its event may carry a label, so that later clauses can
say that they rest on it (`because`) or how long after it they come. A word with a question mark is
a variable: it holds what it met first, and different variables hold different values unless the
pattern says they `may be same`. What an `unless` describes must not come in between.

    did: [insult, strike]                   a practice, or one of several; the kind is Did
    is: hurtful                             a practice with this tag
    actor: {not: lee}                       not lee; "!= lee" asks for somebody who is not lee
    strength: {all: ["> 0.2", "< 0.5"]}     each of several; a list has a member for each
    sees: "?other"                          somebody is seen, in a Noticed
    seq: "?pledge"                          the number of the event, for later clauses to name
    closeness: "> ?before"                  more than what a variable holds
    proposition: "harmed(*, ?b)"            argument by argument
    while: {of: "?c", toward: "?b", affection: "> 0.4"}   how things stand when it happens
    because: {of: insult, by: motivated}    causes of a type; a list asks for every one
    directly because: {kind: ReflexActed}   one step back, to any event like this
    within: {span: 2 h, of: insult}         since another clause than the one before
    times: 3                                at three different seconds
    any of: [...]                           beside what all the choices share
    in any order: [...]                     in place of one clause

A pattern keeps one match per cast (the earliest for each set of bindings), all, or only the first.

`compile_pattern` reads such data, tells every mistake with its place, and gives a frozen `Pattern`;
`kizuna.world.match` looks for it among events.
"""

from kizuna.world.pattern.clause import Keep, Pattern
from kizuna.world.pattern.compile import compile_pattern
from kizuna.world.pattern.customs import WINNOW, Customs
from kizuna.world.pattern.reading import MarkAt
from kizuna.world.pattern.standing import Facts
from kizuna.world.pattern.wanted import Bindings, Value, proposition_parts
from kizuna.world.pattern.written import PATTERN_KEYS

__all__ = [
    "PATTERN_KEYS",
    "WINNOW",
    "Bindings",
    "Customs",
    "Facts",
    "Keep",
    "MarkAt",
    "Pattern",
    "Value",
    "compile_pattern",
    "proposition_parts",
]
