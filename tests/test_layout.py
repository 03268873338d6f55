"""The project's own shape: names that could clash, what the wheel carries, what the README promises."""

from __future__ import annotations

import re
import tomllib
import zipfile
from importlib.metadata import packages_distributions
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[1]
ROOMS = ("bot", "handlers", "delivery", "sources", "storage", "text", "domain", "playground")
DEMO = "python3 -m venv .venv && .venv/bin/pip install -q -c constraints.txt -e . && .venv/bin/zharshy demo"
TEST = "python3 -m venv .venv && .venv/bin/pip install -q -c constraints.txt -e '.[dev]' && .venv/bin/pytest"


def project() -> dict[str, Any]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("room", ROOMS)
def test_no_other_distribution_has_a_package_of_our_name(room: str) -> None:
    assert set(packages_distributions().get(room, ["zharshy"])) == {"zharshy"}


def test_every_package_is_named_for_the_wheel() -> None:
    listed = project()["tool"]["hatch"]["build"]["targets"]["wheel"]["packages"]
    assert sorted(listed) == sorted(ROOMS)
    packages = {path.parent.name for path in ROOT.glob("*/__init__.py")} - {"tests", "bench"}
    assert packages == set(ROOMS)
    assert set(listed) <= set(project()["tool"]["hatch"]["build"]["targets"]["sdist"]["only-include"])


def test_every_folder_with_code_is_a_package() -> None:
    for room in ROOMS:
        for module in (ROOT / room).rglob("*.py"):
            assert (module.parent / "__init__.py").exists(), module


def test_the_wheel_carries_every_data_file(tmp_path: Path) -> None:
    from hatchling.builders.wheel import WheelBuilder

    [wheel] = WheelBuilder(str(ROOT)).build(directory=str(tmp_path), versions=["standard"])
    with zipfile.ZipFile(wheel) as archive:
        carried = set(archive.namelist())
    for room in ROOMS:
        for file in (ROOT / room).rglob("*"):
            inside = file.relative_to(ROOT)
            if file.is_file() and "__pycache__" not in inside.parts and not file.name.startswith("."):
                assert str(inside) in carried
    assert not [name for name in carried if name.startswith(("tests/", "bench/", "docs/"))]
    assert "zharshy = bot.cli.main:main" in _entry_points(wheel)


def _entry_points(wheel: str) -> str:
    with zipfile.ZipFile(wheel) as archive:
        [name] = [name for name in archive.namelist() if name.endswith("entry_points.txt")]
        return archive.read(name).decode()


def test_the_readme_has_the_two_commands_each_on_a_line_of_its_own() -> None:
    lines = (ROOT / "README.md").read_text(encoding="utf-8").splitlines()
    assert DEMO in lines
    assert TEST in lines


def test_constraints_pin_versions_and_name_no_place() -> None:
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").split()
    assert all(re.fullmatch(r"[A-Za-z0-9._-]+==[A-Za-z0-9.+!-]+", line) for line in lines)
    pinned = {_plain(line.split("==")[0]) for line in lines}
    extras = project()["project"]["optional-dependencies"]
    wanted = [*project()["project"]["dependencies"], *extras["dev"], *extras["postgres"]]
    assert {_plain(re.split(r"[\[<>=~! ]", requirement)[0]) for requirement in wanted} <= pinned


def _plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def test_pages_that_others_read_have_no_broken_links() -> None:
    for page in (*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")):
        for target in re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8")):
            if "://" not in target:
                assert (page.parent / target).exists(), f"{page.name}: {target}"


# A path may begin at the project's folder, at a room, or at the tests.
BASES = (ROOT, *(ROOT / room for room in ROOMS), ROOT / "tests")


def test_every_file_that_a_page_names_is_there() -> None:
    for page in (*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")):
        prose = re.sub(r"^```.*?^```", "", page.read_text(encoding="utf-8"), flags=re.DOTALL | re.MULTILINE)
        for path in re.findall(r"`(\.?[a-z_][\w.*@-]*(?:/[\w.*@-]+)+/?)`", prose):
            assert any([*base.glob(path.rstrip("/"))] for base in BASES), f"{page.name}: {path}"
        for name in re.findall(r"`([a-z_]+\.py)`", prose):
            assert any([*base.rglob(name)] for base in BASES[1:]), f"{page.name}: {name}"


def test_every_log_event_of_the_operations_page_is_written_somewhere() -> None:
    page = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
    events = set(re.findall(r"^\| `([a-z]+\.[a-z_]+)\b", page, re.MULTILINE))
    assert len(events) > 10
    code = "".join(file.read_text(encoding="utf-8") for room in ROOMS for file in (ROOT / room).rglob("*.py"))
    assert [event for event in sorted(events) if event not in code] == []


def test_the_reference_names_every_setting_and_every_command() -> None:
    from bot.cli.arguments import build_parser
    from bot.config import Settings

    page = (ROOT / "docs" / "reference.md").read_text(encoding="utf-8")
    for name in Settings.model_fields:
        assert f"| `{name.upper()}`" in page or f"| `{name.upper()}` |" in page, name
    for command in re.findall(r"^    (\w+)  ", build_parser().format_help(), re.MULTILINE):
        assert re.search(rf"\| `{command}\b", page), command


def test_the_architecture_page_names_every_room() -> None:
    page = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    assert all(f"| `{room}/`" in page for room in ROOMS)


@pytest.mark.parametrize("name", ["faults.md", "security.md"])
def test_the_pages_of_faults_and_attacks_name_tests_that_are_there(name: str) -> None:
    named = re.findall(r"`([a-z/]+/test_[a-z_]+\.py)", (ROOT / "docs" / name).read_text(encoding="utf-8"))
    assert len(named) > 30
    assert [name for name in named if not (ROOT / "tests" / name).exists()] == []
