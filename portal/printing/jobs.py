"""The job printing.compilation: a release's PDF, made once and kept."""

import hashlib
from typing import Any

from django.core.files.base import ContentFile
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.jobs.running import JobRefused, Run
from portal.printing.compilations import compilation_html
from portal.printing.models import Release
from portal.printing.press import Paper, press
from portal.publication.head import touch

SECONDS = 600
MEGABYTES = 1024
# Writing the entries is a fifth of the way; so many characters of HTML fill a page, for the rest of it.
WRITTEN = 20
CHARACTERS_A_PAGE = 2_500


def make_compilation(run: Run, release: int) -> dict[str, Any]:
    """Write, typeset and keep the PDF of the release of that number, unless it is there already."""
    made = Release.objects.filter(pk=release).first()
    if made is None:
        raise JobRefused(_("The release is no longer there."))
    if not made.file:
        _keep(made, _typeset(run, made))
    return {"release": made.pk, "pages": made.pages, "bytes": made.bytes, "unprintable": made.unprintable}


def _typeset(run: Run, made: Release) -> Paper:
    html = compilation_html(
        made, lambda done, total: run.progress(WRITTEN * done // max(total, 1), 100, _("Writing the entries"))
    )
    expected = max(1, len(html) // CHARACTERS_A_PAGE)

    def tell(pages: int) -> None:
        share = WRITTEN + (99 - WRITTEN) * min(pages, expected) // expected
        run.progress(share, 100, _("Setting page %(page)s") % {"page": pages})

    return press(html, seconds=SECONDS, megabytes=MEGABYTES, pages_so_far=tell)


def _keep(made: Release, paper: Paper) -> None:
    made.file.save(f"compilation-{made.pk}.pdf", ContentFile(paper.pdf), save=False)
    made.pages, made.bytes = paper.pages, len(paper.pdf)
    made.sha256 = hashlib.sha256(paper.pdf).hexdigest()
    made.unprintable, made.made_at = paper.unprintable[:255], timezone.now()
    made.save(update_fields=["file", "pages", "bytes", "sha256", "unprintable", "made_at"])
    touch()
