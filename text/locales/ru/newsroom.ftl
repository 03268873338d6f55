# Редакция: кто работает, очередь, правки, письма читателей, цифры.

help-team = 👥 /team кто в редакции и что кому можно
help-audit = 📒 /audit кто что сделал
menu-team = Состав редакции
menu-audit = Кто что сделал

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
team-gone-already = Этого человека в редакции уже нет.
team-fixed = Этот человек указан в ADMIN_IDS в настройках бота: изменить его права можно только там.
team-ask-role = Кем станет новый человек?
team-add-as =
    { $role ->
        [owner] Владелец: может всё, меняет и состав
        [editor] Редактор: публикует, правит, отзывает
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
team-add-cancelled = Никто не добавлен.
team-nobody-named = Не могу понять, кто это: имя скрыто, или это бот либо канал. Воспользуйтесь ссылкой или нажмите /cancel.
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

## Кто что сделал

audit-head = 📒 <b>Кто что сделал</b>
audit-empty = 📒 Пока ничего не записано.
audit-program = сам Жаршы
audit-member-added = Добавил в редакцию
audit-member-changed = Изменил права
audit-member-removed = Убрал из редакции
audit-invited = Выдал приглашение
audit-published = Опубликовал
audit-scheduled = Поставил на время
audit-unscheduled = Снял с расписания
audit-approved = Утвердил
audit-returned = Вернул с замечанием
audit-edited = Исправил
audit-recalled = Отозвал
audit-paused = Приостановил отправку
audit-resumed = Продолжил отправку
audit-cancelled = Прекратил отправку
audit-retried = Повторил для недошедших
audit-halted = Остановил всю отправку
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
