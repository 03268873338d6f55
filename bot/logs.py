"""How a log line looks: one event, one line, fields of bounded length, no secrets.

Code logs an event's name and its fields: `log.info("folder.taken file=%s", name)`. The text format prints them as they
are; the JSON format makes one object of them, numbers as numbers. Lines of libraries keep their words in `message`.
"""

from __future__ import annotations

import json
import logging
import re
import sys
import traceback
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from typing import Any, TextIO

ROOMS = ("bot", "handlers", "delivery", "sources", "storage", "text", "domain", "playground")

# Characters of a field and of a traceback.
LONGEST_FIELD = 200
LONGEST_TRACE = 8000

# Characters: a token has some 46, a webhook's secret at most 256.
LONGEST_SECRET = 512

# In "/bot<token>" no word boundary stands before the token, so only a digit before it is excluded.
_TOKEN = re.compile(r"(?<!\d)\d{5,}:[A-Za-z0-9_-]{30,}")
_HIDDEN = "<token>"
Hide = Callable[[str], str]
_TEMPLATE = re.compile(r"(?P<event>[a-z_]+(?:\.[a-z_]+)+)(?P<fields>(?: \w+=%[-+#0-9.]*[sdrfgx])*)")
_FIELD = re.compile(r" (\w+)=(%[-+#0-9.]*[sdrfgx])")
_PLAIN_VALUE = re.compile(r"[^\s\"=]+")


class LineFormatter(logging.Formatter):
    """A record as one line of text, or as one JSON object; `secrets` are hidden wherever they stand."""

    def __init__(self, *, as_json: bool, secrets: Iterable[str] = ()) -> None:
        super().__init__()
        self._as_json = as_json
        self._secrets = tuple(s for s in secrets if s)

    def format(self, record: logging.LogRecord) -> str:
        event, fields = _parts(record, self.hide)
        moment = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")[:-6] + "Z"
        level = record.levelname.lower()
        if self._as_json:
            line = _json_line({"time": moment, "level": level, "event": event, **fields}, record, self.hide)
        else:
            line = _text_line(f"{moment} {level:<7} {event}", fields, record, self.hide)
        return self.hide(line)

    def hide(self, line: str) -> str:
        """The line without anything that is, or looks like, a secret."""
        for secret in self._secrets:
            line = line.replace(secret, _HIDDEN)
        return _TOKEN.sub(_HIDDEN, line)


def configure(level: str, style: str, secrets: Iterable[str] = (), stream: TextIO | None = None) -> None:
    """Sends every log line to standard error. Libraries log from `warning` on, from `info` if the level is `debug`."""
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(LineFormatter(as_json=style == "json", secrets=secrets))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    wanted = logging.getLevelNamesMapping()[level.upper()]
    # At `debug` libraries log what they were given: message texts.
    root.setLevel(logging.INFO if wanted == logging.DEBUG else max(wanted, logging.WARNING))
    for room in ROOMS:
        logging.getLogger(room).setLevel(wanted)
    # It warns of every run that is skipped because the last one still goes on.
    logging.getLogger("apscheduler").setLevel(logging.ERROR)
    logging.captureWarnings(True)
    logging.raiseExceptions = False


def _parts(record: logging.LogRecord, hide: Hide) -> tuple[str, dict[str, Any]]:
    """The name and the fields of one of our events; of a library's record the logger's name and the message."""
    template = _TEMPLATE.fullmatch(record.msg) if isinstance(record.msg, str) else None
    args = record.args if isinstance(record.args, tuple) else ()
    if template:
        places = _FIELD.findall(template["fields"])
        if len(places) == len(args):
            values = zip(places, args, strict=True)
            return template["event"], {name: _value(spec, arg, hide) for (name, spec), arg in values}
    return record.name, {"message": _cut(_words(record), hide)}


def _words(record: logging.LogRecord) -> str:
    try:
        return record.getMessage()
    except (TypeError, ValueError):
        return f"{record.msg} {record.args}"


def _value(spec: str, arg: object, hide: Hide) -> Any:
    if isinstance(arg, int) and not isinstance(arg, bool):
        return int(arg)
    try:
        return float(spec % arg) if isinstance(arg, float) else _cut(spec % (arg,), hide)
    except (TypeError, ValueError):
        return _cut(str(arg), hide)


def _cut(value: str, hide: Hide) -> str:
    """Hides secrets before it cuts: half a secret would not be recognised."""
    value = hide(value[: LONGEST_FIELD + LONGEST_SECRET])
    return value if len(value) <= LONGEST_FIELD else value[: LONGEST_FIELD - 1] + "…"


def _text_line(head: str, fields: dict[str, Any], record: logging.LogRecord, hide: Hide) -> str:
    shown = [head, *(f"{name}={_quoted(value)}" for name, value in fields.items())]
    if record.exc_info and record.exc_info[1]:
        shown.append(f"error={_quoted(_cut(_error(record.exc_info[1]), hide))}")
        shown.append(f"at={_quoted(_path(record.exc_info[1]))}")
    return _escaped(" ".join(shown))


def _json_line(parts: dict[str, Any], record: logging.LogRecord, hide: Hide) -> str:
    if record.exc_info and record.exc_info[1]:
        parts["error"] = _cut(_error(record.exc_info[1]), hide)
        parts["trace"] = hide("".join(traceback.format_exception(record.exc_info[1])))[-LONGEST_TRACE:]
    return _escaped(json.dumps(parts, ensure_ascii=False, default=str))


def _quoted(value: Any) -> str:
    text = f"{value:g}" if isinstance(value, float) else str(value)
    return text if _PLAIN_VALUE.fullmatch(text) else json.dumps(text, ensure_ascii=False)


def _error(error: BaseException) -> str:
    """The error and what caused it, outermost first."""
    shown = f"{type(error).__name__}: {error}"
    cause = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    return f"{shown} <- {_error(cause)}" if cause else shown


def _path(error: BaseException) -> str:
    """Where it happened, innermost call first."""
    frames = traceback.extract_tb(error.__traceback__)
    return " < ".join(f"{frame.filename.rsplit('/', 1)[-1]}:{frame.lineno} {frame.name}" for frame in reversed(frames))


def _escaped(line: str) -> str:
    """Escapes characters that move the cursor, end the line or change its direction."""
    return "".join(c if c.isprintable() else json.dumps(c)[1:-1] for c in line)
