"""Finding organisations by present and former names."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from portal.taxonomy.models import Organisation
from portal.taxonomy.organisations import find_by_name, find_or_create_by_name, with_descendants
from tests.factories.accounts import UserFactory
from tests.factories.taxonomy import OrganisationFactory

pytestmark = pytest.mark.django_db

AGENCY_CODE = "11440000006939756B"


def test_same_name_in_another_form_finds_the_same_body():
    body = find_or_create_by_name("广州市农业农村局（乡村振兴局）")
    assert find_or_create_by_name("广州市农业农村局(乡村 振兴局)") == body
    assert (body.level.code, body.region.code, body.kind) == ("city", "440100", "government")


def test_former_name_finds_the_body_but_a_present_name_goes_first():
    renamed = OrganisationFactory(name="甲市市场监督管理局")
    renamed.names.create(name="甲市工商行政管理局", valid_to=datetime.date(2018, 12, 31))
    renamed.save()
    assert find_by_name("甲市工商行政管理局") == renamed
    present = OrganisationFactory(name="甲市工商行政管理局")
    assert find_by_name("甲市工商行政管理局") == present


def test_code_decides_before_the_name_and_is_learned():
    body = find_or_create_by_name("广东省发展和改革委员会")
    assert find_or_create_by_name("广东省发展和改革委员会", uscc=AGENCY_CODE) == body
    assert find_or_create_by_name("广东省发展改革委", uscc=AGENCY_CODE) == body
    assert Organisation.objects.get().uscc == AGENCY_CODE


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("中共广东省委宣传部", "party"),
        ("浙江省人民代表大会常务委员会", "congress"),
        ("广州海事法院", "judiciary"),
        ("中关村科技园区管理委员会", "park_committee"),
        ("广东省物流行业协会", "association"),
        ("广东电网有限责任公司", "enterprise"),
        ("广东省标准化研究院(广东省组织机构代码管理中心)", "institution"),
        ("北京市科学技术委员会", "government"),
    ],
)
def test_kind_by_name(name, kind):
    assert find_or_create_by_name(name).kind == kind


def test_empty_name_is_refused():
    with pytest.raises(ValueError):
        find_or_create_by_name("  ")


def test_descendants_of_all_depths():
    top = OrganisationFactory()
    middle = OrganisationFactory(parent=top)
    bottom = OrganisationFactory(parent=middle)
    OrganisationFactory()
    assert with_descendants({top.pk}) == {top.pk, middle.pk, bottom.pk}


def test_organisation_cannot_stand_above_itself():
    top = OrganisationFactory()
    top.parent = OrganisationFactory(parent=top)
    with pytest.raises(ValidationError):
        top.full_clean()


def test_editor_adds_an_organisation_with_a_former_name(client):
    client.force_login(UserFactory(is_superuser=True))
    names = {
        "names-TOTAL_FORMS": "1",
        "names-INITIAL_FORMS": "0",
        "names-MIN_NUM_FORMS": "0",
        "names-MAX_NUM_FORMS": "1000",
        "names-0-name": "旧名局",
        "names-0-ORDER": "1",
    }
    posted = {"name": "新名局", "kind": "government", "uscc": "", "active": "on"} | names
    answer = client.post(reverse(Organisation.snippet_viewset.get_url_name("add")), posted)
    assert answer.status_code == 302
    assert find_by_name("旧名局").name == "新名局"


def test_chooser_finds_a_part_of_a_chinese_name(client):
    client.force_login(UserFactory(is_superuser=True))
    OrganisationFactory(name="苏州工业园区管理委员会")
    OrganisationFactory(name="苏州市财政局")
    results = reverse(Organisation.snippet_viewset.chooser_viewset.get_url_name("choose_results"))
    answer = client.get(results, {"q": "园区管"}).content.decode()
    assert "苏州工业园区管理委员会" in answer
    assert "苏州市财政局" not in answer
