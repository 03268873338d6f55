# Редакция: қызметкерлер, кезек, түзету, оқырман хаттары, сандар.

help-team = 👥 /team редакцияда кім бар, кім не істей алады
help-audit = 📒 /audit кім не істегені
menu-team = Редакция құрамы
menu-audit = Кім не істегені

newsroom-privacy = 🔒 Редакцияда жұмыс істейтіндердің Telegram-дағы аты, құқығы және редакцияда не істегені (/audit) де сақталады. Бұл есімді құрамнан шыққан соң /forget өшіреді.
newsroom-not-your-rubric = «{ $name }» айдары сізге берілмеген. Оны қоса алатын — бот иесі (/team).

## Құрам

team-role =
    { $role ->
        [owner] иесі
        [editor] редактор
       *[author] автор
    }
team-head = 👥 <b>Редакция: { $count } адам</b>
team-add = ➕ Адам қосу
team-breaking = ⚡ шұғыл хабар жібере алады
team-every-rubric = Барлық айдар
team-remove = 🚪 Құрамнан шығару
team-remove-sure = { $name } құрамнан шығарылсын ба? Жазған мақалалары қалады, бірақ ештеңе жариялай алмайды.
team-remove-yes = Иә, шығару
team-removed = { $name } енді редакция құрамында жоқ.
team-told-changed =
    👥 Редакциядағы рөліңіз өзгерді. Сіз енді { $role ->
        [owner] бот иесісіз: бәрін істей аласыз.
        [editor] редакторсыз: жазасыз, жариялайсыз, түзетесіз.
       *[author] авторсыз: жазасыз, редактор бекітеді.
    } Не істей алатыныңызды /help айтады.
team-told-removed = 👥 Сіз енді редакция құрамында емессіз, оның бұйрықтары мәзіріңізден алынды. Жаңалықтар бұрынғыдай келе береді. Еңбегіңізге рақмет!
team-left-behind = ✋ { $name } уақытын белгілеп қойған { $count } мақала бар, бірақ оның жариялауға енді құқығы жоқ. Басқа біреу рұқсат бермей олар жарияланбайды:
team-last-rubric = Бұл — соңғы айдар, оны алып тастауға болмайды. Алдымен басқасын қосыңыз немесе барлық айдарды таңдаңыз.
team-gone-already = Ол құрамнан шығарылып қойған.
team-fixed = Бұл адам бот баптауындағы ADMIN_IDS тізімінде тұр: құқығын тек сонда өзгертуге болады.
team-ask-role = Кім болып қосылады?
team-add-as =
    { $role ->
        [owner] Иесі: бәріне, құрамға да құқылы
        [editor] Редактор: жариялайды, түзетеді
       *[author] Автор: жазады, редактор бекітеді
    }
team-ask-person =
    Жаңа { $role ->
        [owner] ие
        [editor] редактор
       *[author] автор
    } кім? Төрт жолы бар:

    • төмендегі түймемен адамды таңдаңыз;
    • оның кез келген хабарламасын осында қайта жіберіңіз;
    • контактісін жіберіңіз;
    • немесе мына сілтемені өзіне беріңіз, ол 24 сағат ішінде бір рет қана жұмыс істейді: { $link }

    Бас тарту: /cancel
team-choose-person = 👤 Адамды таңдау
team-add-over = ⏳ Адам сұралғалы бір күннен асты, сондықтан ешкім қосылмады. Қайта бастау: /team
team-add-cancelled = Ешкім қосылмады.
team-nobody-named = Бұл хабарламадан кім екенін біле алмадым: аты жасырын немесе хабарлама боттан не арнадан келген. Сілтемені пайдаланыңыз немесе /cancel басыңыз.
team-not-by-name = Жазылған атынан адамды таба алмаймын. Оны төмендегі түймемен таңдаңыз, хабарламасын осында қайта жіберіңіз немесе жоғарыдағы сілтемені өзіне беріңіз. Бас тарту: /cancel
team-already =
    { $name } құрамда бар: { $role ->
        [owner] иесі
        [editor] редактор
       *[author] автор
    }.
team-added =
    ✅ { $name } қосылды: { $role ->
        [owner] иесі
        [editor] редактор
       *[author] автор
    }.
team-cannot-tell = { $name } ботты әлі ашпаған, сондықтан өзіне хабарлай алмадым. Ботты ашса, мәзірі дайын тұрады.
team-welcome =
    👋 Редакцияға қош келдіңіз! Сіз енді { $role ->
        [owner] бот иесі болдыңыз: бәрін істей аласыз.
        [editor] редактор болдыңыз: жазасыз, жариялайсыз, түзетесіз.
       *[author] автор болдыңыз: жазасыз, редактор бекітеді.
    } Не істей алатыныңызды /help айтады.
team-invitation-over = Бұл шақырудың мерзімі өткен немесе ол пайдаланылып қойған. Жаңасын сұраңыз.
team-invitation-not-yours =
    Сіз редакцияда бұрыннан барсыз: { $role ->
        [owner] иесі
        [editor] редактор
       *[author] автор
    }. Сілтеме пайдаланылған жоқ: оны өз иесіне қалдырыңыз.
team-invitation =
    🔗 Шақыру: { $role ->
        [owner] иесі
        [editor] редактор
       *[author] автор
    } · { $giver } · { $until } дейін
team-withdraw = ✖️ Кері алу: { $role }, { $until }
team-withdrawn = Бұл сілтемемен енді ешкім кіре алмайды.
team-invitation-gone = Бұл сілтеме бұрын пайдаланылған не кері алынған.

## Кім не істегені

audit-head = 📒 <b>Кім не істегені</b>
audit-empty = 📒 Әзірге ештеңе жазылмаған.
audit-program = Жаршы өзі
audit-word =
    { $word ->
        [hidden] жасырулы
        [shown] көрініп тұр
        [suggested] ұсынылады
        [warned] ескертілген
       *[banned] тыйым салынған
    }
audit-counted =
    { $what ->
        [added] жаңасы { $count }
        [updated] жаңарғаны { $count }
        [pushed] жіберілгені { $count }
        [push] жеке-жеке, { $count }
        [list] тізім қылып, { $count }
       *[archive] { $count } мақала
    }
audit-place = { $place }-орын
audit-typed = «{ $text }»
audit-size = { $size } МБ
audit-member-added = Құрамға қосты
audit-member-changed = Құқығын өзгертті
audit-member-removed = Құрамнан шығарды
audit-invited = Шақыру сілтемесін берді
audit-invitation-withdrawn = Шақыруды кері алды
audit-published = Жариялады
audit-scheduled = Уақытын белгіледі
audit-unscheduled = Кестеден алды
audit-approved = Бекітті
audit-returned = Ескертпемен қайтарды
audit-edited = Түзетті
audit-told = Түзетуді оқырманға айтты
audit-recalled = Қайтарып алды
audit-paused = Жіберуді кідіртті
audit-resumed = Жіберуді жалғастырды
audit-cancelled = Жіберуді тоқтатты
audit-retried = Жетпегендеріне қайта жіберді
audit-halted = Бүкіл жіберуді тоқтатты
audit-free-rate = Ақысыз жіберуге көшті
audit-paid-rate = Ақылы жіберуге қайтты
audit-released = Бүкіл жіберуді қайта қосты
audit-imported = Құжаттан алды
audit-pushed = Оқырманға жіберді
audit-archived = Қоймада қалдырды
audit-rubric-added = Айдар ашты
audit-rubric-changed = Айдарды өзгертті
audit-rubric-merged = Айдарларды біріктірді
audit-answered = Оқырманға жауап берді
audit-warned = Оқырманға ескерту жасады
audit-banned = Жазуға тыйым салды
audit-unbanned = Тыйымды алды
audit-backed-up = Көшірме жасады
audit-clock-believed = Сервер сағатының жаңа уақытын қабылдады

## Кезек

help-queue = 📮 /queue не жіберіліп жатыр: барысы, кідірту, тоқтату
menu-queue = Жіберу кезегі
queue-head = 📮 <b>Жіберу кезегі</b>
queue-empty = Қазір ештеңе жіберіліп жатқан жоқ.
queue-halted = 🛑 <b>Бүкіл жіберу тоқтатулы тұр.</b> Түзету мен қайтарып алу ғана жүре береді.
queue-title = <b>{ $number }.</b> { $mark } <b>{ $title }</b>{ $kind }
queue-kind =
    { $kind ->
        [edit] · түзету
        [recall] · қайтарып алу
        [note] · түзету туралы хабар
       *[other] · шолу
    }
queue-progress = { $percent } % · { $served } / { $total }
queue-counting = { $served } · саналып жатыр
queue-count =
    { $fate ->
        [delivered] ✅ { $count }
        [gone] 🚫 { $count } бұғаттаған
        [refused] ⚠️ { $count } бас тартқан
       *[unknown] ❔ { $count } белгісіз
    }
queue-speed = 🚀 секундына { $rate } · шамамен { $left } қалды
queue-seconds = { $count } секунд
queue-minutes = { $count } минут
queue-hours = { $count } сағат
queue-state =
    { $state ->
        [paused] ⏸ Кідіртулі тұр
        [refused] ⏸ Кідіртулі тұр: Telegram чаттардың көбіне бірдей бас тартты ({ $reason }). Себебін жөндеп, жалғастырыңыз.
        [stopped] ⛔ Telegram қабылдамады: { $reason }. Мақаланы түзетсеңіз, жалғаса береді.
       *[quarantined] 🅿️ Кейінге қойылды, үш рет ілгерілемеді: { $reason }. Себебін жөндесеңіз, қайта көріңіз.
    }
queue-more = … тағы { $count }
queue-ended = <b>Жақында аяқталды</b>
queue-ended-line = { $title } · { $when }
queue-refresh = 🔄 Жаңарту
queue-try-again = ▶️ { $number } · Қайта көру
queue-halted-by = Тоқтатқан: { $name }, { $when }
queue-halt = 🛑 Бәрін тоқтату
queue-halt-sure = 🛑 Бүкіл жіберу тоқтатылсын ба? Қайта қосқанша ешқандай жаңалық кетпейді, бірақ ештеңе жоғалмайды.
queue-halt-yes = Иә, бәрін тоқтату
queue-free-rate = 🐢 Ақысыз, секундына { $rate }
queue-paid-rate = ⭐ Қайтадан ақылы әрі жылдам
queue-free-now = 🐢 Ақысыз жалғасты
queue-paid-now = ⭐ Қайтадан ақылы
queue-halted-now = 🛑 Бәрі тоқтатылды
queue-release = ▶️ Бәрін қайта қосу
queue-released-now = ▶️ Жіберу жалғасты
halt-already = 🛑 Жіберу бұрыннан тоқтатулы тұр. Тоқтатқан: { $name }, { $when }
halt-already-somebody = 🛑 Жіберу бұрыннан тоқтатулы тұр.
halt-told =
    { $what ->
        [halted] 🛑 { $name } бүкіл жіберуді тоқтатты. Түзету мен қайтарып алу ғана жүре береді.
       *[released] ▶️ { $name } жіберуді қайта қосты.
    }
halt-look = 📮 Кезекті көру
queue-paused = ⏸ Кідіртілді
queue-resumed = ▶️ Жалғасты
queue-cancelled = ✖️ Жіберу тоқтатылды
queue-retried = 🔁 Қайта жіберіліп жатыр
queue-nothing-to-do = Өзгертетін ештеңе жоқ: мұны басқа біреу жасап қойған немесе жіберу аяқталған.
queue-cancel-sure = ✖️ «{ $title }» мақаласын жіберу тоқтатылсын ба? Әлі алмаған { $left } чат оны алмайды, оны кері қайтару мүмкін емес.
queue-cancel-yes = Иә, тоқтату
queue-retry = 🔁 Жетпегендеріне ғана қайта жіберу
queue-retry-of = 🔁 Қайта: { $title }
report-head =
    { $state ->
        [cancelled]
            { $kind ->
                [edit] ✖️ Түзету тоқтатылды: <b>{ $title }</b>
                [recall] ✖️ Қайтарып алу тоқтатылды: <b>{ $title }</b>
                [note] ✖️ Түзету туралы хабарды жіберу тоқтатылды: <b>{ $title }</b>
               *[push] ✖️ Жіберу тоқтатылды: <b>{ $title }</b>
            }
       *[done]
            { $kind ->
                [edit] ✏️ Түзетілді: <b>{ $title }</b>
                [recall] 🗑 Қайтарып алынды: <b>{ $title }</b>
                [note] 🔔 Түзету туралы хабар жеткізілді: <b>{ $title }</b>
               *[push] 🏁 Жеткізілді: <b>{ $title }</b>
            }
    }
report-bundle = 🏁 <b>{ $name }</b>: бәрі аяқталды.
report-bundle-kind =
    { $kind ->
        [edit] ✏️ Түзетілген мақала: { $count }
       *[push] 📨 Жіберілген мақала: { $count }
    }
report-took = ⏱ { $time }
report-twice = 👯 { $count } чатқа екі рет келген болуы мүмкін: алғашқы көшірменің жеткен-жетпегені белгісіз.
report-reason =
    { $fate ->
        [gone] 🚫 { $count }: { $reason }
        [refused] ⚠️ { $count }: { $reason }
        [unknown] ❔ { $count }: { $reason }
       *[cancelled] ✖️ { $count }: { $reason }
    }
report-photo-refused = 🖼 Фотосыз, мәтін болып кетті: { $reason }
report-more = … тағы { $count }
store-no-broadcast = { $id } нөмірлі жіберу жоқ.
report-unchanged = • «{ $chat }» сол күйі қалды: { $reason }

## Түзету және қайтарып алу

help-halt = 🛑 /halt бүкіл жіберуді бірден тоқтату
menu-halt = Бүкіл жіберуді бірден тоқтату
help-edit = ✏️ /edit жарияланған мақаланы түзету (тақырыбындағы сөзбен немесе хабарламаға жауап ретінде)
help-recall = ↩️ /recall мақаланы қайтарып алу
menu-edit = Мақаланы түзету
menu-recall = Мақаланы қайтарып алу
edit-button = ✏️ Түзету
recall-button = ↩️ Қайтарып алу
edit-which = ✏️ Қай мақаланы түзетеміз? Тақырыбынан бір-екі сөз жазсаңыз, табамын: <code>/edit метро</code>. Келген хабарламаға жауап етіп /edit жазсаңыз да болады.
edit-found = 🔎 «{ $words }» бойынша мына мақалалар табылды. Қайсысы?
edit-no-such-article = «{ $id }» деген мақала жоқ. Жазғаныңызды тексеріңіз немесе /{ $word } деп қана жазып, тізімнен таңдаңыз.
edit-no-article-in-reply = Сіз жауап берген хабарлама мақала емес. Мақаланың өзіне жауап беріңіз немесе /{ $word } деп қана жазыңыз.
edit-list = Бұл — мақалалар тізімі. Мақаланың өзін ашып түзетіңіз, тізімдегі тақырыбы өзі жаңарады.
edit-recalled = Бұл мақала қайтарып алынған, оны түзету мүмкін емес.
edit-recalled-kept = Бұл мақала қайтарып алынған, оны түзету мүмкін емес. Жазғаныңыз сақталды.
edit-nothing-yet =
    ✏️ <b>{ $title }</b>

    { $copies ->
        [0] Чаттарда көшірмесі жоқ.
       *[other] Чаттарда { $copies } көшірмесі бар.
    } Нені түзетесіз?
edit-head = ✏️ <b>{ $title }</b>: не өзгереді
edit-copies =
    { $told ->
        [yes] { $copies ->
            [0] Чаттарда көшірмесі әзірге жоқ; болса, орнында түзетіліп, жауап хабар барады.
           *[other] Чаттардағы { $copies } көшірме орнында түзетіледі, көшірмесі бар әр чатқа жауап хабар барады.
        }
       *[no] { $copies ->
            [0] Чаттарда көшірмесі әзірге жоқ, мақаланың өзі түзетіледі.
           *[other] Чаттардағы { $copies } көшірме орнында түзетіледі, жаңа хабарлама келмейді.
        }
    }
edit-rubric-changed = Айдары өзгерді.
edit-only-formatting = Безендіруі ғана өзгерді.
edit-save = ✅ Барлық көшірмені түзету
edit-mark = «✏️ түзетілді» белгісін қою
edit-leave = ✖️ Түзетпеу
edit-done =
    { $told ->
        [yes] ✅ «{ $title }» түзетілді. { $copies ->
            [0] Жаңартуға болатын көшірме жоқ,
           *[other] { $copies } көшірме жаңарып жатыр, соңынан
        } жауап хабар барады: барысы /queue, соңында есеп келеді.
       *[no] ✅ «{ $title }» түзетілді. { $copies ->
            [0] Чаттарда көшірмесі әзірге жоқ, бұдан былай түзетілген күйінде барады.
           *[other] { $copies } көшірме жаңарып жатыр: барысы /queue, соңында есеп келеді.
        }
    }
edit-changed-meanwhile = Мақаланы осы арада басқа біреу өзгертті. Жазғаныңыз сақталды, айырмасын қарап шығып, қайта басыңыз.
edit-nothing-changed = Өзгерген ештеңе жоқ.
edit-no-text = Мәтінсіз мақала болмайды. Мәтінін жазыңыз.
note-button = 🔔 Елеулі қате: алғандарға айту
note-drop = 🔕 Жауап хабар жібермеу
note-ask = 🔔 Ненің қате болғанын жазыңыз, ең көбі { $limit } таңба. Мысалы: «Мәтінде 5 млрд теңге деп жазылыпты, дұрысы 3 млрд». Көшірмесі бар әр чат мұны сол мақалаға жауап ретінде алады. Бас тарту: /cancel
note-too-long = Бұл { $count } таңба, ал хабар { $limit } таңбадан аспауы керек. Қысқартып, қайта жіберіңіз.
note-shown =
    🔔 Жауап хабар:
    <blockquote>{ $note }</blockquote>
reach-not =
    { $why ->
        [unknown] ❔ { $count } чатқа жеткен-жетпегені белгісіз: ондағы көшірме табылмайды.
        [moved] 🚚 { $count } көшірме бұрынғы топтың ішінде қалды: оған қол жетпейді.
       *[missing] 🕳 { $count } көшірменің орны енді белгісіз: тым ескі, чатта өшірілген немесе оқырман өзі туралы деректі өшірген.
    }
report-unchanged-head = <b>Өзгермей қалғаны:</b>
report-unchanged-private =
    { $fate ->
        [gone] 🚫 Жеке чат, { $count }: { $reason }
        [refused] ⚠️ Жеке чат, { $count }: { $reason }
        [unknown] ❔ Жеке чат, { $count }: { $reason }
       *[cancelled] ✖️ Жеке чат, { $count }: { $reason }
    }
report-and-others = … және басқалары
recall-which = ↩️ Қай мақаланы қайтарып аламыз? Тақырыбынан бір-екі сөз жазсаңыз, табамын: <code>/recall метро</code>. Келген хабарламаға жауап етіп /recall жазсаңыз да болады.
recall-sure =
    ↩️ «{ $title }» мақаласы қайтарып алынсын ба?

    { $copies ->
        [0] Чаттарда көшірмесі жоқ. Мақала іздеуден кетеді, ешкімге жіберілмейді. Кері қайтару мүмкін болмайды.
       *[other] Чаттарда { $copies } көшірмесі бар. Соңғы 48 сағатта жіберілгендері өшіріледі, ескілерінің орнына қысқа хабарлама қойылады. Мақала іздеуден де кетеді. Кері қайтару мүмкін болмайды.
    }
recall-yes = Иә, қайтарып алу
recall-stays = «{ $title }» орнында қалды.
recall-already = Бұл мақала қайтарып алынып қойған.
recall-done =
    ↩️ «{ $title }» қайтарып алынды. { $copies ->
        [0] Чаттарда көшірмесі болған жоқ, іздеуден де кетті.
       *[other] { $copies } көшірме алынып жатыр: барысы /queue, соңында есеп келеді.
    }


## Құжаттар, бөгеліп тұрған мақалалар

help-document = 📎 құжат жіберсеңіз (мәтін, JSON, Markdown, HTML, RSS, zip), ішіндегі мақалалар алынады
document-head =
    📎 Құжатта { $count } мақала бар: жаңасы { $added }, өзгергені { $updated }, өзгермегені { $unchanged }.
document-failed = ⚠️ Оқылмағаны: { $count }
document-nothing-new = Бәрі қоймада бар, өзгерген ештеңе жоқ.
document-archive =
    { $corrects ->
        [only] ✏️ Түзету: { $copies } көшірме
        [too] 📥 Қоймаға, түзету: { $copies }
       *[no] 📥 Қоймаға ғана алу
    }
document-push =
    { $corrects ->
        [too] 📨 Жіберу: { $count }, түзету: { $copies }
       *[no] 📨 { $count } жаңасын оқырманға жіберу
    }
document-rubrics = 🗂 Айдары мен алатындары:
document-rubric =
    • { $rubric ->
        [new] «{ $name }» (жаңа айдар ашылады)
        [none] «{ $name }», файлда айдар жоқ
        [none-new] «{ $name }» (жаңа айдар ашылады), файлда айдар жоқ
       *[known] «{ $name }»
    } · мақала: { $articles } · { $sent ->
        [no] жіберілмейді
       *[yes] алатындар: { $recipients }
    }
document-corrects = ✏️ Бұрын алынған { $count } мақала өзгереді:
document-correction =
    { $copies ->
        [0] • «{ $title }»: чаттардағы көшірме өзгермейді
       *[other] • «{ $title }»: { $copies } көшірме
    }
document-leave = ✖️ Алмау
document-left = Құжаттан ештеңе алынбады.
document-too-big = Құжат тым үлкен: Telegram ботқа { $limit } МБ-тан артығын бермейді. Бөліп жіберіңіз немесе мақалалар қалтасына салыңыз.
document-not-your-article = «{ $title }» — «{ $name }» айдарының мақаласы, ал ол айдар сізге берілмеген. Құжаттан ештеңе алынбады. Айдарды қоса алатын — бот иесі (/team).
document-not-breaking = «{ $title }» шұғыл хабар деп белгіленген, ал шұғыл хабар жіберу құқығы сізде жоқ. Құжаттан ештеңе алынбады. Құжаттағы белгіні алып тастаңыз немесе бот иесінен сол құқықты сұраңыз (/team).
document-gone = Құжаттың өзі көрінбейді. Оны қайта жіберіңіз.
document-taken = ✅ «{ $name }»: қосылғаны { $added }, жаңарғаны { $updated }, оқырманға кеткені { $pushed }.
document-taken-copies = ✏️ { $copies } көшірме жаңарып жатыр: барысы /queue, соңында есеп келеді.
held-waiting = ✋ Шешім күтіп тұр: { $count }
held-head = ✋ <b>Сіздің шешіміңізді күтіп тұр</b>
held-push = 📨 Әрқайсысын жеке жіберу
held-list = 🗒 Айдарға бір тізім қылып жіберу
held-archive = 📥 Қоймада қалдыру
held-show = 👀 Қайсылары екенін көру
held-nothing = Шешім күтіп тұрған мақала жоқ.
held-bundle = Шешім күткен мақалалар
held-done =
    { $do ->
        [push] 📨 { $count } мақала жіберіліп жатыр: /queue
        [list] 🗒 { $count } мақала тізім болып жіберіліп жатыр: /queue
       *[archive] 📥 { $count } мақала қоймада қалды.
    }

## Жоспар, қаралама, бекіту

help-drafts = 📝 /drafts қаралама, бекітуді және уақытын күтіп тұрған мақалалар
menu-drafts = Қараламалар
queue-scheduled = <b>Уақытын күтіп тұр</b>
post-schedule = 🕘 Кейінірек
post-breaking = ⚡ Шұғыл хабар етіп жариялау
post-breaking-sure =
    ⚡ Оқырман осылай көреді: шұғыл хабар жіберіліп жатқанның бәрінен бұрын кетеді.
post-breaking-yes = ⚡ Иә, шұғыл жариялау
post-breaking-no = ↩️ Кері қайту
post-ask = 🙋 Бекітуге жіберу
post-save = 💾 Сақтау
post-saved = 💾 «{ $title }» сақталды: /drafts
editor-not-ready = Мақала әлі толық емес: тақырыбы, мәтіні, айдары керек.
drafts-head = 📝 <b>Қараламалар</b>
drafts-none = 📝 Қаралама жоқ. Жаңасын бастау: /post
drafts-waiting = бекітуді күтіп тұр
schedule-ask =
    🕘 Қашан жарияланады? Түймені басыңыз немесе жазыңыз: «ертең 9:00», «2 сағаттан кейін», «{ $day } 10:00», «соңғысынан 1 сағат кейін».

    Бас тарту: /cancel
schedule-quick =
    { $when ->
        [hour] 1 сағаттан кейін
        [three] 3 сағаттан кейін
        [evening] Кешке, 19:00
        [morning] Ертең 9:00
       *[last] Соңғы хабардан 1 сағат кейін
    }
schedule-not-understood = Уақытын түсінбедім. Былай жазып көріңіз: «ертең 9:00» немесе «1 сағаттан кейін».
schedule-past = { $when } өтіп кеткен. Алдағы уақытты жазыңыз.
schedule-too-far = Бір жылдан ары жоспарлауға болмайды. Жақынырақ уақытты жазыңыз.
schedule-set = 🕘 «{ $title }» { $when } болғанда өзі жарияланады.
schedule-move = 🕘 Уақытын өзгерту
schedule-now = ✅ Қазір жариялау
schedule-take-off = ✖️ Кестеден алу
schedule-off = «{ $title }» кестеден алынды, қараламада тұр: /drafts
schedule-gone = Бұл мақала кестеде жоқ: шығып кеткен немесе алынған.
schedule-published = ✅ «{ $title }» жарияланды. Барысы: /queue
schedule-trouble = ⚠️ «{ $title }» уақытында жарияланбады.
schedule-defect = Бағдарламаның өз қатесі: осы мақаланы жариялай алмады. Толығырақ журналда жазылған. Мақаланы қайта жазып көріңіз немесе бот иесіне айтыңыз.
schedule-giver-left = Уақытын белгілеген адамның оны жариялауға енді құқығы жоқ, сондықтан әріптесінің сөзін күтіп тұр.
schedule-giver-is-gone = ✋ Бұл уақытты { $name } белгілеген, бірақ оның жариялауға енді құқығы жоқ: басқа біреу рұқсат бермей жарияланбайды.
schedule-keep = ✅ Уақытында шыға берсін
schedule-look = Қарау
approval-asked = 🙋 «{ $title }» бекітуге жіберілді, { $count } редакторға хабарланды.
approval-nobody = 🙋 «{ $title }» бекітуді күтіп тұр, бірақ қазір хабарлайтын редактор болмады. Олар мұны /drafts ішінен көреді.
approval-scheduled = Бұл мақаланың уақыты белгіленіп қойған. Алдымен кестеден алыңыз, сосын жіберіңіз.
approval-question = 🙋 { $name } осыны бекітуді сұрайды.
approval-yes = ✅ Бекітіп, жариялау
approval-no = ↩️ Ескертпемен қайтару
approval-read = 📖 Мәтінін оқу
approval-changed = Автор мақаланы өзгертіпті. Соңғы күйін қараңыз.
approval-withdrawn = Бұл мақала енді бекітуді күтіп тұрған жоқ: автор қайтып алған.
approval-answered =
    { $state ->
        [approved] Бұған { $name } жауап берген: бекітті.
       *[returned] Бұған { $name } жауап берген: қайтарды.
    }
approval-approved = ✅ «{ $title }» бекітіліп, жарияланды.
approval-ask-remark = ↩️ «{ $title }» авторға неге қайтады? Ескертпеңізді жазыңыз. Бас тарту: /cancel
approval-left = Мақала бекітуді күтіп тұр.
approval-told-yes = ✅ { $name } «{ $title }» мақалаңызды бекітіп, жариялады.
approval-told-no =
    ↩️ { $name } «{ $title }» мақалаңызды қайтарды:

    <blockquote>{ $remark }</blockquote>
approval-returned = ↩️ «{ $title }» авторға қайтарылды.
approval-returned-untold = ↩️ «{ $title }» қайтарылды, бірақ авторға хабарлай алмадым. Ол мұны /drafts ішінен көреді.
approval-taken-back = 🙋 «{ $title }» бекітуден қайтып алынды. Өзгерткен соң қайта жіберіңіз.

## Айдарларды басқару

help-rubric = 🗂 /rubric айдар ашу, атын өзгерту, біріктіру, жасыру, ретін өзгерту
menu-rubric = Айдарларды басқару
rubric-head = 🗂 <b>Айдарлар: { $count }</b>
rubric-line = { $name } · { $followers } оқырман
rubric-hidden = жасырулы
rubric-add = ➕ Айдар ашу
rubric-ask-names =
    Айдардың атын үш тілде жазыңыз, әрқайсысы жаңа жолда, соңында эмодзи болса да болады. Мысалы:

    <code>Саясат
    Политика
    Politics
    🏛</code>

    Бас тарту: /cancel
rubric-ask-new-names =
    Жаңа атын үш тілде жазыңыз, әрқайсысы жаңа жолда. Жазылмағаны бұрынғысынша қалады. Қазір:

    <code>{ $names }</code>

    Бас тарту: /cancel
rubric-names-wrong = Бірінші жолда қазақша аты тұруы керек, ең көбі 64 таңба. Қайта жазыңыз.
rubric-name-taken = «{ $name }» деген айдар бар. Басқа ат беріңіз немесе екеуін біріктіріңіз.
rubric-added = ✅ «{ $name }» айдары ашылды.
rubric-rename = ✏️ Атын өзгерту
rubric-hide = 🙈 Жасыру
rubric-show = 👁 Көрсету
rubric-suggest = ⭐ Жаңа оқырманға ұсыну
rubric-unsuggest = ☆ Ұсынбау
rubric-suggested = ⭐ ұсынылады
rubric-names-over = ⏳ Айдар аты сұралғалы бір күннен асты, сондықтан бұл жазғаныңыз ат болып алынбады. Қайта бастау: /rubric
rubric-up = ⬆️ Жоғары
rubric-down = ⬇️ Төмен
rubric-merge = 🔀 Басқасына қосу
rubric-merge-into = 🔀 «{ $name }» қай айдарға қосылады?
rubric-merge-sure =
    🔀 «{ $old }» айдары «{ $new }» айдарына қосылсын ба?

    Оқырмандары мен мақалалары түгел көшеді, ешкім бір жаңалықты екі рет алмайды. Кері бөлу мүмкін емес.
rubric-merge-yes = Иә, қосу
rubric-merged = 🔀 «{ $old }» енді «{ $new }» ішінде.
rubric-card =
    🗂 <b>{ $name }</b>

    Қазақша: { $kk }
    Орысша: { $ru }
    Ағылшынша: { $en }
    Сілтемеде: <code>{ $slug }</code>
    Оқырманы: { $followers }

## Оқырман хаттары

help-inbox = 📬 /inbox оқырман хаттары, жауабын хатқа жауап ретінде жазасыз
help-ban = ⛔ /ban хат жазуға тыйым салу, /unban тыйымды алу
menu-inbox = Оқырман хаттары
menu-ban = Хат жазуға тыйым
menu-feedback = Редакцияға жазу
feedback-ask = ✍️ Редакцияға не айтқыңыз келеді? Жазып жіберіңіз. Бас тарту: /cancel
feedback-ask-about = ✍️ Осы мақала туралы не айтқыңыз келеді? Жазып жіберіңіз. Бас тарту: /cancel
feedback-kept = 📬 Рақмет! Хатыңыз (№{ $number }) редакцияға жетті. Жауап осы жерге келеді.
feedback-cut = Хатыңыз ұзын екен, алғашқы { $limit } таңбасы алынды. Қалғанын тағы бір хатпен жібере аласыз: /feedback
feedback-left = Хат жазылмады.
feedback-banned = Редакция сізден хат қабылдамайды. Жаңалықтар бұрынғыдай келе береді.
feedback-too-many = Бүгінге жетеді: тәулігіне { $limit } хат жазуға болады. Ертең жазыңыз.
inbox-empty = 📭 Жауап күтіп тұрған хат жоқ.
inbox-head = 📬 <b>Жауап күтіп тұрған хат: { $count }</b>. Хаттың өзіне жауап етіп жазсаңыз, оқырманға жетеді.
inbox-how = Ескілері бірінші тұр.
inbox-more = Тағы { $count }
inbox-letter = ✉️ <b>№{ $number }</b> · { $when } · оқырман <code>{ $user }</code>
inbox-about = 📰 { $title }
inbox-close = ✔️ Жауапсыз жабу
inbox-closed = Хат жабылды
inbox-was = Бұл хатқа жауап берілген
inbox-gone = Мұндай хат жоқ: оқырман өзі туралы деректі өшірген болуы мүмкін.
inbox-answered = ✅ Жауабыңыз оқырманға жетті.
inbox-unreachable = Оқырманға жеткізу мүмкін болмады: ол ботты бұғаттаған. Жауабыңыз жіберілмеді.
inbox-answer =
    📬 <b>Редакция жауабы</b>

    <blockquote>{ $question }</blockquote>
    { $answer }
ban-warn = ⚠️ Ескерту
ban-ban = ⛔ Тыйым салу
ban-how = ⛔ Оқырманның нөмірін жазыңыз: <code>/ban 123456</code>. Алдымен ескерту кетеді, екінші рет басқанда тыйым салынады. Тыйымды алу: <code>/unban 123456</code>
ban-line =
    { $state ->
        [warned] ⚠️ <code>{ $user }</code>: ескертілген
       *[banned] ⛔ <code>{ $user }</code>: тыйым салынған
    }
ban-nobody = { $user } нөмірлі адамға ескерту де, тыйым да жоқ.
ban-lifted = ✅ { $user } қайтадан жаза алады.
ban-already = { $user } нөмірліге тыйым салынып қойған.
ban-not-a-colleague = Бұл — редакция қызметкері. Алдымен құрамнан шығарыңыз: /team
ban-done =
    { $state ->
        [warned] ⚠️ { $user } ескертілді. Тағы бір рет болса, тыйым салыңыз.
       *[banned] ⛔ { $user } енді хат жаза алмайды.
    }
ban-untold =
    { $state ->
        [warned] ⚠️ { $user } ескертілді деп белгіленді, бірақ өзіне хабарлау мүмкін болмады.
       *[banned] ⛔ { $user } енді хат жаза алмайды, бірақ өзіне хабарлау мүмкін болмады.
    }
ban-told =
    { $state ->
        [warned] ⚠️ Редакциядан ескерту: хатыңыз сыпайы әрі іске қатысты болсын. Қайталанса, хат қабылданбайды.
       *[banned] ⛔ Редакция енді сізден хат қабылдамайды. Жаңалықтар бұрынғыдай келе береді.
    }
ban-told-lifted = ✅ Редакция хаттарыңызды қайта қабылдайды: /feedback

## Сандар

help-stats = 📊 /stats соңғы 30 күннің сандары, бір мақаланікі де болады
menu-stats = Сандар
stats-title = Жаршы: соңғы 30 күн
stats-chats = Жаршыны оқитын чаттар
stats-since = қызылмен: 30 күндегі өзгеріс
stats-followers = Айдарлардың оқырмандары
stats-delivered = Жеткізілген жаңалық, күн сайын
stats-opens = «Оқу» басылғаны, күн сайын
stats-hours = Қай сағатта оқиды
stats-sum = барлығы { $count }
stats-numbers =
    👥 Чат: <b>{ $chats }</b>{ $growth }
    📨 Жеткізілді: <b>{ $delivered }</b>
    📖 «Оқу» басылды: <b>{ $opens }</b>
    🕗 Ең көп оқитын сағаттар: { $hours }
    🔕 Жаңалықтан соң бір сағат ішінде: айдарды өшірген { $mutes }, ботты тоқтатқан { $stops }
stats-csv = 📄 CSV
stats-csv-newest = Мұнда ең жаңа { $count } мақала ғана.
stats-searches = 🔎 Табылмағандар
stats-articles = 📰 Бір мақаланың сандары
stats-which = 📰 Қай мақаланың сандарын көреміз?
stats-article =
    📰 <b>{ $title }</b>

    ✅ Жеткізілді: { $delivered } · 🚫 бұғаттаған: { $gone } · ⚠️ жетпеген: { $failed }
    📖 «Оқу» басылды: { $opens }
    🔕 Бір сағат ішінде: айдарды өшірген { $mutes }, ботты тоқтатқан { $stops }
stats-vain = 🔎 <b>Іздеп таппағандары</b>
stats-vain-none = 🔎 Табылмай қалған іздеу жоқ.
stats-vain-line = • { $query } · { $count }
stats-copies = Көшірмелері
stats-curve = «Оқу» басылғаны, алғашқы 48 сағат
stats-fate =
    { $fate ->
        [delivered] Жеткізілді
        [opens] «Оқу» басылды
        [gone] Бұғаттаған
        [failed] Жетпеген
        [mutes] Айдарды өшірген
       *[stops] Ботты тоқтатқан
    }

## Көшірме

help-backup = 💾 /backup қойманың көшірмесі
menu-backup = Қойма көшірмесі
backup-begins = 💾 Көшірме жасалып жатыр…
backup-done = 💾 Тексерілген көшірме, { $size } МБ. Ішінде кім не оқитыны бар: ешкімге бермеңіз.
backup-too-large = 💾 Көшірме дайын ({ $size } МБ), бірақ Telegram үшін тым үлкен. Серверде: <code>{ $path }</code>

## Мақаланың қалған бөліктері

post-link = 🔗 Дереккөз
post-tags = 🏷 Тегтер
post-ask-link = 🔗 Дереккөздің мекенжайын жіберіңіз (https://…). Алып тастау үшін сызықша жазыңыз: -
post-ask-tags = 🏷 Тегтерді үтірмен бөліп жазыңыз. Алып тастау үшін сызықша жазыңыз: -
post-link-wrong = Бұл мекенжайға ұқсамайды: https:// деп басталуы керек. Қайта жіберіңіз.
post-no-lead = ⚠️ Кіріспесі жоқ: оқырманға мәтіннен таңдалған сөйлемдер көрінеді.
post-same-story = ⚠️ { $percent } %-ы бұрын жарияланған мақаламен бірдей: «{ $title }»
