"""The catalogue as one RDF graph (DCAT 3, DCAT-AP 3.0.1): catalogue, datasets, their files, the API."""

from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _
from rdflib import Graph, Literal, URIRef
from rdflib.namespace import DCAT, DCTERMS, FOAF, RDF, XSD

from api.catalogue import names
from api.catalogue.datasets import DATASETS, Dataset, standing
from api.catalogue.files import add_file
from api.catalogue.names import DCATAP, SPDX, VCARD
from api.catalogue.words import words
from api.dumps.manifest import Manifest
from api.links import absolute

ADDRESS = "/data/catalog"
PREFIXES = {"dcat": DCAT, "dcterms": DCTERMS, "foaf": FOAF, "spdx": SPDX, "vcard": VCARD, "dcatap": DCATAP}
Statement = tuple[Any, Any]


def catalogue(manifest: Manifest | None) -> Graph:
    """What is public now, with the files of the dump that `manifest` tells of; without one there are no files."""
    graph = Graph()
    for prefix, namespace in PREFIXES.items():
        graph.bind(prefix, namespace)
    names.declare(graph)
    _say(graph, _licence(), (RDF.type, DCTERMS.LicenseDocument))
    _publisher(graph)
    _service(graph)
    found = standing()
    for dataset in DATASETS.values():
        _dataset(graph, dataset, found.get(dataset.kind, {}), manifest)
        if manifest:
            for file in manifest.of_kind(dataset.kind):
                add_file(graph, _part(dataset.kind), file, manifest, _licence())
    _whole(graph, manifest)
    return graph


def _dataset(graph: Graph, dataset: Dataset, found: dict[str, Any], manifest: Manifest | None) -> None:
    name = _part(dataset.kind)
    changed = found["changed"].isoformat() if found else manifest.generated_at if manifest else None
    _say(
        graph,
        name,
        (RDF.type, DCAT.Dataset),
        *words(DCTERMS.title, dataset.title),
        *words(DCTERMS.description, dataset.description),
        *(word for keyword in dataset.keywords for word in words(DCAT.keyword, keyword)),
        *((DCAT.theme, names.theme(code)) for code in dataset.themes),
        (DCTERMS.identifier, Literal(str(name))),
        (DCTERMS.accrualPeriodicity, names.CONTINUOUSLY),
        (DCTERMS.language, names.CHINESE),
        (DCTERMS.spatial, names.CHINA),
        (DCAT.landingPage, _page(graph, f"/{dataset.kind}/")),
        *_responsible(),
        *_modified(changed),
    )
    if found and found["first"]:
        period = _part(f"{dataset.kind}-period")
        _say(graph, name, (DCTERMS.temporal, period))
        _say(graph, period, (RDF.type, DCTERMS.PeriodOfTime), (DCAT.startDate, Literal(found["first"])),
             (DCAT.endDate, Literal(found["last"])))  # fmt: skip


def _service(graph: Graph) -> None:
    _say(
        graph,
        _part("api"),
        (RDF.type, DCAT.DataService),
        *words(DCTERMS.title, _("Open API")),
        *words(DCTERMS.description, _("Lists, details, search and the change feed of everything public.")),
        *words(DCAT.keyword, _("open data")),
        (DCAT.endpointURL, names.resource(graph, absolute("/api/v1"))),
        (DCAT.endpointDescription, names.resource(graph, absolute("/api/openapi.json"))),
        (DCTERMS.conformsTo, names.OPENAPI),
        (DCTERMS.license, _licence()),
        (DCAT.theme, names.theme("GOVE")),
        *((DCAT.servesDataset, _part(kind)) for kind in DATASETS),
        *_responsible(),
    )


def _publisher(graph: Graph) -> None:
    name = Literal(settings.SITE_IDENTITY.get("sponsor") or settings.WAGTAIL_SITE_NAME)
    _say(graph, _part("publisher"), (RDF.type, FOAF.Agent), (FOAF.name, name),
         (FOAF.homepage, _page(graph, "/")), (DCTERMS.type, names.LOCAL_AUTHORITY))  # fmt: skip
    _say(graph, _part("contact"), (RDF.type, VCARD.Kind), (RDF.type, VCARD.Organization), (VCARD.fn, name),
         (VCARD.hasURL, _page(graph, "/data/")))  # fmt: skip


def _whole(graph: Graph, manifest: Manifest | None) -> None:
    _say(
        graph,
        URIRef(absolute(ADDRESS)),
        (RDF.type, DCAT.Catalog),
        *words(DCTERMS.title, _("Open data")),
        *words(DCTERMS.description, _("Everything public on the portal as files, and a feed that continues them.")),
        (DCTERMS.publisher, _part("publisher")),
        (DCTERMS.license, _licence()),
        (DCTERMS.language, names.CHINESE),
        (DCTERMS.spatial, names.CHINA),
        (DCAT.themeTaxonomy, names.THEMES),
        (FOAF.homepage, _page(graph, "/data/")),
        (DCAT.service, _part("api")),
        *((DCAT.dataset, _part(kind)) for kind in DATASETS),
        *_modified(manifest.generated_at if manifest else None),
    )


def _responsible() -> tuple[Statement, ...]:
    return (DCTERMS.publisher, _part("publisher")), (DCAT.contactPoint, _part("contact"))


def _modified(instant: str | None) -> tuple[Statement, ...]:
    return ((DCTERMS.modified, Literal(instant, datatype=XSD.dateTime)),) if instant else ()


def _part(name: str) -> URIRef:
    """What has no address of its own is named after the catalogue."""
    return URIRef(absolute(f"{ADDRESS}#{name}"))


def _licence() -> URIRef:
    return URIRef(settings.API_LICENCE["url"])


def _page(graph: Graph, path: str) -> URIRef:
    page = names.resource(graph, absolute(path))
    _say(graph, page, (RDF.type, FOAF.Document))
    return page


def _say(graph: Graph, subject: URIRef, *statements: Statement) -> None:
    for predicate, value in statements:
        graph.add((subject, predicate, value))
