"""The rules of docs/architecture.md that a machine can hold: layers, sizes, names, and what every page type brings."""

import ast
import importlib
import pkgutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import factory
import pytest
from django.apps import apps
from django.template.loader import get_template

import tests.factories
from cms_blocks import ArticleStream, DocumentStream, GraphicStream, QuestionStream
from portal.pages.models import PortalPage
from portal.publication.models import PublishedItem, PublishedVersion
from search.indexing.documents import document

ROOT = Path(__file__).resolve().parents[1]
PACKAGES = ("portal", "cms_blocks", "search", "api", "themes")
FILE_LINES, SETTINGS_LINES, FUNCTION_LINES = 250, 150, 30
# A longer file or function states why, in a comment or docstring with these words.
REASON = "long because"
GRAB_BAGS = {"utils", "util", "core", "helpers", "helper"}
PAGE_TYPES = [model for model in apps.get_models() if issubclass(model, PortalPage)]
STREAMS = {
    "documents": DocumentStream,
    "articles": ArticleStream,
    "graphics": GraphicStream,
    "questions": QuestionStream,
}
BLOCKS = [
    pytest.param(block, id=f"{stream}-{name}")
    for stream, made in STREAMS.items()
    for name, block in made().child_blocks.items()
]


def sources() -> list[Path]:
    found = [path for package in PACKAGES for path in (ROOT / package).rglob("*.py")]
    return [path for path in found if "migrations" not in path.parts]


def functions(tree: ast.AST) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    return (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def factories() -> dict[type, type[factory.Factory]]:
    names = [module.name for module in pkgutil.iter_modules(tests.factories.__path__)]
    modules = [importlib.import_module(f"tests.factories.{name}") for name in names]
    made = [value for module in modules for value in vars(module).values() if isinstance(value, type)]
    found = [value for value in made if issubclass(value, factory.Factory) and not value._meta.abstract]
    return {value._meta.model: value for value in found}


def test_layers_hold():
    command = [sys.executable, "-c", "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports())"]

    result = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)

    assert result.returncode == 0, result.stdout + result.stderr


def test_files_are_short_or_say_why():
    long = []
    for path in sources():
        text = path.read_text(encoding="utf-8")
        limit = SETTINGS_LINES if path.parent.name == "settings" else FILE_LINES
        if len(text.splitlines()) > limit and REASON not in text:
            long.append(f"{name_of(path)}: {len(text.splitlines())} lines")

    assert not long, long


def test_functions_are_short_or_say_why():
    long = []
    for path in sources():
        text = path.read_text(encoding="utf-8")
        for function in functions(ast.parse(text)):
            size = function.end_lineno - function.lineno + 1
            if size > FUNCTION_LINES and REASON not in ast.get_source_segment(text, function):
                long.append(f"{name_of(path)}:{function.lineno} {function.name}: {size} lines")

    assert not long, long


def test_modules_say_what_they_are_for():
    trees = {name_of(path): ast.parse(path.read_text(encoding="utf-8")) for path in sources()}
    silent = [name for name, tree in trees.items() if tree.body and not ast.get_docstring(tree)]

    assert not silent, silent


def test_no_module_is_a_grab_bag():
    named = [name_of(path) for path in sources() if GRAB_BAGS & {path.stem, *path.relative_to(ROOT).parts}]

    assert not named, named


def test_no_import_hides_in_a_function_to_dodge_a_cycle():
    """`AppConfig.ready` is the one place where Django asks for it."""
    hidden = []
    for path in sources():
        for function in functions(ast.parse(path.read_text(encoding="utf-8"))):
            if path.name == "apps.py" and function.name == "ready":
                continue
            imports = [node for node in ast.walk(function) if isinstance(node, ast.Import | ast.ImportFrom)]
            hidden += [f"{name_of(path)}:{node.lineno} {function.name}" for node in imports]

    assert not hidden, hidden


def test_nobody_caches_whole_views_by_django_or_mounts_wagtails_own_api():
    banned = ("cache_page", "UpdateCacheMiddleware", "wagtail.api.v2", "wagtail.api.v3", "expire_at=")

    found = [f"{name_of(p)}: {word}" for p in sources() for word in banned if word in p.read_text(encoding="utf-8")]

    assert not found, found


def test_page_types_are_there():
    assert {model.kind for model in PAGE_TYPES} >= {"policies", "policy-products", "notices", "guides", "disclosures"}


@pytest.mark.parametrize("model", PAGE_TYPES, ids=lambda model: model.__name__)
def test_page_type_gives_its_representation_in_a_module_of_its_own(model):
    app = model._meta.app_config.name

    assert "representation" in vars(model)
    assert importlib.import_module(f"{app}.representation")


@pytest.mark.parametrize("model", PAGE_TYPES, ids=lambda model: model.__name__)
def test_page_type_has_a_template_and_a_factory(model):
    assert get_template(model.template)
    assert model in factories()


@pytest.mark.parametrize("model", PAGE_TYPES, ids=lambda model: model.__name__)
@pytest.mark.django_db
def test_page_type_has_a_search_document(model):
    page = factories()[model].create()

    item = PublishedItem.objects.get(pk=page.permanent_id)
    detail = PublishedVersion.objects.get(item=item, n=item.version).detail
    found = document(item, detail)

    assert (found.id, found.title) == (str(page.permanent_id), page.title)


@pytest.mark.parametrize("block", BLOCKS)
@pytest.mark.django_db
def test_block_has_icon_template_preview_and_description(block):
    assert block.meta.icon not in ("", "placeholder")
    assert get_template(block.meta.template)
    assert str(block.meta.description)
    assert block.get_preview_value()
