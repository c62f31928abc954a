"""Database and cache: SQLite tuned for one machine, or what DATABASE_URL and REDIS_URL name."""

from pathlib import Path
from typing import Any

import dj_database_url
from django.core.exceptions import ImproperlyConfigured

SQLITE_PRAGMAS = (
    "PRAGMA journal_mode=WAL;"
    "PRAGMA synchronous=NORMAL;"
    "PRAGMA temp_store=MEMORY;"
    "PRAGMA mmap_size=268435456;"
    "PRAGMA journal_size_limit=67108864;"
    "PRAGMA cache_size=-16384;"
)
POOL = {"min_size": 2, "max_size": 20, "timeout": 20}
# Making a page anew takes no longer than this.
IMPATIENT = {"socket_connect_timeout": 0.2, "socket_timeout": 0.3}


def database(url: str, folder: Path) -> dict[str, Any]:
    """The default database: PostgreSQL when a URL is given, else `folder`/db.sqlite3."""
    return _postgresql(url) if url else _sqlite(folder / "db.sqlite3")


def _sqlite(path: Path) -> dict[str, Any]:
    """IMMEDIATE: a transaction that reads and then writes waits for the lock instead of failing half-way."""
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path,
        "CONN_MAX_AGE": 60,
        "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 30, "init_command": SQLITE_PRAGMAS},
        "TEST": {"NAME": path.with_name("test.sqlite3")},
    }


def _postgresql(url: str) -> dict[str, Any]:
    """A pool per process; without it every one of the 64 threads would hold a connection of its own."""
    try:
        parsed: dict[str, Any] = dict(dj_database_url.parse(url, conn_max_age=0))
    except (ValueError, dj_database_url.UnknownSchemeError) as error:
        raise ImproperlyConfigured("DATABASE_URL must look like postgres://user:password@host:port/name.") from error
    if parsed.get("ENGINE") != "django.db.backends.postgresql":
        raise ImproperlyConfigured("DATABASE_URL must name PostgreSQL; without it SQLite in DATA_DIR is used.")
    return parsed | {"OPTIONS": {**parsed.get("OPTIONS", {}), "pool": POOL}}


def caches(redis_url: str) -> dict[str, Any]:
    """Shared caches where Redis is given, else one per process: nothing may rely on them being shared.

    `pages` holds finished pages, compressed, and parts of pages; some 10 kB each.
    """
    if not redis_url:
        local = "django.core.cache.backends.locmem.LocMemCache"
        return {
            "default": {"BACKEND": local, "OPTIONS": {"MAX_ENTRIES": 5000}},
            "pages": {"BACKEND": local, "LOCATION": "pages", "OPTIONS": {"MAX_ENTRIES": 3000}},
        }
    redis = {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": redis_url}
    return {"default": redis, "pages": redis | {"KEY_PREFIX": "pages", "OPTIONS": IMPATIENT}}
