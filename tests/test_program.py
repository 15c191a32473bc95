"""`python app.py --check` shows what counts and no secret; what does not fit together ends it, all at once."""

from __future__ import annotations

import json
import logging
from pathlib import Path

import pytest

from app import main
from bot import logs
from bot.settings import Settings, listed
from tests.conftest import free_port

TENANT = {
    "MICROSOFT_APP_ID": "55555555-5555-4555-8555-555555555555",
    "MICROSOFT_APP_TENANT_ID": "66666666-6666-4666-8666-666666666666",
    "MICROSOFT_APP_PASSWORD": "canary-secret",
    "DATABASE_URL": "postgresql://nudge:canary-password@db.contoso.com:5432/nudge?sslpassword=canary",
    "APPLICATIONINSIGHTS_CONNECTION_STRING": "InstrumentationKey=canary-key",
    "ALLOWED_TENANTS": "77777777-7777-4777-8777-777777777777, 88888888-8888-4888-8888-888888888888",
    "PLAYGROUND": "off",
}


def test_every_setting_is_shown_with_its_default_and_nothing_secret(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name, value in TENANT.items():
        monkeypatch.setenv(name, value)

    status = main(["--check"])

    shown = dict(line.split("=", 1) for line in capsys.readouterr().out.splitlines())
    assert status == 0
    assert shown["MICROSOFT_APP_PASSWORD"] == "(set, not shown)"
    assert shown["CERTIFICATE_PASSWORD"] == ""
    assert shown["DATABASE_URL"] == "postgresql://db.contoso.com:5432/nudge"
    assert shown["ALLOWED_TENANTS"] == "77777777-7777-4777-8777-777777777777,88888888-8888-4888-8888-888888888888"
    assert shown["PLAYGROUND"] == "off"
    assert shown["GRAPH_BASE_URL"] == "https://graph.microsoft.com"
    assert "canary" not in str(shown)


def test_a_misspelt_name_is_said_beside_the_settings(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.setenv("DATABASE_URI", "postgresql://nudge:canary@db.contoso.com:5432/nudge")

    status = main(["--check"])

    printed = capsys.readouterr()
    assert (status, printed.err) == (0, "DATABASE_URI is no setting; did you mean DATABASE_URL?\n")
    assert "canary" not in printed.out


def test_a_start_says_it_too(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.setenv("NOTIFICATION_URI", "https://nudge.contoso.com/notify")
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path / 'nowhere' / 'nudge.db'}")
    monkeypatch.setenv("SANDBOX_PORT", str(free_port()))

    main([])

    assert "NOTIFICATION_URI is no setting; did you mean NOTIFICATION_URL?\n" in capsys.readouterr().err


def test_every_problem_is_said_and_the_status_is_2(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name, value in {**TENANT, "PORT": "banana", "LOG_LEVEL": "loud", "LOG_FORMAT": "xml", "CLOUD": "Moon"}.items():
        monkeypatch.setenv(name, value)

    status = main(["--check"])

    printed = capsys.readouterr()
    assert (status, printed.out) == (2, "")
    assert printed.err.splitlines()[1:] == [
        "- CLOUD must be one of Public, USGov, USGovDoD, China.",
        "- PORT must be a port number between 1 and 65535.",
        "- LOG_LEVEL must be one of DEBUG, INFO, WARNING, ERROR.",
        "- LOG_FORMAT must be text or json.",
    ]


def test_a_database_that_does_not_open_is_said_in_one_sentence_and_the_status_is_2(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path / 'nowhere' / 'nudge.db'}")
    monkeypatch.setenv("SANDBOX_PORT", str(free_port()))

    status = main([])

    sentence = "Nudge cannot use its database: start it, or correct DATABASE_URL.\n"
    assert (status, capsys.readouterr().err) == (2, sentence)


def test_a_database_on_this_machine_is_shown_whole() -> None:
    assert "DATABASE_URL=sqlite:////var/lib/nudge/nudge.db" in listed(
        Settings(database_url="sqlite:////var/lib/nudge/nudge.db")
    )


def written(line: str, *values: object, error: BaseException | None = None) -> dict[str, object]:
    """What one line of the log is as JSON."""
    info = (type(error), error, error.__traceback__) if error else None
    record = logging.LogRecord("nudge.turn", logging.INFO, __file__, 1, line, values, info)
    record.created = 1_772_800_200.25
    return dict(json.loads(logs.DiscreetJson().format(record)))


def test_a_turn_is_one_json_object_with_its_values() -> None:
    assert written("turn %s %s: %s in %s ms", "message", "", "ok", 12) == {
        "time": "2026-03-06T12:30:00.250+00:00",
        "level": "INFO",
        "logger": "nudge.turn",
        "message": "turn message : ok in 12 ms",
        "activity": "message",
        "name": "",
        "outcome": "ok",
        "ms": 12,
    }


def test_json_stays_json_where_something_is_hidden() -> None:
    object_ = written('a body {"code="canary", "to": "alex@contoso.com"} %s', "Bearer canary")

    assert object_["message"] == 'a body {"code="canary", "to": "[address]"} Bearer [token]'


def test_an_error_is_told_by_its_place_and_class_alone() -> None:
    quoted = "can" + "ary"
    try:
        raise ValueError(quoted)
    except ValueError as problem:
        object_ = written("turn failed", error=problem)

    assert str(object_["error"]).endswith("builtins.ValueError")
    assert "canary" not in str(object_)


@pytest.mark.parametrize("text", logs.COUNTED)
def test_each_line_that_is_counted_is_still_written_so(text: str) -> None:
    """Their texts are the keys by which JSON and telemetry find their values."""
    code = [
        file.read_text("utf-8")
        for part in ("bot", "graph")
        for file in Path(logs.__file__).parents[1].glob(f"{part}/**/*.py")
    ]

    assert sum(f'"{text}"' in source for source in code) == 2  # where it is written, and in the table
