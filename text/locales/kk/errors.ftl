# Қате туралы хабарлар: не болды және не істеу керек. Кілт бөлменің атынан басталады.

text-empty = Хабарламада көрінетін мәтін жоқ.
text-too-long = Мәтін тым ұзын: { $units } белгі, Telegram { $limit } белгіге дейін ғана қабылдайды.
text-unknown-tag = Telegram <code>{ $tag }</code> тегін білмейді.
text-bad-tag = Мына тег дұрыс жазылмаған: <code>{ $tag }</code>
text-unclosed-tag = <code>{ $tag }</code> тегі жабылмаған.
text-stray-tag = <code>{ $tag }</code> тегі орнында тұрған жоқ.
text-nested-tag = <code>{ $tag }</code> тегін бұл тегтің ішіне салуға болмайды: <code>{ $outer }</code>
text-bad-entity = Мына жердегі белгі дұрыс жазылмаған: <code>{ $entity }</code>
text-bad-character = Мәтінде жіберуге келмейтін белгі бар: { $code }.
