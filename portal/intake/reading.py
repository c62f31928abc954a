"""Reads a file in a process apart, within limits; every hostile or broken one ends in a sentence."""

import json

from django.utils.translation import gettext as _

from portal.intake.formats.contents import Reading, load
from portal.intake.formats.reading import FILE_BYTES
from portal.intake.sentences import say
from portal.jobs.apart import run_apart
from portal.jobs.running import JobRefused

__all__ = ["Reading", "read"]

READER = "portal.intake.formats"
SECONDS = 60
MEGABYTES = 1024
NAME_LIMIT = 200


def read(name: str, data: bytes) -> Reading:
    """The file's paragraphs, tables, pictures or rows. `name` is its name with extension.

    Raises JobRefused with a sentence in the active language.
    """
    if len(data) > FILE_BYTES:
        raise JobRefused(say("too_large", {"limit": FILE_BYTES // 1024 // 1024}))
    name = name.replace("\0", "").replace("\\", "/").rpartition("/")[2][-NAME_LIMIT:] or _("without a name")
    try:
        return load(run_apart(READER, name, seconds=SECONDS, megabytes=MEGABYTES, given=data))
    except JobRefused as refusal:
        raise JobRefused(_sentence(str(refusal))) from None


def warnings_of(reading: Reading) -> list[str]:
    """What the clerk should look at, in the active language."""
    return [say(warned.key, warned.values) for warned in reading.warnings]


def _sentence(words: str) -> str:
    """The process names a sentence by key; a limit that it met is a sentence already."""
    try:
        told = json.loads(words)
        return say(told["key"], told["values"])
    except (ValueError, KeyError, TypeError):
        return words
