"""HTML to PDF in a process apart; what the typeface cannot draw is replaced by 〓 and told."""

import json
import tempfile
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from portal import typefaces
from portal.jobs.apart import run_apart

# The mark that printers set where they have no type.
GETA = "〓"
TYPESETTER = "portal.printing.typeset"
LOOK_SECONDS = 0.5


@dataclass(frozen=True)
class Paper:
    """A PDF with its number of pages; `unprintable` are the characters that 〓 stands for in it."""

    pdf: bytes
    pages: int
    unprintable: str = ""


def press(html: str, *, seconds: int, megabytes: int, pages_so_far: Callable[[int], None] | None = None) -> Paper:
    """Typeset a whole HTML document (UTF-8, pictures as data). `pages_so_far` is called from this thread meanwhile.

    Raises portal.jobs.running.JobRefused with a sentence: a limit was met, or this machine cannot print.
    """
    unprintable = typefaces.missing(html)
    printable = html.translate(dict.fromkeys(map(ord, unprintable), GETA)).encode()
    with tempfile.TemporaryDirectory() as folder:
        progress = Path(folder, "pages")

        def work() -> bytes:
            return run_apart(TYPESETTER, str(progress), seconds=seconds, megabytes=megabytes, given=printable)

        answer = _while_telling(work, progress, pages_so_far) if pages_so_far else work()
    head, _newline, pdf = answer.partition(b"\n")
    return Paper(pdf, json.loads(head)["pages"], "".join(unprintable))


def _while_telling(work: Callable[[], bytes], progress: Path, tell: Callable[[int], None]) -> bytes:
    """Do `work` in another thread (it uses no database) and tell how many pages there are."""
    outcome: list[bytes] = []
    failure: list[BaseException] = []

    def run() -> None:
        try:
            outcome.append(work())
        except BaseException as error:
            failure.append(error)

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    while thread.is_alive():
        thread.join(LOOK_SECONDS)
        if progress.exists() and (text := progress.read_text()):
            tell(int(text))
    if failure:
        raise failure[0]
    return outcome[0]
