"""Copy database and uploads into one folder while the portal is in use."""

import time
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from portal.operations.backup.checking import check_backup
from portal.operations.backup.making import make_backup
from portal.operations.backup.manifest import BackupRefused
from portal.operations.backup.progress import steps


class Command(BaseCommand):
    """`manage.py backup FOLDER`"""

    help = "Writes a backup to FOLDER, which must not be there yet, and checks it. Site and worker may go on."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path, help="a new folder; beside earlier backups it shares their uploads")
        parser.add_argument("--unchecked", action="store_true", help="do not read the backup back")

    def handle(self, *args: Any, **options: Any) -> None:
        began = time.monotonic()
        try:
            with steps() as shown:
                made = make_backup(options["folder"], shown)
                if not options["unchecked"]:
                    check_backup(options["folder"], shown)
        except BackupRefused as error:
            raise CommandError(str(error)) from error
        size = sum(kept for kept, _digest in made.files.values()) / 1e6
        self.stdout.write(
            f"{options['folder']}: {len(made.files)} files, {size:.1f} MB, log at {made.facts.epoch}-"
            f"{made.facts.position}, {time.monotonic() - began:.1f} s"
        )
