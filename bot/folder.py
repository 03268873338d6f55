"""The settings of the watched folder."""

from __future__ import annotations

from bot.config import Settings
from sources.folder.watch import FolderSettings
from sources.intake_rules import IntakeRules


def intake_rules(settings: Settings) -> IntakeRules:
    """How manuscripts are read and accepted."""
    return IntakeRules(settings.timezone, settings.default_language, settings.push_max_age)


def folder_settings(settings: Settings) -> FolderSettings:
    """The watched folder. It is made only under its default name: a missing folder that was named is a mistake."""
    default = Settings.model_fields["articles_dir"].default
    is_default = settings.articles_dir == default
    return FolderSettings(settings.articles_dir, intake_rules(settings), is_default, bool(settings.admin_ids))
