"""Settings that do not fit together, with what to do about it in one sentence each."""

from __future__ import annotations

import ipaddress
import re
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from bot.settings import Settings

GUID = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")


def is_loopback(host: str) -> bool:
    """Whether `host` is this machine and nothing else."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def is_this_machine(url: str) -> bool:
    """Whether an address leads to this machine and nowhere else."""
    try:
        parts = urlsplit(url)
        return parts.scheme in ("http", "https") and is_loopback(parts.hostname or "")
    except ValueError:
        return False


def contradictions(settings: Settings) -> list[str]:
    """One sentence for each; none if all is well."""
    of_mode = _local_problems(settings) if settings.is_local else _tenant_problems(settings)
    return of_mode + _database_problems(settings.database_url) + _notification_problems(settings.notification_url)


def _local_problems(settings: Settings) -> list[str]:
    problems = []
    if not is_loopback(settings.host):
        problems.append(
            f"HOST is {settings.host}, but without MICROSOFT_APP_ID the bot checks no one's identity and may listen on "
            "127.0.0.1 only: set MICROSOFT_APP_ID, or remove HOST."
        )
    for name, value in _credentials(settings).items():
        if value:
            problems.append(f"{name} is set without MICROSOFT_APP_ID: set both, or neither for local mode.")
    for name, url in _addresses(settings):
        if url and not is_this_machine(url):
            problems.append(
                f"{name} leaves this machine, which local mode does not: set MICROSOFT_APP_ID, or remove {name}."
            )
    return problems


def _tenant_problems(settings: Settings) -> list[str]:
    problems = []
    if not GUID.fullmatch(settings.app_id):
        problems.append("MICROSOFT_APP_ID must be a GUID, as the Azure portal shows it.")
    problems += _credential_problems(settings)
    if not GUID.fullmatch(settings.tenant_id):
        problems.append("MICROSOFT_APP_TENANT_ID must be the GUID of the tenant that the app belongs to.")
    if not all(GUID.fullmatch(each) for each in settings.allowed_tenants):
        problems.append("ALLOWED_TENANTS must be GUIDs of tenants, with commas between.")
    for name, url in _addresses(settings):
        if url and not url.startswith("https://"):
            problems.append(f"{name} must start with https://, because what travels over it is secret.")
    return problems


def _database_problems(url: str) -> list[str]:
    if url.startswith("@Microsoft.KeyVault("):
        # https://learn.microsoft.com/azure/app-service/app-service-key-vault-references
        return ["DATABASE_URL could not be looked up in Key Vault yet: restart the web app in a few minutes."]
    if not url.startswith(("sqlite:///", "postgresql://", "postgres://")):
        return ["DATABASE_URL must start with sqlite:/// or postgresql://."]
    return []


def _notification_problems(url: str) -> list[str]:
    if url and not url.endswith("/api/notifications"):
        return ["NOTIFICATION_URL must end with /api/notifications, where the bot hears of changes."]
    return []


def _addresses(settings: Settings) -> tuple[tuple[str, str], ...]:
    return (
        ("GRAPH_BASE_URL", settings.graph_base_url),
        ("TOKEN_SERVICE_URL", settings.token_service_url),
        ("NOTIFICATION_URL", settings.notification_url),
    )


def _credentials(settings: Settings) -> dict[str, str]:
    return {
        "MICROSOFT_APP_PASSWORD": settings.app_password,
        "CERTIFICATE_PATH": settings.certificate_path,
        "MANAGED_IDENTITY_CLIENT_ID": settings.managed_identity,
    }


def _credential_problems(settings: Settings) -> list[str]:
    given = _credentials(settings)
    names = [name for name, value in given.items() if value]
    problems = []
    if not names:
        problems.append(f"The app has no credential: set one of {', '.join(given)}.")
    if len(names) > 1:
        problems.append(f"{' and '.join(names)} are both credentials of the app: keep one.")
    if settings.certificate_path and not Path(settings.certificate_path).is_file():
        problems.append("CERTIFICATE_PATH does not name a file.")
    if settings.certificate_password and not settings.certificate_path:
        problems.append("CERTIFICATE_PASSWORD is set without CERTIFICATE_PATH: set both, or neither.")
    if settings.managed_identity and not GUID.fullmatch(settings.managed_identity):
        problems.append("MANAGED_IDENTITY_CLIENT_ID must be the client id (a GUID) of the managed identity.")
    return problems
