# What the bot says unasked: the tips of the first week, and the question after a long silence.

nudge-tip =
    { $tip ->
        [tip-search] 💡 Write any word here, and I find the articles about it. For example: <code>Japan</code>. Endings and slips of the pen do no harm.
        [tip-hours] 💡 Too much news? Put a rubric into the digest: it then comes as one message at the hour that you choose. And so that I don't disturb you at night, choose quiet hours.
       *[tip-inline] 💡 It is easy to pass an article on: type <code>@{ $username } Japan</code> in any chat and pick one from the list.
    }
nudge-no-tips = 🔕 No more tips
nudge-no-tips-done = All right, no more tips
nudge-still-there =
    👋 I have not heard from you for { $days } { $days ->
        [one] day
       *[other] days
    }. Do you still want the news?
nudge-yes = ✅ Yes, keep it coming
nudge-digest = 🗞 As a digest, please
nudge-pause = ⏸ Pause
nudge-stop = ⏹ Stop
nudge-yes-done = 👍 Good, the news keeps coming.
nudge-digest-done = 🗞 From now on the news comes as a digest: { $times }. Another time: /settings
