"""Wagtail's search by substring, which looks into records, too: explorer, search and choosers of pages all use it."""

from functools import cache
from typing import Any

from django.db.models import Q
from modelsearch.backends.database.fallback import DatabaseSearchBackend, DatabaseSearchQueryCompiler
from wagtail.models import Page

from portal.desk.text_search import pages_with


class QueryCompiler(DatabaseSearchQueryCompiler):
    """Adds to the columns that Wagtail compares those of the records' own tables and their drafts."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Wagtail asks for the count and for the page with one compiler: the texts are read through once.
        self.inside = cache(pages_with)

    def build_single_term_filter(self, term: str) -> Any:
        """One word of what was typed."""
        found = super().build_single_term_filter(term)
        if issubclass(self.queryset.model, Page) and not self.fields:
            found |= Q(pk__in=self.inside(term))
        return found


class SearchBackend(DatabaseSearchBackend):
    """Stands in WAGTAILSEARCH_BACKENDS."""

    query_compiler_class = QueryCompiler
    autocomplete_query_compiler_class = QueryCompiler
