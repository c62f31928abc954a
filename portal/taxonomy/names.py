"""Names of issuing bodies as real documents write them: compared in normal form, joint bodies split."""

import re
import unicodedata

_OPENING, _CLOSING = "(（[【〔《“", ")）]】〕》”"
_SEPARATORS = "、，,；;"
_SHORTEST_BODY = 3
# 「甲转发乙」 names the body that forwards; the other issued the document that is forwarded.
_FORWARDED = re.compile(r"(转发|批转).*$")
# Offices that stand behind their body's name, so that white space before them is a broken line.
_DEPENDENT = ("办公厅", "办公室", "党政办", "党组", "党委")


def normalise(name: str) -> str:
    """The form in which names are compared: NFKC (half-width brackets, letters) without any white space."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", name))


def without_brackets(name: str) -> str:
    """The name without bracketed parts: further names of the same body, or a division of it."""
    return re.sub(r"[(（\[【〔][^)）\]】〕]*[)）\]】〕]?", "", name)


def split_bodies(text: str | None) -> list[str]:
    """Split joint issuing bodies in order, each once; nothing inside brackets is split.

    、 ， ； separate always; white space does where what stands on both sides is long enough to be a body.
    """
    bodies: list[str] = []
    for part in _split(text or "", _SEPARATORS.__contains__):
        for body in _split_at_space(part):
            body = _FORWARDED.sub("", body).strip()
            if body and body not in bodies:
                bodies.append(body)
    return bodies


def _split(text: str, separates) -> list[str]:
    parts, depth = [""], 0
    for character in text:
        depth += (character in _OPENING) - (character in _CLOSING and depth > 0)
        if depth == 0 and separates(character):
            parts.append("")
        else:
            parts[-1] += character
    return [part.strip() for part in parts if part.strip()]


def _split_at_space(part: str) -> list[str]:
    pieces = _split(part, str.isspace)
    if any(len(piece) < _SHORTEST_BODY for piece in pieces):
        return ["".join(pieces)]
    bodies: list[str] = []
    for piece in pieces:
        if bodies and (piece[0] in _OPENING or piece in _DEPENDENT):
            bodies[-1] += piece
        else:
            bodies.append(piece)
    return bodies
