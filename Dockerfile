FROM python:3.13-slim AS packages
WORKDIR /srv/mentorship
COPY requirements.txt .
RUN python -m venv /opt/venv \
    && /opt/venv/bin/pip install --no-cache-dir --require-hashes -r requirements.txt

FROM python:3.13-slim
ENV PATH=/opt/venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1
RUN useradd --create-home --uid 10001 mentorship
COPY --from=packages /opt/venv /opt/venv
WORKDIR /srv/mentorship
COPY --chown=root:root . .
# Static files need settings, and settings fail closed: these values live for this one step only.
RUN MENTORSHIP_ENV=production PUBLIC_URL=https://build.invalid SECRET_KEY=build LINK_KEY=build \
    DATABASE_URL=postgresql://build@build.invalid/build REDIS_URL=redis://build.invalid/0 \
    STATIC_ROOT=/srv/static python manage.py collectstatic --no-input
ENV STATIC_ROOT=/srv/static MENTORSHIP_VAR=/tmp/mentorship
USER mentorship
EXPOSE 8000
CMD ["granian", "--interface", "wsgi", "--host", "0.0.0.0", "--port", "8000", \
     "--workers", "2", "--blocking-threads", "4", "mentorship.wsgi:application"]
