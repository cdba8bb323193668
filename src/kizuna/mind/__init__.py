"""What happens inside: one verb a file, each a pure reading of the still picture.

`still` is the picture, `moment` the notes of one moment. The verbs in the order they are lived:
`perceive`, `appraise`, `feel`, `believe`, `recall`, `want`, `restrain`, `act`. A verb reads the
picture and what the verbs before it noted; it changes nothing but the notes. What came of it is
committed as events (`tick`), and only then is it so.
"""
