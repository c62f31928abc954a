"""The interface is Chinese by default: every string of the code has words, and the compiled catalogue holds them."""

import ast
import gettext
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

ROOT = Path(__file__).resolve().parents[1]
CATALOGUE = Path("locale/zh_Hans/LC_MESSAGES")
NOT_CODE = {"var", "tests", "docs", "locale", "static", "node_modules"}
PLACEHOLDER = re.compile(r"%\((\w+)\)[\d.]*([a-z])|%[\d.]*([sd])|\{(\w*)\}")
TAG = re.compile(r"<[^<>]+>")


class Entry(NamedTuple):
    """One string of a .po file; `plural` is "" where the string has none."""

    context: str
    msgid: str
    plural: str
    msgstr: str
    fuzzy: bool

    @property
    def key(self) -> str:
        """What gettext looks up: the context before the string."""
        return f"{self.context}\x04{self.msgid}" if self.context else self.msgid


def read_po(path: Path) -> list[Entry]:
    """The strings of a .po file in use, without its header; a language of one plural form."""
    entries = []
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        fields, flags, current = {}, "", ""
        for line in block.splitlines():
            if line.startswith("#"):
                flags += line if line.startswith("#,") else ""
                continue
            if not line.startswith('"'):
                current, line = line.split(" ", 1)
            fields[current] = fields.get(current, "") + ast.literal_eval(line)
        if fields.get("msgid"):
            msgstr = fields.get("msgstr", fields.get("msgstr[0]", ""))
            plural = fields.get("msgid_plural", "")
            entries.append(Entry(fields.get("msgctxt", ""), fields["msgid"], plural, msgstr, "fuzzy" in flags))
    return entries


def placeholders(text: str) -> list[tuple[str, ...]]:
    """Names and types of what is filled in, sorted: words may change their order and the padding of a number."""
    return sorted(found.groups("") for found in PLACEHOLDER.finditer(text))


@pytest.fixture(scope="module")
def entries() -> list[Entry]:
    """The committed translations."""
    return read_po(ROOT / CATALOGUE / "django.po")


def test_every_entry_has_settled_words(entries):
    unsettled = [entry.key for entry in entries if entry.fuzzy or not entry.msgstr.strip()]

    assert len(entries) > 500
    assert unsettled == []


def test_the_compiled_catalogue_holds_every_entry(entries):
    with (ROOT / CATALOGUE / "django.mo").open("rb") as file:
        compiled = gettext.GNUTranslations(file)

    stale = [
        entry.key
        for entry in entries
        if (compiled.ngettext(entry.key, "", 1) if entry.plural else compiled.gettext(entry.key)) != entry.msgstr
    ]

    assert stale == []


def test_words_keep_placeholders_and_tags(entries):
    differing = [
        entry.key
        for entry in entries
        if placeholders(entry.plural or entry.msgid) != placeholders(entry.msgstr)
        or sorted(TAG.findall(entry.msgid)) != sorted(TAG.findall(entry.msgstr))
    ]

    assert differing == []


@pytest.mark.slow
@pytest.mark.skipif(not shutil.which("xgettext"), reason="xgettext is not installed (Debian: apt install gettext)")
def test_every_string_of_the_code_is_in_the_catalogue(entries, tmp_path):
    # A copy, because makemessages writes beside the templates it reads.
    source = tmp_path / "source"
    shutil.copytree(ROOT, source, ignore=without_other_files)
    (source / "locale").mkdir()
    command = [sys.executable, str(ROOT / "manage.py"), "makemessages", "--locale", "zh_Hans", "--no-location"]

    subprocess.run(command, cwd=source, env={**os.environ, "DATA_DIR": str(tmp_path)}, check=True, capture_output=True)

    used = {entry.key for entry in read_po(source / CATALOGUE / "django.po")}
    assert len(used) > 500
    assert sorted(used - {entry.key for entry in entries}) == []


def without_other_files(folder: str, names: list[str]) -> set[str]:
    """Everything but Python files and templates."""
    directories = {name for name in names if os.path.isdir(os.path.join(folder, name))}
    skipped = {name for name in directories if name in NOT_CODE or name.startswith((".", "__pycache__"))}
    return skipped | {name for name in set(names) - directories if not name.endswith((".py", ".html", ".txt"))}
