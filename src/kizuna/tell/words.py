"""The telling's own words: how feelings, and what people bind themselves to, are said.

`{who}` feels, `{toward}` is whom it is about; `{they}`, `{their}` and `{themselves}` are whoever
feels.
"""

from __future__ import annotations

from collections.abc import Mapping

FELT_TOWARD: Mapping[str, str] = {
    "hope": "{who} sets {their} hope on {toward}",
    "fear": "fear of {toward} takes hold of {who}",
    "joy": "{who} is glad of {toward} with all {their} heart",
    "distress": "it goes to {who}'s heart to see {toward} so",
    "relief": "a weight falls from {who} at the sight of {toward}",
    "happy_for": "{who} is happy for {toward}",
    "resentment": "{who} grudges it to {toward}",
    "pity": "{who} is sorry for {toward}",
    "gloating": "{who} is not sorry for {toward}",
    "gratitude": "{who} will not forget {toward} this",
    "anger": "{who} is hot with anger at {toward}",
    "remorse": "{who} wishes it undone, for {toward}'s sake",
    "guilt": "{who} feels what {they} did to {toward}",
    "grief": "{who} grieves for {toward}",
    "longing": "{who} misses {toward}",
    "admiration": "{who} thinks the world of {toward}",
    "jealousy": "{who} is jealous of {toward}",
    "surprise": "{who} had not expected that of {toward}",
}

FELT: Mapping[str, str] = {
    "hope": "{who} begins to hope",
    "fear": "{who} is afraid",
    "joy": "{who} is glad with all {their} heart",
    "distress": "it goes to {who}'s heart",
    "satisfaction": "it is as {who} had hoped",
    "fears_confirmed": "it is as {who} had feared",
    "disappointment": "{who} had hoped for something else",
    "relief": "a weight falls from {who}",
    "anger": "{who} is hot with anger, and does not know at whom",
    "gratification": "{who} is content with what {they} did",
    "remorse": "{who} wishes it undone",
    "pride": "{who} is proud of it",
    "shame": "{who} is ashamed",
    "guilt": "{who} knows whose fault it is",
    "grief": "{who} grieves",
    "longing": "{who} is lonely",
    "surprise": "{who} had not expected that, of {themselves} least of all",
}

MADE: Mapping[str, str] = {
    "promise": "{by} has promised {to} {words}",
    "vow": "{by} has vowed {words}",
    "offer": "{by} has offered {to} {words}",
    "agreement": "{by} has agreed with {to} {words}",
    "leave": "{by} has {words} until {due}",
    "duty": "{by} is {words}",
    "report": "{by} owes {to} a report: {words}",
}

KEPT: Mapping[str, str] = {
    "promise": "{by} has kept the promise to {to}",
    "duty": "{by} has done as bidden: {words}",
}
BROKEN: Mapping[str, str] = {
    "promise": "{by} has broken the promise to {to} {words}",
    "report": "{to} has waited in vain for {by}'s report",
    "duty": "{by} was {words}, and has not",
}
RELEASED: Mapping[str, str] = {
    "duty": "{by} need no longer think of having {words}",
    "leave": "{by}'s {words} is over",
}
FELL_DUE: Mapping[str, str] = {
    "report": "{by}'s report to {to} is due",
    "duty": "the hour has come for {by} {words}",
    "promise": "the hour has come to keep the promise {by} made to {to}",
}
