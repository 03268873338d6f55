### What the owners are told by delivery

delivery-content-error = ⚠️ «{ $title }» мақаласының таратылуы тоқтады: Telegram хабардың мазмұнын қабылдамады ({ $reason }). Мақаланы түзетсеңіз, тарату өзі жалғасады.
delivery-photo-refused = 🖼 «{ $title }» мақаласы фотосыз таратылып жатыр: Telegram суретті қабылдамады ({ $reason }). Оқырмандар мәтінін алады.
delivery-cautious = 🐢 Telegram тым жиі жібергенімізді айтты. Он минут бойы секундына { $rate } хабардан жіберіледі, ештеңе жоғалмайды.
