"""The page for people: which data there is, under which licence, and how to keep a copy that misses nothing."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from api.catalogue.datasets import DATASETS, standing
from api.catalogue.files import FORMS
from api.catalogue.structured_data import of_catalogue
from api.dumps import manifest as manifests
from api.dumps.views import CLIENT
from portal.http_cache.keeping import do_not_keep
from portal.publication.addresses import absolute


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """Rendered from the newest dump's manifest and what is public now; it says so where there is no dump yet."""
    # A new dump moves no mark by which kept pages are judged.
    do_not_keep(request)
    manifest, found = manifests.current(), standing()
    rows = [
        {
            "dataset": dataset,
            "count": found.get(dataset.kind, {}).get("count", 0),
            "changed": found.get(dataset.kind, {}).get("changed"),
            "files": [(FORMS[file.form][0], file) for file in manifest.of_kind(dataset.kind)] if manifest else [],
        }
        for dataset in DATASETS.values()
    ]
    context: dict[str, Any] = {
        "rows": rows,
        "manifest": manifest,
        "total": sum(row["count"] for row in rows),
        "licence": settings.API_LICENCE,
        "client": CLIENT.read_text(encoding="utf-8"),
        "commands": commands(),
        "structured_data": of_catalogue(rows, manifest),
    }
    return TemplateResponse(request, "data/data.html", context)


def commands() -> str:
    """What to paste into a terminal for a copy of this portal that is compared with it."""
    return "\n".join(
        (
            "python3 -m venv mirror && . mirror/bin/activate",
            "python -m pip install httpx",
            f"curl -fsSO {absolute('/data/mirror_client.py')}",
            f"python mirror_client.py {settings.PORTAL_BASE_URL} mirror.db --prove",
        )
    )
