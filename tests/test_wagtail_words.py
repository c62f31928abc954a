"""What editors read of Wagtail is Chinese too: where the packages we install lack words, locale/wagtail has them."""

import gettext
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.urls import reverse
from django.utils.translation.trans_real import DjangoTranslation

from tests.test_translations import ROOT, TAG, Entry, placeholders, read_po

CATALOGUE = ROOT / "locale/wagtail/zh_Hans/LC_MESSAGES"
DOMAINS = ["django", "djangojs"]
# Written alike in both languages.
SAME = {"%(range_start)s - %(range_end)s", "ID", "URL", "Wagtail API v2"}


def installed(domain: str) -> Iterator[Entry]:
    """The strings of all installed packages: of their English catalogue, else of whatever languages they have."""
    for config in apps.get_app_configs():
        folder = Path(config.path) / "locale"
        english = folder / "en/LC_MESSAGES" / f"{domain}.po"
        for path in [english] if english.exists() else folder.glob(f"*/LC_MESSAGES/{domain}.po"):
            yield from read_po(path)


@pytest.mark.parametrize("domain", DOMAINS)
def test_every_string_of_the_installed_packages_has_chinese(domain):
    chinese = DjangoTranslation("zh-hans", domain=domain)

    strings = {entry.key: entry for entry in installed(domain)}
    same = {
        key
        for key, entry in strings.items()
        if (chinese.ngettext(key, key, 2) if entry.plural else chinese.gettext(key)) == key
    }

    assert len(strings) > {"django": 1500, "djangojs": 80}[domain]
    assert sorted(same - SAME) == []


@pytest.mark.parametrize("domain", DOMAINS)
def test_words_are_settled_compiled_and_keep_placeholders_and_tags(domain):
    entries = read_po(CATALOGUE / f"{domain}.po")
    with (CATALOGUE / f"{domain}.mo").open("rb") as file:
        compiled = gettext.GNUTranslations(file)

    wrong = [
        entry.key
        for entry in entries
        if entry.fuzzy
        or not entry.msgstr.strip()
        or (compiled.ngettext(entry.key, "", 1) if entry.plural else compiled.gettext(entry.key)) != entry.msgstr
        # Chinese has one form, with the placeholders of either English one.
        or placeholders(entry.msgstr) not in [placeholders(form) for form in (entry.msgid, entry.plural) if form]
        or sorted(TAG.findall(entry.msgid)) != sorted(TAG.findall(entry.msgstr))
    ]

    assert wrong == []


@pytest.mark.django_db
def test_scripts_of_the_back_office_are_served_our_words(client):
    served = client.get(reverse("wagtailadmin_javascript_catalog")).content.decode()

    assert f'"Autosave in progress\\u2026": {json.dumps("正在自动保存…")}' in served
