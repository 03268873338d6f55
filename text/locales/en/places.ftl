# Groups, channels and topics.

place-head =
    { $kind ->
        [channel] 📣 <b>{ $title }</b>
       *[other] 👥 <b>{ $title }</b>
    }
place-list =
    📣 <b>Your channels and groups</b>

    Press one to choose what comes there. ⏸ marks those where no news comes at present.
place-list-none =
    📣 <b>Your channels and groups</b>

    I bring news to channels and groups too. Add one of yours: you choose it from a list, and set it up right here.
place-mine = 📣 My channels and groups
place-open = ⚙️ Open
place-add-channel = ➕ Add a channel
place-add-group = ➕ Add a group
place-not-yours = Only the administrators of that chat can change this.
place-not-inside = I am not in that chat any more, or I may not ask who its administrators are. Add me again, and everything will be as it was.
place-shut = ⏸ No news can come here: { $why }. As soon as I may write again, news comes, and I will tell you.
place-has-topics =
    { $count ->
        [one] 🧵 { $count } topic is known: each rubric can come to its own.
       *[other] 🧵 { $count } topics are known: each rubric can come to its own.
    }
place-all-rubrics = News from all rubrics comes here.
place-no-rubrics = No rubric comes here yet. Choose some:
place-rubrics = These rubrics come here: { $names }.
place-alerts = 🔔 Words
place-alerts-none =
    🔔 <b>Alerts</b>

    Name a word, and news with it come here at once, in whatever rubric.
place-alerts-how = Add a word by the button below. I know it in all its forms.
place-alerts-short = This is too short. Write a word of two letters at least, for example: <code>bread price</code>
place-alerts-many = ✋ A chat has room for { $limit } words; { $count } did not fit. Take some off in the list.
place-settings = ⚙️ Settings
place-look-again = 🔄 Look again

## Adding

place-share =
    { $kind ->
        [channel] 📣 Choose a channel
       *[other] 👥 Choose a group
    }
place-share-none = Not now
place-share-how =
    { $kind ->
        [channel]
            📣 Press “Choose a channel” below. Telegram shows the channels where you are an administrator and asks whether I may post there. I need no other right.
       *[other]
            👥 Press “Choose a group” below. Telegram shows the groups where you are an administrator.
    }
place-share-left = Nothing was added.
place-share-not-inside = I am not in that chat, or I may not write there.
place-shared =
    { $kind ->
        [channel] ✅ The channel “{ $title }” is here. What shall come to it?
       *[other] ✅ The group “{ $title }” is here. What shall come to it?
    }
place-way-in = First let me in: as a member of a group, or as an administrator of a channel who may post. Then choose it again.
place-way-into-group = 👥 Add me to a group
place-way-into-channel = 📣 Add me to a channel
place-share-again = 🔄 Choose again

## Topics of a forum

place-topics = 🧵 Topics
place-topics-how =
    🧵 <b>Each rubric to its topic</b>

    Press a rubric to choose where its news comes.
place-topics-unknown =
    🧵 <b>Each rubric to its topic</b>

    I do not know the topics of this group yet: Telegram names them only when something is written there. Send /rubrics in a topic, and I will know it. Or let me make a topic for each rubric.
place-topics-make =
    { $count ->
        [one] ➕ A topic for { $count } rubric
       *[other] ➕ A topic for each of { $count } rubrics
    }
place-topic-of =
    🧵 <b>{ $name }</b>

    Which topic shall this rubric come to?
place-topic-general = General
place-topic-number = Topic { $number }
place-topic-gone = deleted
place-topic-none = To none
place-topic-to-general = ⚠️ Topic { $number } is deleted: its news to General
place-no-forum = This group has no topics. They are switched on in the settings of the group.
place-may-not-make = I may not make topics. Make me an administrator with the right to manage topics, or make them yourself and choose them here.
place-make-later = Telegram does not let me make topics right now. Press again a little later.

## What administrators are told

place-news-stopped =
    { $where ->
        [topic] ⏸ Group “{ $title }”, topic “{ $topic }”: no news can come there, because { $why }. What is missed meanwhile can be had later.
        [channel] ⏸ Channel “{ $title }”: no news can come there, because { $why }. What is missed meanwhile can be had later.
       *[other] ⏸ Group “{ $title }”: no news can come there, because { $why }. What is missed meanwhile can be had later.
    }
place-news-resumed =
    { $where ->
        [topic] ▶️ Group “{ $title }”, topic “{ $topic }”: news comes again.
        [channel] ▶️ Channel “{ $title }”: news comes again.
       *[other] ▶️ Group “{ $title }”: news comes again.
    }
place-news-moved = 🔁 The group “{ $title }” has become a supergroup. Everything you chose came along; only news sent before can no longer be corrected there.
place-news-missed =
    { $count ->
        [one] Meanwhile { $count } article was missed.
       *[other] Meanwhile { $count } articles were missed.
    }
place-news-what-missed = 📰 What was missed ({ $count })
