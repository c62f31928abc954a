"""A proposal as corrected by the clerk becomes a draft page, its pictures and the file itself kept with it."""

import uuid
from dataclasses import replace
from pathlib import PurePath
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page

from portal.accounts.policy import organisations_for
from portal.importers.stream import Image, article_value, stream_value
from portal.intake.filling import FILL
from portal.intake.filling.attached import ATTACHMENTS
from portal.intake.proposal import Proposal
from portal.pages.models import PortalPage
from portal.pages.verbs import free_slug
from portal.policies.models import PolicyDocument

# Set by the tree when the page is added to it; slugs are made so that no sibling can have them.
TREE_FIELDS = {"path", "depth", "numchild", "url_path"}


@transaction.atomic
def make_draft(
    proposal: Proposal, chosen: dict[str, Any], parent: Page, user: Any, *, original: bytes | None = None
) -> PortalPage:
    """A page under `parent`, not live, with one revision. `chosen` has the values to keep, as `likeliest` gives them.

    Besides, `chosen` may have `owner` (an Organisation; else the only one for which the user acts) and `pictures`
    ({address: {alt, decorative}}). What is not in `chosen` stays empty; blocks, rows and pictures are the proposal's.
    Parts and clauses get permanent ids of their own. `original` is the file itself, kept as an attachment named
    `proposal.name`. Raises ValidationError.
    """
    fill = FILL[proposal.kind]
    page: PortalPage = fill.model(live=False, has_unpublished_changes=True, owner=user)
    fill.fill(page, chosen, proposal.rows)
    page.record_owner = chosen.get("owner") or only_owner(user)
    page.slug = free_slug(page.title, page.permanent_id)
    page.locale_id = parent.locale_id
    page.full_clean(exclude=TREE_FIELDS, validate_unique=False)
    images = _keep_pictures(proposal, chosen)
    blocks = [replace(block, id=str(uuid.uuid4())) for block in proposal.blocks]
    value = stream_value if isinstance(page, PolicyDocument) else article_value
    page.body = value(blocks, images)
    if original is not None:
        _attach(page, proposal, original, user)
    parent.add_child(instance=page)
    page.save_revision(user=user, log_action="wagtail.create")
    return page


def only_owner(user: Any) -> Any:
    """The organisation for which the user may add records; None for none or several."""
    if not getattr(user, "is_authenticated", False):
        return None
    found = organisations_for(user)
    return found[0] if len(found) == 1 else None


def _keep_pictures(proposal: Proposal, chosen: dict[str, Any]) -> dict[str, Image]:
    """Wagtail images of the pictures that the text shows; alternatives as chosen, else as the file has them."""
    told = chosen.get("pictures") or {}
    kept = {}
    for block in proposal.blocks:
        picture = proposal.pictures.get(block.address) if block.kind == "picture" else None
        if picture is None or block.address in kept:
            continue
        said = told.get(block.address) or {}
        alternative = str(said.get("alt") or block.alternative)[:255]
        file = ContentFile(picture.content, name=picture.name)
        image = get_image_model()(title=(alternative or f"{proposal.name} {block.address}")[:255], file=file)
        image.save()
        kept[block.address] = Image(image.pk, alternative, bool(said.get("decorative")))
    return kept


def _attach(page: PortalPage, proposal: Proposal, original: bytes, user: Any) -> None:
    """The file itself, as the last attachment."""
    document = get_document_model()(title=proposal.name[:255], uploaded_by_user=user)
    suffix = PurePath(proposal.name).suffix.lower()[:10]
    document.file.save(f"{page.permanent_id}{suffix}", ContentFile(original), save=False)
    document.file_size = len(original)
    document.save()
    rows = list(page.attachments.all())
    row = ATTACHMENTS[proposal.kind](name=proposal.name[:500], document=document, sort_order=len(rows))
    page.attachments = [*rows, row]
