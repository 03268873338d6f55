# Answers to what people ask the bot itself: to stop, to subscribe, its language, help.

hint-stop = ⏹ If you need no more news, stop it here. Your rubrics are kept.
hint-stop-all = ⏹ Stop all
hint-pause = ⏸ Pause for a day
hint-pause-said = ⏸ Pause the news { $length }?
hint-unsubscribe = 🔕 Which rubric would you leave? Turn off one, or stop all at once.
hint-unsubscribe-of = 🔕 No more news of “{ $name }”?
hint-off = 🔕 Turn off: { $name }
hint-subscribe = 🔔 Which rubrics shall I send? Choose them, or turn all on at once.
hint-subscribe-of = 🔔 Shall I send the news of “{ $name }”?
hint-on = 🔔 Turn on: { $name }
hint-all-on = 🔔 Turn all on
hint-stopped-now = ⏸ The news is stopped at present. Turn it on again?
hint-wake = ▶️ Turn on again
hint-awake = ▶️ The news will come again.
hint-fewer = 📉 If it is too much, keep only the rubrics you need: the buttons show how many articles a day each has. The rest is always there under /latest.
hint-fewer-rubrics = 🗂 Keep fewer rubrics
hint-night = 🌙 I will not disturb you at night: choose your quiet hours. News of those hours comes as one message in the morning.
hint-quiet = 🌙 Choose quiet hours
hint-sound = 🔔 Send without sound
hint-digest = 🗞 Once a day, as a digest
hint-language = Choose a language
hint-who = 👋 I am Zharshy, a bot that brings news. I send the rubrics that you choose, and find the articles about any word you type. People of the newsroom write the articles.
hint-missing = 📭 News comes when articles appear in the rubrics you chose, and waits during quiet hours. Look at your rubrics and settings. If they are right, write to the newsroom, and we will find out.
hint-contact = ✍️ You can write to the newsroom right here: a person reads it, and the answer comes to this chat.
hint-write = ✍️ Write to the newsroom
hint-may-be-search = 🔎 And if you look for articles about this: <code>{ $query }</code>
hint-search = 🔎 Search the articles
hint-latest = 📰 Latest news
hint-rubrics = 🗂 Rubrics
hint-settings = ⚙️ Settings
hint-articles-language = 📄 Languages of articles
hint-farewell = 👋 Goodbye! Write whenever you need me.
hint-assent = 👌 To find something, just type a word. Latest news: /latest

## The answer to a search

search-missing = No article has the word “{ $word }”.
search-missing-alike = “{ $word }” is in no article; alike: { $alike }
search-inexact = There is no exact answer; these come near:
search-not-ours = We have not published exactly this; these come near:
search-card-alike = ≈ not “{ $word }” but “{ $alike }”
search-card-inexact = ≈ only alike
search-phrase-dropped = Nothing has exactly this phrase; these have its words:
search-itself = 🗞 We wrote about this · { $date }
search-not-our-article = 🔗 The article under this link is not ours.
search-tell-me = 🔔 Tell me each time it appears
