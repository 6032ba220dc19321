# Assets, translations and hashed static files are made here; Node and the font tools stay behind.
FROM python:3.11-slim-bookworm AS build
WORKDIR /srv/zjazd
COPY . .
RUN PYTHON=python3 deploy/build

# What runs: the pinned packages alone, in the same place, so that the environment's paths hold.
FROM python:3.11-slim-bookworm AS packages
WORKDIR /srv/zjazd
COPY requirements requirements
COPY scripts/bootstrap.py scripts/bootstrap.py
RUN python scripts/bootstrap.py bare

FROM python:3.11-slim-bookworm
ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 DATA_DIR=/var/lib/zjazd BIND=0.0.0.0:8000
RUN useradd --system --uid 10001 --home-dir /var/lib/zjazd --create-home zjazd
WORKDIR /srv/zjazd
COPY --from=packages /srv/zjazd/.venv .venv
COPY . .
COPY --from=build /srv/zjazd/static/build static/build
COPY --from=build /srv/zjazd/staticfiles staticfiles
COPY --from=build /srv/zjazd/locale locale
USER zjazd
VOLUME /var/lib/zjazd
EXPOSE 8000
HEALTHCHECK --interval=15s --timeout=5s --start-period=30s CMD [".venv/bin/python", "deploy/healthcheck.py"]
ENTRYPOINT ["deploy/start"]
CMD ["web"]
