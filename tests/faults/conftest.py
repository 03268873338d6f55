"""The real program of tests/acceptance and the delivering process of tests/delivery; here they meet every fault."""

from __future__ import annotations

from tests.acceptance.conftest import program, telegram
from tests.delivery.conftest import process

__all__ = ["process", "program", "telegram"]
