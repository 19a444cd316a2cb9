"""What runs along the edge of every printed page, as a style sheet of its own.

Responsible for: writing texts into CSS so that none of them can become a rule. Must not know: where they come from.
The page's policy forbids styles inside a page, and only a style sheet can write into a printed page's margins.
"""

from __future__ import annotations

_BOX = "font-family: 'Times New Roman', Tinos, 'Liberation Serif', serif; font-size: 8pt; color: #000"
LONGEST = 90


def page_css(title: str, worth: str | None, mark: str | None, is_numbered: bool = True) -> str:
    """The rules for the boxes below every page: what it is and where it comes from, and its number unless that stands
    above, where an official document has it."""
    shown = title if len(title) <= LONGEST else title[: LONGEST - 1] + "…"
    below = " · ".join(part for part in (worth, mark) if part)
    text = css_text(shown) + (f' "\\a " {css_text(below)}' if below else "")
    boxes = [f"@bottom-left {{ content: {text}; text-align: left; white-space: pre; {_BOX} }}"]
    if is_numbered:
        boxes.append(
            f'@bottom-right {{ content: "Trang " counter(page) "/" counter(pages); text-align: right; {_BOX} }}'
        )
    return "@page {\n" + "\n".join(f"  {box}" for box in boxes) + "\n}\n"


def css_text(text: str) -> str:
    """A CSS string: everything but letters, digits and a few signs is written by its number."""
    return '"' + "".join(one if one.isalnum() or one in " -.,·–…" else f"\\{ord(one):x} " for one in text) + '"'
