# The talk with an editor.

editor-help = <b>For the newsroom</b>
help-post = ✍️ /post publish an article: all in one message (title, blank line, lead, text), or step by step

## Writing

editor-ask-title =
    ✍️ <b>A new article</b>

    Write the title; a photo may be sent at any moment. To leave it for later: /cancel
editor-ask-title-anew = ✏️ Write the title, it replaces the old one. To leave: /cancel
editor-ask-lead = Write the lead: one or two sentences that say what matters.
editor-no-lead = No lead
editor-ask-text = Now send the text. A long one may come in several messages; they are joined.
editor-ask-text-anew = Send the new text: the first message replaces the old one, the others follow it.
editor-text-received = Received, characters in all: { $count }. You can send more of it.
editor-text-continued = Added as more of the text, characters in all: { $count }. Now choose a rubric above.
editor-enough = That is all, go on
editor-ask-rubric = Choose the rubric, or write the name of a new one.
editor-new-rubric = There is no rubric “{ $name }”. Shall I open it?
editor-no-such-rubric = There is no rubric “{ $name }”, and opening one is not yours to do.
editor-create = Yes, open the rubric
editor-choose = Choose from the others
editor-belongs-to-text = This is more of the text
editor-only-text = Only text and one photo are taken. To leave: /cancel
editor-unfinished = ✍️ You have an unfinished article: “{ $name }”
editor-continue = Go on with it
editor-begin-new = Begin a new one
editor-cancelled = Stopped. What you wrote is kept: /drafts
editor-cancelled-empty = Stopped. Nothing was written, so nothing is kept.

## Preview

editor-preview =
    👆 This is exactly what readers will see (by the language of their menu: Қаз, Рус, Eng).

    👥 Who gets it now: readers { $people }{ $groups ->
        [0] {""}
       *[other] {", "}groups { $groups }
    }{ $channels ->
        [0] {""}
       *[other] {", "}channels { $channels }
    }
editor-preview-nobody =
    👆 This is exactly what readers will see (by the language of their menu: Қаз, Рус, Eng).

    👥 Nobody follows this rubric yet: the article goes to the archive, and can be found there.
editor-publish = ✅ Publish
editor-change-title = Title
editor-change-lead = Lead
editor-change-text = Text
editor-change-rubric = Rubric
editor-throw = 🗑 Throw away
editor-throw-sure = Throw this article away? It cannot be brought back.
editor-throw-yes = Yes, throw it away
editor-thrown = 🗑 The article is thrown away.
editor-published =
    ✅ <b>Published:</b> { $title }

    Recipients: { $total }.
editor-only-preview = This is a sample: the button works once it is published

## Errors

editor-title-too-long = The title is too long: { $count } characters, and { $limit } are allowed. Please shorten it and send it again.
editor-lead-too-long = The lead is too long: { $count } characters, and { $limit } are allowed. Please shorten it and send it again.
editor-lead-is-text = Too long for a lead ({ $count } characters, { $limit } are allowed), so it was taken as the text.
editor-body-too-long = The text is too long: { $count } characters, and { $limit } are allowed. This message was not added, the rest is kept.
editor-first-line-too-long = The first line is too long for a title ({ $limit } characters are allowed), so all of it was kept as the text.
editor-changed-meanwhile = The article has changed meanwhile. Have a look at what it is now.
editor-already-published = This article is already published.
editor-already-thrown = This article was thrown away.
