"""Where Teams, its signing keys and the token service are in each of Microsoft's clouds.

Sources, read 2026-11-20: https://learn.microsoft.com/azure/bot-service/ref-oauth-redirect-urls,
https://learn.microsoft.com/azure/bot-service/how-to-deploy-gov-cloud-high,
https://learn.microsoft.com/entra/workload-id/workload-identity-federation-considerations
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from urllib.parse import urlsplit

from graph.clouds import CLOUDS, Cloud


@dataclass(frozen=True)
class BotCloud:
    """One of Microsoft's clouds, as a bot meets it."""

    graph: Cloud  #: also says where one logs in, and what this cloud lacks
    bot_framework: str  #: issuer of Teams' tokens, and resource of the bot's own
    openid_metadata: str  #: says where Teams' signing keys are listed
    token_service: str
    service_hosts: tuple[str, ...]  #: replies go to these hosts and what is below them
    token_exchange: str  #: audience of the token with which a managed identity vouches for the app
    other_service_url: str = ""  #: to try once where Teams says that it is the wrong one

    @property
    def bot_scope(self) -> str:
        """What the bot asks a token for."""
        return f"{self.bot_framework}/.default"

    @property
    def graph_scope(self) -> str:
        """What the app asks a token for where it reads calendars for itself."""
        return f"{self.graph.graph_url}/.default"

    def has(self, service_url: str) -> bool:
        """Whether this address is Teams in this cloud; nothing else may get the bot's token."""
        try:
            parts = urlsplit(service_url)
            host = parts.hostname or ""
        except ValueError:
            return False
        is_plain = parts.scheme == "https" and parts.netloc.lower() == host  # no port, no user name in front
        return is_plain and any(host == known or host.endswith("." + known) for known in self.service_hosts)


def _us_government(name: str, token_service: str) -> BotCloud:
    return BotCloud(
        graph=CLOUDS["us-gov-l4" if name == "USGov" else "us-gov-l5"],
        bot_framework="https://api.botframework.us",
        openid_metadata="https://login.botframework.azure.us/v1/.well-known/openidconfiguration",
        token_service=token_service,
        service_hosts=("botframework.azure.us", "teams.microsoft.us"),
        token_exchange="api://AzureADTokenExchangeUSGov",  # noqa: S106 - an audience
    )


# By the name that the setting CLOUD has for it. GCC is part of Public.
BOT_CLOUDS: Mapping[str, BotCloud] = MappingProxyType(
    {
        "Public": BotCloud(
            graph=CLOUDS["global"],
            bot_framework="https://api.botframework.com",
            openid_metadata="https://login.botframework.com/v1/.well-known/openidconfiguration",
            token_service="https://api.botframework.com",  # noqa: S106 - an address
            service_hosts=("botframework.com", "smba.trafficmanager.net", "teams.microsoft.com"),
            token_exchange="api://AzureADTokenExchange",  # noqa: S106 - an audience
            other_service_url="https://smba.infra.gcc.teams.microsoft.com/teams",
        ),
        "USGov": _us_government("USGov", "https://tokengcch.botframework.azure.us"),
        "USGovDoD": _us_government("USGovDoD", "https://apiDoD.botframework.azure.us"),
        "China": BotCloud(
            graph=CLOUDS["21vianet"],
            bot_framework="https://api.botframework.azure.cn",
            openid_metadata="https://login.botframework.azure.cn/v1/.well-known/openidconfiguration",
            token_service="https://token.botframework.azure.cn",  # noqa: S106 - an address
            service_hosts=("botframework.azure.cn", "teams.microsoftonline.cn"),
            token_exchange="api://AzureADTokenExchangeChina",  # noqa: S106 - an audience
        ),
    }
)
