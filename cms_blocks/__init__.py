"""The StreamField vocabulary: four streams, what can be read from them, and `cms_blocks.raw` for programs that write.

The names are resolved at first use: Django imports this package before any block could be translated.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from cms_blocks.graphic import GraphicStream, graphic_facts
    from cms_blocks.questions import QuestionStream
    from cms_blocks.reading import clauses, plain_text
    from cms_blocks.streams import ArticleStream, DocumentStream

__all__ = [
    "ArticleStream",
    "DocumentStream",
    "GraphicStream",
    "QuestionStream",
    "clauses",
    "graphic_facts",
    "plain_text",
]

_HOMES = {
    "ArticleStream": "streams",
    "DocumentStream": "streams",
    "GraphicStream": "graphic",
    "QuestionStream": "questions",
    "clauses": "reading",
    "graphic_facts": "graphic",
    "plain_text": "reading",
}


def __getattr__(name: str) -> Any:
    """PEP 562: import the module that holds an exported name."""
    if name not in _HOMES:
        raise AttributeError(name)
    return getattr(import_module(f"cms_blocks.{_HOMES[name]}"), name)
