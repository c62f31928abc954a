"""Two subscribers with well-known keys, for developers and acceptance scripts."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from api.subscribers.samples import NotAllowed, ensure_samples


class Command(BaseCommand):
    """`manage.py ensure_sample_subscribers`"""

    help = "Makes the sample subscribers with the keys test-key and test-key-2. Refused outside developers' settings."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            made = ensure_samples()
        except NotAllowed as refusal:
            raise CommandError(f"refused: {refusal}") from refusal
        self.stdout.write(f"{made} sample subscribers made")
