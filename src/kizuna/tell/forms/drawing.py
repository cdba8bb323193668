"""Drawing: a bond as a small picture, one line for each of its two ways."""

from __future__ import annotations

from html import escape

from kizuna.tell.curves import Curve

WIDE, HIGH = 320, 96
COLOURS = ("#a3413a", "#2f6690")


def as_svg(one: Curve, back: Curve, names: tuple[str, str]) -> str:
    """Both ways of a bond as inline SVG; up is affection, to the right is time."""
    title = escape(f"{names[0]} and {names[1]}")
    lines = "".join(
        f'<polyline fill="none" stroke="{colour}" stroke-width="2" points="{_points(curve)}"/>'
        for curve, colour in zip((one, back), COLOURS, strict=True)
    )
    middle = HIGH / 2
    axis = f'<line x1="0" y1="{middle}" x2="{WIDE}" y2="{middle}" stroke="#ccc"/>'
    return (
        f'<svg viewBox="0 0 {WIDE} {HIGH}" width="{WIDE}" height="{HIGH}" role="img" '
        f'aria-label="{title}">{axis}{lines}</svg>'
    )


def _points(curve: Curve) -> str:
    """The curve's points within the picture: 1 is its upper edge, -1 its lower."""
    first, last = curve.points[0][0], curve.points[-1][0]
    span = max(last - first, 1)
    return " ".join(
        f"{(time - first) / span * WIDE:.1f},{(1 - value) / 2 * HIGH:.1f}"
        for time, value in curve.points
    )
