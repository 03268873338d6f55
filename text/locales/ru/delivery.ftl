### What the owners are told by delivery

delivery-content-error = ⚠️ Рассылка «{ $title }» остановлена: Telegram не принял содержание сообщения ({ $reason }). Исправьте статью, и рассылка продолжится сама.
delivery-photo-refused = 🖼 «{ $title }» рассылается без фото: Telegram его не принимает ({ $reason }). Читатели получают текст.
delivery-cautious = 🐢 Telegram сообщил, что мы отправляем слишком часто. Десять минут отправляем не больше { $rate } в секунду, ничего не потеряется.
