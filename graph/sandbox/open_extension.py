"""One open extension: what its name and values may be."""

from __future__ import annotations

from typing import Any

from graph.sandbox.calls import Json, RefusedError

PREFIX = "Microsoft.OutlookServices.OpenTypeExtension."
_TYPE = "#microsoft.graph.openTypeExtension"


def new_extension(body: Any) -> Json:
    """The extension that a body describes; raises RefusedError (400) without a name."""
    name = body.get("extensionName") if isinstance(body, dict) else None
    if not isinstance(name, str) or not name:
        raise RefusedError(400, "RequestBodyRead", "An open extension has an extensionName.")
    return {"@odata.type": _TYPE, "id": PREFIX + name, "extensionName": name, **values_of(body)}


def values_of(body: Json) -> Json:
    """What the caller stores: whatever JSON, but not an object without a type."""
    values = {name: value for name, value in body.items() if name not in ("id", "extensionName") and "@" not in name}
    for name, value in values.items():
        if isinstance(value, dict) and "@odata.type" not in value:
            raise RefusedError(400, "RequestBodyRead", f"The value of '{name}' is an object without @odata.type.")
    return values
