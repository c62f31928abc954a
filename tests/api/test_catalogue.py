"""The catalogue for programs and its page for people: complete, the same in every form, made once for each dump."""

import json
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from rdflib import Graph, Namespace, URIRef
from rdflib.compare import to_isomorphic
from rdflib.namespace import DCAT, DCTERMS, RDF

from api.catalogue import serialised
from api.content.collections import COLLECTIONS
from api.dumps.export import export
from tests.api.conftest import Reader
from tests.search.records import publish

pytestmark = pytest.mark.django_db
SPDX = Namespace("http://spdx.org/rdf/terms#")
FORMATS = {"ttl": "turtle", "jsonld": "json-ld", "rdf": "xml"}


@pytest.fixture(autouse=True)
def nothing_kept(settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.DUMPS_ROOT = tmp_path / "dumps"
    monkeypatch.setattr(serialised, "_kept", None)


def read(reader: Reader, ending: str = "ttl") -> Graph:
    response = reader.get(f"/data/catalog.{ending}")
    assert response.status_code == 200 and response["Content-Type"].startswith(serialised.FORMATS[ending][0])
    return Graph().parse(data=response.content, format=FORMATS[ending], publicID="http://testserver/data/catalog")


def test_three_serialisations_are_the_same_graph(reader: Reader) -> None:
    publish()
    export()

    turtle, linked, xml = (to_isomorphic(read(reader, ending)) for ending in FORMATS)

    assert turtle == linked == xml and len(turtle) > 500


def test_every_collection_is_a_dataset_with_what_harvesters_ask_for(reader: Reader) -> None:
    publish()
    export()
    graph = read(reader)

    (catalogue,) = graph.subjects(RDF.type, DCAT.Catalog)
    datasets = set(graph.objects(catalogue, DCAT.dataset))

    assert datasets == {URIRef(f"http://testserver/data/catalog#{kind}") for kind in COLLECTIONS}
    wanted = (
        DCTERMS.title, DCTERMS.description, DCTERMS.publisher, DCTERMS.modified, DCTERMS.identifier,
        DCTERMS.accrualPeriodicity, DCTERMS.language, DCAT.theme, DCAT.contactPoint, DCAT.distribution, DCAT.keyword,
    )  # fmt: skip
    assert not [(dataset, name) for dataset in datasets for name in wanted if not list(graph.objects(dataset, name))]
    service = graph.value(predicate=RDF.type, object=DCAT.DataService)
    assert str(graph.value(service, DCAT.endpointDescription)) == "http://testserver/api/openapi.json"


def test_distributions_are_the_files_of_the_dump(reader: Reader) -> None:
    publish()
    made = export()
    graph = read(reader)

    found = {
        (str(graph.value(name, DCAT.downloadURL)), int(str(graph.value(name, DCAT.byteSize))),
         str(graph.value(graph.value(name, SPDX.checksum), SPDX.checksumValue)).lower())
        for name in graph.subjects(RDF.type, DCAT.Distribution)
    }  # fmt: skip

    assert found == {(f"http://testserver{file.path}", file.bytes, file.sha256) for file in made.all_files}


def test_without_a_dump_there_are_datasets_and_no_files(reader: Reader) -> None:
    graph = read(reader)

    assert len(set(graph.subjects(RDF.type, DCAT.Dataset))) == len(COLLECTIONS)
    assert not list(graph.subjects(RDF.type, DCAT.Distribution))


@pytest.mark.parametrize(
    ("accept", "media_type"),
    [
        ("text/turtle", "text/turtle"),
        ("application/ld+json", "application/ld+json"),
        ("application/rdf+xml;q=0.9, text/turtle;q=0.1", "application/rdf+xml"),
        ("*/*", "text/turtle"),
        ("application/ld+json;q=0, */*;q=0.1", "text/turtle"),
        (None, "text/turtle"),
    ],
)
def test_accept_decides(reader: Reader, accept: str | None, media_type: str) -> None:
    response = reader.get("/data/catalog", headers={"Accept": accept} if accept else {})

    assert response.status_code == 200 and response["Content-Type"] == f"{media_type}; charset=utf-8"
    assert {word.strip() for word in response["Vary"].split(",")} == {"Accept", "Accept-Encoding"}


@pytest.mark.parametrize("accept", ["text/html,application/xhtml+xml,*/*;q=0.8", "text/html"])
def test_people_are_sent_to_the_page(reader: Reader, accept: str) -> None:
    response = reader.get("/data/catalog", headers={"Accept": accept})

    assert (response.status_code, response["Location"]) == (303, "/data/") and "Accept" in response["Vary"]


@pytest.mark.parametrize("accept", ["image/png", "text/turtle;q=0", ";;;", "text/turtle; q=x/", "\xff"])
def test_other_wishes_are_refused_in_words(reader: Reader, accept: str) -> None:
    response = reader.get("/data/catalog", headers={"Accept": accept})

    assert response.status_code in (200, 406)
    if response.status_code == 406:
        assert "text/turtle" in response.json()["detail"]


@pytest.mark.parametrize("ending", ["", "n3", "ttl/", "../", "TTL"])
def test_other_endings_are_not_there(reader: Reader, ending: str) -> None:
    assert reader.get(f"/data/catalog.{ending}").status_code == 404


def test_graph_is_written_once_for_each_dump(reader: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    made = []
    build = serialised.catalogue
    monkeypatch.setattr(serialised, "catalogue", lambda manifest: made.append(manifest) or build(manifest))
    publish()
    first = export()
    for _ in range(3):
        for ending in FORMATS:
            reader.get(f"/data/catalog.{ending}")
    assert made == [first]
    publish(title="后来的")

    second = export()

    assert f"{second.files[0].sha256[:16]}.jsonl.gz" in reader.get("/data/catalog.ttl").content.decode()
    assert made == [first, second]


def page(reader: Reader, path: str = "/data/") -> BeautifulSoup:
    response = reader.get(path)
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


@pytest.mark.parametrize("path", ["/data/", "/en/data/"])
def test_page_leads_to_every_file_and_explains_the_join(reader: Reader, path: str) -> None:
    publish()
    made = export()

    html = page(reader, path)

    links = {link["href"] for link in html.find_all("a", href=True)}
    assert {file.path for file in made.all_files} <= links
    assert {"/data/dumps/manifest.json", "/data/catalog.ttl", "/api/docs/", "/data/mirror_client.py"} <= links
    assert len(html.find_all("h1")) == 1 and html.find("main").find("svg").find("title").text
    commands = html.find("pre").text
    assert "curl -fsSO http://testserver/data/mirror_client.py" in commands and "--prove" in commands
    ids = [tag["id"] for tag in html.find_all(id=True)]
    assert len(ids) == len(set(ids))


def test_page_without_a_dump_says_so(reader: Reader) -> None:
    html = page(reader, "/en/data/")

    assert "not yet" in html.find(class_="data__facts").text and not html.find(class_="data__files")


def test_page_describes_the_datasets_to_programs(reader: Reader) -> None:
    publish()
    made = export()

    blocks = [json.loads(tag.string) for tag in page(reader).find_all("script", type="application/ld+json")]

    (catalogue,) = [block for block in blocks if block["@type"] == "DataCatalog"]
    assert [dataset["@type"] for dataset in catalogue["dataset"]] == ["Dataset"] * len(COLLECTIONS)
    downloads = {row["contentUrl"] for dataset in catalogue["dataset"] for row in dataset["distribution"]}
    assert downloads == {f"http://testserver{file.path}" for file in made.all_files}
