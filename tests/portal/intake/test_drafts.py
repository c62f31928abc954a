"""Drafts: what was chosen, pictures as images, the file itself, permanent ids of their own."""

import pytest
from django.core.exceptions import ValidationError
from wagtail.images import get_image_model

from cms_blocks import clauses
from portal.home.tree import ensure_site_tree
from portal.importers.blocks import Line, Table
from portal.intake.drafts import make_draft
from portal.intake.formats.contents import Picture, Reading
from portal.intake.proposals import propose
from portal.pages.tree import listing_for
from portal.policies.models import ApplicationNotice, PolicyDocument
from portal.publication.models import PublishedItem
from tests.factories.accounts import UserFactory
from tests.portal.intake.formats.building import png
from tests.portal.intake.rules.test_calls import CALL
from tests.portal.intake.rules.test_policies import NOTICE

pytestmark = pytest.mark.django_db


@pytest.fixture
def user():
    ensure_site_tree()
    return UserFactory()


def reading(text: str, *more: Line) -> Reading:
    lines = [Line.plain(line) for line in text.splitlines()]
    pictures = {"picture-1": Picture("picture-1.png", "image/png", png(), 40, 30)}
    return Reading(name="办法.docx", format="docx", lines=[*lines, *more], pictures=pictures)


def draft(kind: str, made: Reading, user, **changed):
    proposal = propose(made, kind)
    return make_draft(proposal, proposal.likeliest() | changed, listing_for(kind), user, original=b"PK-original")


def test_a_document_becomes_a_draft_with_one_revision(user):
    made = draft("policies", reading(NOTICE), user)
    page = PolicyDocument.objects.get(pk=made.pk)
    assert not page.live and page.revisions.count() == 1 and page.owner == user
    assert not PublishedItem.objects.filter(pk=page.permanent_id).exists()
    assert [role.organisation.name for role in page.roles.all()] == ["某市科学技术局", "某市财政局"]
    assert {(row.kind, row.target_number) for row in page.relations.all()} == {
        ("basis", "国发〔2023〕15号"), ("repeals", "某科规〔2019〕1号"),
    }  # fmt: skip
    assert str(page.valid_to) == "2027-03-31"


def test_what_the_clerk_left_out_stays_empty(user):
    proposal = propose(reading(NOTICE), "policies")
    page = make_draft(proposal, {"title": "新名"}, listing_for("policies"), user)
    assert (page.title, page.doc_number, page.issued_on, list(page.roles.all())) == ("新名", "", None, [])


def test_clauses_have_ids_of_their_own_each_time(user):
    first, second = (draft("policies", reading(NOTICE), user) for _ in range(2))
    ids = [{one["id"] for one in clauses(page.body)} for page in (first, second)]
    assert len(ids[0]) == 3 and not ids[0] & ids[1]
    assert {one["id"] for one in clauses(PolicyDocument.objects.get(pk=first.pk).body)} == ids[0]


def test_tables_are_tables_and_pictures_images_with_their_alternative(user):
    table = Line(text="x", table=Table([["项目", "标准"], ["甲", "10万元"]]))
    made = reading(NOTICE, table, Line(picture="picture-1", alternative="流程图"))
    page = draft("policies", made, user, pictures={"picture-1": {"alt": "申报流程：提交、审核、公示"}})
    kinds = {child.block_type: child.value for child in page.body}
    assert kinds["table"]["data"] == [["项目", "标准"], ["甲", "10万元"]]
    image = kinds["image"]["image"]
    assert image.contextual_alt_text == "申报流程：提交、审核、公示"
    assert (image.width, get_image_model().objects.count()) == (40, 1)


def test_the_file_itself_is_an_attachment(user):
    page = draft("policies", reading(NOTICE), user)
    kept = page.attachments.get()
    assert kept.name == "办法.docx" and kept.bytes == len(b"PK-original")
    assert kept.document.file.name.endswith(".docx")


def test_a_call_becomes_one_item_with_its_window(user):
    page = ApplicationNotice.objects.get(pk=draft("notices", reading(CALL), user).pk)
    item = page.items.get()
    window = item.windows.get()
    assert (item.purpose, item.mode, window.closes_at.isoformat()) == (
        "application", "apply", "2024-04-30T09:00:00+00:00",
    )  # fmt: skip
    assert [row.text[:4] for row in page.conditions.all()] == ["在本市注", "上年度研"]
    assert [row.name for row in page.materials.all()] == ["项目申报书", "2023年度审计报告", "专利证书复印件"]
    assert {row.role for row in page.roles.all()} == {"competent", "receiving"}


def test_a_beginning_without_an_end_is_kept_in_words_only(user):
    made = reading(CALL.replace("2024年3月1日9:00至4月30日17:00，逾期不予受理。", "2024年3月1日起受理。"))
    window = draft("notices", made, user).items.get().windows.get()
    assert (window.opens_at, window.closes_at, window.text) == (None, None, "2024年3月1日起受理。")


def test_without_a_title_there_is_no_draft(user):
    with pytest.raises(ValidationError):
        draft("policies", reading(NOTICE), user, title="")


def test_a_list_becomes_entries(user):
    table = Table([["企业名称", "金额（万元）"], ["甲公司", "20"], ["乙公司", ""]])
    page = draft("disclosures", reading("拟支持名单公示\n现予公示。", Line(text="x", table=table)), user)
    assert [(row.name_as_printed, row.amount and int(row.amount)) for row in page.entries.all()] == [
        ("甲公司", 200000), ("乙公司", None),
    ]  # fmt: skip
