"""One moment of a story, told as a sequence and nothing else.

Time brings what it brings; whoever is due looks up, and what they notice means something to them,
is felt, changes what they believe, has them read what is past anew and brings it back. That is
committed: their minds have changed. From the picture as it then is they want, restrain themselves
and act, all at once; and what comes of it is resolved and committed in its turn. What they bound
themselves to is judged by the letter each time that something has happened.
"""

from __future__ import annotations

from collections.abc import Callable

from kizuna.mind.act import act
from kizuna.mind.appraise import appraise
from kizuna.mind.believe import believe
from kizuna.mind.feel import feel
from kizuna.mind.moment import Moment
from kizuna.mind.perceive import perceive
from kizuna.mind.recall import recall
from kizuna.mind.reread import reread
from kizuna.mind.restrain import restrain
from kizuna.mind.want import want
from kizuna.scene.elapse import elapse
from kizuna.scene.judge import judge
from kizuna.scene.resolve import conclude, resolve

Verb = Callable[[Moment], Moment]
Step = Callable[[Moment], Moment]

TIME: tuple[Verb, ...] = (elapse, conclude, judge)
INNER: tuple[Verb, ...] = (perceive, appraise, feel, believe, reread, recall)
OUTER: tuple[Verb, ...] = (want, restrain, act, resolve, judge)


def tick(moment: Moment, look: Step, commit: Step) -> Moment:
    """Live one moment. `look` takes the picture anew; `commit` makes what was drafted so."""
    return _live(up_to_choosing(moment, look, commit), OUTER, look, commit)


def up_to_choosing(moment: Moment, look: Step, commit: Step) -> Moment:
    """Live what comes before anybody wants anything: time, and what goes on inside."""
    for sequence in (TIME, INNER):
        moment = _live(moment, sequence, look, commit)
    return moment


def _live(moment: Moment, sequence: tuple[Verb, ...], look: Step, commit: Step) -> Moment:
    moment = look(moment)
    for verb in sequence:
        moment = verb(moment)
    return commit(moment)
