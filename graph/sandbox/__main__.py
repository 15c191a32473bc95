"""Run the sandbox alone, on loopback: `python -m graph.sandbox`."""

from __future__ import annotations

import argparse
import sys
from datetime import UTC, datetime

from aiohttp import web

from graph.sandbox import Sandbox
from graph.sandbox.coverage import write_coverage


def main() -> None:
    """Serve the sandbox until it is interrupted."""
    parser = argparse.ArgumentParser(prog="python -m graph.sandbox", description=__doc__)
    parser.add_argument("--port", type=int, default=3979, help="where to listen on 127.0.0.1 (default: 3979)")
    parser.add_argument("--coverage", action="store_true", help="write COVERAGE.md and stop")
    options = parser.parse_args()
    if options.coverage:
        write_coverage()
        return
    sandbox = Sandbox(lambda: datetime.now(UTC))
    address = f"Sandbox on http://127.0.0.1:{options.port}/"
    try:
        web.run_app(
            sandbox.app(),
            host="127.0.0.1",
            port=options.port,
            print=lambda *_: print(address, flush=True),
            access_log=None,
        )
    except OSError:
        sys.exit(f"Port {options.port} is taken. Choose another with --port.")


if __name__ == "__main__":
    main()
