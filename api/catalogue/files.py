"""The files of a dump as distributions of their datasets."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from rdflib import Graph, Literal, URIRef
from rdflib.namespace import DCAT, DCTERMS, RDF, XSD

from api.catalogue import names
from api.catalogue.names import DCATAP, SPDX
from api.catalogue.words import words
from api.dumps.files import File
from api.dumps.manifest import Manifest
from api.links import absolute

FORMS: dict[str, tuple[Promise, Promise]] = {
    "jsonl": (_("List form, JSON Lines"), _("Every record as the API's list gives it, one a line.")),
    "csv": (_("List form, table (CSV)"), _("Every record as a row, for spreadsheets; codes, not labels.")),
    "texts": (_("Full texts, JSON Lines"), _("Every record with its whole text and what points at it, one a line.")),
}


def add_file(graph: Graph, dataset: URIRef, file: File, manifest: Manifest, licence: URIRef) -> None:
    """One distribution: its name stays, its download address is that of the newest dump."""
    name = URIRef(f"{dataset}-{file.form}")
    title, description = FORMS[file.form]
    checksum = URIRef(f"{name}-checksum")
    file_type, media_type = names.TABLE if file.form == "csv" else names.LINES
    packed = [(DCAT.compressFormat, names.GZIP), (DCTERMS.conformsTo, names.JSON_LINES)]
    for predicate, value in (
        (RDF.type, DCAT.Distribution),
        *words(DCTERMS.title, title),
        *words(DCTERMS.description, description),
        (DCAT.accessURL, names.resource(graph, absolute("/data/"))),
        (DCAT.downloadURL, names.resource(graph, absolute(file.path))),
        (DCAT.byteSize, Literal(str(file.bytes), datatype=XSD.nonNegativeInteger)),
        (DCTERMS.license, licence),
        (DCTERMS.modified, Literal(manifest.generated_at, datatype=XSD.dateTime)),
        (DCTERMS.language, names.CHINESE),
        (DCTERMS["format"], file_type),
        (DCAT.mediaType, media_type),
        (DCATAP.availability, names.STABLE),
        (SPDX.checksum, checksum),
        *(packed if file.form != "csv" else ()),
    ):
        graph.add((name, predicate, value))
    graph.add((dataset, DCAT.distribution, name))
    graph.add((checksum, RDF.type, SPDX.Checksum))
    graph.add((checksum, SPDX.algorithm, names.SHA256))
    graph.add((checksum, SPDX.checksumValue, Literal(file.sha256, datatype=XSD.hexBinary)))
