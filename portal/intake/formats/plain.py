"""Plain text: a paragraph a line."""

from portal.importers.splitting import plain_lines
from portal.intake.formats.contents import Reading
from portal.intake.formats.encoding import decode


def read_plain(name: str, raw: bytes) -> Reading:
    """The paragraphs of a text file."""
    return Reading(name=name, format="txt", lines=plain_lines(decode(raw)))
