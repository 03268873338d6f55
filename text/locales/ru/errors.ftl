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
store-newer = { $path } записан более новой Жаршы (схема { $found }, эта знает { $known }): установите новую версию или верните копию, сделанную до обновления
store-damaged = { $path } повреждён или это не хранилище: верните копию командой zharshy restore ФАЙЛ
store-foreign = { $path } — база другой программы: укажите в DATABASE_URL другой файл
store-unusable = { $path } нельзя использовать ({ $why }): проверьте права на папку и свободное место
store-locked-at-start = { $path } занят другой программой: закройте её и повторите
store-locked = хранилище занято другой программой: закройте её и повторите
store-full = в хранилище не пишется ({ $why }): освободите место на диске и проверьте права
store-unknown-url = DATABASE_URL непонятен: пишите sqlite:///относительный/путь.db или sqlite:////абсолютный/путь.db
store-no-article = нет статьи { $id }
store-no-chat = нет чата { $chat }
store-no-rubric = нет рубрики { $name }
