"""The file of settings that `init` writes is read back as it was given, or is not written."""

from __future__ import annotations

from pathlib import Path

import pytest
from dotenv import dotenv_values

from bot.cli.init.env_file import write_env
from domain.errors import SettingsError


def test_what_cannot_be_read_back_leaves_the_file_as_it_is(tmp_path: Path) -> None:
    file = tmp_path / ".env"
    odd = {"INGEST_TOKEN": "it's #1 \\ $HOME", "PROXY_URL": "http://a:b%40c@proxy:80"}
    write_env(file, odd)
    assert dotenv_values(file) == odd
    for value in ("a${HOME}b", "x\nADMIN_IDS=666\ny", "x\r\nADMIN_IDS=666"):
        with pytest.raises(SettingsError, match="settings-not-for-env"):
            write_env(file, {"INGEST_TOKEN": value})
        assert dotenv_values(file) == odd
