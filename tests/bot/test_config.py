"""Settings as an operator writes them: defaults, every rule, and errors that name the setting but never a secret."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from pydantic_core import PydanticUndefined

from bot.config import Settings, load_settings
from domain.errors import SettingsError

ROOT = Path(__file__).resolve().parents[2]
TOKEN = "123456:AAFakeFakeFakeFakeFakeFakeFakeFakeFake"


def read(monkeypatch: pytest.MonkeyPatch, **values: str) -> Settings:
    for name, value in values.items():
        monkeypatch.setenv(name, value)
    return load_settings()


def refusal(monkeypatch: pytest.MonkeyPatch, **values: str) -> SettingsError:
    with pytest.raises(SettingsError) as caught:
        read(monkeypatch, **values)
    return caught.value


def test_nothing_set_is_the_contract_s_defaults() -> None:
    settings = load_settings()
    assert settings.database == "sqlite:///data/zharshy.db"
    assert settings.database_file == Path("data/zharshy.db")
    assert (settings.articles_dir, settings.default_language) == (Path("articles"), "kk")
    assert settings.timezone == ZoneInfo("Asia/Almaty")
    assert (settings.send_rate, settings.paid_broadcast) == (28, False)
    assert (settings.push_max_age, settings.receipt_days) == (timedelta(hours=24), 90)
    assert (settings.webhook_listen, settings.http_listen) == ("127.0.0.1:8081", "")
    assert (settings.log_level, settings.log_format) == ("info", "text")


def test_env_example_lists_every_setting_with_its_default(monkeypatch: pytest.MonkeyPatch) -> None:
    written = dict(re.findall(r"^([A-Z_]+)=(.*)$", (ROOT / ".env.example").read_text(), re.MULTILINE))
    assert set(written) == {name.upper() for name in Settings.model_fields}
    for name, value in written.items():
        monkeypatch.setenv(name, value)
    as_written = load_settings()
    for name, field in Settings.model_fields.items():
        assert field.default is not PydanticUndefined
        assert getattr(as_written, name) == field.default, name


def test_every_setting_of_env_example_has_a_remark() -> None:
    blocks = (ROOT / ".env.example").read_text().strip().split("\n\n")
    assert all(block.startswith("# ") for block in blocks)


def test_the_env_file_is_read_and_the_environment_wins(monkeypatch: pytest.MonkeyPatch) -> None:
    Path(".env").write_text("﻿SEND_RATE=5\nDEFAULT_LANGUAGE=ru\nSOMETHING_ELSE=1\n")
    settings = read(monkeypatch, SEND_RATE="7", OF_ANOTHER_PROGRAM="x")
    assert (settings.send_rate, settings.default_language) == (7, "ru")


def test_an_env_file_in_another_encoding_is_named() -> None:
    Path(".env").write_bytes("# новости\n".encode("cp1251"))
    with pytest.raises(SettingsError, match="settings-file-encoding"):
        load_settings()


def test_an_empty_value_is_the_default(monkeypatch: pytest.MonkeyPatch) -> None:
    assert read(monkeypatch, SEND_RATE="", TIMEZONE="").send_rate == 28


def test_values_are_read_as_an_operator_writes_them(monkeypatch: pytest.MonkeyPatch) -> None:
    settings = read(
        monkeypatch,
        BOT_TOKEN=f" {TOKEN} ",
        ADMIN_IDS="11, 12,11",
        API_BASE_URL="http://127.0.0.1:8080/",
        LOG_LEVEL="INFO",
        PAID_BROADCAST="True",
        SEND_RATE="1000",
        PUSH_MAX_AGE="1d12h",
    )
    assert settings.token() == TOKEN
    assert settings.admin_ids == (11, 12)
    assert settings.api_base_url == "http://127.0.0.1:8080"
    assert (settings.log_level, settings.paid_broadcast, settings.send_rate) == ("info", True, 1000)
    assert settings.push_max_age == timedelta(hours=36)


@pytest.mark.parametrize(
    ("written", "days"), [("24h", 1), ("90m", 90 / 1440), ("2d", 2), ("1w", 7), ("0h", 0), ("2D", 2)]
)
def test_durations(monkeypatch: pytest.MonkeyPatch, written: str, days: float) -> None:
    assert read(monkeypatch, PUSH_MAX_AGE=written).push_max_age == timedelta(days=days)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("BOT_TOKEN", "hello"),
        ("BOT_TOKEN", "12345 :AA"),
        ("ADMIN_IDS", "11,@owner"),
        ("ADMIN_IDS", "-5"),
        ("ADMIN_IDS", "9" * 5000),
        ("DATABASE_URL", "mysql://localhost/x"),
        ("DATABASE_URL", "sqlite:///"),
        ("DATABASE_URL", "sqlite:///:memory:"),
        ("DATABASE_URL", "postgresql+psycopg://bot:pass@db/news"),
        ("API_BASE_URL", "api.telegram.org"),
        ("API_BASE_URL", "http://host:99999"),
        ("API_BASE_URL", "ftp://host"),
        ("DEFAULT_LANGUAGE", "de"),
        ("TIMEZONE", "Almaty"),
        ("TIMEZONE", "Asia"),
        ("TIMEZONE", "../../etc/passwd"),
        ("SEND_RATE", "0"),
        ("SEND_RATE", "1001"),
        ("SEND_RATE", "31"),
        ("SEND_RATE", "28.5"),
        ("SEND_RATE", "٢٨"),
        ("PAID_BROADCAST", "maybe"),
        ("PUSH_MAX_AGE", "24"),
        ("PUSH_MAX_AGE", "-1h"),
        ("PUSH_MAX_AGE", "1 day"),
        ("RECEIPT_DAYS", "0"),
        ("WEBHOOK_URL", "bot.example.org"),
        ("WEBHOOK_LISTEN", "8081"),
        ("WEBHOOK_LISTEN", "localhost:0"),
        ("HTTP_LISTEN", "localhost"),
        ("LOG_LEVEL", "loud"),
        ("PROXY_URL", "proxy.example.org:3128"),
        ("PROXY_URL", "http://proxy.example.org"),
        ("PROXY_URL", "https://proxy.example.org:443"),
        ("PROXY_URL", "socks4://127.0.0.1:1080"),
        ("PROXY_URL", "socks5://127.0.0.1:1080/path"),
        ("PROXY_URL", "socks5://127.0.0.1:99999"),
        ("LOG_FORMAT", "xml"),
    ],
)
def test_a_wrong_value_is_refused_by_the_setting_s_name(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    assert refusal(monkeypatch, **{name: value}).values["name"] == name


def test_more_than_the_free_rate_needs_paid_broadcast(monkeypatch: pytest.MonkeyPatch) -> None:
    assert refusal(monkeypatch, SEND_RATE="31").key == "settings-rate-unpaid"
    assert read(monkeypatch, SEND_RATE="31", PAID_BROADCAST="true").send_rate == 31


def test_a_webhook_without_a_secret_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    assert refusal(monkeypatch, WEBHOOK_URL="https://bot.example.org/t").values["name"] == "WEBHOOK_SECRET"
    assert refusal(monkeypatch, WEBHOOK_SECRET="has space").key == "settings-webhook-secret-wrong"


def test_what_the_environment_leaves_empty_is_the_default_whatever_the_env_file_says(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    Path(".env").write_text("HTTP_LISTEN=127.0.0.1:8090\nSEND_RATE=5\n")
    settings = read(monkeypatch, HTTP_LISTEN="")
    assert (settings.http_listen, settings.send_rate) == ("", 5)


@pytest.mark.parametrize("url", ["http://bot.example.org/t", "https://bot.example.org:9000/t"])
def test_a_webhook_that_telegram_would_not_call_is_refused_but_for_a_bot_api_server_of_ones_own(
    monkeypatch: pytest.MonkeyPatch, url: str
) -> None:
    assert refusal(monkeypatch, WEBHOOK_URL=url, WEBHOOK_SECRET="s").key == "settings-webhook-port"
    own = read(monkeypatch, WEBHOOK_URL=url, WEBHOOK_SECRET="s", API_BASE_URL="http://127.0.0.1:8082")
    assert own.webhook_url == url


def test_a_missing_token_is_named_by_the_commands_that_need_one() -> None:
    with pytest.raises(SettingsError) as caught:
        load_settings().token()
    assert caught.value.values["name"] == "BOT_TOKEN"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("BOT_TOKEN", "123456:not/a/token-but-secret"),
        ("DATABASE_URL", "postgresql+asyncpg://bot:sw0rdfish@db/news"),
        ("DATABASE_URL", "mysql://bot:sw0rdfish@db/news"),
        ("DATABASE_URL", "postgresql://bot:sw0rd%fish@db/news"),
        ("DATABASE_URL", "postgresql://bot:sw0rd%00@db/news"),
        ("WEBHOOK_SECRET", "sw0rd fish"),
        ("API_BASE_URL", "http://bot:sw0rdfish@host"),
        ("PROXY_URL", "ftp://me:sw0rdfish@host:1"),
        ("PROXY_URL", "http://me:sw0rd%fish@host:1"),
        ("PROXY_URL", "http://me:sw0rdұ@host:1"),
        ("PROXY_URL", "http://m%3Ae:sw0rdfish@host:1"),
        ("PROXY_URL", f"socks5://me:sw0rd{'x' * 255}@host:1"),
        ("PROXY_URL", "socks5://:sw0rdfish@host:1"),
    ],
)
def test_a_wrong_secret_is_never_part_of_the_error(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    error = refusal(monkeypatch, **{name: value})
    shown = str(error) + repr(error) + repr(error.values)
    assert not any(part in shown for part in ("sw0rd", "not/a", value))


def test_a_settings_repr_shows_no_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    settings = read(monkeypatch, BOT_TOKEN=TOKEN, WEBHOOK_SECRET="sw0rdfish")
    assert "FakeFake" not in repr(settings) + str(settings)
    assert "sw0rdfish" not in repr(settings) + str(settings)


def test_a_proxy_is_named_without_its_name_and_password(monkeypatch: pytest.MonkeyPatch) -> None:
    settings = read(monkeypatch, PROXY_URL=" socks5h://me:sw0rd%40fish@[::1]:1080/ ")
    assert settings.proxy == "socks5://me:sw0rd%40fish@[::1]:1080"
    assert settings.proxy_shown == "socks5://[::1]:1080"
    assert "sw0rd" not in repr(settings) + str(settings)
    assert {"sw0rd%40fish", "sw0rd@fish"} <= set(settings.secrets)
    assert read(monkeypatch, PROXY_URL="http://me@host:1").proxy == "http://me:@host:1"
    assert read(monkeypatch, PROXY_URL="http://host:1").proxy == "http://host:1"


def test_a_long_wrong_value_is_shown_short_and_on_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    shown = str(refusal(monkeypatch, LOG_LEVEL="x\n" * 500).values["value"])
    assert len(shown) <= 40
    assert "\n" not in shown


@pytest.mark.parametrize("name", ["SEND_RATE", "TIMEZONE", "ADMIN_IDS", "API_BASE_URL", "LOG_LEVEL", "WEBHOOK_URL"])
def test_a_token_pasted_into_another_setting_is_not_shown(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    error = refusal(monkeypatch, **{name: f"x{TOKEN}"})
    assert TOKEN[:14] not in str(error.values) + repr(error)
