### Buttons below a pushed article

push-read = 📖 Читать
push-source = 🔗 Источник
push-mute = 🔕 Не присылать: { $name }
push-night-quiet = 🌙 Ночью тихо
push-night-no = Пусть приходят
push-recalled = ⚠️ Редакция отозвала это сообщение.

# Список статей, пришедших сразу.
list-title =
    { $count ->
        [one] { $rubric }: { $count } новая статья
        [few] { $rubric }: { $count } новые статьи
       *[other] { $rubric }: { $count } новых статей
    }
list-more = … и ещё { $count }
list-all = 📖 Все { $count }
