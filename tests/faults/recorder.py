"""A consumer that notes in a file, one line each, which process was handed which event."""

import os
from collections.abc import Sequence
from pathlib import Path

from django.conf import settings

from portal.publication.models import PublicationEvent


class Recorder:
    """One event at a time; a line is there as soon as it was written, whatever becomes of the process."""

    name = "recorder"
    batch = 1

    def __init__(self) -> None:
        path = Path(settings.DATA_DIR) / "recorded"
        self.file = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT)

    def handle(self, events: Sequence[PublicationEvent]) -> None:
        for event in events:
            os.write(self.file, f"{os.getpid()} {event.position}\n".encode())
