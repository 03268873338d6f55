### Buttons below a pushed article

push-read = 📖 Read
push-source = 🔗 Source
push-mute = 🔕 Mute: { $name }
push-night-quiet = 🌙 Quiet at night
push-night-no = Keep them coming
push-recalled = ⚠️ The newsroom has withdrawn this message.

# A list of articles that came at once.
list-title =
    { $count ->
        [one] { $rubric }: { $count } new article
       *[other] { $rubric }: { $count } new articles
    }
list-more = … and { $count } more
list-all = 📖 All { $count }
