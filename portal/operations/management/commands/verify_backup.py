"""Whether a backup is whole and can be opened."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from portal.operations.backup.checking import check_backup
from portal.operations.backup.manifest import BackupRefused
from portal.operations.backup.progress import steps


class Command(BaseCommand):
    """`manage.py verify_backup FOLDER`; exit code 1 for a damaged one."""

    help = "Compares every file of a backup with its checksum, opens the database's copy and counts its rows."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            with steps() as shown:
                found = check_backup(options["folder"], shown)
        except BackupRefused as error:
            raise CommandError(str(error)) from error
        rows = sum(found.facts.counts.values())
        self.stdout.write(
            f"whole: {len(found.files)} files, {rows} rows in {len(found.facts.counts)} tables, made {found.made_at}"
        )
