# Строки статьи в сообщении.
card-views =
    { $views ->
        [one] { $views } просмотр
        [few] { $views } просмотра
       *[other] { $views } просмотров
    }
card-minutes = { $minutes } мин
card-untitled = Без заголовка
card-corrected = ✏️ исправлено { $time }
card-note = ✏️ Исправление: «{ $title }»
card-breaking = ⚡ Срочно
