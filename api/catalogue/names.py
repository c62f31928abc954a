"""Names out of controlled vocabularies that the catalogue uses, each declared with the class DCAT-AP asks of it."""

from rdflib import Graph, Literal, Namespace, URIRef
from rdflib.namespace import DCTERMS, RDF, RDFS, SKOS

SPDX = Namespace("http://spdx.org/rdf/terms#")
DCATAP = Namespace("http://data.europa.eu/r5r/")
VCARD = Namespace("http://www.w3.org/2006/vcard/ns#")
EU = "http://publications.europa.eu/resource/authority/"
MEDIA = "https://www.iana.org/assignments/media-types/"

THEMES = URIRef(f"{EU}data-theme")
THEME_NAMES = {
    "GOVE": ("Government and public sector", "政府与公共部门"),
    "ECON": ("Economy and finance", "经济与金融"),
    "JUST": ("Justice, legal system and public safety", "司法、法律制度与公共安全"),
    "EDUC": ("Education, culture and sport", "教育、文化与体育"),
}
CHINESE = URIRef(f"{EU}language/ZHO")
CHINA = URIRef(f"{EU}country/CHN")
CONTINUOUSLY = URIRef(f"{EU}frequency/UPDATE_CONT")
STABLE = URIRef(f"{EU}planned-availability/STABLE")
LOCAL_AUTHORITY = URIRef("http://purl.org/adms/publishertype/LocalAuthority")
SHA256 = SPDX.checksumAlgorithm_sha256
JSON_LINES = URIRef("https://jsonlines.org/")
OPENAPI = URIRef("https://spec.openapis.org/oas/v3.1.0")
GZIP = URIRef(f"{MEDIA}application/gzip")
# (EU file type, IANA media type of what is inside)
TABLE = (URIRef(f"{EU}file-type/CSV"), URIRef(f"{MEDIA}text/csv"))
LINES = (URIRef(f"{EU}file-type/JSON"), URIRef(f"{MEDIA}application/json"))


def theme(code: str) -> URIRef:
    """A data theme of the EU authority table."""
    return URIRef(f"{EU}data-theme/{code}")


def declare(graph: Graph) -> None:
    """Say what the names are: validators do not fetch vocabularies."""
    graph.add((THEMES, RDF.type, SKOS.ConceptScheme))
    graph.add((THEMES, DCTERMS.title, Literal("Data theme", lang="en")))
    for code, (english, chinese) in THEME_NAMES.items():
        _concept(graph, theme(code), english, chinese)
        graph.add((theme(code), SKOS.inScheme, THEMES))
    _concept(graph, STABLE, "stable", "稳定提供")
    _concept(graph, LOCAL_AUTHORITY, "Local Authority", "地方政府机构")
    classes = {
        CHINESE: DCTERMS.LinguisticSystem,
        CHINA: DCTERMS.Location,
        CONTINUOUSLY: DCTERMS.Frequency,
        SHA256: SPDX.ChecksumAlgorithm,
        JSON_LINES: DCTERMS.Standard,
        OPENAPI: DCTERMS.Standard,
        GZIP: DCTERMS.MediaType,
    }
    for file_type, media_type in (TABLE, LINES):
        classes |= {file_type: DCTERMS.MediaTypeOrExtent, media_type: DCTERMS.MediaType}
    for name, its_class in classes.items():
        graph.add((name, RDF.type, its_class))


def resource(graph: Graph, address: str) -> URIRef:
    """An address as a thing of the web."""
    name = URIRef(address)
    graph.add((name, RDF.type, RDFS.Resource))
    return name


def _concept(graph: Graph, name: URIRef, english: str, chinese: str) -> None:
    graph.add((name, RDF.type, SKOS.Concept))
    graph.add((name, SKOS.prefLabel, Literal(english, lang="en")))
    graph.add((name, SKOS.prefLabel, Literal(chinese, lang="zh")))
