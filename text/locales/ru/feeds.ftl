## Ленты сайтов (RSS, Atom, JSON Feed)

menu-feeds = Ленты сайтов
help-feeds = 📡 /feeds ленты сайтов: бот читает их сам
feeds-head = 📡 <b>Ленты: { $count }</b>
feeds-none = 📡 Лент пока нет. Добавьте RSS или Atom сайта, и бот будет сам читать его и отправлять новые статьи.
feeds-line = { $state ->
    [active] ✅
    [failing] ⚠️
    [dead] ⛔
   *[new] ⏳
 } { $url } · { $rubric } · статей: { $count }
feeds-any-rubric = рубрика из ленты
feeds-add = ➕ Добавить ленту
feeds-ask-url =
    📡 Напишите адрес ленты, например <code>https://site.kz/feed</code>.

    Если всё должно идти в одну рубрику, напишите её название второй строкой; иначе рубрику назовёт сама лента. Отмена: /cancel
feeds-ask-over = ⏳ Адрес ленты спрашивали больше суток назад, поэтому сообщение не принято за адрес. Начать заново: /feeds
feeds-asking = ⏳ Читаю { $url }…
feeds-added = ✅ Лента добавлена. То, что в ней есть сейчас, ушло в архив: { $count }. Новые статьи будут уходить читателям.
feeds-added-silent = ⚠️ Лента добавлена, но сейчас не прочиталась: { $reason } Бот попробует ещё раз сам.
feeds-not-added = Лента не добавлена. { $reason }
feeds-card =
    📡 <b>{ $url }</b>

    Состояние: { $state ->
        [active] читается
        [failing] в последний раз не прочиталась
        [dead] остановлена, бот её больше не спрашивает
       *[new] ещё не читалась
    }
    Рубрика: { $rubric }
    Статей из неё: { $count }
    Прочитана: { $read }
    Следующий запрос: { $due }
feeds-card-map = { $category } → { $rubric }
feeds-card-trouble = Причина: { $reason }
feeds-never = ещё ни разу
feeds-not-asked = не спрашивается
feeds-check = 🔄 Спросить сейчас
feeds-checked = Новых: { $added }, изменённых: { $updated }
feeds-whole = 📄 Брать полный текст со страниц
feeds-part = 📄 Хватит текста из ленты
feeds-remove = 🗑 Убрать ленту
feeds-remove-sure = 🗑 Убрать ленту <b>{ $url }</b>? Бот перестанет её читать, а прежние статьи останутся.
feeds-remove-yes = Да, убрать
feeds-removed = 🗑 Лента убрана: { $url }. Статьи остались.
feeds-gone = Такой ленты больше нет.
feed-told-dead = ⛔ Лента <b>{ $url }</b> остановлена: { $reason } Бот её больше не спрашивает. Спросить ещё раз или убрать: /feeds
audit-feed-added = Добавил ленту
audit-feed-changed = Изменил ленту
audit-feed-removed = Убрал ленту
feed-unknown = Такой ленты в списке нет: { $url }.
feed-known = Эта лента уже в списке.
feed-map = «{ $value }» непонятно: напишите --map КАТЕГОРИЯ=РУБРИКА.
feed-address = Это не адрес ленты: напишите полный адрес, с https:// или http://.
feed-private = { $host } — не общедоступный адрес (внутренняя сеть или чужой порт), поэтому не запрошен. Если сервер ваш, впишите его IP в настройку FEEDS_ALLOW_PRIVATE.
feed-no-host = Сервер { $host } не найден: проверьте адрес.
feed-unreachable = Сервер { $host } не принимает соединений.
feed-tls = Сертификату сервера { $host } нельзя доверять: его должен обновить владелец сайта.
feed-broken = Ответ сервера испорчен ({ $reason }).
feed-slow = Ответ не пришёл целиком за { $seconds } секунд.
feed-big = Ответ слишком большой: не больше { $limit } МБ.
feed-packing = Сжатие ответа испорчено или не такое, как просили.
feed-status = Сервер ответил { $status }: проверьте адрес.
feed-gone = Сервер сообщил, что ленты больше нет (410).
feed-redirects = Адрес перенаправляет по кругу или слишком много раз: не больше { $limit }.
feed-downgrade = Адрес https ведёт на незащищённый http, поэтому не прочитан.
feed-ended-program = При чтении этой ленты бот несколько раз прервался, поэтому пока она не спрашивается.
source-no-feed = Это не лента (RSS, Atom), а, возможно, обычная страница: напишите адрес самой ленты, он часто кончается на /feed или /rss.
source-no-feeds = Это не список лент (OPML).
source-no-page = Это не веб-страница.
source-no-json = Это не JSON.
