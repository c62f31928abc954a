"""Production refuses to start unconfigured; dev and test loosen it and nothing else does."""

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from portal.settings import databases, environment

ROOT = Path(__file__).resolve().parents[1]
CONFIGURED = {"SECRET_KEY": "k" * 60, "PORTAL_BASE_URL": "https://huiqi.example.gov.cn"}


def read_setting(module, expression, tmp_path, **variables):
    """Evaluate `expression` over a settings module in a process that has only these variables."""
    command = f"from portal.settings import {module} as s; print({expression})"
    given = {"PATH": os.environ["PATH"], "DATA_DIR": str(tmp_path), **variables}
    return subprocess.run([sys.executable, "-c", command], env=given, cwd=ROOT, capture_output=True, text=True)


@pytest.mark.parametrize("missing", sorted(CONFIGURED))
def test_production_without_a_required_variable_refuses_to_start_and_names_it(missing, tmp_path):
    given = {name: value for name, value in CONFIGURED.items() if name != missing}

    result = read_setting("production", "s.DEBUG", tmp_path, **given)

    assert result.returncode != 0
    assert f"ImproperlyConfigured: Set {missing}:" in result.stderr


def test_production_configured_is_strict(tmp_path):
    expression = "[s.DEBUG, s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE, s.SECURE_SSL_REDIRECT, s.ALLOWED_HOSTS]"

    result = read_setting("production", expression, tmp_path, **CONFIGURED)

    assert result.stdout.strip() == "[False, True, True, True, ['huiqi.example.gov.cn']]"


def test_production_trusts_no_forwarded_header_unless_told(tmp_path):
    result = read_setting("production", "(s.TRUSTED_PROXY_COUNT, s.SECURE_PROXY_SSL_HEADER)", tmp_path, **CONFIGURED)

    assert result.stdout.strip() == "(0, None)"


def test_dev_makes_one_secret_that_only_its_owner_reads(tmp_path):
    first = read_setting("dev", "s.SECRET_KEY", tmp_path).stdout
    second = read_setting("dev", "s.SECRET_KEY", tmp_path).stdout

    assert len(first.strip()) > 50
    assert first == second
    assert stat.S_IMODE((tmp_path / "secret-key").stat().st_mode) == 0o600


def test_all_state_lies_under_the_data_folder(tmp_path):
    places = "s.MEDIA_ROOT, s.DUMPS_ROOT, s.STATIC_ROOT, s.SEARCH_ENGINE['PATH'], s.DATABASES['default']['NAME']"
    expression = f"[str(place) for place in ({places})]"

    result = read_setting("dev", expression, tmp_path)

    assert result.stdout.count(str(tmp_path)) == 5, result.stdout + result.stderr


def test_database_without_a_url_is_sqlite_that_waits_for_its_lock(tmp_path):
    options = databases.database("", tmp_path)["OPTIONS"]

    assert options["transaction_mode"] == "IMMEDIATE"
    assert options["timeout"] >= 20
    assert "journal_mode=WAL" in options["init_command"]


def test_database_url_names_a_pooled_postgresql(tmp_path):
    found = databases.database("postgres://u:p%40ss@db.example:5433/huiqi?sslmode=require", tmp_path)

    assert (found["HOST"], found["PORT"], found["NAME"], found["PASSWORD"]) == ("db.example", 5433, "huiqi", "p@ss")
    assert found["OPTIONS"]["sslmode"] == "require"
    assert found["OPTIONS"]["pool"]["max_size"] > 1
    assert found["CONN_MAX_AGE"] == 0


@pytest.mark.parametrize("url", ["mysql://u@h/n", "postgres://u@h:port/n", "nonsense", "sqlite:///x"])
def test_database_url_of_another_kind_is_refused(url, tmp_path):
    with pytest.raises(ImproperlyConfigured, match="DATABASE_URL"):
        databases.database(url, tmp_path)


def test_no_request_is_wrapped_in_a_transaction_by_the_database_settings(tmp_path):
    for url in ("", "postgres://u@h/n"):
        assert not databases.database(url, tmp_path).get("ATOMIC_REQUESTS", False)


@pytest.mark.parametrize("value", ["-1", "1.5", "two", "１"])
def test_whole_number_refuses_what_is_none(value, monkeypatch):
    monkeypatch.setenv("TRUSTED_PROXY_COUNT", value)

    with pytest.raises(ImproperlyConfigured, match="TRUSTED_PROXY_COUNT"):
        environment.whole_number("TRUSTED_PROXY_COUNT", 0)


def test_switch_refuses_what_is_neither_yes_nor_no(monkeypatch):
    monkeypatch.setenv("HTTPS_ONLY", "maybe")

    with pytest.raises(ImproperlyConfigured, match="HTTPS_ONLY"):
        environment.switch("HTTPS_ONLY", True)


def test_an_empty_variable_counts_as_not_given(tmp_path):
    result = read_setting("dev", "s.PORTAL_BASE_URL", tmp_path, PORTAL_BASE_URL="", SECRET_KEY="", PORT="8123")

    assert result.stdout.strip() == "http://127.0.0.1:8123"
