### Buttons below a pushed article

push-read = 📖 Оқу
push-source = 🔗 Дереккөз
push-mute = 🔕 Келмесін
push-recalled = ⚠️ Редакция бұл хабарды қайтарып алды.
