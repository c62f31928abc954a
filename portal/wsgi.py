"""The WSGI entry point. A server that names no settings gets production's, which refuse to start unconfigured."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.production")
application = get_wsgi_application()
