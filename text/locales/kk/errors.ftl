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
store-newer = { $path } файлын Жаршының жаңарақ нұсқасы жазған (схемасы { $found }, ал бұл нұсқа білетін соңғысы { $known }): жаңа нұсқаны орнатыңыз немесе жаңартуға дейінгі көшірмені қайтарыңыз
store-older = { $path } — Жаршының ескірек нұсқасының қоймасы (схемасы { $found }, бұл нұсқанікі { $known }): осы нұсқаның zharshy run пәрменін бір рет орындаңыз, қойманы сол жаңартады
store-damaged = { $path } бүлінген немесе ол қойма емес: көшірмені zharshy restore ФАЙЛ пәрменімен қайтарыңыз
store-damaged-postgres = дерекқордың беті бүлінген ({ $why }): Жаршыны тоқтатып, соңғы көшірмені pg_restore арқылы қайтарыңыз
store-foreign = { $path } — басқа бағдарламаның дерекқоры: DATABASE_URL-де басқа файлды көрсетіңіз
store-schema = { $path } Жаршы жасағандай емес: { $how ->
    [more] артық нәрсе бар: { $what }
    [less] керек нәрсе жоқ: { $what }
   *[other] өзгертілген: { $what }
 }. Басқа көшірмені алыңыз немесе өзгерткен адамға қалпына келтіртіңіз
store-too-slow = { $path } тым ұзақ тексерілуде: файл бүлінген немесе әдейі шексіз жасалған; басқа көшірмені алыңыз
store-unusable = { $path } файлын қолдануға болмайды ({ $why }): қалтаның рұқсаттары мен бос орынды тексеріңіз
store-locked-at-start = { $path } файлын басқа бағдарлама ұстап тұр: соны жауып, қайталаңыз
store-locked = қойманы басқа бағдарлама ұстап тұр: соны жауып, қайталаңыз
store-not-recorded = Telegram-ның { $count } жауабы жазылмай қалды, тоқтағанша қойма ештеңе қабылдамады ({ $why }): келесі қосылғанда бұл хабарлардың тағдыры белгісіз деп есептеледі
store-full = қоймаға жазылмай тұр ({ $why }): дискіде орын босатып, рұқсаттарды тексеріңіз
store-unknown-url = DATABASE_URL түсініксіз: sqlite:///салыстырмалы/жол.db немесе sqlite:////толық/жол.db деп жазыңыз; PostgreSQL үшін: postgresql://user:password@host/database
store-reindexed-twice = іздеу индексін басқа пәрмен қайта құрып жатыр: оның аяқталуын күтіңіз
store-no-article = { $id } мақаласы жоқ
store-no-chat = { $chat } чаты жоқ
store-no-rubric = { $name } айдары жоқ

source-not-text = { $kind ->
    [unknown] Бұл мәтін емес: файлда басқару таңбалары немесе мағынасыз байттар бар. Оны UTF-8 мәтіні етіп сақтаңыз.
   *[other] Бұл мәтін емес, { $kind } файлы.
 }
source-no-article = Бұл мақала емес, { $kind ->
    [mail] электрондық хат. Мәтінін бөлек файлға көшіріңіз.
    [MHTML] MHTML форматында сақталған бет. Оны «HTML» түрінде сақтаңыз.
    [sitemap] сайт картасы. Мақалалардың өзін немесе RSS таспасын салыңыз.
    [feed-list] таспалар тізімі (OPML). Оны қосу үшін: zharshy feeds add feeds.opml.
    [settings] баптау файлы. Мақала болса, Markdown немесе JSON етіп сақтаңыз.
    [code] бағдарлама коды. Мақала болса, мәтінін .txt не .md файлына салыңыз.
    [log] журнал (лог) файлы.
    [subtitles] субтитр файлы.
    [calendar] күнтізбе не мекенжай файлы.
    [XML] белгісіз XML файлы. RSS, Atom не HTML етіп сақтаңыз.
   *[data] сөйлемі жоқ деректер. Мәтінін жазып салыңыз.
 }
source-encoding = { $kind ->
    [unknown] Бұл байттар белгілі кодтаулардың ешбірінде сөз болып оқылмайды. Файлды UTF-8 кодтауымен сақтаңыз.
   *[old] Файл ескі кодтаумен (KOI-8, DOS не соған ұқсас) жазылған сияқты, ол оқылмайды. Файлды UTF-8 кодтауымен сақтаңыз.
 }
source-no-file = Бұл файл емес, бағдарлама арнасы немесе құрылғы. Мәтінді файлға салыңыз.
source-picture = { $why ->
    [missing] Суреттің файлы жоқ. Мақала суретсіз алынды.
    [outside] Суреттің файлы мақалалар қалтасынан тыс жатыр. Мақала суретсіз алынды.
    [big] Суреттің файлы тым үлкен: { $limit } МБ-тан аспауы керек. Мақала суретсіз алынды.
    [kind] Бұл JPEG, PNG не WebP суреті емес. Мақала суретсіз алынды.
    [sides] Сурет тым үлкен немесе тым ұзынша. Мақала суретсіз алынды.
   *[broken] Суреттің файлы бүлінген. Мақала суретсіз алынды.
 }
source-too-big = Файл тым үлкен: { $limit } МБ-тан аспауы керек.
source-empty = Файл бос.
source-unreadable = Файлды оқу мүмкін болмады. Толығырақ бағдарлама журналында.
source-cannot-open = Файл ашылмады: { $reason }.
source-changing = Файл әлі жазылып жатыр. Жазылып біткен соң қайталаңыз.
source-no-body = Мақаланың мәтіні жоқ.
source-no-words = Мақалада бірде-бір сөз жоқ, тек таңбалар не цифрлар. Мәтінін жазыңыз немесе файлды алып тастаңыз.
source-own-article = Бұл мақаланы редакцияның өзі жазған, сондықтан оны файл өзгерте алмайды. Чатта түзетіңіз: /edit { $id }
source-title-long = Тақырып тым ұзын: { $limit } таңбадан аспауы керек.
source-body-long = Мақала мәтіні тым ұзын: { $limit } таңбадан аспауы керек.
source-json-syntax = JSON қате жазылған: { $line }-жол, { $column }-таңба.
source-json-cut = JSON соңына дейін жазылмаған: файл үзіліп қалған.
source-json-deep = JSON тым терең: жақшалардың ішіндегі жақшалар шектен тыс көп.
source-json-shape = Мұнда мақала болуы керек: «body» өрісі бар JSON нысаны.
source-field-type = «{ $field }» өрісі дұрыс емес: { $wanted ->
    [count] нөлден кем емес бүтін сан керек.
    [switch] true немесе false керек.
   *[text] мәтін керек.
 }{ $field ->
    [body] {""}
   *[other]{" "}Мақала осы өріссіз алынды.
 }
source-date = Күні түсініксіз: «{ $value }». Мысалы, былай жазыңыз: 2026-01-30T13:48. Мақала қоймаға қойылды, оқырмандарға жіберілмейді.
source-front-matter = Файл басындағы өрістер түсініксіз: { $line }-жол. Әр жол «атауы: мәні» түрінде болуы керек.
source-unpublished = Бұл жарияланған мақала емес ({ $kind }), сондықтан алынбады.
source-feed-syntax = Таспа файлы қате жазылған: { $line }-жол.
source-feed-cut = Таспа файлы соңына дейін жазылмаған.
source-feed-doctype = Таспа файлындағы DOCTYPE өз атауларын (ENTITY) жариялайды; қауіпсіздік үшін ондай файл оқылмайды.
source-feed-deep = Таспа файлының тегтері тым терең: бірінің ішіне бірі шектен тыс көп салынған.
source-feed-empty = Таспа файлында бірде-бір мақала жоқ.
source-feed-list-empty = Тізімде бірде-бір таспа мекенжайы (xmlUrl) жоқ.
source-table-columns = Кестеде мақала мәтіні бар баған (атауы «мәтін» не «body») жоқ. Бірінші жолы: { $columns }.
source-table-row = Кестенің бұл ұяшығы бұзылған немесе тым ұзын: ең көбі { $limit } таңба. Осы жерден әрі оқылмады.
source-document-deep = Құжаттың ішкі қабаттары тым көп: кестелер не бөліктер бір-бірінің ішінде тым терең орналасқан.
source-zip-damaged = Zip мұрағаты бүлінген.
source-zip-locked = Zip мұрағатына құпиясөз қойылған.
source-zip-nested = Мұрағаттың ішіндегі мұрағат оқылмайды. Оны бөлек салыңыз.
source-zip-big = Мұрағаттан шығатын файл тым үлкен: { $limit } МБ-тан аспауы керек.
source-zip-entries = Мұрағатта файл тым көп: { $limit } файлдан аспауы керек.
source-slow = Файлды оқу тым ұзаққа созылды, сондықтан ол алынбады. Мазмұнын жай мәтін етіп сақтап көріңіз.
source-memory = Файлды оқуға тым көп жад керек, сондықтан ол алынбады. Оны бірнеше файлға бөліңіз.
source-ended-reader = Файлды оқып жатқанда оқу бағдарламасы екі рет тоқтап қалды. Файлды түзетіп қайта салсаңыз, қайтадан оқылады.
source-ended-program = Файлды оқып жатқанда бот екі рет тоқтап қалды, сондықтан ол алынбады. Файлды түзетіп қайта салсаңыз, қайтадан оқылады.
source-many-errors = Қатарынан { $count } қате шықты, одан әрі оқылмады.
source-line-long = Бір жол тым ұзын: { $limit } МБ-тан аспауы керек.
source-bad-file = ⚠️ <b>{ $file }</b> оқылмады. { $reason ->
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
   *[other] {" "}Осы файлда тағы { $more } қате бар.
 }
source-bad-files = ⚠️ Тағы { $count } файл оқылмады: { $files }… Барлығы бағдарлама журналында.
source-held = ✋ «{ $folder }» қалтасына бірден { $count } жаңа мақала түсті. Олар қоймаға қосылды, бірақ оқырмандарға жіберілген жоқ. Не істейміз?
source-twin = 👯 «{ $title }» — «{ $earlier }» мақаласының көшірмесі дерлік, сондықтан оқырмандарға жіберілмей тұр. Не істейміз? Бұрынғысын түзету: /edit { $id }
source-archived = 🗄 «{ $folder }» қалтасына { $count } жаңа мақала түсті, бірақ олар { $hours } сағаттан бұрын шыққан: қоймаға қосылды, оқырмандарға жіберілген жоқ.
source-folder-unreadable = ⚠️ Мақалалар қалтасы оқылмайды: <b>{ $folder }</b>. { $reason }. Қалтаны жасаңыз немесе ARTICLES_DIR баптауын түзетіңіз.

store-no-server = PostgreSQL серверіне қосылу мүмкін болмады: { $why }. Сервер іске қосулы екенін және DATABASE_URL дұрыстығын тексеріңіз.
store-away = Дерекқор сервері уақытша жауап бермейді ({ $why }); қайта көріледі.
