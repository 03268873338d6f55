"""What lies in deploy/ names what there is: commands, settings, packages. Its trial by hand: docs/operations.md."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import yaml

from bot.cli.arguments import build_parser
from bot.config import Settings
from bot.http.metrics import Metrics
from delivery.content.bodies import Style
from delivery.engine.opening import open_context
from delivery.http.client import Telegram
from delivery.rate.limiter import LocalRateLimiter
from domain.clock import SystemClock
from tests.builders import open_store
from tests.test_layout import ROOMS, ROOT

DEPLOY = ROOT / "deploy"
UNITS = sorted((DEPLOY / "systemd").iterdir())
COMPOSE = sorted(DEPLOY.glob("compose*.yml"))
SETTINGS = {name.upper() for name in Settings.model_fields}


def services(file: Path) -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load(file.read_text("utf-8"))["services"]
    return found


def commands() -> set[str]:
    return set(re.findall(r"^    (\w+)  ", build_parser().format_help(), re.MULTILINE))


@pytest.mark.parametrize("file", COMPOSE, ids=lambda file: file.name)
def test_a_compose_file_sets_settings_that_there_are(file: Path) -> None:
    ours = {name: one for name, one in services(file).items() if "build" in one}
    assert ours
    for one in ours.values():
        assert set(one["environment"]) <= SETTINGS
        assert set(one.get("command", [])) <= commands()
        assert one["restart"] == "always", "a worker that lost its database ends with code 0"
        assert one["stop_grace_period"] == "20s"
        assert (one["read_only"], one["cap_drop"]) == (True, ["ALL"])


def test_the_cluster_has_two_instances_two_workers_a_database_and_a_proxy() -> None:
    found = services(DEPLOY / "compose.cluster.yml")
    assert set(found) == {"postgres", "run", "worker", "proxy"}
    assert [found[name]["deploy"]["replicas"] for name in ("run", "worker")] == [2, 2]
    assert "ports" not in found["run"] and "ports" not in found["postgres"]


def test_the_image_holds_every_package_and_only_them() -> None:
    recipe = (DEPLOY / "Dockerfile").read_text("utf-8")
    assert re.findall(r"^COPY (\w+) \1$", recipe, re.MULTILINE) == [*ROOMS]
    ignored = (DEPLOY / "Dockerfile.dockerignore").read_text("utf-8").splitlines()
    assert {line[1:] for line in ignored if line.startswith("!")} >= set(ROOMS)
    assert ".env" not in {line[1:] for line in ignored if line.startswith("!")}
    names = set(re.findall(r"^(?:ENV |    )([A-Z_]+)=", recipe, re.MULTILINE)) - {"PATH", "PYTHONUNBUFFERED"}
    assert names <= SETTINGS
    assert "\nUSER zharshy\n" in recipe
    assert "/healthz" in recipe


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.name)
def test_a_unit_starts_a_command_that_there_is(unit: Path) -> None:
    text = unit.read_text("utf-8")
    started = re.findall(r"/opt/zharshy/bin/zharshy (\w+)", text)
    assert set(started) <= commands()
    if unit.suffix == ".service":
        assert started
        assert {"NoNewPrivileges=yes", "ProtectSystem=strict", "User=zharshy"} <= set(text.splitlines())


def test_the_guide_names_every_file_in_deploy() -> None:
    guide = (ROOT / "docs" / "operations.md").read_text("utf-8")
    for file in (*DEPLOY.glob("*"), *UNITS):
        if file.is_file() and file.suffix != ".dockerignore":
            assert file.name in guide, file.name


def test_every_log_line_that_the_guide_explains_is_written_by_the_code() -> None:
    guide = (ROOT / "docs" / "operations.md").read_text("utf-8")
    code = "\n".join(path.read_text("utf-8") for room in ROOMS for path in (ROOT / room).rglob("*.py"))
    events = set(re.findall(r"`([a-z]+\.[a-z_]+)(?: [^`]*)?`", guide)) - {"pg_dump"}
    named = {event for event in events if re.search(rf'"{re.escape(event)}\b', code) is None}
    assert named <= {"zharshy.service"}, named


MONITORING = (DEPLOY / "prometheus" / "rules.yml", DEPLOY / "grafana" / "zharshy.json")


async def metrics_there_are(folder: Path) -> set[str]:
    """Their names, without the parts of a histogram."""
    async with open_store(folder) as store:
        telegram = Telegram("http://127.0.0.1:1", "1:x", connections=1)
        style = Style(ZoneInfo("Asia/Almaty"), "bot")
        context = await open_context(store, telegram, style, LocalRateLimiter(SystemClock(), 28))
        text = (await Metrics(context, {"folder": 0.0}).render()).decode()
    return set(re.findall(r"^# TYPE (\S+)", text, re.MULTILINE))


@pytest.mark.parametrize("file", MONITORING, ids=lambda file: file.name)
async def test_alerts_and_the_dashboard_ask_for_metrics_that_there_are(file: Path, tmp_path: Path) -> None:
    asked = {name.removesuffix("_bucket") for name in re.findall(r"\b(zharshy_\w+)", file.read_text("utf-8"))}
    assert len(asked) > 8
    assert asked <= await metrics_there_are(tmp_path)


def test_every_alert_says_what_is_wrong_and_what_to_do_and_most_are_tried() -> None:
    [group] = yaml.safe_load(MONITORING[0].read_text("utf-8"))["groups"]
    for rule in group["rules"]:
        assert set(rule["annotations"]) == {"summary", "description"}
        assert rule["labels"]["severity"] in {"critical", "warning"}
    tried = (DEPLOY / "prometheus" / "rules.test.yml").read_text("utf-8")
    untried = {rule["alert"] for rule in group["rules"] if rule["alert"] not in tried}
    assert untried == {"ZharshyBreakingNewsLate", "ZharshyFolderNotWatched"}, "one comparison each"


def test_the_dashboard_has_one_source_and_no_two_panels_in_one_place() -> None:
    board = json.loads(MONITORING[1].read_text("utf-8"))
    places = [(one["gridPos"]["x"], one["gridPos"]["y"]) for one in board["panels"]]
    assert len(set(places)) == len(places) == len({one["id"] for one in board["panels"]})
    assert all(one["datasource"]["uid"] == "${source}" for one in board["panels"])
