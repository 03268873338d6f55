"""The parameters of one API call: JSON, form, multipart and query string look the same from here on."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from urllib.parse import unquote_plus

from playground.rules.refusals import bad


@dataclass(frozen=True, slots=True)
class Upload:
    """A file of a multipart request."""

    name: str
    mime: str
    data: bytes


class Params:
    """Values as they came (a form gives strings, JSON gives anything) with typed readers, and uploaded files."""

    __slots__ = ("files", "values")

    def __init__(self, values: dict[str, Any], files: dict[str, Upload] | None = None) -> None:
        self.values = values
        self.files = files or {}

    def text(self, name: str, default: str = "") -> str:
        value = self.values.get(name)
        if value is None:
            return default
        if isinstance(value, str):
            return value
        return json.dumps(value) if isinstance(value, bool | dict | list) else str(value)

    def integer(self, name: str, default: int = 0) -> int:
        value = self.values.get(name)
        if value is None or value == "":
            return default
        try:
            return int(value)
        except (TypeError, ValueError) as error:
            raise bad(f'parameter "{name}" must be an integer') from error

    def flag(self, name: str) -> bool:
        value = self.values.get(name)
        return value.strip().lower() in {"true", "yes", "1"} if isinstance(value, str) else bool(value)

    def json(self, name: str) -> Any:
        """A nested object: forms carry it as a JSON text. None when absent."""
        value = self.values.get(name)
        if not isinstance(value, str):
            return value
        if not value.strip():
            return None
        try:
            return json.loads(value)
        except ValueError as error:
            raise bad(f"can't parse {name} JSON object") from error

    def has(self, name: str) -> bool:
        return self.values.get(name) not in (None, "")


@lru_cache(maxsize=512)
def _long(raw: str) -> str:
    return unquote_plus(raw)


def _decoded(raw: str) -> str:
    # A broadcast repeats one long text in every request: it is decoded once.
    if "%" not in raw and "+" not in raw:
        return raw
    return _long(raw) if len(raw) > 48 else unquote_plus(raw)


def from_form(body: str) -> dict[str, Any]:
    """Fields of `application/x-www-form-urlencoded`, also of a query string."""
    values: dict[str, Any] = {}
    for pair in body.split("&"):
        name, sign, raw = pair.partition("=")
        if sign:
            values[_decoded(name)] = _decoded(raw)
    return values


def read_params(query: str, content_type: str, body: bytes) -> Params:
    """Raises Refusal (400) for a body that is not what its content type says."""
    values = from_form(query) if query else {}
    if not body:
        return Params(values)
    if content_type.startswith("application/json"):
        try:
            loaded = json.loads(body)
        except ValueError as error:
            raise bad("can't parse JSON object") from error
        if not isinstance(loaded, dict):
            raise bad("object expected as the request body")
        values.update(loaded)
        return Params(values)
    if content_type.startswith("multipart/form-data"):
        return _multipart(values, content_type, body)
    values.update(from_form(body.decode("utf-8", "replace")))
    return Params(values)


def _multipart(values: dict[str, Any], content_type: str, body: bytes) -> Params:
    _, _, boundary = content_type.partition("boundary=")
    marker = b"--" + boundary.split(";")[0].strip().strip('"').encode()
    files: dict[str, Upload] = {}
    for part in body.split(marker)[1:]:
        head, gap, data = part.partition(b"\r\n\r\n")
        if not gap:
            continue
        headers = _headers(head.decode("utf-8", "replace"))
        name = headers.get("name", "")
        data = data.removesuffix(b"\r\n")
        if "filename" in headers:
            files[name] = Upload(headers["filename"], headers.get("content-type", ""), data)
        else:
            values[name] = data.decode("utf-8", "replace")
    return Params(values, files)


def _headers(head: str) -> dict[str, str]:
    """`content-type`, and `name` and `filename` of the disposition."""
    found: dict[str, str] = {}
    for line in head.split("\r\n"):
        key, _, value = line.partition(":")
        if key.strip().lower() == "content-type":
            found["content-type"] = value.strip()
        elif key.strip().lower() == "content-disposition":
            for item in value.split("; ")[1:]:
                name, _, quoted = item.partition("=")
                found[name.strip()] = unquote_plus(quoted.strip().strip('"').replace("+", "%2B"))
    return found
