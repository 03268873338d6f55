# Разговор с редактором.

editor-help = <b>Для редакции</b>
help-post = ✍️ /post опубликовать статью: всё одним сообщением (заголовок, пустая строка, лид, текст) или шаг за шагом

## Письмо

editor-ask-title =
    ✍️ <b>Новая статья</b>

    Напишите заголовок; фото можно прислать в любой момент. Отложить: /cancel
editor-ask-title-anew = ✏️ Напишите заголовок, он заменит прежний. Отменить: /cancel
editor-ask-lead = Напишите лид: одно-два предложения о самом главном.
editor-no-lead = Без лида
editor-ask-text = Теперь пришлите текст. Длинный можно прислать несколькими сообщениями, они соединятся.
editor-ask-text-anew = Пришлите новый текст: первое сообщение заменит прежний, остальные станут продолжением.
editor-text-received = Принято, всего знаков: { $count }. Можно прислать продолжение.
editor-text-continued = Добавлено как продолжение текста, всего знаков: { $count }. Теперь выберите рубрику выше.
editor-enough = Это всё, дальше
editor-ask-rubric = Выберите рубрику или напишите название новой.
editor-new-rubric = Рубрики «{ $name }» нет. Открыть её?
editor-no-such-rubric = Рубрики «{ $name }» нет, а у вас нет права открывать рубрики.
editor-create = Да, открыть рубрику
editor-choose = Выбрать из имеющихся
editor-belongs-to-text = Это продолжение текста
editor-only-text = Принимаются только текст и одно фото. Прервать: /cancel
editor-unfinished = ✍️ У вас есть незаконченная статья: «{ $name }»
editor-continue = Продолжить
editor-begin-new = Начать новую
editor-cancelled = Прервано. Написанное сохранено: /drafts
editor-cancelled-empty = Прервано. Ничего не было написано, сохранять нечего.

## Предпросмотр

editor-preview =
    👆 Именно так это увидит читатель (по языку его меню: Қаз, Рус, Eng).

    👥 Сейчас получат: { $people ->
        [one] { $people } читатель
        [few] { $people } читателя
       *[other] { $people } читателей
    }{ $groups ->
        [0] {""}
        [one] {", "}{ $groups } группа
        [few] {", "}{ $groups } группы
       *[other] {", "}{ $groups } групп
    }{ $channels ->
        [0] {""}
        [one] {", "}{ $channels } канал
        [few] {", "}{ $channels } канала
       *[other] {", "}{ $channels } каналов
    }
editor-preview-nobody =
    👆 Именно так это увидит читатель (по языку его меню: Қаз, Рус, Eng).

    👥 На эту рубрику пока никто не подписан: статья попадёт в архив, и её можно будет найти.
editor-publish = ✅ Опубликовать
editor-change-title = Заголовок
editor-change-lead = Лид
editor-change-text = Текст
editor-change-rubric = Рубрика
editor-throw = 🗑 Удалить
editor-throw-sure = Удалить эту статью? Вернуть её не получится.
editor-throw-yes = Да, удалить
editor-thrown = 🗑 Статья удалена.
editor-published =
    ✅ <b>Опубликовано:</b> { $title }

    Получателей: { $total }.
editor-only-preview = Это образец: кнопка заработает после публикации

## Ошибки

editor-title-too-long = Заголовок слишком длинный: знаков { $count }, а можно { $limit }. Сократите и пришлите снова.
editor-lead-too-long = Лид слишком длинный: знаков { $count }, а можно { $limit }. Сократите и пришлите снова.
editor-lead-is-text = Для лида слишком длинно (знаков { $count }, а можно { $limit }), поэтому это принято как текст.
editor-body-too-long = Текст слишком длинный: знаков { $count }, а можно { $limit }. Это сообщение не добавлено, прежнее сохранено.
editor-first-line-too-long = Первая строка слишком длинна для заголовка (можно { $limit } знаков), поэтому всё сохранено как текст.
editor-changed-meanwhile = Статья тем временем изменилась. Посмотрите, какая она теперь.
editor-already-published = Эта статья уже опубликована.
editor-already-thrown = Эта статья уже удалена.
