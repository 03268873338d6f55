### Buttons below a pushed article

push-read = 📖 Оқу
push-source = 🔗 Дереккөз
push-mute = 🔕 Келмесін
