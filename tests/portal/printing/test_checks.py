"""A machine that cannot print says so in one line when it starts."""

from portal import typefaces
from portal.printing import checks


def test_this_machine_can_print():
    assert checks.can_print(None) == []


def test_what_is_missing_is_named_with_what_to_install(monkeypatch):
    monkeypatch.setattr(checks, "LIBRARIES", (("Pango", ("libnothing.so.9",)),))
    found = checks.can_print(None)
    assert [message.id for message in found] == ["printing.W001"]
    assert "Pango" in found[0].msg and "libpango-1.0-0" in found[0].hint


def test_a_missing_typeface_is_named(monkeypatch, tmp_path):
    monkeypatch.setattr(typefaces, "FOLDER", tmp_path)
    assert "NotoSansSC-Bold.ttf" in checks.can_print(None)[0].msg
