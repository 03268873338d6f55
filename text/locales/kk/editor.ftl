# Редактормен әңгіме.

editor-help = <b>Редакцияға</b>
help-post = ✍️ /post мақала жариялау: бәрін бір хабарламаға (тақырып, бос жол, кіріспе, мәтін) немесе қадам-қадаммен жазыңыз

## Жазу

editor-ask-title =
    ✍️ <b>Жаңа мақала</b>

    Тақырыбын жазыңыз. Кейінге қалдыру: /cancel
editor-ask-lead = Кіріспесін жазыңыз: мақаланың мәнін айтатын бір-екі сөйлем.
editor-no-lead = Кіріспесіз
editor-ask-text = Енді мәтінін жіберіңіз. Ұзын болса, бірнеше хабарламаға бөле беріңіз, бәрі біріктіріледі.
editor-ask-text-anew = Жаңа мәтінін жіберіңіз: алғашқы хабарлама бұрынғы мәтінді алмастырады, қалғаны жалғасы болады.
editor-text-received = Қабылданды, барлығы { $count } таңба. Жалғасын жібере беруге болады.
editor-text-continued = Мәтіннің жалғасы деп қосылды, барлығы { $count } таңба. Енді жоғарыдан айдарды таңдаңыз.
editor-enough = Болды, әрі қарай
editor-ask-rubric = Айдарын таңдаңыз немесе жаңасының атын жазыңыз.
editor-new-rubric = «{ $name }» деген айдар жоқ. Ашайын ба?
editor-no-such-rubric = «{ $name }» деген айдар жоқ, ал жаңасын ашу сізге берілмеген.
editor-create = Иә, жаңа айдар ашу
editor-choose = Барынан таңдау
editor-belongs-to-text = Бұл мәтіннің жалғасы
editor-only-text = Әзірге мәтін ғана қабылданады. Тоқтату: /cancel
editor-unfinished = ✍️ Аяқталмаған мақалаңыз бар: «{ $name }»
editor-continue = Жалғастыру
editor-begin-new = Жаңасын бастау
editor-cancelled = Тоқтатылды. Жазғаныңыз сақтаулы, /post бассаңыз, сол жерінен жалғастырасыз.

## Алдын ала көру

editor-preview =
    👆 Оқырман дәл осылай көреді.

    👥 Қазір алатындар: оқырман { $people }, топ { $groups }, арна { $channels }
editor-preview-nobody =
    👆 Оқырман дәл осылай көреді.

    👥 Бұл айдарға әзірге ешкім жазылмаған: мақала қоймаға түседі, іздегенде табылады.
editor-publish = ✅ Жариялау
editor-change-title = Тақырып
editor-change-lead = Кіріспе
editor-change-text = Мәтін
editor-change-rubric = Айдар
editor-throw = 🗑 Жою
editor-throw-sure = Осы мақаланы жояйын ба? Кейін қайтарып алу мүмкін болмайды.
editor-throw-yes = Иә, жою
editor-thrown = 🗑 Мақала жойылды.
editor-published =
    ✅ <b>Жарияланды:</b> { $title }

    Алатындар саны: { $total }.
editor-only-preview = Бұл үлгі ғана: түйме жарияланған соң жұмыс істейді

## Қателер

editor-title-too-long = Тақырып тым ұзын: { $count } таңба, ал шегі { $limit }. Қысқартып, қайта жіберіңіз.
editor-lead-too-long = Кіріспе тым ұзын: { $count } таңба, ал шегі { $limit }. Қысқартып, қайта жіберіңіз.
editor-lead-is-text = Кіріспеге тым ұзын ({ $count } таңба, шегі { $limit }), сондықтан мәтін деп алынды.
editor-body-too-long = Мәтін тым ұзын: { $count } таңба, ал шегі { $limit }. Бұл хабарлама қосылмады, бұрынғысы сақтаулы.
editor-first-line-too-long = Бірінші жол тақырыпқа тым ұзын (шегі { $limit } таңба), сондықтан бәрі мәтін болып сақталды.
editor-changed-meanwhile = Мақала осы арада өзгеріп кетті. Соңғы күйін қарап шығыңыз.
editor-already-published = Бұл мақала жарияланып қойған.
editor-already-thrown = Бұл мақала жойылған.
