"""aiogram's models are built when they are first used, and then work as aiogram's own import would have made them."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

from bot.updates.aiogram_models import all_models


def test_every_model_can_be_built() -> None:
    models = list(all_models())
    for model in models:
        model.model_rebuild()
    assert [model.__name__ for model in models if not model.__pydantic_complete__] == []


def _in_a_new_python(code: str) -> Any:
    begin = "import json, time; from bot.updates.aiogram_models import all_models, import_aiogram\n"
    out = subprocess.run([sys.executable, "-c", begin + code], capture_output=True, text=True, check=True).stdout
    return json.loads(out)


def test_most_models_are_not_built_by_the_import() -> None:
    built = _in_a_new_python(
        "import_aiogram(); models = list(all_models())\n"
        "print(json.dumps([sum(model.__pydantic_complete__ for model in models), len(models)]))"
    )
    assert built[0] < built[1] / 2


def test_an_update_and_a_keyboard_are_read_and_written_as_after_an_ordinary_import() -> None:
    use = (
        "from aiogram import types, methods\n"
        "update = types.Update.model_validate({'update_id': 1, 'callback_query': {'id': '1', 'chat_instance': 'a', "
        "'data': 'x', 'from': {'id': 1, 'is_bot': False, 'first_name': 'A'}}})\n"
        "button = types.InlineKeyboardButton(text='a', callback_data='b', style='primary')\n"
        "call = methods.SendPhoto(chat_id=1, photo='x', "
        "reply_markup=types.InlineKeyboardMarkup(inline_keyboard=[[button]]))\n"
        "print(json.dumps([json.loads(one.model_dump_json(exclude_none=True, exclude_unset=True)) "
        "for one in (update, call)]))"
    )
    assert _in_a_new_python("import_aiogram()\n" + use) == _in_a_new_python(use)


def test_other_models_of_pydantic_are_built_as_ever_while_aiogram_is_imported() -> None:
    """The patch is gone after the import."""
    assert _in_a_new_python(
        "from pydantic import BaseModel; before = BaseModel.__dict__['model_rebuild']; import_aiogram()\n"
        "print(json.dumps(BaseModel.__dict__['model_rebuild'] is before))"
    )


def test_what_telegram_answers_is_read_though_none_of_its_models_is_built() -> None:
    assert (
        _in_a_new_python(
            "import_aiogram()\n"
            "from aiogram.methods import GetChatAdministrators, Response\n"
            "user = {'id': 1, 'is_bot': False, 'first_name': 'A'}\n"
            "answer = {'ok': True, 'result': [{'status': 'left', 'user': user}]}\n"
            "read = Response[GetChatAdministrators.__returning__].model_validate(answer)\n"
            "print(json.dumps(type(read.result[0]).__name__))"
        )
        == "ChatMemberLeft"
    )
