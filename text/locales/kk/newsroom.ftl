# Редакция: қызметкерлер, кезек, түзету, оқырман хаттары, сандар.

help-team = 👥 /team редакцияда кім бар, кім не істей алады
help-audit = 📒 /audit кім не істегені
menu-team = Редакция құрамы
menu-audit = Кім не істегені

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
team-gone-already = Ол құрамнан шығарылып қойған.
team-fixed = Бұл адам бот баптауындағы ADMIN_IDS тізімінде тұр: құқығын тек сонда өзгертуге болады.
team-ask-role = Кім болып қосылады?
team-add-as =
    { $role ->
        [owner] Иесі: бәрін істей алады, құрамды да өзгертеді
        [editor] Редактор: жариялайды, түзетеді, қайтарып алады
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
team-add-cancelled = Ешкім қосылмады.
team-nobody-named = Бұл хабарламадан кім екенін біле алмадым: аты жасырын немесе бұл бот пен арнанікі. Сілтемені пайдаланыңыз немесе /cancel басыңыз.
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
        [owner] иесісіз: бәрін істей аласыз.
        [editor] редакторсыз: жазасыз, жариялайсыз, түзетесіз.
       *[author] авторсыз: жазасыз, редактор бекітеді.
    } Не істей алатыныңызды /help айтады.
team-invitation-over = Бұл шақырудың мерзімі өткен немесе ол пайдаланылып қойған. Жаңасын сұраңыз.

## Кім не істегені

audit-head = 📒 <b>Кім не істегені</b>
audit-empty = 📒 Әзірге ештеңе жазылмаған.
audit-program = Жаршы өзі
audit-member-added = Құрамға қосты
audit-member-changed = Құқығын өзгертті
audit-member-removed = Құрамнан шығарды
audit-invited = Шақыру сілтемесін берді
audit-published = Жариялады
audit-scheduled = Уақытын белгіледі
audit-unscheduled = Кестеден алды
audit-approved = Бекітті
audit-returned = Ескертпемен қайтарды
audit-edited = Түзетті
audit-recalled = Қайтарып алды
audit-paused = Жіберуді кідіртті
audit-resumed = Жіберуді жалғастырды
audit-cancelled = Жіберуді тоқтатты
audit-retried = Жетпегендеріне қайта жіберді
audit-halted = Бүкіл жіберуді тоқтатты
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
