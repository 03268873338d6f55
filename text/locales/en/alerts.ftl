# Words to be told of, saved articles, stories.

alerts-head = 🔔 <b>Your words</b>: { $count }/{ $limit }
alerts-none =
    🔔 <b>Alerts</b>

    Name a word, and I tell you as soon as it appears, in whatever rubric.
alerts-how =
    Add: <code>/alerts bread price</code>
    Spare me: <code>/alerts -football</code>
    I know a word in all its forms.
alerts-add = ➕ Add a word
alerts-add-blocked = 🚫 Block a word
alerts-list = 🔔 My words
alerts-ask = 🔔 Which word shall I tell you of? One word or a phrase, for example: <code>bread price</code>. To leave: /cancel
alerts-ask-blocked = 🚫 News with which word shall I keep from you? For example: <code>football</code>. To leave: /cancel
alerts-added = 🔔 { $words }: I will tell you as soon as it appears, in any rubric.
alerts-blocked = 🚫 { $words }: no more such news.
alerts-month =
    { $times ->
        [0] There was no such news in the last 30 days.
        [one] There was one such article in the last 30 days.
       *[other] There were { $times } such articles in the last 30 days.
    }
alerts-known = 🔔 { $words }: noted already.
alerts-many = ✋ A chat has room for { $limit } words; { $count } did not fit. Take some off: /alerts
alerts-short = That is too short. Type a word of two letters or more, for example: <code>/alerts bread price</code>
alerts-common = ⚠️ <code>{ $words }</code> is in at least half of all articles: in the last 30 days I would have told you { $times } times. Add it all the same?
alerts-common-blocked = ⚠️ <code>{ $words }</code> is in at least half of all articles: { $times } of the last 30 days would not have come. Block it all the same?
alerts-anyway = Yes, all the same
alerts-noted = 🔔 Noted: I will tell you each time { $words } appears. All of them: /alerts
alerts-dropped = { $words } taken off

## Saved

saved-head = ⭐ Saved: { $count }
saved-none = ⭐ Nothing is saved yet. Press “Save” under an article, and it will be here.
saved-kept = ⭐ Saved. All of them: /saved
saved-dropped = Not saved any more
saved-full = At most { $limit } articles can be saved. Take some off first: /saved

## Buttons under an article

act-save = ⭐ Save
act-saved = ✅ Saved
act-similar = 🔎 More like this
act-follow = 🧵 Follow story
act-following = ✅ Following story
act-mute = 🔇 Mute story
act-muted = ✅ Story muted
act-why = ❓ Why this?
similar-head = 🔎 More like this: { $title }
similar-none = There is nothing like it yet.
story-followed = 🧵 What follows in this story will come here, in whatever rubric
story-muted = 🔇 Nothing more of this story will come
story-dropped = This story comes by its rubric again
story-full = At most { $limit } stories can be chosen. Take some off: /alerts
why-words = 🔔 You watch these words: { $words } (/alerts)
why-story = 🧵 You follow this story
why-rubric = 🗂 “{ $name }” comes to you at once
why-digest = 🗞 “{ $name }” comes to you in the digest
why-every = 🗂 All rubrics come to you; this is “{ $name }”
why-was = “{ $name }” was on when this came, and is off now
why-opened = This article was not sent to you: you opened it yourself.
