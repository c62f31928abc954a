"""Keeps the dumps by itself: the first one at once, then one a day, and nothing in them that was taken back."""

import logging
import threading
import time
from collections.abc import Sequence

from django.conf import settings
from django.db import connection
from django.utils import timezone

from api.dumps import manifest as manifests
from api.dumps import shelf
from api.dumps.export import export
from api.positions import is_kept
from portal.publication.models import PublicationEvent
from portal.publication.unavailable import Unavailable
from portal.windows.instants import parse_instant

logger = logging.getLogger(__name__)

LOOK_SECONDS = 2.0
WAIT_SECONDS = 0.2
AFTER_FAILURE_SECONDS = 60.0


class DumpKeeper:
    """A consumer of the log. A dump is made in a thread of its own, so that taking back never waits for one."""

    name = "dumps"

    def __init__(self) -> None:
        self.making: threading.Thread | None = None
        self.look_at = 0.0
        self.failure: Exception | None = None

    def handle(self, events: Sequence[PublicationEvent]) -> None:
        """Whatever may hold a record that was taken back is no longer served when this returns."""
        for event in events:
            if shelf.is_redaction(event):
                shelf.take_down(event.position)
                self.look_at = 0.0

    def tend(self) -> bool:
        """Begin a dump when one is due; whether one is being made. Raises Unavailable after one that failed."""
        if self.making:
            self.making.join(WAIT_SECONDS)
            if self.making.is_alive():
                return True
            self.making = None
            self._raise_failure()
        if time.monotonic() < self.look_at:
            return False
        self.look_at = time.monotonic() + LOOK_SECONDS
        if not is_due():
            return False
        # A daemon: a worker that is stopped does not wait for it, and a dump cut short leaves no trace.
        self.making = threading.Thread(target=self._make, name="dump", daemon=True)
        self.making.start()
        return True

    def _make(self) -> None:
        try:
            made = export(wait=False)
            logger.info("dump made at %s", made.cursor)
        except shelf.Busy:
            logger.info("another process is making a dump")
        except Exception as error:
            logger.exception("no dump could be made; it will be tried again")
            self.failure = error
        finally:
            connection.close()

    def _raise_failure(self) -> None:
        """Where an operator looks for it; events are handled all the same until the next try."""
        failure, self.failure = self.failure, None
        if failure:
            self.look_at = time.monotonic() + AFTER_FAILURE_SECONDS
            raise Unavailable(f"no dump could be made: {failure}")


def is_due() -> bool:
    """Whether there is no dump, its files are not all there, it is old, or its position leads nowhere any more."""
    made = manifests.current()
    if made is None:
        return True
    if not is_kept(made.epoch, made.position):
        return True
    if timezone.now() - parse_instant(made.generated_at) >= settings.DUMPS_EVERY:
        return True
    return not all((manifests.folder() / file.name).exists() for file in made.all_files)
