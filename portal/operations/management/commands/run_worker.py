"""Follow the log with every consumer and the clock with the sweeper, and do the jobs, until stopped."""

import signal
import threading
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from portal.jobs import worker as jobs
from portal.publication.runner import Worker


class Command(BaseCommand):
    """`manage.py run_worker [--once]`"""

    help = (
        "Runs the consumers of the log, the sweeper and the jobs. Killed anywhere it loses nothing; of several one "
        "follows the log, all do jobs."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--once", action="store_true", help="handle what is there, then stop")

    def handle(self, *args: Any, **options: Any) -> None:
        worker = Worker()
        if options["once"]:
            self.stdout.write(f"{worker.drain()} events and boundaries handled, {jobs.drain()} jobs done")
            return
        stop = threading.Event()
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda *_: stop.set())
        self.stdout.write(f"worker: {', '.join(consumer.name for consumer in worker.consumers)}, sweeper")
        self.stdout.flush()
        threading.Thread(target=jobs.work, args=(stop,), daemon=True).start()
        worker.run(stop)
