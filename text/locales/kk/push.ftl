### Buttons below a pushed article

push-read = 📖 Оқу
push-source = 🔗 Дереккөз
push-mute = 🔕 { $name } өшіру
push-night-quiet = 🌙 Түнде келмесін
push-night-no = Келе берсін
push-recalled = ⚠️ Редакция бұл хабарды қайтарып алды.

# Бірден түскен мақалалардың тізімі.
list-title = { $rubric }: { $count } жаңа мақала
list-more = … тағы { $count }
list-all = 📖 Бәрі: { $count }
