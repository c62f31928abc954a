"""Every block of the StreamField vocabularies, as the portal's own pages have it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.http import HttpRequest
from django.utils.safestring import SafeString
from wagtail.blocks import StreamBlock, StreamValue
from wagtail.fields import StreamField
from wagtail.models import Page

from cms_blocks import DocumentStream, GraphicStream, QuestionStream

# A document's vocabulary has an article's in it; the others use some of the same names for blocks of their own.
STREAMS: dict[str, type[StreamBlock]] = {"text": DocumentStream, "graphic": GraphicStream, "question": QuestionStream}
# Pages of one type that are looked through for a block; a pattern page need not read a whole portal.
LOOKED_THROUGH = 80
# Characters of a raw block that shows what it can look like and can still be taken in at a glance.
TELLING = 700


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
    return [_specimen(key, stream, found.get(key), request) for key, stream in vocabulary().items()]


def vocabulary() -> dict[tuple[str, str], StreamBlock]:
    """The blocks as (vocabulary, name), each with a stream that has it."""
    streams = {name: stream() for name, stream in STREAMS.items()}
    return {(name, block): stream for name, stream in streams.items() for block in stream.child_blocks}


def _in_use() -> dict[tuple[str, str], tuple[Page, dict[str, Any]]]:
    """For each block a page that has one, with the raw block: one of telling length if there is."""
    found: dict[tuple[str, str], tuple[Page, dict[str, Any]]] = {}
    for model, name, stream in _fields():
        for page in model.objects.live().order_by("-pk")[:LOOKED_THROUGH]:
            for raw in getattr(page, name).raw_data:
                key = (stream, raw["type"])
                if key not in found or _awkwardness(raw) < _awkwardness(found[key][1]):
                    found[key] = (page, dict(raw))
    return found


def _awkwardness(raw: Any) -> int:
    return abs(len(str(raw)) - TELLING)


def _fields() -> Iterator[tuple[type[Page], str, str]]:
    """Every StreamField of a page type: the type, the field's name, the name of its vocabulary."""
    for model in apps.get_models():
        for field in model._meta.fields if issubclass(model, Page) else ():
            if isinstance(field, StreamField):
                names = (name for name, stream in STREAMS.items() if isinstance(field.stream_block, stream))
                yield model, field.name, next(names, "text")


def _specimen(
    key: tuple[str, str], stream: StreamBlock, used: tuple[Page, dict[str, Any]] | None, request: HttpRequest
) -> BlockSpecimen:
    block = stream.child_blocks[key[1]]
    if used:
        value = StreamValue(stream, [used[1]], is_lazy=True)
    else:
        value = StreamValue(stream, [(key[1], block.get_preview_value())])
    html = value.render_as_block({"request": request})
    return BlockSpecimen("-".join(key), str(block.label), html, used[0] if used else None)
