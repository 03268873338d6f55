# The talk with a reader.

## Getting acquainted

reader-hello =
    { $where ->
        [private] 👋 <b>Hello!</b> I am Zharshy, the herald: I bring news here from the rubrics that you choose.
       *[other] 👋 <b>Hello, everyone!</b> I am Zharshy, the herald: I bring news here from the rubrics that you choose.
    }

    Тілді таңдаңыз · Выберите язык · Choose a language
reader-hello-again = 👋 Good to see you again! Your rubrics can be changed right here.
reader-back-again = 👋 Welcome back! Your settings are as they were, and news will come again.
reader-in-group =
    👋 <b>Hello, everyone!</b> I am Zharshy, and I bring news.

    Which rubrics come to this group is up to its administrators: /rubrics@{ $username }
reader-in-channel =
    👋 Thank you for adding me to the channel “{ $title }”!

    Press the button to choose what comes there. Nothing has to be posted in the channel for that; you find it later by /channels.

## Rubrics

reader-rubrics =
    🗂 <b>Rubrics</b>

    Press the ones you want: ✅ comes, 🗞 in the digest, ▫️ does not.
reader-rubrics-none-yet =
    🗂 <b>Rubrics</b>

    Rubrics appear with the first article. Turn on “All” now, and you will miss nothing.
reader-rubrics-languages = Mark the languages of articles in the bottom row.
reader-language-last = At least one language is needed: “{ $name }” stays on
reader-rubrics-stopped = ⏸ News is stopped. To have it come again: /start
reader-rubrics-paused = ⏸ News is paused. To have it come again: /resume
reader-all-rubrics = All
reader-suggested = ⭐ All suggested: { $names }
reader-suggested-on = On now: { $names }
reader-done = Done
reader-pace-day = { $number } a day
reader-pace-week = { $number } a week
reader-pace-month = { $number } a month
reader-toast-on = “{ $name }” is on
reader-toast-language-on = { $name } is on
reader-toast-digest = “{ $name }” comes in the digest: { $times }
reader-toast-off = “{ $name }” is off
reader-toast-language-off = { $name } is off
reader-all-on = All rubrics are on
reader-all-off = All rubrics are off
reader-saved = Saved
reader-followed = ✅ News from “{ $name }” will come here from now on.
reader-unfollowed = News from “{ $name }” will come no more. To have it back: /rubrics
reader-chosen =
    { $where ->
        [private]
            ✅ <b>Done!</b> You will get news from these rubrics: { $names }.

            Looking for something? Just type a word here. Latest news: /latest, settings: /settings
       *[other] ✅ <b>Done!</b> News from these rubrics will come here: { $names }.
    }
reader-chosen-all = ✅ <b>Done!</b> News from all rubrics will come, also from those that open later.
reader-chosen-none = No rubric is chosen, so nothing will come for now. To choose: /rubrics
reader-no-such-rubric = There is no rubric “{ $name }”. There are these: { $names }.
reader-no-rubrics = There is no rubric “{ $name }”: none has been opened yet.
reader-muted = 🔕 “{ $name }” will come no more
reader-unmute = 🔔 Bring back: { $name }
reader-unmuted = 🔔 “{ $name }” will come again

## Latest news, search, reading

reader-latest = 📰 <b>Latest news</b>
reader-latest-of = 📰 <b>Latest news · { $name }</b>
reader-first-news = 📰 <b>The latest of what you chose</b>
reader-latest-none = There is no news yet. It will appear here as soon as it is out.
reader-latest-none-of = There is no news in “{ $name }” yet.
reader-search-how = 🔎 What shall I look for? For example: <code>/search Japan</code>
reader-greeting = 👋 Hello! What would you like to read about? Just type a word, for example: <code>Japan</code>. Latest news: /latest
reader-thanks = 🤝 You are welcome! To find something else, just type a word. Latest news: /latest
reader-found-count =
    { $count ->
        [one] { $count } article
       *[other] { $count } articles
    }
reader-filters-dropped = Nothing passed the filter, so it was left aside.
reader-other-languages = Nothing in the languages you read; this is what there is in others.
reader-narrow-week = 🗓 Last week
reader-narrow-none = There are no such articles.
reader-did-you-mean = Did you mean <code>{ $query }</code>?
reader-search-that = 🔎 Search for that
reader-found-none = 🔎 Nothing was found for <b>{ $query }</b>. Try other words, or have a look at the latest news.
reader-none-published = 🔎 <b>{ $query }</b>: nothing was published then. Have a look at the latest news.
inline-none = Nothing found. Search in the bot
reader-see-latest = 📰 Latest news
reader-see-latest-of = 📰 Latest news: { $name }
reader-search-anew = This message is too old. Please search again.
reader-no-article = There is no such article: it was taken away, or the link is wrong.
reader-recalled = The newsroom has withdrawn this article.

## Settings

reader-settings =
    ⚙️ <b>Settings</b>

    Press what you want to change.
reader-settings-language = 🌐 Menu: { $now }
reader-settings-articles = 📄 Articles: { $now }
reader-settings-rubrics = 🗂 Rubrics
reader-settings-all = in all languages
reader-settings-every = All
reader-settings-choose-language = 🌐 <b>Menu language</b>
reader-settings-choose-articles =
    📄 <b>Languages of articles</b>

    In which languages shall articles come?
reader-settings-closed = ⚙️ Settings are saved. To open them again: /settings
reader-back = ‹ Back
reader-close = Close
reader-no = No, leave it

## When news comes

reader-settings-quiet = 🌙 Quiet hours: { $now }
reader-settings-zone = 🕰 Time: { $now }
reader-settings-sound = 🔔 Sound: { $now }
reader-quiet-none = none
reader-quiet-how =
    🌙 <b>Quiet hours: { $now }</b>

    News of these hours comes afterwards, in one message. Time: { $zone }.
reader-may-type = You can also type your own, for example: <code>{ $example }</code>
reader-may-type-in-private = What is not listed can be typed in our private chat: /channels
reader-quiet-breaking = ⚡ Breaking news comes all the same
reader-quiet-unread = I cannot read these hours. Type when they begin and end, for example: <code>23:00-07:00</code>. To hold news back all day: /pause
reader-quiet-whole-day = That is the whole day: no news would ever come. Type fewer hours, for example: <code>23:00-07:00</code>. To hold back all news: /pause
reader-zone-how =
    🕰 <b>Time: { $now }</b>

    Choose your city.
reader-zone-unknown = I do not know the city “{ $city }”. Try a large city nearby.
reader-zone-nearest = I do not know the city “{ $city }”. Did you mean { $nearest }?
reader-settings-digest = 🗞 Digest: { $now }
reader-digest-how =
    🗞 <b>Digest: { $now }</b>

    Rubrics marked 🗞 in /rubrics come at this time, in one message. Time: { $zone }.
reader-digest-days =
    { $days ->
        [1234567] Every day
        [12345] On workdays
       *[67] On weekends
    }
reader-digest-unread = I cannot read this time. Type one or several (up to six), for example: <code>08:00 18:30</code>
reader-digest-empty = 🗞 Nothing waits for the digest yet. Latest news: /latest
reader-sound-how =
    🔔 <b>Sound</b>

    Which news shall ring?
reader-sound =
    { $sound ->
        [all] all
        [breaking] breaking news only
       *[none] silent
    }
reader-settings-layout = 📐 Layout: { $now }
reader-layout =
    { $layout ->
        [compact] compact
        [normal] normal
       *[full] full
    }
reader-layout-how =
    📐 <b>Layout of the news: { $now }</b>

    Compact: title with a link. Normal: title and summary. Full: the whole text.
reader-layout-preview = 👇 It comes like this:
reader-settings-cap = 📬 A day: { $now }
reader-cap-none = no limit
reader-cap-number = up to { $count }
reader-cap-how =
    { $rest ->
        [digest]
            📬 <b>News a day: { $now }</b>

            What is above the number you choose comes in the digest: { $times }.
       *[morning]
            📬 <b>News a day: { $now }</b>

            What is above the number you choose comes in the morning, in one message.
    }
reader-cap-unread = I cannot read this number. Type one from 1 to { $most }, for example: <code>7</code>. 0 lifts the limit.
reader-settings-breaking =
    { $passes ->
        [pass] ⚡ Breaking: at once
       *[hold] ⚡ Breaking: waits
    }
reader-breaking-how =
    ⚡ <b>Breaking news</b>

    Shall it come in quiet hours too, and above the daily limit?
reader-breaking =
    { $passes ->
        [pass] At once
       *[hold] Let it wait like the rest
    }
reader-night-quiet = 🌙 Fine. Quiet hours: { $hours }, news comes in the morning, in one message. To change it: /settings
reader-night-no = Fine, I will not ask again
digest-head =
    { $count ->
        [one] 🗞 Digest: { $count } article
       *[other] 🗞 Digest: { $count } articles
    }
digest-left-out = … and { $count } more: { $where }
digest-title = Digest, { $moment }

## A pause, and what was missed

reader-pause-how-long = ⏸ For how long shall I pause the news?
reader-pause-days =
    { $days ->
        [0] Until I resume it
        [1] For a day
        [7] For a week
       *[other] For { $days } days
    }
reader-pause-hours =
    { $hours ->
        [1] For an hour
       *[other] For { $hours } hours
    }
reader-pause-unread = I cannot read this time. Type anything from an hour to a year, for example: <code>/pause 3 days</code>
reader-paused-until = ⏸ The news is paused until { $moment }. To have it back earlier: /resume
reader-paused = ⏸ The news is paused. To have it back: /resume
reader-resumed = ▶️ News comes again. You have missed nothing.
reader-not-paused = News is coming already. To pause it: /pause
reader-missed =
    { $count ->
        [one] ▶️ News comes again. While you were away: { $count } article. What shall I do with it?
       *[other] ▶️ News comes again. While you were away: { $count } articles. What shall I do with them?
    }
reader-missed-list = 🗞 A summary, one message
reader-missed-all = 📨 Send all: { $count }
reader-missed-skip = Skip
reader-missed-head =
    { $count ->
        [one] 🗞 While you were away: { $count } article
       *[other] 🗞 While you were away: { $count } articles
    }
reader-missed-come = 📨 What you missed comes now, one by one: { $count }.
reader-missed-skipped = Fine. New articles will come.
reader-missed-none = Nothing is left of what you missed. Latest news: /latest

## Leaving

reader-stop-sure = ⏹ Stop the news? Your rubrics are kept, and /start brings everything back.
reader-stop-yes = Yes, stop
reader-stopped = ⏹ The news is stopped. If you want to come back: /start
reader-stopped-already = The news is stopped already. To turn it on again: /start
reader-stays = Fine, everything stays as it was.
reader-forget-sure =
    { $where ->
        [private] 🗑 Delete everything that is kept about you? Rubrics and settings cannot be brought back.
       *[other] 🗑 Delete everything that is kept about this chat, its topics too? Rubrics and settings cannot be brought back.
    }
reader-forget-yes = Yes, delete everything
reader-forgotten =
    { $kept ->
        [warned] 🗑 Everything is deleted but the newsroom's warning (/privacy). If you want to begin anew: /start
        [banned] 🗑 Everything is deleted but the newsroom's ban on letters (/privacy). If you want to begin anew: /start
       *[nothing] 🗑 Everything is deleted. If you want to begin anew: /start
    }
mydata-caption = 🔒 This is everything that is kept about you. Delete it all: /forget
reader-privacy =
    🔒 <b>What is kept</b>

    • the number and kind of the chat, the name of a group or channel: to know where to bring the news;
    • if you manage a group or channel, your number and the language of your app: to list it under /channels, and to tell you when no news can come there;
    • the language, rubrics and settings that you chose;
    • the numbers of the news messages sent here: to correct those very messages if a mistake is found;
    • the letters that you wrote to the newsroom with /feedback: to answer them;
    • your words of /alerts, the stories that you chose and the articles of /saved: to bring and show them.

    Your name, phone, other messages and searches are not kept. Only words for which nothing was found are shown to the newsroom, without who asked. How often “Read” was pressed is counted, not who pressed it. Nothing is passed on to anybody.

    Get all of it as a file: /mydata. If you block the bot, only your settings stay after a week, and after 180 days they go too.

    Delete everything: /forget. After that only these stay:
    • a warning by the newsroom or its ban on letters, if there was one, with your number and who decided it: else one command would lift the ban;
    • the numbers of what you wrote and pressed in the last three days, with the chat's number and yours, without a word of it: so that nothing is done twice; after three days they go too.

## Help and errors

reader-help =
    <b>What Zharshy can do</b>

    🗂 /rubrics choose which rubrics come
    📰 /latest latest news, also of one rubric: <code>/latest Sport</code>
    🔎 /search look for something; or just type a word here
    🔔 /alerts words to be told of, ⭐ /saved saved articles
    ⚙️ /settings languages, layout, digest, quiet hours
    ✍️ /feedback write to the newsroom
    🗞 /digest what waits for the digest
    ⏸ /pause pause the news, /resume have it back
    ⏹ /stop stop the news, /start turn it on again
    🔒 /privacy what is kept about you, /mydata a copy of it, /forget deletes it

    Add me to a group or a channel, and I will bring news there too.
reader-help-shared =
    <b>What Zharshy can do</b>

    📰 /latest latest news
    🔎 /search look for something: <code>/search Japan</code>

    For administrators:
    🗂 /rubrics choose which rubrics come to this chat
    🔔 /alerts words to be told of
    ⚙️ /settings languages
    🗞 /digest what waits for the digest
    ⏸ /pause pause the news, /resume have it back
    ⏹ /stop stop the news, /start turn it on again
    🔒 /privacy what is kept, /forget delete everything
reader-unknown-command = There is no such command. What I can do: /help
reader-only-words = So far I understand only words. Type what you are looking for, or press /help
reader-nothing-to-cancel = There is nothing to cancel right now.
reader-only-admins = Only administrators of this chat can change that.
reader-in-private = 🔒 That is done in the private chat with me.
reader-open-private = Open the private chat
reader-answer-lost = 🔁 It is done, but I was restarted and my answer was lost. Go on, or ask again.
reader-stale = This button works no more. Please send the command again.
reader-too-fast = That was a bit too fast. Please wait a little.
reader-once-a-minute = This can be asked for once a minute. Please try again in a minute.
reader-sorry = Sorry, something went wrong. Please try again in a while.

## The menu of commands

menu-rubrics = Choose rubrics
menu-latest = Latest news
menu-search = Search
menu-settings = Settings
menu-alerts = Words to be told of
menu-saved = Saved articles
menu-digest = What waits for the digest
menu-pause = Pause the news
menu-channels = Your channels and groups
menu-help = Help
menu-privacy = What is kept about you
menu-stop = Stop the news
menu-mydata = A copy of the data about me
menu-forget = Delete what is kept about me
menu-cancel = Cancel
menu-post = Publish an article
