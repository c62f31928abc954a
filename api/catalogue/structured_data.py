"""schema.org description of the open data: a DataCatalog of Datasets with their files."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from api.catalogue.datasets import Dataset
from api.dumps.files import File
from api.dumps.manifest import Manifest
from portal.pages.structured_data import LANGUAGE, Described, breadcrumbs, described, site, site_sponsor, statement
from portal.publication.addresses import absolute

PAGE = "/data/"
MEDIA_TYPES = {"csv": "text/csv", "jsonl": "application/gzip", "texts": "application/gzip"}


def of_catalogue(rows: Iterable[Mapping[str, Any]], manifest: Manifest | None) -> list[Described]:
    """The catalogue with all datasets, and the way to the page; `rows` have dataset, changed and files."""
    catalogue = described(
        "DataCatalog",
        **{"@id": absolute("/data/catalog")},
        name=_("Open data"),
        description=_("Everything public on the portal as files, and a feed that continues them."),
        url=absolute(PAGE),
        license=settings.API_LICENCE["url"],
        inLanguage=LANGUAGE,
        isPartOf=site(),
        publisher=site_sponsor(),
        dateModified=manifest.generated_at if manifest else None,
        dataset=[_dataset(row["dataset"], row["changed"], row["files"], manifest) for row in rows],
    )
    return [statement(catalogue), statement(breadcrumbs((_("Open data"), PAGE)))]


def _dataset(dataset: Dataset, changed: Any, files: Iterable[tuple[Any, File]], manifest: Manifest | None) -> Described:
    name = absolute(f"/data/catalog#{dataset.kind}")
    return described(
        "Dataset",
        **{"@id": name},
        name=dataset.title,
        description=dataset.description,
        identifier=name,
        url=absolute(f"/{dataset.kind}/"),
        license=settings.API_LICENCE["url"],
        isAccessibleForFree=True,
        inLanguage=LANGUAGE,
        keywords=[str(keyword) for keyword in dataset.keywords],
        creator=site_sponsor(),
        publisher=site_sponsor(),
        dateModified=changed.isoformat() if changed else None,
        distribution=[
            described(
                "DataDownload",
                name=title,
                contentUrl=absolute(file.path),
                encodingFormat=MEDIA_TYPES[file.form],
                contentSize=f"{file.bytes} B",
                sha256=file.sha256,
                dateModified=manifest.generated_at if manifest else None,
            )
            for title, file in files
        ],
    )
