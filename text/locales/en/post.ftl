# Writing an article, its preview, its approval.

## Before it is published: what will happen

post-time = ⏱ Reaches everybody in about { $time } ({ $rate } a second)
post-ahead = ⏳ Messages in the queue go first ({ $count }): about { $time }
post-halted = 🛑 All sending is stopped: nobody gets anything until it is switched on again.
post-stars = ⭐ It costs at most { $stars } Stars
post-language =
    🌐 Language of the article: { $code ->
        [kk] Kazakh
        [ru] Russian
        [other] Another one
       *[en] English
    }{ $how ->
        [recognised] {" (recognised)"}
       *[chosen] {""}
    }
post-tags-are = 🏷 { $tags }
post-lead-cut = ⚠️ The lead does not fit into one message: readers see only its beginning.
post-rubric-merged = ⚠️ The rubric that you chose was merged into another: the article goes out in “{ $name }”.
post-rubric-hidden = ⚠️ The rubric “{ $name }” is hidden: new readers do not see it.
post-rubric-gone = This rubric is there no more. Choose another.
post-see-alike = 👀 Look at the similar one
post-tongue = Language
post-ask-tongue = 🌐 In which language is the article? A reader gets articles in the languages that he or she chose.
post-tongue-kk = Kazakh
post-tongue-ru = Russian
post-tongue-en = English
post-tongue-auto = Recognise it from the text

## How an approval ended

approval-settled =
    { $state ->
        [planned] 🕘 { $name } approved it for a later hour: “{ $title }”
        [approved] ✅ { $name } approved and published “{ $title }”
       *[returned] ↩️ { $name } returned “{ $title }” with a remark

            { $remark }
    }
approval-over =
    { $became ->
        [published] ✅ “{ $title }” is published.
        [thrown] 🗑 The author threw “{ $title }” away.
        [renewed] 🔁 “{ $title }” has changed: its new version stands below.
       *[changed] ✍️ The author took “{ $title }” back and is changing it.
    }
approval-take-back = ✍️ Take it back and change it
approval-waits-already = This article has been sent for approval already: wait for the answer.
approval-changed-unsent = The author changed the article meanwhile, so your remark was not sent: it stands above. Look at what it is now.

## A talk that was left for long

left-question =
    ⏳ The article “{ $title }” was left unfinished ({ $when }). Is what you wrote now { $step ->
        [title] its title?
        [lead] its lead?
        [text] its text?
        [rubric] its rubric?
        [link] its source?
        [tags] its tags?
        [hour] the hour at which it leaves?
        [note] the note about its correction?
       *[remark] your remark for the author?
    }
left-answer =
    { $step ->
        [title] Yes, the title
        [lead] Yes, the lead
        [text] Yes, the text
        [rubric] Yes, the rubric
        [link] Yes, the source
        [tags] Yes, the tags
        [hour] Yes, the hour
        [note] Yes, the note
       *[remark] Yes, my remark
    }
left-search = 🔎 No, search for it
left-on = ✍️ Go on with the article
left-gone = What you wrote has been deleted. Please write it again.

schedule-told =
    { $what ->
        [approved] ✅ { $name } approved your article “{ $title }”: it will be published { $when }.
        [moved] 🕘 { $name } gave your article “{ $title }” another hour: { $when }
        [now] ✅ { $name } published your article “{ $title }”.
       *[off] ✖️ { $name } took your article “{ $title }” off the schedule; it is in your drafts: /drafts
    }
