// The labels of the lab.

export const LAB_WORDS = {
  kk: {
    lab: "Зертхана", labHint: "ақау, сағат және көпшілік", labClock: "Telegram мен боттың сағаты",
    crowd: "Көпшілік", crowdAdd: "{0} оқырман қосу", crowdBlock: "50 оқырман ботты бұғаттасын",
    crowdSize: "{0} оқырман, {1} бұғаттады", crowdNone: "Әзірге ешкім жоқ. Оқырман қосып, қалтаға мақала салыңыз.",
    faults: "Ақау", faultsHint: "Қойылған уақыт біткенше бот бұйрығының бәріне әсер етеді",
    fault_storm: "429: тым жиі", fault_lost: "жауап жоғалады", fault_slow: "баяу, 3 секунд", fault_gateway: "502: сервер істемейді", fault_away: "байланыс жоқ",
    fault_silent: "жауап келмейді", calm: "Бәрін тоқтату", lasts: "Ұзақтығы", seconds: "{0} с",
    hourOn: "+1 сағат", nightOn: "+8 сағат", dayOn: "+1 күн", clockHint: "Сағатты тек алға жылжытуға болады: түнгі тыныштық, жоспар, топтама жазба келеді",
    counted: "Не жетті", article: "Мақала", delivered: "жетті", repeated: "қайталанды", missing: "жетпеді",
    rate: "Соңғы минутта секундына жіберілген хабарлама", perSecond: "{0}/с", nothingYet: "Көпшілікке әлі ештеңе жіберілген жоқ",
  },
  ru: {
    lab: "Лаборатория", labHint: "сбои, часы и толпа читателей", labClock: "Часы Telegram и бота",
    crowd: "Толпа", crowdAdd: "Добавить {0} читателей", crowdBlock: "Пусть 50 читателей заблокируют бота",
    crowdSize: "Читателей: {0}, заблокировали: {1}", crowdNone: "Пока никого. Добавьте читателей и положите в папку статью.",
    faults: "Сбои", faultsHint: "Пока идёт время, сбой задевает каждый запрос бота",
    fault_storm: "429: слишком часто", fault_lost: "ответы теряются", fault_slow: "медленно, 3 секунды", fault_gateway: "502: сервер не работает", fault_away: "связи нет",
    fault_silent: "ответа нет", calm: "Прекратить всё", lasts: "Длительность", seconds: "{0} с",
    hourOn: "+1 час", nightOn: "+8 часов", dayOn: "+1 день", clockHint: "Часы идут только вперёд: наступают тихие часы, время по плану, дайджест",
    counted: "Что дошло", article: "Статья", delivered: "получили", repeated: "повторы", missing: "не получили",
    rate: "Сообщений в секунду за последнюю минуту", perSecond: "{0}/с", nothingYet: "Толпе ещё ничего не отправлено",
  },
  en: {
    lab: "Lab", labHint: "faults, the clock and a crowd", labClock: "The clock of Telegram and of the bot",
    crowd: "Crowd", crowdAdd: "Add {0} readers", crowdBlock: "Let 50 readers block the bot",
    crowdSize: "Readers: {0}, blocked by {1}", crowdNone: "Nobody yet. Add readers and drop an article into the folder.",
    faults: "Faults", faultsHint: "While the time runs, every call of the bot is hit",
    fault_storm: "429: too many", fault_lost: "answers are lost", fault_slow: "slow, 3 seconds", fault_gateway: "502: out of order", fault_away: "no connection",
    fault_silent: "no answer", calm: "End them all", lasts: "For", seconds: "{0} s",
    hourOn: "+1 hour", nightOn: "+8 hours", dayOn: "+1 day", clockHint: "The clock only goes on: quiet hours begin, plans and digests fall due",
    counted: "What arrived", article: "Article", delivered: "delivered", repeated: "repeated", missing: "missing",
    rate: "Messages a second in the last minute", perSecond: "{0}/s", nothingYet: "Nothing was sent to the crowd yet",
  },
};
