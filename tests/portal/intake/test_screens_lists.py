"""Lists: columns find their meaning, a dry run tells of every row, the real one may be repeated."""

from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings
from django.contrib.auth.models import Permission
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook
from wagtail.models import GroupPagePermission

from portal.accounts.models import Membership, User
from portal.disclosures.models import Disclosure
from portal.home.tree import ensure_site_tree
from portal.intake.columns import likely_columns, likely_key, likely_list_kind
from portal.intake.formats.contents import Reading
from portal.intake.lists import List, list_of, lists_of
from portal.intake.models import ColumnMapping, ListRun, Upload, UploadState
from portal.intake.reading import read
from portal.jobs.worker import drain
from portal.pages.tree import listing_for
from portal.policies.models import PolicyDocument
from portal.taxonomy.models import Organisation
from tests.portal.intake.test_screens_files import editor, signed_in

pytestmark = pytest.mark.django_db
HEADER = "标题,文号,发布日期,链接"
ROWS = (
    "关于支持企业创新的若干措施,苏府规〔2026〕1号,2026/3/1,https://www.example.org/1",
    "关于稳定就业的通知,,2026年4月2日,https://www.example.org/2",
    "日期写错的通知,,三月,https://www.example.org/3",
)
FIRMS = (
    "企业名称,统一社会信用代码,资助金额（万元）,备注",
    "甲公司,91320594MA1N8LK6XG,12.5,",
    "乙公司,,3,联系电话13812345678",
)


@pytest.fixture(autouse=True)
def private_files(settings: LazySettings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path / "media"
    ensure_site_tree()


@pytest.fixture
def boss() -> Client:
    return signed_in(User.objects.create_superuser("boss", "boss@example.org", "not-a-default-1"))


def given(client: Client, *lines: str, name: str = "清单.csv") -> Upload:
    client.post(reverse("intake"), {"files": [SimpleUploadedFile(name, "\n".join(lines).encode())]})
    drain()
    return Upload.objects.latest("created_at")


def posted(client: Client, upload: Upload, kind: str, **changed: Any) -> Any:
    """What the mapping screen proposes, sent as it is but for what is changed."""
    form = client.get(reverse("intake_list", args=[upload.pk]), {"kind": kind}).context["form"]
    values = {name: form.initial.get(name, "") for name in form.fields}
    return client.post(reverse("intake_list", args=[upload.pk]), {**values, "kind": kind, "sheet": 0, **changed})


def run_of(answer: Any) -> ListRun:
    drain()
    return ListRun.objects.get(pk=answer.url.rstrip("/").split("/")[-1])


def test_dry_run_tells_of_every_row_and_changes_nothing(boss: Client) -> None:
    run = run_of(posted(boss, given(boss, HEADER, *ROWS), "policies"))

    assert run.report["counts"] == {"created": 2, "refused": 1}
    assert [row[0] for row in run.report["rows"]] == [2, 3, 4]
    assert "三月" in run.report["rows"][2][3]
    assert not PolicyDocument.objects.exists()
    assert "日期写错的通知" in boss.get(reverse("intake_run", args=[run.pk])).content.decode()


def test_real_run_makes_drafts_and_again_finds_them_unchanged_or_changed(boss: Client) -> None:
    dry = run_of(posted(boss, given(boss, HEADER, *ROWS), "policies"))
    real = run_of(boss.post(reverse("intake_run", args=[dry.pk])))

    assert real.report["counts"] == {"created": 2, "refused": 1}
    assert list(PolicyDocument.objects.values_list("live", flat=True)) == [False, False]
    assert Upload.objects.get().state == UploadState.MADE

    changed = ROWS[0].replace("若干措施", "若干政策措施")
    again = run_of(posted(boss, given(boss, HEADER, changed, ROWS[1]), "policies"))
    last = run_of(boss.post(reverse("intake_run", args=[again.pk])))

    assert last.report["counts"] == {"changed": 1, "unchanged": 1}
    assert PolicyDocument.objects.filter(title="关于支持企业创新的若干政策措施").count() == 1
    assert PolicyDocument.objects.count() == 2


def test_publishing_is_for_those_who_may(boss: Client) -> None:
    clerk = signed_in(editor("clerk", "policies"))
    dry = run_of(posted(clerk, given(clerk, HEADER, ROWS[0]), "policies"))
    page = clerk.get(reverse("intake_run", args=[dry.pk])).content.decode()

    assert 'name="publish"' not in page
    clerk.post(reverse("intake_run", args=[dry.pk]), {"publish": "1"})
    drain()
    assert not PolicyDocument.objects.exists()

    own = run_of(posted(boss, given(boss, HEADER, ROWS[0]), "policies"))
    run_of(boss.post(reverse("intake_run", args=[own.pk]), {"publish": "1"}))
    assert PolicyDocument.objects.get().live


def test_columns_are_remembered_for_the_same_header(boss: Client) -> None:
    upload = given(boss, HEADER, *ROWS)
    posted(boss, upload, "policies", published_on="", issued_on="2", source="江苏清单")

    form = boss.get(reverse("intake_list", args=[upload.pk]), {"kind": "policies"}).context["form"]

    assert ColumnMapping.objects.count() == 1
    assert (form.initial["issued_on"], form.initial["source"]) == (2, "江苏清单")
    assert "published_on" not in form.initial


def test_column_taken_twice_is_said_at_the_field(boss: Client) -> None:
    answer = posted(boss, given(boss, HEADER, *ROWS), "policies", issued_on="2", published_on="2")

    assert answer.status_code == 200
    assert answer.context["form"].errors["published_on"]
    assert not ListRun.objects.exists()


def test_firms_become_entries_of_one_disclosure_without_personal_numbers(boss: Client) -> None:
    upload = given(boss, *FIRMS)
    dry = run_of(posted(boss, upload, "entries", title="2026年度奖励名单", disclosure=""))
    real = run_of(boss.post(reverse("intake_run", args=[dry.pk])))

    assert real.report["counts"] == {"created": 1, "refused": 1}
    draft = Disclosure.objects.get().get_latest_revision_as_object()
    entry = draft.entries.get()
    assert (entry.name_as_printed, entry.uscc, entry.amount) == ("甲公司", "91320594MA1N8LK6XG", 125000)
    assert not draft.live


def test_a_button_pressed_twice_makes_one_disclosure(boss: Client) -> None:
    dry = run_of(posted(boss, given(boss, *FIRMS), "entries", title="名单", disclosure=""))

    first, second = (boss.post(reverse("intake_run", args=[dry.pk])) for _press in range(2))
    drain()

    assert first.url == second.url
    assert Disclosure.objects.count() == 1


def test_rows_found_again_in_a_disclosure_change_and_do_not_double(boss: Client) -> None:
    first = run_of(posted(boss, given(boss, *FIRMS[:2]), "entries", title="名单", disclosure=""))
    run_of(boss.post(reverse("intake_run", args=[first.pk])))
    page = Disclosure.objects.get()

    second = given(boss, FIRMS[0], FIRMS[1].replace("12.5", "20"), "丙公司,,1,")
    dry = run_of(posted(boss, second, "entries", title="", disclosure=page.pk))
    real = run_of(boss.post(reverse("intake_run", args=[dry.pk])))

    assert real.report["counts"] == {"changed": 1, "created": 1}
    entries = Disclosure.objects.get().get_latest_revision_as_object().entries.all()
    assert sorted((entry.name_as_printed, int(entry.amount)) for entry in entries) == [
        ("丙公司", 10000),
        ("甲公司", 200000),
    ]


def test_report_is_a_workbook_in_which_no_cell_is_a_formula(boss: Client) -> None:
    dry = run_of(posted(boss, given(boss, HEADER, "=1+1,,坏日期,https://www.example.org/9"), "policies"))

    answer = boss.get(reverse("intake_report", args=[dry.pk]))

    rows = list(load_workbook(BytesIO(answer.content)).active.iter_rows(values_only=True))
    assert len(rows) == 2
    assert rows[1][2] == "'=1+1"


def test_another_persons_run_is_not_there(boss: Client) -> None:
    dry = run_of(posted(boss, given(boss, HEADER, *ROWS), "policies"))
    other = signed_in(editor("other", "policies"))

    assert other.get(reverse("intake_run", args=[dry.pk])).status_code == 404
    assert other.post(reverse("intake_run", args=[dry.pk])).status_code == 404
    assert other.get(reverse("intake_report", args=[dry.pk])).status_code == 404


def of_department(name: str) -> tuple[Client, Organisation]:
    organisation = Organisation.objects.create(name=name)
    user = editor(name, "policies")
    for codename in ("change_page", "publish_page"):
        GroupPagePermission.objects.create(
            group=user.groups.get(), page=listing_for("policies"), permission=Permission.objects.get(codename=codename)
        )
    Membership.objects.create(user=user, organisation=organisation, role=Membership.Role.APPROVER)
    return signed_in(user), organisation


@pytest.mark.parametrize("publish", [{}, {"publish": "1"}])
def test_a_list_named_like_another_departments_changes_none_of_its_records(boss: Client, publish: dict) -> None:
    (one, owner), (other, _other) = of_department("科技局"), of_department("人社局")
    first = run_of(posted(one, given(one, HEADER, ROWS[0]), "policies", source="清单"))
    run_of(one.post(reverse("intake_run", args=[first.pk]), publish))
    assert PolicyDocument.objects.get().record_owner == owner

    stolen = ROWS[0].replace("若干措施", "废止通知")
    dry = run_of(posted(other, given(other, HEADER, stolen), "policies", source="清单"))
    real = run_of(other.post(reverse("intake_run", args=[dry.pk]), publish))

    assert (dry.report["counts"], real.report["counts"]) == ({"refused": 1}, {"refused": 1})
    assert "废止" not in PolicyDocument.objects.get().get_latest_revision_as_object().title


def test_report_leaves_out_what_no_workbook_holds(boss: Client) -> None:
    dry = run_of(posted(boss, given(boss, HEADER, "坏\x0b字符,,坏日期,https://www.example.org/9"), "policies"))

    assert boss.get(reverse("intake_report", args=[dry.pk])).status_code == 200


@pytest.mark.parametrize("number", ["9" * 5000, "-1", "²", ""])
def test_numbers_nobody_means_are_no_fault(boss: Client, number: str) -> None:
    upload = given(boss, HEADER, *ROWS)

    assert boss.get(reverse("intake_list", args=[upload.pk]), {"sheet": number}).status_code == 200
    assert boss.get(reverse("intake_picture", args=[upload.pk]), {"key": number}).status_code == 404


def of_rows(*lines: str) -> List:
    return list_of([line.split(",") for line in lines])


def test_header_words_find_their_fields_and_the_key_is_a_column_without_repetition() -> None:
    found = of_rows("序号,标题,文号,链接", "1,甲通知,,https://a.example/1", "2,乙通知,,https://a.example/2")

    # A column without any value is offered for nothing.
    assert likely_columns(found, "policies") == {"title": 1, "url": 3, "key": 3}
    assert likely_key(found).title == "链接"


def test_list_of_firms_is_recognised_by_their_codes() -> None:
    assert likely_list_kind(of_rows("企业名称,统一社会信用代码", "甲公司,91110108551385082Q")) == "entries"


@pytest.mark.slow
def test_real_list_of_1426_rows_would_be_taken_over_whole(boss: Client, shared_data: Path) -> None:
    path = shared_data / "files" / "xlsx" / "jiangxi-policy-list.xlsx"
    boss.post(reverse("intake"), {"files": [SimpleUploadedFile(path.name, path.read_bytes())]})
    drain()

    run = run_of(posted(boss, Upload.objects.get(), "policies"))

    assert run.report["counts"] == {"created": 1426}


def test_real_list_of_disclosures_is_recognised_by_its_titles(shared_data: Path) -> None:
    path = shared_data / "files" / "csv" / "gaoqi-disclosures-2022-2023.csv"
    reading: Reading = read(path.name, path.read_bytes())

    assert likely_list_kind(lists_of(reading)[0]) == "disclosures"
