FROM python:3.11-slim
ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 PIP_NO_CACHE_DIR=1 \
    DJANGO_SETTINGS_MODULE=portal.settings.production DATA_DIR=/state HOST=0.0.0.0 PORT=8000
WORKDIR /huiqi
# pg_dump and pg_restore, for manage.py backup; what WeasyPrint typesets PDF with.
RUN apt-get update -qq && apt-get install -y -qq --no-install-recommends postgresql-client \
    libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 && rm -rf /var/lib/apt/lists/*
COPY requirements.txt .
RUN pip install --disable-pip-version-check -r requirements.txt
COPY . .
# An unprivileged user; the volume inherits the folder's owner when it is first mounted.
RUN useradd --system --uid 10001 huiqi && mkdir /state && chown huiqi /state
USER huiqi
EXPOSE 8000
CMD ["gunicorn", "-c", "python:portal.serve.gunicorn", "portal.wsgi:application"]
