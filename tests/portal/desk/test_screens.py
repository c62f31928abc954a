"""The editors' home and the reports: who sees them, what they say, what a spreadsheet gets."""

import datetime as dt
import io

import openpyxl
import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.log_actions import log
from wagtail.rich_text import RichText

from portal.accounts.invitations import invite
from portal.desk.links.finding import collect
from portal.desk.models import IncompleteRecord, Link
from portal.desk.wagtail_hooks import REPORTS
from portal.home.tree import ensure_site_tree
from portal.taxonomy.models import Organisation
from tests.factories.accounts import UserFactory
from tests.factories.documents import PolicyDocumentFactory

pytestmark = pytest.mark.django_db
RECORDS = {"desk_records", "desk_counts", "desk_incomplete", "desk_links", "desk_calls", "desk_validity"}


@pytest.fixture
def department():
    ensure_site_tree()
    return Organisation.objects.create(name="苏州市科学技术局")


@pytest.fixture
def sign_in(client, department):
    def enter(role):
        organisation = department if role in {"clerk", "reviewer", "publisher", "keeper"} else None
        user, _ = invite(email=f"{role}@example.org", role=role, organisation=organisation)
        client.force_login(user)
        return client

    return enter


def rows_of(answer):
    sheet = openpyxl.load_workbook(io.BytesIO(b"".join(answer.streaming_content))).active
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


@pytest.mark.parametrize(
    ("role", "seen"),
    [
        ("clerk", {*RECORDS, "desk_published_by"}),
        ("security", {"desk_accounts"}),
        ("audit", {"desk_accounts", "desk_sign_ins", "desk_audit", "desk_published_by"}),
        ("system", set()),
    ],
)
def test_each_role_reads_its_own_reports(sign_in, role, seen):
    client = sign_in(role)
    answered = {
        name for name in (one.index_url_name for one in REPORTS) if client.get(reverse(name)).status_code == 200
    }

    assert answered == seen


@pytest.mark.parametrize("report", REPORTS, ids=lambda report: report.index_url_name)
@pytest.mark.parametrize("file_format", ["csv", "xlsx"])
def test_every_report_is_a_file_too(client, department, report, file_format):
    client.force_login(UserFactory(is_superuser=True))
    page = PolicyDocumentFactory(record_owner=department, title="=HYPERLINK(1)", source_url="https://example.org/a")
    IncompleteRecord.objects.create(
        page=page, kind="policies", owner=department, missing=[{"text": "@x"}], count=1, looked_at=timezone.now()
    )
    collect()
    Link.objects.update(broken=True)
    log(page, "wagtail.publish", user=UserFactory(username="=1+1"))

    answer = client.get(reverse(report.index_url_name), {"export": file_format})
    body = b"".join(answer.streaming_content)

    assert answer.status_code == 200
    if file_format == "csv":
        text = body.decode("utf-8-sig")
        assert not any(cell.startswith(("=", "@")) for line in text.splitlines() for cell in line.split(","))


def test_a_formula_is_text_in_a_spreadsheet(client, department):
    client.force_login(UserFactory(is_superuser=True))
    PolicyDocumentFactory(record_owner=department, title='=cmd|" /C calc"!A0')

    rows = rows_of(client.get(reverse("desk_records"), {"export": "xlsx"}))

    assert rows[1][0].startswith("'=cmd")
    assert rows[1][2] == "苏州市科学技术局"


def test_home_tells_what_waits(sign_in, department):
    page = PolicyDocumentFactory(record_owner=department, title="缺少内容的办法")
    other = PolicyDocumentFactory(record_owner=Organisation.objects.create(name="财政局"), title="别人的办法")
    for record in (page, other):
        IncompleteRecord.objects.create(
            page=record, kind="policies", missing=[{"text": "请选择公开属性"}], count=1, looked_at=timezone.now()
        )

    shown = sign_in("clerk").get(reverse("wagtailadmin_home")).content.decode()

    assert "缺少内容的办法" in shown
    assert "请选择公开属性" in shown
    assert "别人的办法" not in shown


def test_home_asks_few_questions(sign_in, department, django_assert_max_num_queries):
    for number in range(12):
        page = PolicyDocumentFactory(record_owner=department, title=f"办法{number}")
        IncompleteRecord.objects.create(
            page=page, kind="policies", missing=[{"text": "x"}], count=1, looked_at=timezone.now()
        )
    client = sign_in("clerk")
    client.get(reverse("wagtailadmin_home"))

    with django_assert_max_num_queries(60):
        client.get(reverse("wagtailadmin_home"))


@pytest.mark.parametrize(
    "typed", ["专精特新", "苏科规[2023]5号", "苏科规〔2023〕5号", "苏科规（2023）5号", "奖励二十万元", "只在草稿里的话"]
)
def test_search_finds_substrings_everywhere(sign_in, department, typed):
    page = PolicyDocumentFactory(
        record_owner=department, title="关于培育专精特新企业的办法", doc_number="苏科规〔2023〕5号",
        body=[("text", RichText("<p>首次认定的奖励二十万元。</p>"))],
    )  # fmt: skip
    page.summary = "只在草稿里的话"
    page.save_revision()
    PolicyDocumentFactory(record_owner=department, title="无关的文件")

    shown = sign_in("clerk").get(reverse("wagtailadmin_pages:search"), {"q": typed}).content.decode()

    assert "关于培育专精特新企业的办法" in shown
    assert "无关的文件" not in shown


def test_sign_ins_are_remembered(client, department):
    UserFactory(username="li", email="li@example.org").set_password("x")
    client.post(reverse("wagtailadmin_login"), {"username": "li", "password": "wrong"})
    client.force_login(UserFactory(is_superuser=True))

    shown = client.get(reverse("desk_sign_ins")).content.decode()

    assert "li" in shown


def test_run_out_validity_is_listed(sign_in, department):
    soon = timezone.localdate() + dt.timedelta(days=20)
    PolicyDocumentFactory(
        record_owner=department, title="快到期的办法", effective_from=dt.date(2020, 1, 1), valid_to=soon
    )
    PolicyDocumentFactory(record_owner=department, title="还早的办法", effective_from=dt.date(2020, 1, 1))

    shown = sign_in("clerk").get(reverse("desk_validity")).content.decode()

    assert "快到期的办法" in shown
    assert "还早的办法" not in shown
