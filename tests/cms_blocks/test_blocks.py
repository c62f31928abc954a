"""Every block can be found, understood and previewed by an editor, and renders its preview."""

import pytest
from django.template.loader import get_template

from cms_blocks import ArticleStream, DocumentStream

BLOCKS = DocumentStream().child_blocks
NAMES = {
    "clause", "heading", "text", "image", "table", "steps", "materials", "contacts", "attachments", "clause_quote",
    "callout", "related",
}  # fmt: skip


def test_streams_offer_the_vocabulary() -> None:
    assert set(BLOCKS) == NAMES
    assert set(ArticleStream().child_blocks) == NAMES - {"clause"}


@pytest.mark.parametrize("name", sorted(NAMES))
def test_block_says_what_it_is(name: str) -> None:
    block = BLOCKS[name]

    assert block.meta.icon != "placeholder"
    assert str(block.meta.label)
    assert str(block.get_description())
    assert block.get_template() == f"cms_blocks/{name}.html"
    assert get_template(block.get_template())
    assert block.is_previewable


@pytest.mark.django_db
@pytest.mark.parametrize("name", sorted(NAMES - {"related"}))
def test_block_renders_its_preview(name: str) -> None:
    block = BLOCKS[name]

    value = block.get_preview_value()

    assert len(block.render(value).strip()) > 20
    assert block.plain_text(value)


@pytest.mark.django_db
def test_related_without_public_records_renders_nothing() -> None:
    block = BLOCKS["related"]

    assert block.render(block.get_preview_value()).strip() == ""
