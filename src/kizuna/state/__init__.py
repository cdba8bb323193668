"""What is: the nouns of a story, one a file, held as columns.

`whole.Whole` is everything that is so at a moment. It is written by `whole.evolve` alone, live and
in replay, from events; everybody else reads. Nouns keep what does *not* change with time passing
(a feeling's strength when it was felt, and when); what a clock would change is computed when read
(`still` pictures live one house up, in the mind).
"""
