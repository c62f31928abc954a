"""The review: what the file says beside what is proposed, nothing invented, nothing lost, one record from one file."""

from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.conf import LazySettings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from docx import Document
from PIL import Image

from portal.accounts.models import Membership, User
from portal.home.tree import ensure_site_tree
from portal.importers.blocks import Line, Table
from portal.intake.document import Document as Shown
from portal.intake.formats.contents import Reading
from portal.intake.forms.inputs import Moment
from portal.intake.kinds import likely_kind
from portal.intake.models import Upload, UploadState
from portal.jobs.worker import drain
from portal.policies.models import ApplicationNotice
from portal.taxonomy.models import Organisation
from tests.browser.notice_file import TITLE, write_notice
from tests.portal.intake.test_screens_files import editor, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def private_files(settings: LazySettings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path / "media"
    ensure_site_tree()


@pytest.fixture
def clerk() -> User:
    return editor("clerk")


@pytest.fixture
def client(clerk: User) -> Client:
    return signed_in(clerk)


@pytest.fixture
def upload(client: Client, tmp_path: Path) -> Upload:
    """A call in Word, given and read."""
    path = write_notice(tmp_path)
    client.post(reverse("intake"), {"files": [SimpleUploadedFile(path.name, path.read_bytes())]})
    drain()
    return Upload.objects.get()


def screen(client: Client, upload: Upload) -> Any:
    return client.get(reverse("intake_review", args=[upload.pk]))


def form_values(html: str) -> dict[str, Any]:
    """What a browser would send that sends the form as it is."""
    form = BeautifulSoup(html, "html.parser").select_one("form.intake-fields")
    for template in form.select("template"):
        template.decompose()
    values = {
        field["name"]: field.get("value", "on" if field.get("type") == "checkbox" else "")
        for field in form.select("input[name]")
        if field.get("type") != "checkbox" or field.has_attr("checked")
    }
    values |= {area["name"]: area.text.removeprefix("\n") for area in form.select("textarea[name]")}
    for choice in form.select("select[name]"):
        chosen = choice.select_one("option[selected]") or choice.select_one("option")
        values[choice["name"]] = chosen["value"]
    return values


def save(client: Client, upload: Upload, **changed: Any) -> Any:
    values = form_values(screen(client, upload).content.decode())
    return client.post(reverse("intake_review", args=[upload.pk]), values | changed)


def test_every_proposed_field_links_to_the_passage_that_states_it(client: Client, upload: Upload) -> None:
    page = BeautifulSoup(screen(client, upload).content.decode(), "html.parser")

    links = page.select("[data-intake-passage]")

    assert len(links) > 12
    for link in links:
        passage = page.select_one(link["href"])
        squeezed = "".join(passage.text.split())
        assert "".join(link["data-intake-passage"].split()) in squeezed


def test_saved_as_it_is_it_becomes_a_draft_that_says_what_the_file_says(client: Client, upload: Upload) -> None:
    answer = save(client, upload, batch="第一批")

    notice = ApplicationNotice.objects.get()
    assert answer.url == reverse("wagtailadmin_pages:edit", args=[notice.pk])
    assert (notice.title, notice.batch, notice.live) == (TITLE, "第一批", False)
    assert [row.text[:3] for row in notice.conditions.all()] == ["在湖北", "从事统", "近三年"]
    window = notice.items.get().windows.get()
    assert window.closes_at.isoformat() == "2027-01-29T09:30:00+00:00"
    upload.refresh_from_db()
    assert (upload.state, upload.page_id) == (UploadState.MADE, notice.pk)


def test_sent_twice_it_makes_one_record(client: Client, upload: Upload) -> None:
    values = form_values(screen(client, upload).content.decode())

    first, second = (client.post(reverse("intake_review", args=[upload.pk]), values) for _ in range(2))

    assert first.url == second.url
    assert ApplicationNotice.objects.count() == 1


def test_what_is_left_out_emptied_or_added_is_so_in_the_draft(client: Client, upload: Upload) -> None:
    save(
        client, upload, **{"conditions-0-DELETE": "on", "conditions-1-text": " ", "conditions-3-text": "新增的条件"}
    )  # fmt: skip

    texts = [row.text[:5] for row in ApplicationNotice.objects.get().conditions.all()]
    assert texts == ["近三年内未", "新增的条件"]


def test_mistake_is_said_at_its_field_and_everything_typed_stays(client: Client, upload: Upload) -> None:
    answer = save(client, upload, title="", closes_at_day="三月底", batch="第九批", **{"contacts-0-phone": "1" * 300})

    page = BeautifulSoup(answer.content.decode(), "html.parser")
    assert answer.status_code == 200
    assert page.select_one("#id_batch")["value"] == "第九批"
    assert page.select_one("#id_closes_at_0")["value"] == "三月底"
    assert len(page.select(".intake-fields .error-message")) == 3
    assert not ApplicationNotice.objects.exists()
    again = BeautifulSoup(screen(client, upload).content.decode(), "html.parser")
    assert again.select_one("#id_batch")["value"] == "第九批"


def test_kept_for_later_is_there_when_one_comes_back(client: Client, upload: Upload) -> None:
    assert save(client, upload, batch="第三批", title="", later="1").url == reverse("intake")

    assert form_values(screen(client, upload).content.decode())["batch"] == "第三批"


def test_only_organisation_of_a_person_owns_the_record(client: Client, clerk: User, upload: Upload) -> None:
    body = Organisation.objects.create(name="湖北省统计局")
    Membership.objects.create(user=clerk, organisation=body, role=Membership.Role.EDITOR)

    save(client, upload)

    assert ApplicationNotice.objects.get().record_owner == body


def test_organisation_for_which_one_does_not_act_cannot_be_chosen(client: Client, clerk: User, upload: Upload) -> None:
    own, other = (Organisation.objects.create(name=name) for name in ("湖北省统计局", "湖北省财政厅"))
    Membership.objects.create(user=clerk, organisation=own, role=Membership.Role.EDITOR)

    answer = save(client, upload, owner=str(other.pk))

    assert answer.context["form"].errors["owner"]


def test_picture_needs_its_content_in_words_or_is_marked_as_decoration(client: Client, tmp_path: Path) -> None:
    drawn = BytesIO()
    Image.new("RGB", (120, 80), "teal").save(drawn, "PNG")
    document = Document()
    document.add_paragraph("关于组织申报示范项目的通知")
    document.add_picture(drawn)
    document.add_paragraph("一、申报条件：在本市注册。")
    document.save(str(tmp_path / "图.docx"))
    client.post(reverse("intake"), {"files": [SimpleUploadedFile("图.docx", (tmp_path / "图.docx").read_bytes())]})
    drain()
    upload = Upload.objects.get()

    refused = save(client, upload)
    page = BeautifulSoup(refused.content.decode(), "html.parser")
    assert page.select(".intake-picture .error-message")
    shown = client.get(page.select_one(".intake-picture img")["src"])
    assert shown["Content-Type"] == "image/png"
    assert client.get(reverse("intake_picture", args=[upload.pk]), {"key": "99"}).status_code == 404

    save(client, upload, **{"picture-0-alt": "办理流程：申请，审核，拨付"})
    assert "办理流程：申请，审核，拨付" in str(ApplicationNotice.objects.get().body.raw_data)


def test_time_of_day_that_is_not_given_is_the_whole_day() -> None:
    end, begin = Moment(end=True), Moment()

    assert end.clean(["2026-12-10", ""]) == "2026-12-11T00:00:00+08:00"
    assert begin.clean(["2026-12-10", ""]) == "2026-12-10T00:00:00+08:00"
    shown = end.widget.decompress("2026-12-11T00:00:00+08:00")
    assert (shown[0].isoformat(), shown[1]) == ("2026-12-10", None)


def test_passage_is_found_across_broken_lines_and_inside_tables() -> None:
    table = Line(table=Table([["受理部门", "电话"], ["市科技局", "0512-1"]]))
    shown = Shown(Reading(name="a.pdf", format="pdf", lines=[Line.plain("申报 时间\n自今日"), table]), str)

    assert shown.where("申报时间自今日") == "line-0"
    assert shown.where("市科技局 0512-1") == "line-1"
    assert shown.where("别处的话") == ""


def test_foreign_markup_is_shown_as_words_only() -> None:
    line = Line(text="点我", html='<b>点</b><img src=x onerror=alert(1)><a href="javascript:1">我</a>')

    html = Shown(Reading(name="a.html", format="html", lines=[line]), str).passages[0].html

    assert html == "<b>点</b>我"


@pytest.mark.parametrize(
    ("first", "kind"),
    [
        ("关于组织申报2026年度专项资金的通知", "notices"),
        ("《苏州市条例》政策解读", "interpretations"),
        ("2026年拟认定企业名单公示", "disclosures"),
        ("关于印发促进民营经济发展若干措施的通知", "policies"),
    ],
)
def test_kind_is_guessed_by_the_head(first: str, kind: str) -> None:
    assert likely_kind(Reading(name="a.docx", format="docx", lines=[Line.plain(first)])) == kind
