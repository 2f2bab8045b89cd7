"""The elements that pictures are made of, as SVG text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from unicodedata import east_asian_width

from kg.exporters.texts import content

INK, PALE, RULE = "#1e293b", "#64748b", "#e2e8f0"
FONTS = "Helvetica, Arial, Liberation Sans, DejaVu Sans, sans-serif"
MARGIN = 32.0
HEAD = 84.0
"""Height of title and legend."""
_NARROW = frozenset("fijlrtI.,:;'|!()[] ")
_WIDE = frozenset("mwMWGOQ@%")


def number(value: float) -> str:
    """A length to a tenth of a pixel."""
    return f"{round(value, 1) + 0.0:g}"


def width(text: str, size: float) -> float:
    """About how wide a text is in a sans-serif font of that size."""
    ems = 0.0
    for character in text:
        if east_asian_width(character) in "WF":
            ems += 1.0
        elif character in _NARROW:
            ems += 0.3
        else:
            ems += 0.86 if character in _WIDE else 0.68 if character.isupper() else 0.56
    return ems * size


def shortened(text: str, most: int) -> str:
    """At most so many characters, the last one an ellipsis where some are left out."""
    text = " ".join(text.split())
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def text(x: float, y: float, shown: str, *, size: float = 12, anchor: str = "start", **style: str) -> str:
    """A line of text, with a white halo so that it can be read over lines."""
    given = "".join(f' {name.replace("_", "-")}="{value}"' for name, value in style.items())
    fill = "" if "fill" in style else f' fill="{INK}"'
    return (
        f'<text x="{number(x)}" y="{number(y)}" font-size="{number(size)}" text-anchor="{anchor}"{fill}{given} '
        f'stroke="#ffffff" stroke-width="3" stroke-linejoin="round" paint-order="stroke">{content(shown)}</text>\n'
    )


def line(x1: float, y1: float, x2: float, y2: float, *, colour: str, thick: float = 1, **style: str) -> str:
    """A straight line."""
    given = "".join(f' {name.replace("_", "-")}="{value}"' for name, value in style.items())
    return (
        f'<line x1="{number(x1)}" y1="{number(y1)}" x2="{number(x2)}" y2="{number(y2)}" '
        f'stroke="{colour}" stroke-width="{number(thick)}"{given}/>\n'
    )


def dot(x: float, y: float, radius: float, *, colour: str, told: str = "", square: bool = False) -> str:
    """A node with a white rim: round, or with corners; ``told`` shows under the pointer."""
    look = f'fill="{colour}" stroke="#ffffff" stroke-width="1.5"'
    title = f"<title>{content(told)}</title>" if told else ""
    if square:
        corner, side = f'x="{number(x - radius)}" y="{number(y - radius)}"', number(2 * radius)
        return f'<rect {corner} width="{side}" height="{side}" rx="{number(radius / 2)}" {look}>{title}</rect>\n'
    return f'<circle cx="{number(x)}" cy="{number(y)}" r="{number(radius)}" {look}>{title}</circle>\n'


def picture(
    wide: float, high: float, *, title: str, told: str, legend: Mapping[str, str], body: Iterable[str]
) -> Iterator[str]:
    """A whole SVG document: title, what it tells, colours with their meaning, and under them the body."""
    size = f'width="{number(wide)}" height="{number(high + HEAD)}" viewBox="0 0 {number(wide)} {number(high + HEAD)}"'
    yield f'<svg xmlns="http://www.w3.org/2000/svg" {size} role="img" font-family="{FONTS}">\n'
    yield f"<title>{content(title)}</title>\n<desc>{content(told)}</desc>\n"
    yield f'<rect width="{number(wide)}" height="{number(high + HEAD)}" fill="#ffffff"/>\n'
    yield text(MARGIN, 36, title, size=20, font_weight="bold")
    yield text(MARGIN, 57, told, size=12.5, fill=PALE)
    x = MARGIN
    for name, colour in legend.items():
        room = 15 + width(name, 11.5) + 14
        if x + room > wide - MARGIN:
            break
        yield dot(x + 5, 75, 5, colour=colour)
        yield text(x + 14, 79, name, size=11.5, fill=PALE)
        x += room
    yield f'<g transform="translate(0 {number(HEAD)})">\n'
    yield from body
    yield "</g>\n</svg>\n"


def counted(count: int, thing: str) -> str:
    """ "1 meeting", "2,431 meetings"."""
    return f"{count:,} {thing}{'' if count == 1 else 's'}"
