# Nudge for any host that runs containers. Azure App Service needs none: see docs/set-up.md.
FROM python:3.12-slim-trixie AS packages
# With telemetry: --build-arg REQUIREMENTS=requirements-telemetry.txt
ARG REQUIREMENTS=requirements.txt
WORKDIR /build
COPY requirements.txt requirements-telemetry.txt ./
# Of the 16,000 modules of msgraph-sdk fewer than a hundred are ever loaded: compiling them all would cost 150 MB.
RUN python -m venv /venv \
    && /venv/bin/pip install --no-cache-dir --no-compile -r "$REQUIREMENTS" \
    && /venv/bin/pip check \
    && /venv/bin/python -m compileall -q -x /msgraph/generated/ /venv/lib

FROM python:3.12-slim-trixie
RUN useradd --uid 10001 --no-create-home --shell /usr/sbin/nologin nudge \
    && install --directory --owner nudge /var/lib/nudge
WORKDIR /nudge
COPY --from=packages /venv /venv
COPY app.py ./
COPY bot bot
COPY cards cards
COPY graph graph
ENV PATH="/venv/bin:$PATH" \
    PYTHONUNBUFFERED=1 \
    HOST=0.0.0.0 \
    PORT=3978 \
    LOG_FORMAT=json \
    DATABASE_URL=sqlite:////var/lib/nudge/nudge.db
# What a start loads, and what is loaded behind it of msgraph-sdk: nobody may write there later.
RUN python -m compileall -q app.py bot cards graph \
    && python -c "import asyncio, graph.client as g; asyncio.run(g.Graph('https://graph.microsoft.com').warm())"
VOLUME /var/lib/nudge
USER 10001
EXPOSE 3978
# Alive, not ready: a database that is away for a minute is no reason to start again.
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s CMD ["python", "-c", "import os, urllib.request; urllib.request.urlopen(f\"http://127.0.0.1:{os.environ['PORT']}/healthz\", timeout=4)"]
CMD ["python", "app.py"]
