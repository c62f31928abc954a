"""How long a compilation of real records takes in print, and how much memory.

    python -m tests.benchmarks.printing FOLDER [POLICIES]

FOLDER holds policy_products.jsonl and policies.jsonl; the first POLICIES (default 60) documents are printed after all
the schemes. Runs against the database that DATA_DIR names (a fresh one is filled).
"""

import logging
import os
import resource
import sys
import time
from pathlib import Path

import django

KINDS = (("policies", "policies.jsonl"), ("policy-products", "policy_products.jsonl"))


def fill(folder: Path) -> None:
    """Import what is not there yet."""
    from django.core.management import call_command

    from portal.importers.run import ImportRun
    from portal.publication.models import PublishedItem

    call_command("migrate", verbosity=0)
    call_command("ensure_site_tree", verbosity=0)
    for kind, name in KINDS:
        if not PublishedItem.objects.filter(kind=kind).exists():
            ImportRun(folder / name, kind).run()


def composed(policies: int):
    """A published compilation of all schemes and so many documents, a chapter each by their fields."""
    from portal.pages.tree import listing_for
    from portal.pages.verbs import publish_new
    from portal.policies.models import Compilation, CompilationEntry, PolicyDocument, Scheme

    page = Compilation(title="惠企政策汇编", edition="实测版")
    schemes = [CompilationEntry(heading="政策产品", scheme=row) for row in Scheme.objects.live().order_by("source_id")]
    documents = PolicyDocument.objects.live().order_by("source_id")[:policies]
    page.entries = [*schemes, *(CompilationEntry(heading="政策文件", document=row) for row in documents)]
    for order, entry in enumerate(page.entries.all()):
        entry.sort_order = order
    return publish_new(parent=listing_for("compilations"), page=page)


def measure(policies: int) -> str:
    """Release, do the job, tell."""
    from django.contrib.auth import get_user_model
    from django.db import reset_queries

    from portal.jobs.models import Job
    from portal.jobs.worker import drain
    from portal.printing.releases import release
    from portal.publication.transaction import transaction

    page = composed(policies)
    reset_queries()
    with transaction():
        made = release(page, user=get_user_model().objects.first())
    began = time.perf_counter()
    drain()
    seconds = time.perf_counter() - began
    made.refresh_from_db()
    job = Job.objects.get(pk=made.job)
    if job.error:
        return job.error
    apart = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    return (
        f"{len(made.contents)} entries, {made.pages} pages, {made.bytes / 1e6:.1f} MB: {seconds:.1f} s, "
        f"typesetter {apart} MiB, worker {own} MiB at most, not printed: {made.unprintable!r}; {made.file.path}"
    )


def main() -> None:
    """Measure once."""
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.test")
    logging.disable(logging.WARNING)
    django.setup()
    fill(Path(sys.argv[1]))
    sys.stdout.write(measure(int(sys.argv[2]) if len(sys.argv) > 2 else 60) + "\n")


if __name__ == "__main__":
    main()
