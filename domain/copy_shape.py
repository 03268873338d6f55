"""How a copy of a push looks, as its receipt keeps it: a correction gives the copy the shape that it has."""

from __future__ import annotations

from enum import IntEnum

from domain.audience import Layout


class Form(IntEnum):
    """How much of the article a copy shows, and by which kind of message. Receipts keep the numbers.

    `LONG`: the whole text as a rich message. `LONG_CLASSIC`: as much of it as an ordinary message takes, where Telegram
    refused the rich one.
    """

    NORMAL = 0
    COMPACT = 1
    LONG = 2
    LONG_CLASSIC = 3


FORM_OF = {Layout.COMPACT: Form.COMPACT, Layout.NORMAL: Form.NORMAL, Layout.FULL: Form.LONG}


def shape_of(form: Form, *, photo: bool) -> int:
    """The number in a receipt."""
    return 2 * form + photo


def read_shape(shape: int) -> tuple[Form, bool]:
    """(form, whether the copy is a photo with a caption)."""
    return Form(shape >> 1), shape & 1 == 1
