"""Headings that are only set in bold, as clerks make them who use no styles."""

import re

LONGEST = 40
_ALL_BOLD = re.compile(r"^\s*<b>[^<]*</b>\s*$")
_PROSE = re.compile(r"[。；，：:;,]$|[。；]")


def bold_heading(text: str, html: str, align: str) -> int:
    """2 for a short line that is bold from end to end and no sentence, else 0; what is centred may be a title."""
    short = 2 <= len(text.strip()) <= LONGEST and not _PROSE.search(text.strip())
    return 2 if short and not align and _ALL_BOLD.match(html) else 0
