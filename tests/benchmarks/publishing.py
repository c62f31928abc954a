"""An editor in a process of its own: a policy for every line; answers {id, slug} once committed."""

import json
import sys

import django

django.setup()

from tests.factories.documents import PolicyDocumentFactory  # noqa: E402

if __name__ == "__main__":
    for line in sys.stdin:
        page = PolicyDocumentFactory(title=line.strip())
        print(json.dumps({"id": str(page.permanent_id), "slug": page.slug}), flush=True)  # noqa: T201
