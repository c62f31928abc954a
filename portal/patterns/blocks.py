"""Every block of the StreamField vocabularies, as the portal's own pages have it."""

from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.http import HttpRequest
from django.utils.safestring import SafeString
from wagtail.blocks import StreamBlock, StreamValue
from wagtail.fields import StreamField
from wagtail.models import Page

from cms_blocks import ArticleStream, DocumentStream, GraphicStream, QuestionStream

STREAMS = (DocumentStream, ArticleStream, GraphicStream, QuestionStream)
# Pages of one type that are looked through for a block; a pattern page need not read a whole portal.
LOOKED_THROUGH = 80


@dataclass(frozen=True)
class BlockSpecimen:
    """One block, rendered; `page` is where it was found, None for the block's own preview."""

    name: str
    label: str
    html: SafeString
    page: Page | None


def specimens(request: HttpRequest) -> list[BlockSpecimen]:
    """One of each, in the order of the vocabularies."""
    found = _in_use()
    return [_specimen(name, stream, found.get(name), request) for name, stream in vocabulary().items()]


def vocabulary() -> dict[str, StreamBlock]:
    """The names of all blocks with a stream each belongs to; those of several streams stand under the first."""
    streams = [stream() for stream in STREAMS]
    return {name: stream for stream in reversed(streams) for name in stream.child_blocks}


def _in_use() -> dict[str, tuple[Page, dict[str, Any]]]:
    """For each block name a page that has one, with the raw block: the longest of those looked through."""
    found: dict[str, tuple[Page, dict[str, Any]]] = {}
    for model in apps.get_models():
        names = [field.name for field in model._meta.fields if isinstance(field, StreamField)]
        if names and issubclass(model, Page):
            for page in model.objects.live().order_by("-pk")[:LOOKED_THROUGH]:
                for raw in (raw for name in names for raw in getattr(page, name).raw_data):
                    if raw["type"] not in found or len(str(found[raw["type"]][1])) < len(str(raw)):
                        found[raw["type"]] = (page, dict(raw))
    return found


def _specimen(
    name: str, stream: StreamBlock, used: tuple[Page, dict[str, Any]] | None, request: HttpRequest
) -> BlockSpecimen:
    block = stream.child_blocks[name]
    if used:
        value = StreamValue(stream, [used[1]], is_lazy=True)
    else:
        value = StreamValue(stream, [(name, block.get_preview_value())])
    html = value.render_as_block({"request": request})
    return BlockSpecimen(name, str(block.label), html, used[0] if used else None)
