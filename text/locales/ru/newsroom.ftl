# Редакция: кто работает, очередь, правки, письма читателей, цифры.

help-team = 👥 /team кто в редакции и что кому можно
help-audit = 📒 /audit кто что сделал
menu-team = Состав редакции
menu-audit = Кто что сделал

newsroom-privacy = 🔒 О тех, кто работает в редакции, хранятся ещё имя в Telegram, права и то, что они сделали (журнал /audit). Имя удаляется по /forget, когда человек ушёл из состава.
newsroom-right-gone = Владелец бота только что забрал у вас это право. Ничего не сделано.
newsroom-not-your-rubric = Рубрика «{ $name }» вам не поручена. Добавить её может владелец бота (/team).

## Состав

team-role =
    { $role ->
        [owner] владелец
        [editor] редактор
       *[author] автор
    }
team-head =
    { $count ->
        [one] 👥 <b>Редакция: { $count } человек</b>
        [few] 👥 <b>Редакция: { $count } человека</b>
       *[other] 👥 <b>Редакция: { $count } человек</b>
    }
team-add = ➕ Добавить человека
team-breaking = ⚡ может отправлять срочное
team-every-rubric = Все рубрики
team-remove = 🚪 Убрать из редакции
team-remove-sure = Убрать { $name } из редакции? Написанное останется, но публиковать будет нельзя.
team-remove-yes = Да, убрать
team-removed = { $name } больше не в редакции.
team-told-changed =
    👥 Ваша роль в редакции изменена. Теперь вы { $role ->
        [owner] владелец: вам можно всё.
        [editor] редактор: пишете, публикуете, правите.
       *[author] автор: пишете, редактор утверждает.
    } Что вы можете, расскажет /help.
team-told-removed = 👥 Вы больше не в редакции, её команды убраны из вашего меню. Новости приходят по-прежнему. Спасибо за работу!
team-left-behind = ✋ Статьи, время которым назначил человек, больше не имеющий права их публиковать ({ $name }): { $count }. Без слова коллеги они не выйдут:
team-last-rubric = Это последняя рубрика, снять её нельзя. Сначала включите другую или выберите все рубрики.
team-gone-already = Этого человека в редакции уже нет.
team-fixed = Этот человек указан в ADMIN_IDS в настройках бота: изменить его права можно только там.
team-ask-role = Кем станет новый человек?
team-add-as =
    { $role ->
        [owner] Владелец: может всё, меняет и состав
        [editor] Редактор: публикует и правит
       *[author] Автор: пишет, редактор утверждает
    }
team-ask-person =
    Кто станет { $role ->
        [owner] владельцем
        [editor] редактором
       *[author] автором
    }? Есть четыре пути:

    • выберите человека кнопкой внизу;
    • перешлите сюда любое его сообщение;
    • пришлите его контакт;
    • или дайте ему эту ссылку, она сработает один раз в течение суток: { $link }

    Отменить: /cancel
team-choose-person = 👤 Выбрать человека
team-add-over = ⏳ Человека спрашивали больше суток назад, поэтому никто не добавлен. Начать заново: /team
team-add-cancelled = Никто не добавлен.
team-nobody-named = Не могу понять, кто это: имя скрыто, или это бот либо канал. Воспользуйтесь ссылкой или нажмите /cancel.
team-not-by-name = По написанному имени найти человека не могу. Выберите его кнопкой внизу, перешлите сюда его сообщение или дайте ему ссылку выше. Отменить: /cancel
team-already =
    { $name } уже в редакции: { $role ->
        [owner] владелец
        [editor] редактор
       *[author] автор
    }.
team-added =
    ✅ { $name } теперь в редакции: { $role ->
        [owner] владелец
        [editor] редактор
       *[author] автор
    }.
team-cannot-tell = { $name } ещё не открывал бота, поэтому сообщить не удалось. Когда откроет, меню будет готово.
team-welcome =
    👋 Добро пожаловать в редакцию! Теперь вы { $role ->
        [owner] владелец: вам можно всё.
        [editor] редактор: пишете, публикуете, правите.
       *[author] автор: пишете, редактор утверждает.
    } Что вы можете, расскажет /help.
team-invitation-over = Срок этого приглашения вышел, или им уже воспользовались. Попросите новое.
team-invitation-not-yours =
    Вы уже в редакции: { $role ->
        [owner] владелец
        [editor] редактор
       *[author] автор
    }. Ссылка не использована: оставьте её тому, кому она предназначена.
team-invitation =
    🔗 Приглашение: { $role ->
        [owner] владелец
        [editor] редактор
       *[author] автор
    } · { $giver } · до { $until }
team-withdraw = ✖️ Отозвать: { $role }, { $until }
team-withdrawn = По этой ссылке больше никто не войдёт.
team-invitation-gone = Эту ссылку уже использовали или отозвали.

## Кто что сделал

audit-head = 📒 <b>Кто что сделал</b>
audit-empty = 📒 Пока ничего не записано.
audit-program = сам Жаршы
audit-word =
    { $word ->
        [hidden] скрыта
        [shown] видна
        [suggested] рекомендуется
        [warned] предупреждён
       *[banned] запрещено
    }
audit-counted =
    { $what ->
        [added] новых { $count }
        [updated] обновлено { $count }
        [pushed] отправлено { $count }
        [push] по отдельности, { $count }
        [list] списком, { $count }
       *[archive] статей: { $count }
    }
audit-place = { $place }-е место
audit-typed = «{ $text }»
audit-size = { $size } МБ
audit-member-added = Добавил в редакцию
audit-member-changed = Изменил права
audit-member-removed = Убрал из редакции
audit-invited = Выдал приглашение
audit-invitation-withdrawn = Отозвал приглашение
audit-published = Опубликовал
audit-scheduled = Поставил на время
audit-unscheduled = Снял с расписания
audit-approved = Утвердил
audit-returned = Вернул с замечанием
audit-edited = Исправил
audit-title-chosen = Выбрал один из двух заголовков
audit-told = Сообщил об исправлении
audit-recalled = Отозвал
audit-paused = Приостановил отправку
audit-resumed = Продолжил отправку
audit-cancelled = Прекратил отправку
audit-retried = Повторил для недошедших
audit-halted = Остановил всю отправку
audit-free-rate = Перешёл на бесплатную отправку
audit-paid-rate = Вернул платную отправку
audit-released = Возобновил всю отправку
audit-imported = Принял из документа
audit-pushed = Отправил читателям
audit-archived = Оставил в архиве
audit-rubric-added = Открыл рубрику
audit-rubric-changed = Изменил рубрику
audit-rubric-merged = Объединил рубрики
audit-answered = Ответил читателю
audit-warned = Предупредил читателя
audit-banned = Запретил писать
audit-unbanned = Снял запрет
audit-backed-up = Сделал копию
audit-clock-believed = Принял новое время часов сервера

## Очередь

help-queue = 📮 /queue что отправляется: ход, пауза, отмена
menu-queue = Очередь отправки
queue-head = 📮 <b>Очередь отправки</b>
queue-empty = Сейчас ничего не отправляется.
queue-halted = 🛑 <b>Вся отправка остановлена.</b> Идут только исправления и отзывы.
queue-title = <b>{ $number }.</b> { $mark } <b>{ $title }</b>{ $kind }
queue-kind =
    { $kind ->
        [edit] · исправление
        [recall] · отзыв
        [note] · сообщение об исправлении
       *[other] · дайджест
    }
queue-progress = { $percent } % · { $served } / { $total }
queue-counting = { $served } · считаю
queue-count =
    { $fate ->
        [delivered] ✅ { $count }
        [gone] 🚫 { $count } заблокировали
        [refused] ⚠️ { $count } отказали
       *[unknown] ❔ { $count } неизвестно
    }
queue-speed = 🚀 { $rate } в секунду · осталось около { $left }
queue-title-test =
    { $sample ->
        [sent] 🧪 Проверяются два заголовка: выбранный уйдёт остальным (чатов: { $left }) в { $at }.
       *[leaves] 🧪 Два заголовка сначала уходят части читателей.
    }
# Сокращения не склоняются: «за 1 сек», «осталось около 2 мин», «⏱ 2 сек».
queue-seconds = { $count } сек
queue-minutes = { $count } мин
queue-hours = { $count } ч
queue-state =
    { $state ->
        [paused] ⏸ На паузе
        [refused] ⏸ На паузе: Telegram отвечает большинству чатов одинаковым отказом ({ $reason }). Устраните причину и продолжите.
        [stopped] ⛔ Telegram не принял: { $reason }. Исправьте статью, и отправка продолжится.
       *[quarantined] 🅿️ Отложено, трижды не продвинулось: { $reason }. Устраните причину и попробуйте снова.
    }
queue-more = … и ещё { $count }
queue-ended = <b>Недавно закончено</b>
queue-ended-line = { $title } · { $when }
queue-refresh = 🔄 Обновить
queue-try-again = ▶️ { $number } · Попробовать снова
queue-halted-by = Кто остановил: { $name }, { $when }
queue-halt = 🛑 Остановить всё
queue-halt-sure = 🛑 Остановить всю отправку? Пока не включите снова, ни одна новость не уйдёт, но ничего и не потеряется.
queue-halt-yes = Да, остановить всё
queue-free-rate = 🐢 Бесплатно, { $rate } в секунду
queue-paid-rate = ⭐ Снова платно и быстро
queue-free-now = 🐢 Продолжается бесплатно
queue-paid-now = ⭐ Снова платно
queue-halted-now = 🛑 Всё остановлено
queue-release = ▶️ Возобновить всё
queue-released-now = ▶️ Отправка продолжается
halt-already = 🛑 Вся отправка уже остановлена. Кто остановил: { $name }, { $when }
halt-already-somebody = 🛑 Вся отправка уже остановлена.
halt-told =
    { $what ->
        [halted] 🛑 Вся отправка остановлена, идут только исправления и отзывы. Кто остановил: { $name }
       *[released] ▶️ Отправка снова включена. Кто включил: { $name }
    }
halt-look = 📮 Смотреть очередь
queue-paused = ⏸ Приостановлено
queue-resumed = ▶️ Продолжается
queue-cancelled = ✖️ Отправка прекращена
queue-retried = 🔁 Отправляется ещё раз
queue-nothing-to-do = Менять нечего: это уже сделал кто-то другой, или отправка закончена.
queue-cancel-sure = ✖️ Прекратить отправку «{ $title }»? Те, кто ещё не получил ({ $left }), её не получат, и вернуть это нельзя.
queue-cancel-yes = Да, прекратить
queue-retry = 🔁 Повторить только недошедшим
queue-retry-of = 🔁 Повторить: { $title }
report-head =
    { $state ->
        [cancelled]
            { $kind ->
                [edit] ✖️ Исправление прекращено: <b>{ $title }</b>
                [recall] ✖️ Отзыв прекращён: <b>{ $title }</b>
                [note] ✖️ Рассылка сообщения об исправлении прекращена: <b>{ $title }</b>
               *[push] ✖️ Отправка прекращена: <b>{ $title }</b>
            }
       *[done]
            { $kind ->
                [edit] ✏️ Исправлено: <b>{ $title }</b>
                [recall] 🗑 Отозвано: <b>{ $title }</b>
                [note] 🔔 Об исправлении сообщено: <b>{ $title }</b>
               *[push] 🏁 Доставлено: <b>{ $title }</b>
            }
    }
report-bundle = 🏁 <b>{ $name }</b>: всё завершено.
report-bundle-kind =
    { $kind ->
        [edit] ✏️ Исправлено статей: { $count }
       *[push] 📨 Отправлено статей: { $count }
    }
report-took = ⏱ { $time }
report-twice =
    { $count ->
        [one] 👯 { $count } чат мог получить дважды: дошла ли первая копия, неизвестно.
        [few] 👯 { $count } чата могли получить дважды: дошла ли первая копия, неизвестно.
       *[many] 👯 { $count } чатов могли получить дважды: дошла ли первая копия, неизвестно.
    }
report-reason =
    { $fate ->
        [gone] 🚫 { $count }: { $reason }
        [refused] ⚠️ { $count }: { $reason }
        [unknown] ❔ { $count }: { $reason }
       *[cancelled] ✖️ { $count }: { $reason }
    }
report-photo-refused = 🖼 Ушло текстом, без фото: { $reason }
report-more = … и ещё { $count }
store-no-broadcast = Отправки с номером { $id } нет.
report-unchanged = • «{ $chat }» осталось как было: { $reason }

## Исправление и отзыв

help-halt = 🛑 /halt сразу остановить всю отправку
menu-halt = Сразу остановить всю отправку
help-edit = ✏️ /edit исправить опубликованное (по слову из заголовка или ответом на сообщение), <code>/edit было -&gt; стало</code> меняет слова сразу
help-recall = ↩️ /recall отозвать статью
menu-edit = Исправить статью
menu-recall = Отозвать статью
edit-button = ✏️ Исправить
recall-button = ↩️ Отозвать
edit-which = ✏️ Какую статью исправляем? Напишите слово-другое из заголовка, и я найду: <code>/edit метро</code>. Можно и ответить командой /edit на пришедшее сообщение.
edit-found = 🔎 По словам «{ $words }» нашлись эти статьи. Какая из них?
edit-no-such-article = Статьи «{ $id }» нет. Проверьте написанное или отправьте просто /{ $word } и выберите из списка.
edit-no-article-in-reply = Сообщение, на которое вы ответили, не статья. Ответьте на саму статью или отправьте просто /{ $word }.
edit-list = Это список статей. Откройте и исправьте саму статью: заголовок в списке изменится сам.
edit-recalled = Эта статья отозвана, исправить её нельзя.
edit-recalled-kept = Эта статья отозвана, исправить её нельзя. Написанное сохранено.
edit-nothing-yet =
    ✏️ <b>{ $title }</b>

    { $copies ->
        [0] Копий в чатах нет.
       *[other] Копий в чатах: { $copies }.
    } Что исправляем?
edit-head = ✏️ <b>{ $title }</b>: что изменится
edit-copies =
    { $told ->
        [yes] { $copies ->
            [0] Копий в чатах пока нет; те, что появятся, будут исправлены
            [one] { $copies } копия в чатах будет исправлена
            [few] { $copies } копии в чатах будут исправлены
           *[many] { $copies } копий в чатах будет исправлено
        } на месте, и в каждый чат с копией придёт ответное сообщение.
       *[no] { $copies ->
            [0] Копий в чатах пока нет, статья будет исправлена
            [one] { $copies } копия в чатах будет исправлена
            [few] { $copies } копии в чатах будут исправлены
           *[many] { $copies } копий в чатах будет исправлено
        } на месте, новых сообщений не будет.
    }
replace-nowhere = Слов «{ $old }» нет ни в одной из последних статей. Ответьте на копию статьи или укажите её номер: <code>/edit 57 было -&gt; стало</code>
replace-absent = В статье «{ $title }» нет слов «{ $old }». Напишите их так, как они стоят в тексте, или откройте статью через /edit.
replace-absent-near = В статье «{ $title }» нет слов «{ $old }». Может быть, «{ $near }»?
replace-begun = ✏️ Слов «{ $old }» уже нет в правке, которую вы начали. Отправьте её или откажитесь от неё кнопкой ниже.
replace-which-article = ✏️ «{ $old }» есть в нескольких статьях. Какую исправить?
replace-which-place = ✏️ «{ $old }» встречается { $count ->
        [one] { $count } раз
        [few] { $count } раза
       *[other] { $count } раз
    }. Где исправить?
replace-too-many = «{ $old }» встречается больше чем в { $limit } местах: напишите вместе с соседними словами.
replace-place = { $line }
replace-all = Везде: { $count }
edit-rubric-changed = Изменилась рубрика.
edit-only-formatting = Изменилось только оформление.
edit-save = ✅ Исправить все копии
edit-mark = Пометить «✏️ исправлено»
edit-leave = ✖️ Не исправлять
edit-done =
    { $told ->
        [yes] ✅ «{ $title }»: исправлено. { $copies ->
            [0] Копий, которые можно обновить, нет;
           *[other] Обновляются копии ({ $copies }), затем
        } уйдут ответные сообщения: ход в /queue, в конце придёт отчёт.
       *[no] ✅ «{ $title }»: исправлено. { $copies ->
            [0] Копий в чатах пока нет, дальше статья уйдёт исправленной.
           *[other] Обновляются копии ({ $copies }): ход в /queue, в конце придёт отчёт.
        }
    }
edit-changed-meanwhile = Статью тем временем изменил кто-то другой. Написанное сохранено, посмотрите разницу и нажмите ещё раз.
edit-nothing-changed = Ничего не изменилось.
edit-no-text = Статьи без текста не бывает. Напишите текст.
note-button = 🔔 Сообщить получившим об ошибке
note-drop = 🔕 Не сообщать
note-ask = 🔔 Напишите, что было неверно, не больше { $limit } знаков. Например: «В тексте говорилось о 5 млрд тенге, верно: 3 млрд». Это получит каждый чат с копией, ответом на саму статью. Отмена: /cancel
note-too-long = Здесь { $count } зн., а в сообщении не должно быть больше { $limit }. Сократите и пришлите снова.
note-shown =
    🔔 Ответное сообщение:
    <blockquote>{ $note }</blockquote>
reach-not =
    { $why ->
        [unknown] ❔ Неизвестно, дошло ли: { $count }. Копию там не найти.
        [moved] 🚚 Осталось в прежней группе: { $count }. Туда уже не достать.
       *[missing] 🕳 Неизвестно, где теперь: { $count }. Слишком старые, удалены в чате, или читатель удалил данные о себе.
    }
report-unchanged-head = <b>Осталось без изменений:</b>
report-unchanged-private =
    { $fate ->
        [gone] 🚫 Личные чаты, { $count }: { $reason }
        [refused] ⚠️ Личные чаты, { $count }: { $reason }
        [unknown] ❔ Личные чаты, { $count }: { $reason }
       *[cancelled] ✖️ Личные чаты, { $count }: { $reason }
    }
report-and-others = … и другие
recall-which = ↩️ Какую статью отзываем? Напишите слово-другое из заголовка, и я найду: <code>/recall метро</code>. Можно и ответить командой /recall на пришедшее сообщение.
recall-sure =
    ↩️ Отозвать «{ $title }»?

    { $copies ->
        [0] Копий в чатах нет. Статья уйдёт из поиска, и никому её не отправят. Вернуть её нельзя.
       *[other] Копий в чатах: { $copies }. Отправленные за последние 48 часов будут удалены, на месте более старых встанет короткое сообщение. Статья уйдёт и из поиска. Вернуть её нельзя.
    }
recall-yes = Да, отозвать
recall-stays = «{ $title }» остаётся на месте.
recall-already = Эта статья уже отозвана.
recall-done =
    ↩️ «{ $title }» отозвана. { $copies ->
        [0] Копий в чатах не было, из поиска она тоже ушла.
       *[other] Копий убирается: { $copies }. Ход виден в /queue, в конце придёт отчёт.
    }

## Документы, задержанные статьи

help-document = 📎 пришлите документ (текст, JSON, Markdown, HTML, RSS, zip), и статьи из него будут приняты
document-head =
    { $count ->
        [one] 📎 В документе { $count } статья: новых { $added }, изменённых { $updated }, без изменений { $unchanged }.
        [few] 📎 В документе { $count } статьи: новых { $added }, изменённых { $updated }, без изменений { $unchanged }.
       *[other] 📎 В документе { $count } статей: новых { $added }, изменённых { $updated }, без изменений { $unchanged }.
    }
document-failed = ⚠️ Не прочитано: { $count }
document-nothing-new = Всё это уже есть в архиве, ничего не изменилось.
document-archive =
    { $corrects ->
        [only] ✏️ Исправить копии: { $copies }
        [too] 📥 В архив, исправить: { $copies }
       *[no] 📥 Только в архив
    }
document-push =
    { $corrects ->
        [too] 📨 Разослать: { $count }, исправить: { $copies }
       *[no] 📨 Разослать новые: { $count }
    }
document-repeat = 📨 Разослать вместе с повторами: { $count }
document-twins = ♻️ Повторяют то, что читатели уже получили: { $count }. Сами не уйдут, а подождут решения владельца.
document-twin = • «{ $title }» ← «{ $earlier }»
document-left-out = 🗂 Не опубликованные статьи, поэтому не берутся: { $kinds }.
document-rubrics = 🗂 Рубрики и получатели:
document-rubric =
    • { $rubric ->
        [new] «{ $name }» (откроется новая рубрика)
        [none] «{ $name }», в файле рубрики нет
        [none-new] «{ $name }» (откроется новая рубрика), в файле рубрики нет
       *[known] «{ $name }»
    } · статей: { $articles } · { $sent ->
        [no] рассылки нет
       *[yes] получателей: { $recipients }
    }
document-corrects =
    { $count ->
        [one] ✏️ Изменится { $count } принятая раньше статья:
        [few] ✏️ Изменятся { $count } принятые раньше статьи:
       *[many] ✏️ Изменятся { $count } принятых раньше статей:
    }
document-correction =
    { $copies ->
        [0] • «{ $title }»: копии в чатах не меняются
        [one] • «{ $title }»: { $copies } копия
        [few] • «{ $title }»: { $copies } копии
       *[many] • «{ $title }»: { $copies } копий
    }
document-leave = ✖️ Не принимать
document-left = Из документа ничего не взято.
document-too-big = Документ слишком велик: больше { $limit } МБ Telegram боту не отдаёт. Пришлите по частям или положите в папку статей.
document-not-your-article = «{ $title }» — статья рубрики «{ $name }», а она вам не поручена. Из документа ничего не взято. Добавить рубрику может владелец бота (/team).
document-not-breaking = «{ $title }» помечена как срочная, а права отправлять срочное у вас нет. Из документа ничего не взято. Уберите пометку в документе или попросите это право у владельца бота (/team).
document-gone = Сам документ не виден. Пришлите его ещё раз.
document-taken = ✅ «{ $name }»: добавлено { $added }, обновлено { $updated }, отправлено читателям { $pushed }.
document-taken-copies = ✏️ Обновляются копии ({ $copies }): ход в /queue, в конце придёт отчёт.
held-waiting = ✋ Ждут решения: { $count }
held-head = ✋ <b>Ждут вашего решения</b>
held-push = 📨 Отправить каждую
held-push-it = 📨 Всё равно отправить
held-list = 🗒 По одному списку на рубрику
held-archive = 📥 Оставить в архиве
held-show = 👀 Посмотреть, какие
held-nothing = Статей, которые ждут решения, нет.
held-bundle = Ожидавшие статьи
held-done =
    { $do ->
        [push] 📨 Отправляется статей: { $count }, ход в /queue
        [list] 🗒 Отправляется списком, статей: { $count }, ход в /queue
       *[archive] 📥 Осталось в архиве: { $count }.
    }

## Расписание, черновики, утверждение

help-drafts = 📝 /drafts черновики, ждущие утверждения и своего часа
menu-drafts = Черновики
queue-scheduled = <b>Ждут своего часа</b>
post-schedule = 🕘 Позже
post-breaking = ⚡ Опубликовать как срочное
post-breaking-sure =
    ⚡ Так это увидят читатели: срочное уходит раньше всего, что сейчас отправляется.
post-breaking-yes = ⚡ Да, срочно опубликовать
post-breaking-no = ↩️ Назад
post-ask = 🙋 Отправить на утверждение
post-save = 💾 Сохранить
post-saved = 💾 Статья «{ $title }» сохранена: /drafts
editor-not-ready = Статья ещё не готова: нужны заголовок, текст и рубрика.
drafts-head = 📝 <b>Черновики</b>
drafts-none = 📝 Черновиков нет. Начать новый: /post
drafts-waiting = ждёт утверждения
schedule-ask =
    🕘 Когда опубликовать? Нажмите кнопку или напишите: «завтра в 9:00», «через 2 часа», «{ $day } 10:00», «через час после последней».

    Отменить: /cancel
schedule-quick =
    { $when ->
        [hour] Через час
        [three] Через 3 часа
        [evening] Вечером, 19:00
        [morning] Завтра 9:00
       *[last] Через час после последней
    }
schedule-ask-hour = 🕘 Хорошо, { $day }. В котором часу? Нажмите кнопку или напишите: «9:30», «в семь вечера».
schedule-not-understood = Не понимаю это время. Напишите так: «завтра 9:00» или «через час».
schedule-past = Это время уже прошло: { $when }. Назначьте время в будущем.
schedule-too-far = Дальше чем на год назначить нельзя. Напишите время поближе.
schedule-set = 🕘 Статья «{ $title }» выйдет { $when }.
schedule-free-sure = 🕘 Статья «{ $title }» выйдет { $when }. Снять с расписания, чтобы изменить?
schedule-free = ✏️ Да, снять и изменить
schedule-stays = 🕘 Нет, пусть выйдет вовремя
schedule-move = 🕘 Другое время
schedule-now = ✅ Опубликовать сейчас
schedule-take-off = ✖️ Снять с расписания
schedule-off = Статья «{ $title }» снята с расписания и лежит в черновиках: /drafts
schedule-gone = Этой статьи нет в расписании: она вышла или снята.
schedule-published = ✅ Статья «{ $title }» опубликована. Ход: /queue
schedule-trouble = ⚠️ Статья «{ $title }» не вышла в назначенное время.
schedule-defect = Сбой самой программы: она не смогла опубликовать эту статью. Подробности в её журнале. Попробуйте написать статью заново или скажите владельцу бота.
schedule-giver-left = Тот, кто назначил время, больше не может её публиковать: нужно слово коллеги.
schedule-giver-is-gone = ✋ Время назначил человек, который больше не может её публиковать: { $name }. Без слова коллеги статья не выйдет.
schedule-keep = ✅ Пусть выйдет в своё время
schedule-look = Посмотреть
approval-asked = 🙋 Статья «{ $title }» отправлена на утверждение, редакторов оповещено: { $count }.
approval-nobody = 🙋 Статья «{ $title }» ждёт утверждения, но оповестить сейчас некого. Редакторы увидят её в /drafts.
approval-scheduled = Этой статье уже назначено время. Сначала снимите её с расписания, потом отправляйте.
approval-question = 🙋 { $name } просит это утвердить.
approval-yes = ✅ Утвердить и опубликовать
approval-when = 🕘 Назначить время
approval-mend = ✏️ Поправить слово
approval-ask-mend = ✏️ Что на что заменить? Напишите так: <code>пять -&gt; шесть</code>. Автор увидит, что изменилось. Отменить: /cancel
approval-mend-how = Напишите так: <code>пять -&gt; шесть</code>. Отменить: /cancel
approval-mend-many = «{ $old }» встречается { $count ->
        [one] { $count } раз
        [few] { $count } раза
       *[other] { $count } раз
    }. Напишите вместе с соседними словами, чтобы место было одно.
approval-told-mended =
    ✏️ { $name } правит вашу статью «{ $title }»:

    { $changes }

    Статья ждёт утверждения.
approval-no = ↩️ Вернуть с замечанием
approval-read = 📖 Прочитать текст
approval-changed = Статья изменилась. Посмотрите, какая она теперь.
approval-withdrawn = Эта статья больше не ждёт утверждения: автор её забрал.
approval-answered =
    { $state ->
        [approved] Здесь уже ответил { $name }: утверждено.
       *[returned] Здесь уже ответил { $name }: возвращено.
    }
approval-approved = ✅ Статья «{ $title }» утверждена и опубликована.
approval-ask-remark = ↩️ Почему статья «{ $title }» возвращается автору? Напишите замечание. Отменить: /cancel
approval-left = Статья ждёт утверждения.
approval-told-yes = ✅ { $name } утверждает и публикует вашу статью «{ $title }».
approval-told-no =
    ↩️ { $name } возвращает вашу статью «{ $title }»:

    <blockquote>{ $remark }</blockquote>
approval-returned = ↩️ Статья «{ $title }» возвращена автору.
approval-returned-untold = ↩️ Статья «{ $title }» возвращена, но сообщить автору не удалось. Он увидит её в /drafts.
approval-taken-back = 🙋 Статья «{ $title }» снята с утверждения. После правки отправьте её снова.

## Управление рубриками

help-rubric = 🗂 /rubric открыть, переименовать, объединить, скрыть, переставить рубрики
menu-rubric = Управление рубриками
rubric-head = 🗂 <b>Рубрик: { $count }</b>
rubric-line = { $name } · читателей { $followers }
rubric-hidden = скрыта
rubric-add = ➕ Открыть рубрику
rubric-ask-names =
    Напишите название на трёх языках, каждое с новой строки, в конце можно эмодзи. Например:

    <code>Саясат
    Политика
    Politics
    🏛</code>

    Отменить: /cancel
rubric-ask-new-names =
    Напишите новое название на трёх языках, каждое с новой строки. Чего не напишете, останется прежним. Сейчас:

    <code>{ $names }</code>

    Отменить: /cancel
rubric-names-wrong = В первой строке должно стоять казахское название, не длиннее 64 знаков. Напишите ещё раз.
rubric-name-taken = Рубрика «{ $name }» уже есть. Дайте другое название или объедините их.
rubric-added = ✅ Рубрика «{ $name }» открыта.
rubric-rename = ✏️ Переименовать
rubric-hide = 🙈 Скрыть
rubric-show = 👁 Показать
rubric-suggest = ⭐ Рекомендовать новым читателям
rubric-unsuggest = ☆ Не рекомендовать
rubric-suggested = ⭐ рекомендуется
rubric-names-over = ⏳ Название рубрики спрашивали больше суток назад, поэтому написанное за название не принято. Начать заново: /rubric
rubric-up = ⬆️ Выше
rubric-down = ⬇️ Ниже
rubric-merge = 🔀 Объединить
rubric-merge-into = 🔀 С какой рубрикой объединить «{ $name }»?
rubric-merge-sure =
    🔀 Объединить «{ $old }» с рубрикой «{ $new }»? Останется «{ $new }».

    Читатели и статьи перейдут все, никто не получит одну новость дважды. Разделить обратно нельзя.
rubric-merge-yes = Да, объединить
rubric-merged = 🔀 «{ $old }» теперь часть рубрики «{ $new }».
rubric-card =
    🗂 <b>{ $name }</b>

    По-казахски: { $kk }
    По-русски: { $ru }
    По-английски: { $en }
    В ссылке: <code>{ $slug }</code>
    Читателей: { $followers }

## Письма читателей

help-inbox = 📬 /inbox письма читателей; отвечайте ответом на письмо
help-ban = ⛔ /ban запретить писать, /unban снять запрет
menu-inbox = Письма читателей
menu-ban = Запрет писать
menu-feedback = Написать в редакцию
feedback-ask = ✍️ Что передать редакции? Напишите и отправьте. Отменить: /cancel
feedback-ask-about = ✍️ Что сказать об этой статье? Напишите и отправьте. Отменить: /cancel
feedback-kept = 📬 Спасибо! Письмо №{ $number } дошло до редакции. Ответ придёт сюда.
feedback-cut = Письмо длинное, взяты первые { $limit } знаков. Остальное можно прислать ещё одним письмом: /feedback
feedback-left = Письмо не отправлено.
feedback-banned = Редакция не принимает от вас писем. Новости приходят по-прежнему.
feedback-too-many = На сегодня достаточно: в сутки можно написать { $limit } писем. Напишите завтра.
inbox-empty = 📭 Писем без ответа нет.
inbox-new = 📬 Новое письмо от читателя. Ждут ответа: { $count }
inbox-show = 📬 Открыть письма
inbox-told = 🔔 Сообщать о новых письмах
inbox-untold = 🔕 Не сообщать о письмах
inbox-told-now = Буду сообщать о новых письмах
inbox-untold-now = Больше не сообщаю о письмах. Включить снова: /inbox
inbox-head = 📬 <b>Писем без ответа: { $count }</b>. Ответьте на само письмо, и читатель получит ответ.
inbox-how = Сначала старые.
inbox-more = Ещё { $count }
inbox-letter = ✉️ <b>№{ $number }</b> · { $when } · читатель <code>{ $user }</code>
inbox-about = 📰 { $title }
inbox-close = ✔️ Без ответа
inbox-closed = Письмо закрыто
inbox-was = На это письмо уже ответили
inbox-gone = Такого письма нет: возможно, читатель стёр данные о себе.
inbox-answered = ✅ Ответ дошёл до читателя.
inbox-unreachable = Читатель недоступен: он заблокировал бота. Ответ не отправлен.
inbox-answer =
    📬 <b>Ответ редакции</b>

    <blockquote>{ $question }</blockquote>
    { $answer }
ban-warn = ⚠️ Предупредить
ban-ban = ⛔ Запретить
ban-how = ⛔ Напишите номер читателя: <code>/ban 123456</code>. Сначала уйдёт предупреждение, во второй раз будет запрет. Снять: <code>/unban 123456</code>
ban-line =
    { $state ->
        [warned] ⚠️ <code>{ $user }</code> предупреждён
       *[banned] ⛔ <code>{ $user }</code> писать не может
    }
ban-nobody = У { $user } нет ни предупреждения, ни запрета.
ban-lifted = ✅ { $user } снова может писать.
ban-already = { $user } уже не может писать.
ban-not-a-colleague = Это человек из редакции. Сначала уберите его из состава: /team
ban-done =
    { $state ->
        [warned] ⚠️ { $user } предупреждён. Если повторится, запретите писать.
       *[banned] ⛔ { $user } больше не может писать.
    }
ban-untold =
    { $state ->
        [warned] ⚠️ { $user } отмечен как предупреждённый, но сообщить ему не удалось.
       *[banned] ⛔ { $user } больше не может писать, но сообщить ему не удалось.
    }
ban-told =
    { $state ->
        [warned] ⚠️ Предупреждение редакции: пишите вежливо и по делу. Если повторится, письма приниматься не будут.
       *[banned] ⛔ Редакция больше не принимает от вас писем. Новости приходят по-прежнему.
    }
ban-told-lifted = ✅ Редакция снова принимает ваши письма: /feedback

## Цифры

help-stats = 📊 /stats статистика за 30 дней, и по одной статье
menu-stats = Статистика
stats-title = Жаршы: последние 30 дней
stats-chats = Чаты, которые нас читают
stats-since = красным: изменение за 30 дней
stats-followers = Читатели рубрик
stats-delivered = Доставлено новостей по дням
stats-opens = Нажатия «Читать» по дням
stats-hours = В какие часы читают
stats-sum = всего { $count }
stats-numbers =
    👥 Чатов: <b>{ $chats }</b>{ $growth }
    📨 Доставлено: <b>{ $delivered }</b>
    📖 Нажали «Читать»: <b>{ $opens }</b>
    🕗 Читают больше всего: { $hours }
    🔕 В течение часа после новости: отключили рубрику { $mutes }, остановили бота { $stops }
stats-empty =
    📊 Чатов: <b>{ $chats }</b>, рубрик: <b>{ $rubrics }</b>, статей: <b>{ $articles }</b>.

    За последние 30 дней ни одной новости не доставлено и никто не нажал «Читать». Как только уйдёт первая новость, здесь появится картинка.
stats-article-empty =
    📰 <b>{ $title }</b>

    Эту статью ещё никому не доставили, и никто не нажал «Читать». После рассылки цифры появятся здесь.
stats-csv = 📄 CSV
stats-csv-newest = Здесь только { $count } самых новых статей.
stats-searches = 🔎 Не найдено
stats-articles = 📰 Статистика одной статьи
stats-which = 📰 Статистику какой статьи показать?
stats-article =
    📰 <b>{ $title }</b>

    ✅ Доставлено: { $delivered } · 🚫 заблокировали: { $gone } · ⚠️ не дошло: { $failed }
    📖 Нажали «Читать»: { $opens }
    🔕 В течение часа: отключили рубрику { $mutes }, остановили бота { $stops }
stats-sources = 📍 Откуда пришли
stats-from = 📍 <b>Откуда пришли новые читатели</b>
stats-from-none = 📍 Допишите к ссылке метку, например плаката или страницы, и здесь будет видно, сколько новых читателей по ней пришло. Например: <code>{ $link }</code>
stats-source-line = • { $source }: { $count }
stats-vain = 🔎 <b>Искали и не нашли</b>
stats-vain-none = 🔎 Поисков без ответа нет.
stats-vain-line = • { $query } · { $count }
stats-copies = Копии
stats-curve = Нажатия «Читать», первые 48 часов
stats-fate =
    { $fate ->
        [delivered] Доставлено
        [opens] Нажали «Читать»
        [gone] Заблокировали
        [failed] Не дошло
        [mutes] Отключили рубрику
       *[stops] Остановили бота
    }

## Копия

help-backup = 💾 /backup копия хранилища
menu-backup = Копия хранилища
backup-begins = 💾 Делаю копию…
backup-done = 💾 Проверенная копия, { $size } МБ. В ней видно, кто что читает: никому не передавайте.
backup-too-large = 💾 Копия готова ({ $size } МБ), но для Telegram велика. На сервере: <code>{ $path }</code>

## Остальное в статье

post-link = 🔗 Источник
post-tags = 🏷 Теги
post-ask-link = 🔗 Пришлите адрес источника (https://…). Чтобы убрать, напишите чёрточку: -
post-ask-tags = 🏷 Напишите теги через запятую. Чтобы убрать, напишите чёрточку: -
post-link-wrong = На адрес не похоже: он начинается с https://. Пришлите ещё раз.
post-no-lead = ⚠️ Лида нет: читатель увидит фразы, выбранные из текста.
post-same-story = ⚠️ На { $percent } % то же самое, что уже опубликовано: «{ $title }»
