"""An organisation that wants the app, and a look into its package."""

from __future__ import annotations

import io
import zipfile
from uuid import UUID

from manifest.build import Deployment, Developer

APP_ID = UUID("55555555-5555-4555-8555-555555555555")
CONTOSO = Deployment(
    APP_ID,
    Developer(
        "Contoso IT",
        "https://www.contoso.com/nudge",
        "https://www.contoso.com/privacy",
        "https://www.contoso.com/terms",
    ),
    ["nudge.contoso.com"],
)


def unzipped(package_bytes: bytes) -> dict[str, bytes]:
    """The package's files by name, in order."""
    with zipfile.ZipFile(io.BytesIO(package_bytes)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}
