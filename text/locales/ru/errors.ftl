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
