"""Offers what starts the bot with the machine: a systemd unit for this folder, or the project's compose file."""

from __future__ import annotations

import getpass
import shutil
import sys
from pathlib import Path

from bot.cli.console import say
from bot.cli.init.questions import ask

UNIT = Path("zharshy.service")
COMPOSE = Path("deploy/compose.yml")

_UNIT_TEXT = """\
# Zharshy in this folder. docs/operations.md has a unit for a user of its own, which sees less of the machine.
[Unit]
Description=Zharshy, a Telegram news bot
Wants=network-online.target
After=network-online.target
StartLimitIntervalSec=0

[Service]
Type=exec
User={user}
WorkingDirectory={folder}
ExecStart="{python}" -P -m bot run
Restart=always
RestartSec=2
# A wrong setting, which no restart mends.
RestartPreventExitStatus=2
TimeoutStopSec=30
UMask=0077
NoNewPrivileges=yes
ProtectSystem=full
PrivateTmp=yes

[Install]
WantedBy=multi-user.target
"""


def offer_service() -> None:
    """Asks how the bot shall be started, and says what to type for it."""
    choices = "by hand, systemd, compose" if COMPOSE.exists() else "by hand, systemd"
    answer = ask(f"What starts the bot ({choices})", "by hand").casefold()
    if answer.startswith("s"):
        write_unit()
        say(f"{UNIT} is written. As root: cp {UNIT} /etc/systemd/system/ && systemctl enable --now zharshy")
    elif answer.startswith("c") and COMPOSE.exists():
        say(f"Type: docker compose -f {COMPOSE} up -d --build")
    else:
        say(f"Type: {_as_typed()} run")


def _as_typed() -> str:
    """The command as it was typed: in a virtual environment that is not active its bare name would not be found."""
    typed = Path(sys.argv[0])
    found = shutil.which(typed.name)
    is_in_path = found is not None and Path(found).resolve() == typed.resolve()
    return "zharshy" if is_in_path or typed.name != "zharshy" else sys.argv[0]


def write_unit() -> None:
    # A percent sign begins a specifier of systemd.
    folder = str(Path.cwd()).replace("%", "%%")
    text = _UNIT_TEXT.format(user=getpass.getuser(), folder=folder, python=sys.executable.replace("%", "%%"))
    UNIT.write_text(text, encoding="utf-8")
