"""Put a backup in place of this portal's database and uploads."""

from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser

from portal.operations.backup.manifest import BackupRefused
from portal.operations.backup.progress import Steps, steps
from portal.operations.backup.restoring import finish_restore, restore_backup


class Command(BaseCommand):
    """`manage.py restore FOLDER [--replace]`, `manage.py restore --finish`"""

    help = "Checks a backup and puts it in place; site and worker must be stopped. May be killed and started again."
    # An interrupted restore is itself what the checks complain of.
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path, nargs="?")
        parser.add_argument("--replace", action="store_true", help="give up what this portal holds now")
        parser.add_argument("--finish", action="store_true", help="end a restore that was interrupted")

    def handle(self, *args: Any, **options: Any) -> None:
        if bool(options["folder"]) == options["finish"]:
            raise CommandError("give the backup's folder, or --finish alone")
        try:
            with steps() as shown:
                said = self._finished(shown) if options["finish"] else self._restored(options, shown)
        except BackupRefused as error:
            raise CommandError(str(error)) from error
        self.stdout.write(said)
        call_command("export_dumps", stdout=self.stdout)
        self.stdout.write("Start site and worker: the worker builds the search index from the restored log.")

    def _finished(self, shown: Steps) -> str:
        if finish_restore(shown):
            return "the interrupted restore is ended: the backup is in place"
        raise CommandError("no restore was interrupted after it began to change anything: all is as it was before it")

    def _restored(self, options: dict[str, Any], shown: Steps) -> str:
        made = restore_backup(options["folder"], shown, replace=options["replace"])
        return f"restored: the backup of {made.made_at}, log at {made.facts.position} in a new epoch"
