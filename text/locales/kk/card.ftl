# Мақаланың хабарламадағы жолдары. Қазақша санның артынан зат есім өзгермейді.
card-views = { $views } рет көрсетілді
card-minutes = { $minutes } мин
card-untitled = Тақырыпсыз
card-corrected = ✏️ { $time } түзетілді
card-note = ✏️ Түзету: «{ $title }»
card-breaking = ⚡ Шұғыл хабар
