# Разговор с читателем.

## Знакомство

reader-hello =
    { $where ->
        [private] 👋 <b>Здравствуйте!</b> Я Жаршы: приношу сюда новости из рубрик, которые вы сами выберете.
       *[other] 👋 <b>Здравствуйте!</b> Я Жаршы: приношу сюда новости из рубрик, которые вы выберете.
    }

    Тілді таңдаңыз · Выберите язык · Choose a language
reader-hello-again = 👋 Рад видеть вас снова! Рубрики можно поменять прямо здесь.
reader-back-again = 👋 С возвращением! Все настройки на месте, новости снова будут приходить.
reader-in-group =
    👋 <b>Здравствуйте!</b> Я Жаршы, приношу новости.

    Какие рубрики придут в эту группу, решают её администраторы: /rubrics@{ $username }
reader-in-channel =
    👋 Спасибо, что добавили меня в канал «{ $title }»!

    Нажмите кнопку, чтобы выбрать, что в него приходит. В самом канале ничего писать не нужно; потом его найдёт /channels.

## Рубрики

reader-rubrics =
    🗂 <b>Рубрики</b>

    Нажмите на нужные: ✅ приходит, 🗞 в дайджесте, ▫️ не приходит.
reader-rubrics-none-yet =
    🗂 <b>Рубрики</b>

    Рубрики появятся вместе с первой статьёй. Включите «Все» уже сейчас, и ничего не пропустите.
reader-rubrics-languages = На каких языках присылать статьи, отметьте в нижнем ряду.
reader-language-last = Хотя бы один язык нужен: «{ $name }» остаётся
reader-rubrics-stopped = ⏸ Новости остановлены. Чтобы они снова приходили: /start
reader-rubrics-paused = ⏸ Новости на паузе. Чтобы они снова приходили: /resume
reader-all-rubrics = Все
reader-suggested = ⭐ Рекомендуемые: { $names }
reader-suggested-on = Включено: { $names }
reader-done = Готово
reader-pace-day = { $number } в день
reader-pace-week = { $number } в неделю
reader-pace-month = { $number } в месяц
reader-toast-on = Рубрика «{ $name }» включена
reader-toast-language-on = Язык включён: { $name }
reader-toast-digest = «{ $name }» придёт в дайджесте: { $times }
reader-toast-off = Рубрика «{ $name }» выключена
reader-toast-language-off = Язык выключен: { $name }
reader-all-on = Все рубрики включены
reader-all-off = Все рубрики выключены
reader-saved = Сохранено
reader-followed = ✅ Новости рубрики «{ $name }» теперь будут приходить сюда.
reader-unfollowed = Новости рубрики «{ $name }» больше не придут. Вернуть: /rubrics
reader-chosen =
    { $where ->
        [private]
            ✅ <b>Готово!</b> Вам будут приходить новости этих рубрик: { $names }.

            Ищете что-то? Просто напишите слово сюда. Последние новости: /latest, настройки: /settings
       *[other] ✅ <b>Готово!</b> Сюда будут приходить новости этих рубрик: { $names }.
    }
reader-chosen-all = ✅ <b>Готово!</b> Будут приходить новости всех рубрик, в том числе тех, что появятся позже.
reader-chosen-none = Ни одна рубрика не выбрана, поэтому пока ничего не придёт. Выбрать: /rubrics
reader-no-such-rubric = Рубрики «{ $name }» нет. Есть такие: { $names }.
reader-no-rubrics = Рубрики «{ $name }» нет: пока не открыта ни одна.
reader-muted = 🔕 «{ $name }» больше не придёт
reader-unmute = 🔔 Вернуть: { $name }
reader-unmuted = 🔔 «{ $name }» снова будет приходить

## Последние новости, поиск, чтение

reader-latest = 📰 <b>Последние новости</b>
reader-latest-of = 📰 <b>Последние новости · { $name }</b>
reader-first-news = 📰 <b>Последнее из того, что вы выбрали</b>
reader-latest-none = Новостей пока нет. Как только выйдут, они появятся здесь.
reader-latest-none-of = В рубрике «{ $name }» новостей пока нет.
reader-search-how = 🔎 Что ищем? Например: <code>/search Япония</code>
reader-greeting = 👋 Здравствуйте! О чём хотите прочитать? Просто напишите слово, например: <code>Япония</code>. Последние новости: /latest
reader-thanks = 🤝 Пожалуйста! Чтобы найти что-нибудь ещё, просто напишите слово. Последние новости: /latest
reader-found-count =
    { $count ->
        [one] { $count } статья
        [few] { $count } статьи
       *[other] { $count } статей
    }
reader-filters-dropped = Под фильтр ничего не подошло, поэтому ищу без него.
reader-other-languages = На ваших языках ничего не нашлось, вот что есть на других.
reader-narrow-week = 🗓 За неделю
reader-narrow-none = Таких статей нет.
reader-did-you-mean = Возможно, вы искали: <code>{ $query }</code>
reader-search-that = 🔎 Искать это
reader-found-none = 🔎 По запросу <b>{ $query }</b> ничего не нашлось. Попробуйте другие слова или посмотрите последние новости.
reader-none-published = 🔎 <b>{ $query }</b>: за это время ничего не публиковалось. Посмотрите последние новости.
inline-none = Ничего не нашлось. Искать в боте
reader-see-latest = 📰 Последние новости
reader-see-latest-of = 📰 Последние новости: { $name }
reader-search-anew = Это сообщение слишком старое. Повторите поиск.
reader-no-article = Такой статьи нет: её убрали, или ссылка неверна.
reader-recalled = Редакция отозвала эту статью.

## Настройки

reader-settings =
    ⚙️ <b>Настройки</b>

    Нажмите на то, что хотите изменить.
reader-settings-language = 🌐 Язык меню: { $now }
reader-settings-articles = 📄 Язык статей: { $now }
reader-settings-rubrics = 🗂 Рубрики
reader-settings-all = все
reader-settings-every = Все
reader-settings-choose-language = 🌐 <b>Язык меню</b>
reader-settings-choose-articles =
    📄 <b>Язык статей</b>

    На каких языках присылать статьи?
reader-settings-closed = ⚙️ Настройки сохранены. Открыть снова: /settings
reader-back = ‹ Назад
reader-close = Закрыть
reader-no = Нет, оставить

## When news comes

reader-settings-quiet = 🌙 Тихие часы: { $now }
reader-settings-zone = 🕰 Время: { $now }
reader-settings-sound = 🔔 Звук: { $now }
reader-quiet-none = нет
reader-quiet-how =
    🌙 <b>Тихие часы: { $now }</b>

    Новости этих часов придут потом одним сообщением. Время: { $zone }.
reader-may-type = Можно написать и своё, например: <code>{ $example }</code>
reader-may-type-in-private = Чего нет в списке, можно написать в личном чате со мной: /channels
reader-quiet-breaking = ⚡ Срочное приходит всё равно
reader-quiet-unread = Не понимаю это время. Напишите начало и конец, например: <code>23:00-07:00</code>. На весь день новости приостановит /pause
reader-quiet-whole-day = Это весь день: новости не приходили бы совсем. Напишите время покороче, например: <code>23:00-07:00</code>. Совсем приостановит новости /pause
reader-zone-how =
    🕰 <b>Время: { $now }</b>

    Выберите город.
reader-zone-unknown = Не знаю города «{ $city }». Напишите большой город поблизости.
reader-zone-nearest = Не знаю города «{ $city }». Может быть, { $nearest }?
reader-settings-digest = 🗞 Дайджест: { $now }
reader-digest-how =
    🗞 <b>Дайджест: { $now }</b>

    Рубрики с пометкой 🗞 в /rubrics приходят в это время одним сообщением. Время: { $zone }.
reader-digest-days =
    { $days ->
        [1234567] Каждый день
        [12345] По будням
       *[67] По выходным
    }
reader-digest-unread = Не понимаю это время. Напишите одно или несколько (до шести), например: <code>08:00 18:30</code>
reader-digest-empty = 🗞 Для дайджеста пока ничего не набралось. Последние новости: /latest
reader-sound-how =
    🔔 <b>Звук</b>

    Какие новости приходят со звуком?
reader-sound =
    { $sound ->
        [all] все
        [breaking] только срочные
       *[none] без звука
    }
reader-settings-layout = 📐 Вид: { $now }
reader-layout =
    { $layout ->
        [compact] кратко
        [normal] обычно
       *[full] целиком
    }
reader-layout-how =
    📐 <b>Вид новостей: { $now }</b>

    Кратко: заголовок со ссылкой. Обычно: заголовок и суть. Целиком: весь текст.
reader-layout-preview = 👇 Придёт так:
reader-settings-cap = 📬 В день: { $now }
reader-cap-none = без ограничений
reader-cap-number = до { $count }
reader-cap-how =
    { $rest ->
        [digest]
            📬 <b>Новостей в день: { $now }</b>

            Что сверх выбранного числа, придёт в дайджесте: { $times }.
       *[morning]
            📬 <b>Новостей в день: { $now }</b>

            Что сверх выбранного числа, придёт утром одним сообщением.
    }
reader-cap-unread = Не понимаю это число. Напишите число от 1 до { $most }, например: <code>7</code>. 0 снимает ограничение.
reader-settings-breaking =
    { $passes ->
        [pass] ⚡ Срочное: сразу
       *[hold] ⚡ Срочное: ждёт
    }
reader-breaking-how =
    ⚡ <b>Срочные новости</b>

    Присылать их и в тихие часы, и сверх дневного числа?
reader-breaking =
    { $passes ->
        [pass] Присылать сразу
       *[hold] Пусть ждут, как остальные
    }
reader-night-quiet = 🌙 Хорошо. Тихие часы: { $hours }, новости придут утром одним сообщением. Изменить: /settings
reader-night-no = Хорошо, больше не спрошу
digest-head =
    { $count ->
        [one] 🗞 Дайджест: { $count } новость
        [few] 🗞 Дайджест: { $count } новости
       *[many] 🗞 Дайджест: { $count } новостей
    }
digest-left-out = … и ещё { $count }: { $where }
digest-title = Дайджест, { $moment }

## A pause, and what was missed

reader-pause-how-long = ⏸ На сколько приостановить новости?
reader-pause-days =
    { $days ->
        [0] Пока не включу
        [1] На день
        [7] На неделю
        [one] На { $days } день
        [few] На { $days } дня
       *[many] На { $days } дней
    }
reader-pause-hours =
    { $hours ->
        [1] На час
        [one] На { $hours } час
        [few] На { $hours } часа
       *[many] На { $hours } часов
    }
reader-pause-unread = Не понимаю этот срок. Напишите от часа до года, например: <code>/pause 3 дня</code>
reader-paused-until = ⏸ Новости на паузе до { $moment }. Вернуть раньше: /resume
reader-paused = ⏸ Новости на паузе. Вернуть: /resume
reader-resumed = ▶️ Новости снова приходят. Вы ничего не пропустили.
reader-not-paused = Новости и так приходят. Приостановить: /pause
reader-missed =
    { $count ->
        [one] ▶️ Новости снова приходят. Пока вас не было, вышла { $count } статья. Как поступим?
        [few] ▶️ Новости снова приходят. Пока вас не было, вышли { $count } статьи. Как поступим?
       *[many] ▶️ Новости снова приходят. Пока вас не было, вышло { $count } статей. Как поступим?
    }
reader-missed-list = 🗞 Кратко, одним сообщением
reader-missed-all = 📨 Прислать все: { $count }
reader-missed-skip = Не нужно
reader-missed-head =
    { $count ->
        [one] 🗞 Пока вас не было: { $count } статья
        [few] 🗞 Пока вас не было: { $count } статьи
       *[many] 🗞 Пока вас не было: { $count } статей
    }
reader-missed-come = 📨 Пропущенные статьи придут одна за другой: { $count }.
reader-missed-skipped = Хорошо. Новые будут приходить.
reader-missed-none = Пропущенных статей не осталось. Последние новости: /latest

## Уход

reader-stop-sure = ⏹ Остановить новости? Рубрики сохранятся, а /start всё вернёт.
reader-stop-yes = Да, остановить
reader-stopped = ⏹ Новости остановлены. Захотите вернуться: /start
reader-stopped-already = Новости и так остановлены. Включить снова: /start
reader-stays = Хорошо, всё остаётся как было.
reader-forget-sure =
    { $where ->
        [private] 🗑 Удалить всё, что о вас хранится? Рубрики и настройки вернуть не получится.
       *[other] 🗑 Удалить всё, что хранится об этом чате, вместе с его темами? Рубрики и настройки вернуть не получится.
    }
reader-forget-yes = Да, удалить всё
reader-forgotten =
    { $kept ->
        [warned] 🗑 Всё удалено, осталось только предупреждение редакции (/privacy). Захотите начать сначала: /start
        [banned] 🗑 Всё удалено, остался только запрет писать редакции (/privacy). Захотите начать сначала: /start
       *[nothing] 🗑 Всё удалено. Захотите начать сначала: /start
    }
mydata-caption = 🔒 Здесь всё, что о вас хранится. Удалить всё: /forget
reader-privacy =
    🔒 <b>Что хранится</b>

    • номер и вид чата, название группы или канала: чтобы знать, куда приносить новости;
    • если вы управляете группой или каналом, ваш номер и язык приложения: чтобы показать их в /channels и сказать, если новости туда не доходят;
    • выбранный язык, рубрики и настройки;
    • номера присланных сюда сообщений: чтобы исправить именно их, если в новости нашлась ошибка;
    • письма, которые вы написали редакции через /feedback: чтобы ответить на них;
    • слова из /alerts, отмеченные сюжеты и статьи из /saved: чтобы присылать и показывать их.

    Имя, телефон, другие ваши сообщения и запросы не хранятся. Редакция видит только слова, по которым ничего не нашлось, без указания, кто искал. Считается, сколько раз нажали «Читать», но не кто нажал. Данные никому не передаются.

    Получить всё это файлом: /mydata. Если вы заблокируете бота, через неделю останутся только настройки, а через 180 дней исчезнут и они.

    Удалить всё: /forget. После этого остаётся только:
    • предупреждение или запрет писать редакции, если он был, ваш номер и кто так решил: иначе запрет снимался бы одной командой;
    • номера ваших сообщений и нажатий за последние три дня вместе с номером чата и вашим, без текста: чтобы ничего не выполнить дважды; через три дня исчезают и они.

## Помощь и ошибки

reader-help =
    <b>Что умеет Жаршы</b>

    🗂 /rubrics выбрать, какие рубрики приходят
    📰 /latest последние новости, можно одной рубрики: <code>/latest Спорт</code>
    🔎 /search поиск; можно просто написать слово сюда
    🔔 /alerts сообщать о словах, ⭐ /saved сохранённое
    ⚙️ /settings язык, вид, дайджест, тихие часы
    ✍️ /feedback написать в редакцию
    🗞 /digest что набралось для дайджеста
    ⏸ /pause приостановить новости, /resume вернуть
    ⏹ /stop остановить новости, /start включить снова
    🔒 /privacy что о вас хранится, /mydata копия этого, /forget удалить всё

    Добавьте меня в группу или канал, и я буду приносить новости и туда.
reader-help-shared =
    <b>Что умеет Жаршы</b>

    📰 /latest последние новости
    🔎 /search поиск: <code>/search Япония</code>

    Администраторам:
    🗂 /rubrics выбрать, какие рубрики приходят в этот чат
    🔔 /alerts сообщать о словах
    ⚙️ /settings языки
    🗞 /digest что набралось для дайджеста
    ⏸ /pause приостановить новости, /resume вернуть
    ⏹ /stop остановить новости, /start включить снова
    🔒 /privacy что хранится, /forget удалить всё
reader-unknown-command = Такой команды нет. Что я умею, расскажет /help
reader-only-words = Пока я понимаю только слова. Напишите, что ищете, или нажмите /help
reader-nothing-to-cancel = Сейчас отменять нечего.
reader-only-admins = Менять это могут только администраторы чата.
reader-in-private = 🔒 Это делается в личном чате со мной.
reader-open-private = Открыть личный чат
reader-answer-lost = 🔁 Сделано, но программа перезапустилась, и мой ответ потерялся. Продолжайте или спросите ещё раз.
reader-stale = Эта кнопка больше не действует. Отправьте команду ещё раз.
reader-too-fast = Слишком быстро. Подождите немного.
reader-once-a-minute = Об этом можно просить раз в минуту. Повторите через минуту.
reader-sorry = Простите, что-то пошло не так. Попробуйте чуть позже.

## Меню команд

menu-rubrics = Выбрать рубрики
menu-latest = Последние новости
menu-search = Поиск
menu-settings = Настройки
menu-alerts = Сообщать о словах
menu-saved = Сохранённые статьи
menu-digest = Что набралось
menu-pause = Приостановить новости
menu-channels = Ваши каналы и группы
menu-help = Помощь
menu-privacy = Что о вас хранится
menu-stop = Остановить новости
menu-mydata = Копия данных обо мне
menu-forget = Удалить данные обо мне
menu-cancel = Отменить
menu-post = Опубликовать новость
