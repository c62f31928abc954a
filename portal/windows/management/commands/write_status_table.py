"""Write docs/status.md from the status function."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from portal.windows.truth_table import truth_table

TARGET = Path(__file__).resolve().parents[4] / "docs" / "status.md"


class Command(BaseCommand):
    """`manage.py write_status_table`"""

    help = "Writes docs/status.md, the truth table of the status function."

    def handle(self, *args: Any, **options: Any) -> None:
        TARGET.write_text(truth_table(), encoding="utf-8")
        self.stdout.write(f"wrote {TARGET}")
