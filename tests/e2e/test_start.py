"""`python app.py` with nothing configured starts everything, says where, and ends all of it on Ctrl-C."""

from __future__ import annotations

import socket
from http.client import HTTPConnection
from pathlib import Path

import pytest

from tests.e2e.program import running

pytestmark = pytest.mark.e2e


def status_of(port: int, path: str) -> int:
    """What GET answers on a port of this machine."""
    connection = HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", path)
        return connection.getresponse().status
    finally:
        connection.close()


def test_one_command_starts_bot_sandbox_and_chat_and_ctrl_c_ends_them(tmp_path: Path) -> None:
    with running(tmp_path) as program:
        ports = (program.bot_port, program.sandbox_port, program.chat_port)
        answers = [status_of(program.bot_port, "/healthz"), status_of(program.bot_port, "/readyz")]
        pages = [status_of(program.sandbox_port, "/"), status_of(program.chat_port, "/")]
        status = program.stop()

    assert answers == [200, 200]
    assert pages == [200, 200]
    assert status == 0
    for port in ports:
        with pytest.raises(ConnectionRefusedError), socket.create_connection(("127.0.0.1", port), timeout=5):
            pass
