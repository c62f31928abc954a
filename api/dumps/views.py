"""The addresses under /data/ that programs read: manifest, files, the newest file of a kind, the mirror client."""

import re

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase

from api.content.collections import COLLECTIONS
from api.dumps import manifest as manifests
from api.dumps.manifest import Manifest
from api.dumps.reading import open_data
from api.dumps.serving import serve
from api.errors import Refusal

CLIENT = settings.ROOT / "docs" / "mirror_client.py"
RETRY_SECONDS = "30"
_KINDS = "|".join(COLLECTIONS)
_FILE = re.compile(rf"(?:{_KINDS})(?:\.texts)?-[0-9a-f]{{16}}\.(?:jsonl\.gz|csv)")
_NEWEST = re.compile(rf"({_KINDS})(\.texts)?(\.jsonl\.gz|\.csv)")


@open_data
def manifest(request: HttpRequest) -> HttpResponseBase:
    """The newest dump. Readers ask again every time: an old manifest may name files that are gone."""
    response = HttpResponse(_current().to_bytes(), content_type="application/json")
    response["Cache-Control"] = "public, max-age=0, must-revalidate"
    return response


@open_data
def dump(request: HttpRequest, name: str) -> HttpResponseBase:
    """A file by its full name, or the newest of a kind (`policies.csv`) by a redirect."""
    if _FILE.fullmatch(name):
        try:
            return serve(request, manifests.folder() / name)
        except FileNotFoundError:
            raise Refusal(
                "not-found", "This file is no longer kept, or never was; manifest.json names the newest."
            ) from None
    if newest := _NEWEST.fullmatch(name):
        return _redirect(*newest.groups(default=""))
    raise Refusal("not-found", "No dump has this name; manifest.json names them all.")


@open_data
def mirror_client(request: HttpRequest) -> HttpResponseBase:
    """A worked client to download."""
    response = HttpResponse(CLIENT.read_bytes(), content_type="text/x-python; charset=utf-8")
    response["Cache-Control"] = "public, max-age=300"
    response["Content-Disposition"] = 'attachment; filename="mirror_client.py"'
    return response


def _current() -> Manifest:
    found = manifests.current()
    if found is None:
        reason = "The dump is being made; come again in half a minute."
        raise Refusal("unavailable", reason, headers={"Retry-After": RETRY_SECONDS})
    return found


def _redirect(kind: str, form: str, suffix: str) -> HttpResponse:
    named = _current().texts if form else _current().files
    path = next((file.path for file in named if file.kind == kind and file.name.endswith(suffix)), None)
    if path is None:
        raise Refusal("not-found", "There is no file of this kind in this form.")
    return HttpResponse(status=302, headers={"Location": path, "Cache-Control": "no-cache"})
