"""kizuna, a story-world engine."""
