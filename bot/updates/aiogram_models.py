"""Imports aiogram without building all of its models.

aiogram builds each model's validator when it is imported: 2.8 of 3.5 s of CPU for some 400 models, of which a news bot
uses a tenth. pydantic builds a model at its first use, if the module of the model has the names that its fields refer
to; aiogram imports most of them for type checkers only.
"""

from __future__ import annotations

import sys
from typing import Any

from pydantic import BaseModel


def import_aiogram() -> None:
    """The first import of aiogram. Only what every update needs is built (0.3 s), the rest at its first use."""
    if "aiogram" in sys.modules:
        return
    rebuild: Any = BaseModel.__dict__["model_rebuild"]
    names: dict[str, Any] = {}

    def keep_names(model: Any, /, **options: Any) -> Any:
        if not options.get("_types_namespace"):
            return rebuild.__get__(None, model)(**options)
        names.update(options["_types_namespace"])
        return None

    patched: Any = classmethod(keep_names)
    BaseModel.model_rebuild = patched  # type: ignore[method-assign]
    try:
        from aiogram import methods, types
    finally:
        BaseModel.model_rebuild = rebuild  # type: ignore[method-assign]
    for module in {sys.modules[model.__module__] for model in all_models()}:
        vars(module).update(names | vars(module))
    for model in (types.Update, types.Message, types.InlineKeyboardMarkup, methods.GetUpdates, methods.SendMessage):
        model.model_rebuild()


def all_models() -> list[type[BaseModel]]:
    from aiogram.methods import TelegramMethod
    from aiogram.types.base import TelegramObject

    models: list[type[BaseModel]] = [TelegramObject, TelegramMethod]
    for model in models:
        models += model.__subclasses__()
    return models
