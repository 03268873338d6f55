### Buttons below a pushed article

push-read = 📖 Читать
push-source = 🔗 Источник
push-mute = 🔕 Не присылать
push-recalled = ⚠️ Редакция отозвала это сообщение.
