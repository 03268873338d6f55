### Buttons below a pushed article

push-read = 📖 Read
push-source = 🔗 Source
push-mute = 🔕 Mute
push-recalled = ⚠️ The newsroom has withdrawn this message.
