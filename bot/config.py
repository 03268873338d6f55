"""Settings: every name of the environment (or of `.env` in the working folder), read and checked once."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import unquote, urlsplit
from zoneinfo import ZoneInfo

from pydantic import BeforeValidator, SecretStr, model_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from bot import addresses, parsing
from bot.addresses import Network
from domain.broadcast import FREE_RATE
from domain.errors import SettingsError

TELEGRAM = "https://api.telegram.org"
# In the working folder.
ENV_FILE = ".env"


class Settings(BaseSettings):
    """Frozen, built once. Its repr hides the secrets."""

    model_config = SettingsConfigDict(env_file=ENV_FILE, env_file_encoding="utf-8-sig", extra="ignore", frozen=True)

    bot_token: Annotated[SecretStr, BeforeValidator(parsing.token)] = SecretStr("")
    admin_ids: Annotated[tuple[int, ...], NoDecode, BeforeValidator(parsing.ids)] = ()
    database_url: Annotated[SecretStr, BeforeValidator(addresses.database)] = SecretStr("sqlite:///data/zharshy.db")
    articles_dir: Annotated[Path, BeforeValidator(parsing.folder)] = Path("articles")
    api_base_url: Annotated[str, BeforeValidator(addresses.api_url)] = TELEGRAM
    default_language: Annotated[str, BeforeValidator(parsing.choice("DEFAULT_LANGUAGE", ("kk", "ru", "en")))] = "kk"
    timezone: Annotated[ZoneInfo, BeforeValidator(parsing.zone)] = ZoneInfo("Asia/Almaty")
    send_rate: Annotated[int, BeforeValidator(parsing.number("SEND_RATE", 1, 1000))] = 28
    paid_broadcast: Annotated[bool, BeforeValidator(parsing.switch)] = False
    push_max_age: Annotated[timedelta, BeforeValidator(parsing.duration)] = timedelta(hours=24)
    receipt_days: Annotated[int, BeforeValidator(parsing.number("RECEIPT_DAYS", 1, 36500))] = 90
    webhook_url: Annotated[str, BeforeValidator(addresses.webhook_url)] = ""
    webhook_secret: Annotated[SecretStr, BeforeValidator(parsing.webhook_secret)] = SecretStr("")
    webhook_listen: Annotated[str, BeforeValidator(addresses.listen("WEBHOOK_LISTEN"))] = "127.0.0.1:8081"
    http_listen: Annotated[str, BeforeValidator(addresses.listen("HTTP_LISTEN"))] = ""
    ingest_token: Annotated[SecretStr, BeforeValidator(parsing.ingest_token)] = SecretStr("")
    feeds_every: Annotated[timedelta, BeforeValidator(parsing.interval("FEEDS_EVERY"))] = timedelta(minutes=10)
    feeds_allow_private: Annotated[tuple[Network, ...], NoDecode, BeforeValidator(addresses.networks)] = ()
    proxy_url: Annotated[SecretStr, BeforeValidator(addresses.proxy_url)] = SecretStr("")
    log_level: Annotated[str, BeforeValidator(parsing.choice("LOG_LEVEL", ("debug", "info", "warning", "error")))] = (
        "info"
    )
    log_format: Annotated[str, BeforeValidator(parsing.choice("LOG_FORMAT", ("text", "json")))] = "text"

    @model_validator(mode="before")
    @classmethod
    def _empty_is_the_default(cls, values: dict[str, Any]) -> dict[str, Any]:
        """An empty variable of the environment also overrides `.env`."""
        return {name: value for name, value in values.items() if value != ""}

    def model_post_init(self, context: Any) -> None:
        """Checks rules between two settings."""
        if self.send_rate > FREE_RATE and not self.paid_broadcast:
            raise SettingsError("settings-rate-unpaid", name="SEND_RATE", value=str(self.send_rate))
        if self.webhook_url and not self.webhook_secret.get_secret_value():
            raise SettingsError("settings-webhook-secret-missing", name="WEBHOOK_SECRET")
        if self.webhook_url and self.api_base_url == TELEGRAM and not addresses.telegram_calls(self.webhook_url):
            raise SettingsError("settings-webhook-port", name="WEBHOOK_URL")

    @property
    def database(self) -> str:
        """The database's URL. It may hold a password: only the store may see it."""
        return self.database_url.get_secret_value()

    @property
    def on_postgres(self) -> bool:
        """Whether the store is a PostgreSQL database, which several processes may share."""
        return not self.database.startswith("sqlite:")

    @property
    def database_shown(self) -> str:
        """The store as logs and answers name it: the file, or the address without its user and password."""
        if not self.on_postgres:
            return str(self.database_file)
        parts = urlsplit(self.database)
        return f"postgresql://{parts.netloc.rpartition('@')[2]}{parts.path}"

    @property
    def database_file(self) -> Path:
        """The SQLite file; meaningless for a PostgreSQL store."""
        return Path(self.database.removeprefix("sqlite:///"))

    @property
    def proxy(self) -> str:
        """The way to Telegram, "" for none. It may hold a password: only what opens connections may see it."""
        return self.proxy_url.get_secret_value()

    @property
    def proxy_shown(self) -> str:
        """The proxy as answers name it: without user and password."""
        parts = urlsplit(self.proxy)
        return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}"

    @property
    def secrets(self) -> tuple[str, ...]:
        """What no log line may show, beside everything that looks like a token."""
        urls = (self.database if self.on_postgres else "", self.proxy)
        passwords = [urlsplit(url).password or "" for url in urls]
        tokens = [one.get_secret_value() for one in (self.bot_token, self.webhook_secret, self.ingest_token)]
        secrets = (*tokens, *passwords, *map(unquote, passwords))
        return tuple(secret for secret in secrets if secret)

    def token(self) -> str:
        """The bot's token, for the commands that need one."""
        token = self.bot_token.get_secret_value()
        if not token:
            raise SettingsError("settings-token-missing", name="BOT_TOKEN")
        return token


def load_settings() -> Settings:
    """Reads the environment and `.env`; a wrong setting is a SettingsError that names it."""
    return _load({})


def load_sound_settings() -> tuple[Settings, tuple[SettingsError, ...]]:
    """The settings with the default in the place of each one that is wrong, and what is wrong. For `check`."""
    sound: dict[str, Any] = {}
    wrong: dict[str, SettingsError] = {}
    while True:
        try:
            return _load(sound), tuple(wrong.values())
        except SettingsError as error:
            name = str(error.values["name"])
            if name in wrong:
                raise
            wrong[name] = error
            sound |= _defaults(name)


def _load(overrides: dict[str, Any]) -> Settings:
    try:
        return Settings(**overrides)
    except UnicodeDecodeError as error:
        raise SettingsError("settings-file-encoding", name=ENV_FILE) from error
    except OSError as error:
        raise SettingsError("settings-file-unreadable", name=ENV_FILE, reason=error.strerror or "") from error


def _defaults(name: str) -> dict[str, Any]:
    """What stands in the place of a wrong setting, or of an `.env` that cannot be read."""
    if name == ENV_FILE:
        return {"_env_file": None}
    # A secret that is missing is wrong because of the address that needs it.
    needed_by = {"WEBHOOK_SECRET": ("webhook_secret", "webhook_url")}.get(name, (name.lower(),))
    return {field: Settings.model_fields[field].default for field in needed_by}
