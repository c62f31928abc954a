"""JSON Lines, a file on the server or an address: every visit reads the whole list."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from django.utils.translation import gettext as _

from portal.importers.lines import Line, Refused, read_lines
from portal.importers.run import reason
from portal.jobs.running import Run
from portal.sources.fetching.downloads import MOST_BYTES, downloaded, expanded, local_path
from portal.sources.fetching.steps import Step
from portal.sources.incoming import Brought, VisitFailed
from portal.sources.models import Source
from portal.sources.readers import incoming

AT_ONCE = 200
RECORD_ERRORS = (Refused, ValueError, TypeError, LookupError, RecursionError)


def steps(source: Source, run: Run) -> Iterator[Step]:
    """Some records at a time, last the ids of all. Raises VisitFailed before the first step or not at all."""
    with _opened(source) as path:
        yield from listed(source, run, path, whole=True)


def listed(source: Source, run: Run, path: Path, *, whole: bool) -> Iterator[Step]:
    """The lines of a file as steps; what is wrong with a line is told by its number."""
    size, seen, unnamed = max(1, path.stat().st_size), set[str](), 0
    brought = Brought()
    for line in read_lines(path):
        _take(source, brought, line, seen)
        if len(brought.incoming) + brought.refused >= AT_ONCE:
            run.progress(min(line.end, size), size, _("%(count)s lines read") % {"count": line.number})
            unnamed += brought.unnamed
            yield Step(brought)
            brought = Brought()
    brought.whole, brought.listed, brought.unnamed = whole, seen, unnamed + brought.unnamed
    yield Step(brought)


@contextmanager
def _opened(source: Source) -> Iterator[Path]:
    if "://" in source.address:
        with downloaded(source, source.address) as path:
            yield path
        return
    path = local_path(source.address)
    try:
        size = path.stat().st_size
        readable = path.is_file()
    except OSError as error:
        raise VisitFailed(f"{path}: {error.strerror}") from None
    if not readable or size > MOST_BYTES:
        raise VisitFailed(_("%(path)s is no file, or larger than is read.") % {"path": path})
    with TemporaryDirectory(prefix="huiqi-source-") as folder:
        yield expanded(path, Path(folder) / "expanded")


def _take(source: Source, brought: Brought, line: Line, seen: set[str]) -> None:
    upstream_id = None
    try:
        if line.record is None:
            raise Refused(line.refusal)
        upstream_id = str(line.record.get("source_id") or "")[:255] or None
        if upstream_id in seen:
            raise Refused("source_id: appears twice in this list")
        brought.incoming.append(incoming(source, source.kinds[0], line.record))
    except RECORD_ERRORS as error:
        brought.refuse(line.number, upstream_id, reason(error))
    if upstream_id:
        seen.add(upstream_id)
