"""Trials: the same seeds lived with a change and without, and what came of it.

One story forked once shows what can follow from a change; many seeds show what does. Both sides of
a trial throw the same dice, so a difference is the change's and not chance's, and differences are
taken seed by seed.

`measure` reads one number off one story; `paired` is one measure on both sides, with its interval;
`both` lives the seeds. `effect` asks what a change does to every beat and to bonds; `ablate` runs
the table of a world's ablations and says which rows hold.

    found = effect("precious-person", Change(without=("lesson",)), range(1, 21))
    found.of("the vigil").says                     # "enabled"
"""
