"""`python -m portal.printing.typeset [PROGRESS]`: HTML on standard input, PDF on standard output; without Django.

The first line of the answer is JSON: `{"pages": …}`. Typefaces are the project's own and no others; no address is
opened, pictures stand in the HTML as data. The number of pages laid out so far is written to the file PROGRESS.
Exit code 3 and a sentence on standard error where printing is not possible on this machine.
"""

import json
import logging
import os
import re
import sys
import tempfile
from importlib import import_module
from pathlib import Path
from typing import NoReturn

from portal import typefaces

UNAVAILABLE = (
    "本机缺少排版所需的系统库，不能生成 PDF。Debian、Ubuntu：apt-get install libpango-1.0-0 libpangoft2-1.0-0 "
    "libharfbuzz-subset0；macOS：brew install pango。（{reason}）"
)
NO_TYPEFACE = "缺少字体文件 {path}，不能生成 PDF。"
FONTS = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>
<dir>{folder}</dir><cachedir>{cache}</cachedir></fontconfig>"""
# Tagged for readers that read aloud (ISO 14289); costs a tenth of the time.
VARIANT = {"pdf_variant": "pdf/ua-1"}
_PAGE = re.compile(r"Creating layout - Page (\d+)")
REFUSED = 3


def main() -> None:
    """One document."""
    with tempfile.TemporaryDirectory() as folder:
        _use_own_typefaces(Path(folder))
        pages, pdf = typeset(sys.stdin.buffer.read().decode(), sys.argv[1] if len(sys.argv) > 1 else "")
    sys.stdout.buffer.write(json.dumps({"pages": pages}).encode() + b"\n" + pdf)


def typeset(html: str, progress: str = "") -> tuple[int, bytes]:
    """Number of pages, and the PDF."""
    try:
        # It loads Pango and fontconfig when it is imported: they must have been told of our typefaces before.
        weasyprint = import_module("weasyprint")
    except OSError as error:
        _refuse(UNAVAILABLE.format(reason=str(error).splitlines()[0]))
    if progress:
        _follow(Path(progress))
    fetcher = weasyprint.urls.URLFetcher(allowed_protocols={"data"})
    document = weasyprint.HTML(string=html, url_fetcher=fetcher).render(**VARIANT)
    return len(document.pages), document.write_pdf(**VARIANT)


def _follow(path: Path) -> None:
    """WeasyPrint says in its log which page it lays out."""
    logger = logging.getLogger("weasyprint.progress")
    logger.setLevel(logging.INFO)
    logger.addHandler(_ToFile(path))


class _ToFile(logging.Handler):
    def __init__(self, path: Path) -> None:
        super().__init__()
        self.path = path

    def emit(self, record: logging.LogRecord) -> None:
        if found := _PAGE.search(record.getMessage()):
            self.path.write_text(found[1])


def _use_own_typefaces(folder: Path) -> None:
    """Tell fontconfig of nothing else; where it finds no typeface at all, Pango would crash."""
    for path in (typefaces.regular(), typefaces.bold()):
        if not path.is_file():
            _refuse(NO_TYPEFACE.format(path=path))
    listed = folder / "fonts.conf"
    listed.write_text(FONTS.format(folder=typefaces.FOLDER, cache=folder))
    os.environ["FONTCONFIG_FILE"] = str(listed)


def _refuse(sentence: str) -> NoReturn:
    sys.stderr.write(sentence)
    sys.exit(REFUSED)


if __name__ == "__main__":
    main()
