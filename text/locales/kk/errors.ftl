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

# Қойма
store-newer = { $path } файлын Жаршының жаңарақ нұсқасы жазған ({ $found } схемасы, бұл нұсқа { $known } дейін біледі): жаңа нұсқаны орнатыңыз немесе жаңартуға дейінгі көшірмені қайтарыңыз
store-damaged = { $path } бүлінген немесе ол қойма емес: көшірмені zharshy restore ФАЙЛ пәрменімен қайтарыңыз
store-foreign = { $path } — басқа бағдарламаның дерекқоры: DATABASE_URL-де басқа файлды көрсетіңіз
store-unusable = { $path } файлын қолдануға болмайды ({ $why }): қалтаның рұқсаттары мен бос орынды тексеріңіз
store-locked-at-start = { $path } файлын басқа бағдарлама ұстап тұр: соны жауып, қайталаңыз
store-locked = қойманы басқа бағдарлама ұстап тұр: соны жауып, қайталаңыз
store-full = қоймаға жазылмай тұр ({ $why }): дискіде орын босатып, рұқсаттарды тексеріңіз
store-unknown-url = DATABASE_URL түсініксіз: sqlite:///салыстырмалы/жол.db немесе sqlite:////толық/жол.db деп жазыңыз
store-no-article = { $id } мақаласы жоқ
store-no-chat = { $chat } чаты жоқ
store-no-rubric = { $name } айдары жоқ
