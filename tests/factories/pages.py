"""Base of the factories of public records: they publish through the log, as everything does."""

from typing import Any

import factory

from portal.home.tree import ensure_site_tree
from portal.pages.tree import NoListing, listing_for
from portal.pages.verbs import publish_new


class RecordFactory(factory.Factory):
    """`create` publishes under the kind's listing; `build` gives an unsaved page."""

    class Meta:
        abstract = True

    title = factory.Sequence(lambda number: f"关于支持企业创新发展的第{number}号措施")

    @classmethod
    def _create(cls, model_class: type, *args: Any, **kwargs: Any) -> Any:
        page = model_class(*args, **kwargs)
        try:
            parent = listing_for(page.kind)
        except NoListing:
            ensure_site_tree()
            parent = listing_for(page.kind)
        return publish_new(parent=parent, page=page)
