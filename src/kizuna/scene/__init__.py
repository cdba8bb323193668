"""What happens between people: time passing, intents resolved, reflexes, terms.

`elapse` is what time itself brings (arrivals, wakings, deadlines, happenings); `resolve` makes of
all intents of a moment what comes of them; `reflex` is what powers do by themselves; `journey` is
going somewhere; `terms` is what people bind themselves to.
"""
