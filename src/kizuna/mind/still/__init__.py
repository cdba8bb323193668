"""The still picture: everything a mind can ask about this moment, as columns.

State keeps what was so when it last changed; the picture says what is so *now*: feelings faded,
energies recovered, needs grown, bonds summed from memories. It is taken anew for the people a
moment concerns, and everybody who acts decides from the same picture. One block of numbers and
one of flags for people, the same for bonds; formulas read them by the names in `world.names`.

    still = Still(whole, world).take(now, due)
    still.bond["closeness"][row]

The picture is put together from parts, one noun a file: `people`, `bodies`, `bonds`, `company`,
`pledges`. A part writes some columns and says what it reads; it is put anew only where that has
changed. A new word is a line in the part it belongs to, or a part of its own in the list `PARTS`.
"""

from kizuna.mind.still.picture import Still

__all__ = ["Still"]
