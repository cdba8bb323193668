"""Every problem a world can have, by its lasting name, and why it is one.

The names are promises: tests, editors and pages on the web may rely on them, so a problem may be
told in better words one day but never under another name. `kizuna.world.problem_pages` makes a page
of each, with a tiny world that has it.
"""

from __future__ import annotations

from collections.abc import Mapping

CATALOGUE: Mapping[str, Mapping[str, str]] = {
    "Finding and reading files": {
        "unknown-world": "A world is a file, a folder with `world.yaml` in it, or one of those that "
        "come with kizuna, called by its name.",
        "file-unreadable": "The file is not there, is a folder, or may not be read.",
        "file-too-large": "A world file may have 2 MiB. Long libraries can be divided over several "
        "files under `uses`.",
        "not-utf-8": "World files are texts in UTF-8; most editors can save them so.",
        "control-character": "Characters that cannot be seen have crept in, often by copying.",
        "directive": "Lines that begin with `%` give instructions to readers of YAML. No world needs "
        "one.",
        "not-yaml": "The text cannot be read as YAML at all. A quote is not closed, a line is not "
        "indented like its neighbours, or a text that holds `: ` is not in quotes.",
        "several-documents": "`---` begins another document; a world file holds one.",
        "duplicate-key": "The same key stands twice in one map, and only one of the two could count.",
        "key-not-text": "Keys are texts. What looks like a number has to be put in quotes.",
        "merge-key": "`<<` copies entries from elsewhere, and nobody sees any more where a value "
        "comes from.",
        "explicit-tag": "Tags such as `!!str` tell a reader of YAML what a value is. Here quotes make "
        "a text.",
        "unknown-anchor": "`*name` stands for what was written after `&name`, and nothing was.",
        "too-many-aliases": "Aliases that stand for aliases can make a short file endless.",
        "too-deep": "The file is nested deeper than anybody could read it.",
        "too-many-values": "The file has more values than one file may have.",
        "too-many-problems": "After so many mistakes the rest is left unread: the file is probably "
        "not what it was taken for.",
        "yaml-surprise": "Some readers of YAML take `no` for false, `010` for eight and `1_000` for a "
        "thousand. What is not the same to all of them is not accepted.",
        "number-out-of-range": "The number is larger than a computer holds exactly.",
        "not-a-world": "A world file is a map of keys such as `world`, `places` and `people`.",
        "unknown-use": "`uses` names libraries: `commons`, or files and folders that lie with the "
        "world.",
        "use-outside": "A world can only use what lies in its own folder, so that nobody's other "
        "files are read when they try out a stranger's world.",
    },
    "The shape of a world": {
        "unknown-key": "The thing described here has no such key. Keys are spelt as in the schema, "
        "with blanks: `own home`, `knows at`.",
        "missing-key": "Something has to be said here, and there is no telling what it would be.",
        "wrong-type": "A text stands where a number is wanted, a single value where a list is, or "
        "the like.",
        "wrong-count": "Some lists have a fixed length: a path lies between two places.",
        "out-of-range": "The number, or the time, lies outside what is possible there. Most numbers "
        "go from 0 to 1.",
        "bad-choice": "Only a few words are possible here, and this is none of them.",
        "bad-id": "Ids are how a world speaks of somebody or something: small letters, digits and "
        "`_`, with a letter first. The `name` beside it can be written as you like.",
        "bad-span": "A stretch of time is written with its units: `5 min`, `2 h 30 min`, `1 week`.",
        "bad-moment": "A moment is a day and perhaps a time, `day 2 21:30`, or lies before the "
        "story, `3 weeks before`.",
        "bad-proposition": "What can be believed is written as a predicate and the names it is said "
        "of: `hates(gaara, lee)`.",
        "bad-position": "The names that a predicate is said of are counted from 1.",
        "empty-text": "A name that is nothing cannot be told.",
        "too-long": "The text is longer than a name or a sentence needs to be.",
        "too-many": "There is more of something than a world can have.",
    },
    "Names": {
        "unknown-person": "Somebody is named who is not among `people`.",
        "unknown-place": "A place is named that is not among `places`.",
        "unknown-resident": "A resident is named that is not among `residents`.",
        "unknown-energy": "There are `chakra`, `stamina` and `self_control`, and those that a world "
        "adds under `energies`.",
        "unknown-practice": "No practice is called that, in the world or in the libraries it uses.",
        "unknown-predicate": "No predicate is called that, in the world or in the libraries it uses.",
        "unknown-office": "An office that can grant something has to be held by somebody.",
        "unknown-tag": "No place of this world has this tag.",
        "unknown-need": "The needs are the same in every world.",
        "unknown-feeling": "The feelings are the same in every world.",
        "unknown-regard": "What a memory or an impression is worth is told as affection, trust, "
        "respect and fear.",
        "undefined-word": "What can be spoken of, and is neither a person nor a place, is listed "
        "under `words` with the way it is said.",
        "wrong-noun": "The name is known, but as that of something else: a place where a person is "
        "meant, say.",
        "wrong-arity": "A predicate is said of a fixed number of things, and so is its rival.",
        "reserved-name": "The name means something in the language already, so a formula or a "
        "practice could not tell the two apart.",
        "id-twice": "Two things in the backstory have one id.",
    },
    "People and places": {
        "nobody-there": "A story needs somebody.",
        "person-nowhere": "Whoever is in the story is somewhere when it starts. Whoever is only "
        "spoken of has `on stage: false`.",
        "path-to-itself": "A path joins two different places, and what it leads along is a third.",
        "path-twice": "A path is walked both ways; one entry is enough.",
        "unreachable-place": "Somebody would go home or to work, and no chain of paths leads there.",
        "home-missing": "Who has a home of their own has a home.",
        "home-not-lodging": "`own home` says that others can be lodged there, so the place has to be "
        "tagged `lodging`.",
        "hours-without-post": "Hours are kept at a post.",
        "hours-reversed": "Hours begin before they end, on the same day.",
        "power-twice": "One person has two powers of the same name.",
        "cost-without-energy": "A technique that costs something draws it from an energy.",
        "member-twice": "Somebody is listed twice among the members of a group.",
        "office-of-stranger": "Offices of a group are held by its members.",
    },
    "Hearts": {
        "bond-spelling": "A bond is directed, from one person toward another: `lee -> gaara`.",
        "bond-with-oneself": "A bond lies between two people.",
        "bond-twice": "One bond is given in two places, perhaps spelt with other blanks.",
        "belief-unclear": "A belief either holds something true (`that`) or asks (`asks`).",
        "belief-twice": "Somebody holds the same thing twice, perhaps with two degrees of certainty.",
        "gap-misplaced": "A question has a gap, `?`, where the answer will stand; what is held true "
        "has none.",
        "romance-with-minor": "Attraction and romance exist only between adults, and did so at the "
        "time they are told of. There is no way around this, whatever a world is about.",
    },
    "Time": {
        "bad-start": "Days are counted from the story's own day 1.",
        "ends-before-start": "The story would be over before it begins.",
        "happening-outside-story": "What lies before the story is told as backstory, and what comes "
        "after its end does not happen.",
        "happening-twice": "Happenings are told apart by their names.",
        "due-before-start": "What was due before the story can no longer be done in it.",
        "commitment-to-nobody": "A promise, a report, an offer is made to somebody. A vow or a duty "
        "need not be.",
        "owed-to-oneself": "Nobody owes a promise to themselves; a vow is owed to nobody.",
        "past-not-past": "The backstory lies before the story, and says how long before.",
        "harm-to-nobody": "Somebody was hurt or is in danger, and it is not said who, or how badly.",
    },
    "Practices": {
        "practice-twice": "A practice of that name exists; two people who do the same thing do it "
        "for the same reasons.",
        "practice-not-peculiar": "Practices that anybody anywhere would do belong to the common "
        "library. One that belongs to a setting says to which.",
        "practice-names-person": "Practices are for everybody. What makes one person do it is their "
        "traits, bonds, beliefs and memories.",
        "consent-without-target": "Consent is asked of somebody who is there.",
        "declined-without-consent": "Only what is asked for can be declined.",
        "answer-to-nobody": "An answer is given to whoever spoke.",
        "unbound-role": "The practice speaks of a target, a third person or a topic that it does not "
        "take. `with` says whom it takes.",
        "unknown-slot": "A line speaks of somebody in braces whom nobody is going to fill in.",
        "unknown-effect": "What a practice can do to the world is a closed set.",
        "romance-not-of-two": "Romance is between two people who are both there.",
        "romance-without-consent": "Romance is asked for every time, and only somebody awake agrees.",
        "romance-that-hurts": "What hurts is no romance here.",
        "predicate-twice": "A predicate of that name exists, and it means one thing to everybody.",
        "reading-unclear": "A reading draws a conclusion from what somebody knows, or leaves them "
        "with a question.",
    },
    "Formulas": {
        "out-of-scope": "The formula speaks of somebody whom the practice does not take: there is no "
        "target when one is alone, and no topic unless it is `with: person topic`.",
        "unknown-name": "A formula reads words such as `actor.pride` and `toward.trust`; this is "
        "none of them.",
        "unknown-word": "Formulas can call `min`, `max`, `abs`, `clamp`, `sqrt`, `floor`, `between` "
        "and `one`, and nothing else.",
        "wrong-kind": "Conditions are flags, reasons are numbers. `one(flag)` makes a number of a "
        "flag, a comparison makes a flag of numbers.",
        "expression-empty": "Nothing stands where a formula is wanted.",
        "expression-unreadable": "A bracket is missing, or an operator has nothing to work on.",
        "expression-not-allowed": "The sign has no meaning in a formula.",
        "expression-too-long": "A formula this long is several reasons in one.",
        "expression-too-large": "A formula with this many parts is several reasons in one.",
        "expression-too-deep": "Nobody can follow brackets this deep.",
    },
    "Beats": {
        "not-beats": "A file of beats holds a list of them under `beats`.",
        "beat-shape": "A beat has a name and a sequence of clauses, and is small enough to be "
        "followed.",
        "beat-twice": "Beats are told apart by their names.",
        "pattern-shape": "A pattern is a clause, or a list of clauses with what may not come between.",
        "empty-pattern": "A pattern asks for at least one event.",
        "clause-shape": "A clause says what one event must be like.",
        "value-shape": "A clause compares with a value, a variable, a list of them, or `not`, `any`, "
        "`all`.",
        "bad-comparison": "Numbers are compared with numbers.",
        "bad-times": "An event is wanted a whole number of times.",
        "label-shape": "A label is a word.",
        "label-twice": "Labels tell clauses apart.",
        "label-later": "A clause can rest only on clauses that come before it.",
        "unknown-label": "No clause bears this label.",
        "unknown-kind": "No event of any story is of this kind.",
        "unknown-keep": "Of several matches a pattern keeps `all`, the `first`, or `one per cast`.",
        "unknown-cause": "Causes have six types, from `perceived` to `prevented`.",
        "unknown-variable": "A variable stands for nobody here: no clause, and nothing that is known, "
        "says who it is.",
        "unbound-variable": "The variable need not have a value yet when it is asked for.",
        "misplaced-key": "The key belongs elsewhere in a pattern.",
        "kind-and-did": "`did` is short for events of the kind `Did`; one of the two is enough.",
        "gap-impossible": "No event can come so late and so early at once.",
        "gap-without-start": "Time is counted from an earlier clause, and there is none.",
        "unless-reversed": "What must not come between two clauses is looked for from the earlier "
        "to the later.",
        "unless-without-room": "Nothing can come between a clause and itself.",
    },
}
"""Name and explanation of every problem, by chapter."""

PROBLEMS: Mapping[str, str] = {
    name: text for chapter in CATALOGUE.values() for name, text in chapter.items()
}
"""The explanation of every problem by its name."""
