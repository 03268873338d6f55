# Сообщения об ошибках: что случилось и что делать. Ключ начинается с названия комнаты.

text-empty = В сообщении нет видимого текста.
text-too-long = Текст слишком длинный: { $units } знаков, Telegram принимает не больше { $limit }.
text-unknown-tag = Telegram не знает тега <code>{ $tag }</code>.
text-bad-tag = Тег записан с ошибкой: <code>{ $tag }</code>
text-unclosed-tag = Тег <code>{ $tag }</code> не закрыт.
text-stray-tag = Тег <code>{ $tag }</code> стоит не на своём месте.
text-nested-tag = Тегу <code>{ $tag }</code> нельзя стоять внутри тега <code>{ $outer }</code>.
text-bad-entity = Знак записан с ошибкой: <code>{ $entity }</code>
text-bad-character = В тексте есть знак, который нельзя отправить: { $code }.

# Хранилище
store-newer = { $path } записан более новой версией Жаршы (схема { $found }, эта версия знает до { $known }): установите новую версию или верните копию, сделанную до обновления
store-older = { $path } — хранилище прежней версии Жаршы (схема { $found }, у этой { $known }): запустите один раз zharshy run этой версии, он обновит хранилище
store-damaged = { $path } повреждён или это не хранилище: верните копию командой zharshy restore ФАЙЛ
store-damaged-postgres = страница базы данных повреждена ({ $why }): остановите Жаршы и верните последнюю копию через pg_restore
store-foreign = { $path } — база другой программы: укажите в DATABASE_URL другой файл
store-schema = { $path } не такой, каким его делает Жаршы: { $how ->
    [more] в нём есть лишнее: { $what }
    [less] в нём нет нужного: { $what }
   *[other] изменено: { $what }
 }. Возьмите другую копию или попросите отменить изменение
store-too-slow = { $path } проверяется слишком долго: файл повреждён или нарочно сделан бесконечным; возьмите другую копию
store-unusable = { $path } нельзя использовать ({ $why }): проверьте права на папку и свободное место
store-locked-at-start = { $path } занят другой программой: закройте её и повторите
store-locked = хранилище занято другой программой: закройте её и повторите
store-not-recorded = не записано ответов Telegram: { $count }, хранилище до конца остановки ничего не принимало ({ $why }): при следующем запуске судьба этих сообщений считается неизвестной
store-full = в хранилище не пишется ({ $why }): освободите место на диске и проверьте права
store-unknown-url = DATABASE_URL непонятен: пишите sqlite:///относительный/путь.db или sqlite:////абсолютный/путь.db, или postgresql://user:password@host/database
store-reindexed-twice = поисковый индекс уже перестраивает другая команда: дождитесь её конца
store-no-article = нет статьи { $id }
store-no-chat = нет чата { $chat }
store-no-rubric = нет рубрики { $name }

source-not-text = { $kind ->
    [unknown] Это не текст: в файле управляющие символы или байты, которые ничего не значат. Сохраните его как текст в UTF-8.
   *[other] Это не текст, а файл { $kind }.
 }
source-no-article = Это не статья, а { $kind ->
    [mail] электронное письмо. Перенесите его текст в отдельный файл.
    [MHTML] страница в формате MHTML. Сохраните её как «HTML».
    [sitemap] карта сайта. Положите сами статьи или ленту RSS.
    [feed-list] список лент (OPML). Чтобы добавить их: zharshy feeds add feeds.opml.
    [settings] файл настроек. Если это статья, сохраните её как Markdown или JSON.
    [code] программный код. Если это статья, положите её текст в файл .txt или .md.
    [log] журнал (лог).
    [subtitles] субтитры.
    [calendar] календарь или адресная книга.
    [XML] XML неизвестного вида. Сохраните как RSS, Atom или HTML.
   *[data] данные без предложений. Положите файл с текстом.
 }
source-encoding = { $kind ->
    [unknown] Ни в одной известной кодировке эти байты не складываются в слова. Сохраните файл в UTF-8.
   *[old] Похоже на старую кодировку (KOI-8, DOS или подобную), она не читается. Сохраните файл в UTF-8.
 }
source-no-file = Это не файл, а канал или устройство. Положите текст в файл.
source-picture = { $why ->
    [missing] Файла с фото нет. Статья принята без фото.
    [outside] Файл с фото лежит вне папки со статьями. Статья принята без фото.
    [big] Файл с фото слишком большой: можно не больше { $limit } МБ. Статья принята без фото.
    [kind] Это не фото в формате JPEG, PNG или WebP. Статья принята без фото.
    [sides] Фото слишком велико или слишком вытянуто. Статья принята без фото.
   *[broken] Файл с фото повреждён. Статья принята без фото.
 }
source-too-big = Файл слишком большой: можно не больше { $limit } МБ.
source-empty = Файл пуст.
source-unreadable = Файл прочитать не удалось. Подробности в журнале программы.
source-cannot-open = Файл не открывается: { $reason }.
source-changing = Файл ещё записывается. Повторите, когда запись закончится.
source-no-body = В статье нет текста.
source-no-words = В статье нет ни одного слова, только знаки или цифры. Впишите текст или уберите файл.
source-own-article = Эту статью написала сама редакция, файл её изменить не может. Исправьте её в чате: /edit { $id }
source-title-long = Заголовок слишком длинный: можно не больше { $limit } знаков.
source-body-long = Текст статьи слишком длинный: можно не больше { $limit } знаков.
source-json-syntax = Ошибка в JSON: строка { $line }, знак { $column }.
source-json-cut = JSON не дописан: файл обрывается.
source-json-deep = Слишком глубокий JSON: чересчур много скобок внутри скобок.
source-json-shape = Здесь должна быть статья: объект JSON с полем «body».
source-field-type = Поле «{ $field }» заполнено неверно: { $wanted ->
    [count] нужно целое число не меньше нуля.
    [switch] нужно true или false.
   *[text] нужен текст.
 }{ $field ->
    [body] {""}
   *[other]{" "}Статья принята без этого поля.
 }
source-date = Непонятная дата: «{ $value }». Напишите, например, так: 2026-01-30T13:48. Статья принята в архив, читателям она не отправляется.
source-front-matter = Поля в начале файла непонятны: строка { $line }. Каждая строка должна иметь вид «имя: значение».
source-unpublished = Это не опубликованная статья ({ $kind }), поэтому она не взята.
source-feed-syntax = Ошибка в файле ленты: строка { $line }.
source-feed-cut = Файл ленты не дописан.
source-feed-doctype = DOCTYPE файла ленты объявляет свои имена (ENTITY); такие файлы не читаются ради безопасности.
source-feed-deep = Теги в файле ленты вложены слишком глубоко.
source-feed-empty = В файле ленты нет ни одной статьи.
source-feed-list-empty = В списке нет ни одного адреса ленты (xmlUrl).
source-table-columns = В таблице нет столбца с текстом статьи (под именем «текст» или «body»). Первая строка: { $columns }.
source-table-row = Эта ячейка таблицы повреждена или слишком длинна: не больше { $limit } знаков. Дальше файл не читался.
source-document-deep = Документ слишком вложенный: таблицы или части стоят внутри друг друга слишком много раз.
source-zip-damaged = Архив zip повреждён.
source-zip-locked = Архив zip закрыт паролем.
source-zip-nested = Архив внутри архива не читается. Положите его отдельно.
source-zip-big = Файл из архива слишком большой: можно не больше { $limit } МБ.
source-zip-entries = В архиве слишком много файлов: можно не больше { $limit }.
source-slow = Чтение файла заняло слишком много времени, он не принят. Попробуйте сохранить его как простой текст.
source-memory = Для чтения файла нужно слишком много памяти, он не принят. Разделите его на несколько файлов.
source-ended-reader = При чтении этого файла читающий процесс дважды остановился. Исправленный файл будет прочитан снова.
source-ended-program = При чтении этого файла бот дважды остановился, поэтому файл не принят. Исправленный файл будет прочитан снова.
source-many-errors = Ошибок подряд: { $count }. Дальше файл не читался.
source-line-long = Слишком длинная строка: можно не больше { $limit } МБ.
source-bad-file = ⚠️ <b>{ $file }</b> не прочитан. { $reason ->
    [not-text] { source-not-text }
    [no-article] { source-no-article }
    [encoding] { source-encoding }
    [no-file] { source-no-file }
    [too-big] { source-too-big }
    [empty] { source-empty }
    [cannot-open] { source-cannot-open }
    [no-body] { source-no-body }
    [no-words] { source-no-words }
    [own-article] { source-own-article }
    [title-long] { source-title-long }
    [body-long] { source-body-long }
    [json-syntax] { source-json-syntax }
    [json-cut] { source-json-cut }
    [json-deep] { source-json-deep }
    [json-shape] { source-json-shape }
    [field-type] { source-field-type }
    [date] { source-date }
    [front-matter] { source-front-matter }
    [feed-syntax] { source-feed-syntax }
    [feed-cut] { source-feed-cut }
    [feed-doctype] { source-feed-doctype }
    [feed-deep] { source-feed-deep }
    [feed-empty] { source-feed-empty }
    [table-columns] { source-table-columns }
    [table-row] { source-table-row }
    [document-deep] { source-document-deep }
    [zip-damaged] { source-zip-damaged }
    [zip-locked] { source-zip-locked }
    [zip-nested] { source-zip-nested }
    [zip-big] { source-zip-big }
    [picture] { source-picture }
    [zip-entries] { source-zip-entries }
    [slow] { source-slow }
    [memory] { source-memory }
    [ended-reader] { source-ended-reader }
    [ended-program] { source-ended-program }
    [many-errors] { source-many-errors }
    [line-long] { source-line-long }
   *[unreadable] { source-unreadable }
 }{ $more ->
    [0] {""}
   *[other] {" "}Других ошибок в этом файле: { $more }.
 }
source-bad-files = ⚠️ Не прочитано ещё файлов: { $count }. Это { $files }… Полный список в журнале программы.
source-held = ✋ В папке «{ $folder }» разом появилось много новых статей: { $count }. Они в архиве, но читателям не отправлены. Что с ними делать?
source-twin = 👯 «{ $title }» почти слово в слово повторяет «{ $earlier }», поэтому читателям не отправлено. Что делать? Исправить прежнюю: /edit { $id }
source-archived = 🗄 { $count ->
    [one] В папке «{ $folder }» появилась { $count } новая статья, но вышла она
    [few] В папке «{ $folder }» появились { $count } новые статьи, но вышли они
   *[other] В папке «{ $folder }» появилось { $count } новых статей, но вышли они
 } больше { $hours } ч назад: в архиве, читателям не отправлено.
source-folder-unreadable = ⚠️ Папка со статьями не читается: <b>{ $folder }</b>. { $reason }. Создайте её или исправьте настройку ARTICLES_DIR.

store-no-server = Не удалось подключиться к серверу PostgreSQL: { $why }. Проверьте, что он запущен и что DATABASE_URL верен.
store-away = Сервер базы данных временно не отвечает ({ $why }); будет повторено.
