"""Every setting: its name, default and one sentence; the only place that reads the environment."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from difflib import get_close_matches
from typing import Literal
from urllib.parse import urlsplit

from bot.clouds import BOT_CLOUDS, BotCloud
from bot.contradictions import contradictions
from bot.contradictions import is_this_machine as is_this_machine

SANDBOX = "http://127.0.0.1:{port}"

# What may be chosen.
CHOICES: Mapping[str, tuple[str, ...]] = {
    "cloud_name": tuple(BOT_CLOUDS),
    "background_reading": ("person", "app"),
    "log_level": ("DEBUG", "INFO", "WARNING", "ERROR"),
    "log_format": ("text", "json"),
}

# How alike two names are for one to be taken for the other, from 0 to 1. With less, OpenTelemetry's own
# OTEL_EXPORTER_OTLP_LOGS_ENDPOINT would be (0.915); with more, DATABASE_ULR would not (0.917).
ALIKE = 0.916

CredentialKind = Literal["secret", "certificate", "managed identity", "federated"]


class SettingsProblem(Exception):
    """The settings do not fit together; `problems` has one sentence each."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


def setting(name: str, says: str, *aliases: str) -> dict[str, object]:
    """Metadata of one setting: its environment name, one sentence, and older names that also count."""
    return {"name": name, "says": says, "aliases": aliases}


@dataclass(frozen=True)
class Settings:
    """What the process was told, already checked."""

    app_id: str = field(
        default="",
        metadata=setting(
            "MICROSOFT_APP_ID",
            "App id of the Azure Bot. Without it the bot runs in local mode, against the sandbox.",
            "MicrosoftAppId",
            "CLIENT_ID",
        ),
    )
    app_password: str = field(
        default="",
        repr=False,
        metadata=setting(
            "MICROSOFT_APP_PASSWORD", "Client secret of the app.", "MicrosoftAppPassword", "CLIENT_SECRET"
        ),
    )
    tenant_id: str = field(
        default="",
        metadata=setting(
            "MICROSOFT_APP_TENANT_ID", "Entra tenant that the app belongs to.", "MicrosoftAppTenantId", "TENANT_ID"
        ),
    )
    certificate_path: str = field(
        default="",
        metadata=setting(
            "CERTIFICATE_PATH", "Instead of a secret: PEM or PFX file with the app's certificate and its private key."
        ),
    )
    certificate_password: str = field(
        default="", repr=False, metadata=setting("CERTIFICATE_PASSWORD", "Password of that file, if it has one.")
    )
    managed_identity: str = field(
        default="",
        metadata=setting(
            "MANAGED_IDENTITY_CLIENT_ID",
            "Instead of a secret: the managed identity that vouches for the app, or that is the app itself.",
        ),
    )
    allowed_tenants: tuple[str, ...] = field(
        default=(),
        metadata=setting(
            "ALLOWED_TENANTS",
            "Tenants whose people may use the bot, with commas between; only the app's own if empty.",
            "AllowedTenants",
        ),
    )
    cloud_name: str = field(
        default="Public",
        metadata=setting("CLOUD", "Microsoft's cloud: Public (also GCC), USGov, USGovDoD or China.", "BotCloud"),
    )
    connection: str = field(
        default="graph",
        metadata=setting("CONNECTION_NAME", "OAuth connection for calendar and meetings.", "ConnectionName"),
    )
    bookings_connection: str = field(
        default="bookings", metadata=setting("BOOKINGS_CONNECTION_NAME", "OAuth connection for Microsoft Bookings.")
    )
    background_reading: str = field(
        default="person",
        metadata=setting(
            "BACKGROUND_READING",
            "Who reads calendars for reminders while nobody speaks: person, as long as Microsoft keeps their sign-in, "
            "or app, with a permission of its own (docs/app-only.md).",
        ),
    )
    notification_url: str = field(
        default="",
        metadata=setting(
            "NOTIFICATION_URL",
            "https://…/api/notifications of this bot, where Graph tells of changes in calendars; without it they are "
            "read every quarter of an hour.",
        ),
    )
    host: str = field(default="", metadata=setting("HOST", "Address to listen on; 127.0.0.1 in local mode."))
    port: int = field(default=3978, metadata=setting("PORT", "Port of the bot."))
    sandbox_port: int = field(default=3979, metadata=setting("SANDBOX_PORT", "Port of the sandbox in local mode."))
    playground: bool = field(default=True, metadata=setting("PLAYGROUND", "The chat in local mode: on or off."))
    playground_port: int = field(default=56150, metadata=setting("PLAYGROUND_PORT", "Port of the chat in local mode."))
    open_browser: bool = field(
        default=True, metadata=setting("OPEN_BROWSER", "Open the chat in a browser in local mode: on or off.")
    )
    database_url: str = field(
        default="sqlite:///nudge.db",
        repr=False,
        metadata=setting("DATABASE_URL", "Where the bot remembers: sqlite:///file or postgresql://…"),
    )
    graph_base_url: str = field(
        default="", metadata=setting("GRAPH_BASE_URL", "Microsoft Graph without a version; the sandbox in local mode.")
    )
    token_service_url: str = field(
        default="",
        metadata=setting("TOKEN_SERVICE_URL", "Bot Framework token service; the sandbox in local mode."),
    )
    log_level: str = field(default="INFO", metadata=setting("LOG_LEVEL", "DEBUG, INFO, WARNING or ERROR."))
    log_format: str = field(default="text", metadata=setting("LOG_FORMAT", "How lines of the log look: text or json."))
    insights_connection: str = field(
        default="",
        repr=False,
        metadata=setting(
            "APPLICATIONINSIGHTS_CONNECTION_STRING",
            "Application Insights that gets traces and metrics, if requirements-telemetry.txt is installed.",
        ),
    )
    telemetry_url: str = field(
        default="",
        metadata=setting(
            "OTEL_EXPORTER_OTLP_ENDPOINT", "The same for any OpenTelemetry collector, such as http://localhost:4318."
        ),
    )

    @property
    def is_local(self) -> bool:
        """Whether this is local mode: no app id, so everything runs on this machine."""
        return not self.app_id

    @property
    def cloud(self) -> BotCloud:
        """Where Teams, the token service and Graph are."""
        return BOT_CLOUDS[self.cloud_name]

    @property
    def credential_kind(self) -> CredentialKind:
        """How the bot proves to Microsoft who it is."""
        if self.certificate_path:
            return "certificate"
        if not self.managed_identity:
            return "secret"
        return "managed identity" if self.managed_identity.lower() == self.app_id.lower() else "federated"

    @property
    def tenants(self) -> frozenset[str]:
        """Whose people may use the bot, in lower case; empty in local mode."""
        return frozenset(each.lower() for each in self.allowed_tenants or (self.tenant_id,) if each)


SECRET = frozenset(each.name for each in fields(Settings) if not each.repr)


def from_environment(environment: Mapping[str, str] | None = None) -> Settings:
    """Reads every setting; raises SettingsProblem that lists all that is wrong at once."""
    given = os.environ if environment is None else environment
    problems: list[str] = []
    values: dict[str, object] = {}
    for each in fields(Settings):
        text = _given(given, each.metadata["name"], *each.metadata["aliases"])
        if text is None:
            continue
        try:
            values[each.name] = _read(text, each.default, CHOICES.get(each.name))
        except ValueError as problem:
            problems.append(f"{each.metadata['name']} {problem}.")
    settings = _with_mode_defaults(Settings(**values))  # type: ignore[arg-type]
    problems += contradictions(settings)
    if problems:
        raise SettingsProblem(problems + misspelt(given))
    return settings


def misspelt(environment: Mapping[str, str] | None = None) -> list[str]:
    """One sentence for each variable that is no setting, but has nearly the name of one that is not set."""
    given = os.environ if environment is None else environment
    names = [(each.metadata["name"], *each.metadata["aliases"]) for each in fields(Settings)]
    known = {name for each in names for name in each}
    missing = [name for each in names if _given(given, *each) is None for name in each]
    return [
        f"{name} is no setting; did you mean {close}?"
        for name in sorted(given)
        if name not in known and _given(given, name)
        for close in get_close_matches(name, missing, n=1, cutoff=ALIKE)
    ]


def listed(settings: Settings) -> list[str]:
    """Every setting as NAME=value, as it counts after defaults; what is secret says only whether it is there."""
    return [f"{each.metadata['name']}={_shown(each.name, getattr(settings, each.name))}" for each in fields(Settings)]


def _shown(name: str, value: object) -> str:
    if name == "database_url":
        # Without who logs in, and how.
        parts = urlsplit(str(value))
        return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}{parts.path}"
    if name in SECRET and value:
        return "(set, not shown)"
    if isinstance(value, bool):
        return "on" if value else "off"
    return ",".join(value) if isinstance(value, tuple) else str(value)


def child_environment() -> dict[str, str]:
    """A copy of the environment for programs that the bot starts."""
    return dict(os.environ)


def _given(environment: Mapping[str, str], *names: str) -> str | None:
    for name in names:
        if environment.get(name, "").strip():
            return environment[name].strip()
    return None


def _read(text: str, default: object, choices: tuple[str, ...] | None) -> object:
    if choices and text not in choices:
        raise ValueError(
            f"must be {' or '.join(choices)}" if len(choices) == 2 else f"must be one of {', '.join(choices)}"
        )
    if isinstance(default, bool):
        if text.lower() in ("on", "true", "yes", "1"):
            return True
        if text.lower() in ("off", "false", "no", "0"):
            return False
        raise ValueError("must be on or off")
    if isinstance(default, int):
        if not text.isdecimal() or not 0 < int(text) < 65536:
            raise ValueError("must be a port number between 1 and 65535")
        return int(text)
    if isinstance(default, tuple):
        return tuple(each.strip() for each in text.split(",") if each.strip())
    return text


def _with_mode_defaults(settings: Settings) -> Settings:
    sandbox = SANDBOX.format(port=settings.sandbox_port)
    values = {each.name: getattr(settings, each.name) for each in fields(settings)}
    values["host"] = settings.host or ("127.0.0.1" if settings.is_local else "0.0.0.0")  # noqa: S104 - behind Azure's ingress
    graph_url = sandbox if settings.is_local else settings.cloud.graph.graph_url
    token_service = sandbox if settings.is_local else settings.cloud.token_service
    values["graph_base_url"] = (settings.graph_base_url or graph_url).rstrip("/")
    values["token_service_url"] = (settings.token_service_url or token_service).rstrip("/")
    return Settings(**values)
