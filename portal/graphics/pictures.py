"""Pictures of records, drawn once for each state and kept beside the database."""

import os
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.http import HttpResponse

FRESH_SECONDS = 300
# Drawing takes a processor for a moment: one at a time, whoever asks.
_drawing = threading.Lock()


class Pictures:
    """Those of one sort, in a folder of their own below DATA_DIR."""

    def __init__(self, folder: str):
        self.name = folder

    @property
    def folder(self) -> Path:
        """May not be there before the first is drawn."""
        return Path(settings.DATA_DIR) / self.name

    def answer(self, item_id: UUID, state: str, draw: Callable[[], bytes]) -> HttpResponse:
        """The PNG of a record in a state, drawn unless it is there."""
        headers = {"Cache-Control": f"public, max-age={FRESH_SECONDS}"}
        return HttpResponse(self._found(item_id, state, draw), content_type="image/png", headers=headers)

    def take_away(self, item_id: UUID, but: Path | None = None) -> None:
        """All of a record: what stands on them may have been taken back."""
        for earlier in self.folder.glob(f"{item_id}-*.png"):
            if earlier != but:
                earlier.unlink(missing_ok=True)

    def _found(self, item_id: UUID, state: str, draw: Callable[[], bytes]) -> bytes:
        """Read without a look before: another process may take it away for another state at any moment."""
        path = self.folder / f"{item_id}-{state}.png"
        with suppress(FileNotFoundError):
            return path.read_bytes()
        with _drawing:
            with suppress(FileNotFoundError):
                return path.read_bytes()
            picture = draw()
            self._put(path, picture)
        self.take_away(item_id, but=path)
        return picture

    def _put(self, path: Path, picture: bytes) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_suffix(f".{os.getpid()}.part")
        part.write_bytes(picture)
        part.replace(path)
