"""Translated words as RDF, in each language of the portal."""

from django.utils import translation
from django.utils.functional import Promise
from rdflib import Literal, URIRef

# Language tags of the catalogue, and the portal's own names of these languages.
LANGUAGES = {"zh": "zh-hans", "en": "en"}


def words(predicate: URIRef, text: Promise) -> list[tuple[URIRef, Literal]]:
    """Statements that give `text` in each language."""
    found = []
    for tag, language in LANGUAGES.items():
        with translation.override(language):
            found.append((predicate, Literal(str(text), lang=tag)))
    return found
