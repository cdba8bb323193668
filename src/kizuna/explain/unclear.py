"""What cannot be answered as it was asked."""

from __future__ import annotations


class NotAnswered(ValueError):  # noqa: N818 - news for whoever asked, not a fault
    """A question that cannot be answered as it was put: what is unclear, and a way out."""
