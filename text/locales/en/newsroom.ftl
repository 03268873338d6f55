# The newsroom: who works there, the queue, corrections, readers' letters, figures.

help-team = 👥 /team who is in the newsroom and who may do what
help-audit = 📒 /audit who did what
menu-team = Who is in the newsroom
menu-audit = Who did what

newsroom-privacy = 🔒 Of those who work in the newsroom the name in Telegram, the rights and what they did (the /audit) are kept, too. Once somebody has left, /forget deletes the name.
newsroom-right-gone = An owner of the bot has taken this right from you a moment ago. Nothing was done.
newsroom-not-your-rubric = The rubric “{ $name }” is not yours. An owner of the bot can add it (/team).

## The team

team-role =
    { $role ->
        [owner] owner
        [editor] editor
       *[author] author
    }
team-head =
    { $count ->
        [one] 👥 <b>Newsroom: { $count } person</b>
       *[other] 👥 <b>Newsroom: { $count } people</b>
    }
team-add = ➕ Add somebody
team-breaking = ⚡ may send breaking news
team-every-rubric = Every rubric
team-remove = 🚪 Take out of the newsroom
team-remove-sure = Take { $name } out of the newsroom? What was written stays, but nothing more can be published.
team-remove-yes = Yes, take out
team-removed = { $name } is no longer in the newsroom.
team-told-changed =
    👥 An owner has changed your role: you are now { $role ->
        [owner] an owner: you may do everything.
        [editor] an editor: you write, publish and correct.
       *[author] an author: you write, an editor approves.
    } See /help for what you can do.
team-told-removed = 👥 You are not in the newsroom any more, and its commands are gone from your menu. The news goes on coming. Thank you for your work!
team-left-behind =
    { $count ->
        [one] ✋ { $name } scheduled { $count } article and may not publish it any more. It does not leave without another's word:
       *[other] ✋ { $name } scheduled { $count } articles and may not publish them any more. They do not leave without another's word:
    }
team-last-rubric = This is the last rubric, and it can't be taken away. First turn on another one, or choose every rubric.
team-gone-already = That person is not in the newsroom any more.
team-fixed = This person stands in ADMIN_IDS in the bot's settings: the rights can only be changed there.
team-ask-role = What will the new person be?
team-add-as =
    { $role ->
        [owner] Owner: everything, the team too
        [editor] Editor: publishes, corrects, recalls
       *[author] Author: writes, an editor approves
    }
team-ask-person =
    Who is the new { $role ->
        [owner] owner
        [editor] editor
       *[author] author
    }? There are four ways:

    • choose the person with the button below;
    • forward any message of theirs to this chat;
    • send their contact;
    • or give them this link, which works once within 24 hours: { $link }

    Leave it: /cancel
team-choose-person = 👤 Choose a person
team-add-over = ⏳ The person was asked for more than a day ago, so nobody was added. To begin anew: /team
team-add-cancelled = Nobody was added.
team-nobody-named = I can't tell who that is: the name is hidden, or it is a bot or a channel. Use the link, or press /cancel.
team-not-by-name = I can't find a person by a name in words. Choose them with the button below, forward a message of theirs to this chat, or give them the link above. Leave it: /cancel
team-already =
    { $name } is in the newsroom already: { $role ->
        [owner] owner
        [editor] editor
       *[author] author
    }.
team-added =
    ✅ { $name } is in the newsroom now: { $role ->
        [owner] owner
        [editor] editor
       *[author] author
    }.
team-cannot-tell = { $name } has not opened the bot yet, so I could not tell them. When they do, the menu will be there.
team-welcome =
    👋 Welcome to the newsroom! You are now { $role ->
        [owner] an owner: you may do everything.
        [editor] an editor: you write, publish and correct.
       *[author] an author: you write, an editor approves.
    } See /help for what you can do.
team-invitation-over = This invitation is over, or somebody has used it. Ask for a new one.
team-invitation-not-yours =
    You are in the newsroom already: { $role ->
        [owner] owner
        [editor] editor
       *[author] author
    }. The link is not used up: leave it to the person it is meant for.
team-invitation =
    🔗 Invitation: { $role ->
        [owner] owner
        [editor] editor
       *[author] author
    } · { $giver } · until { $until }
team-withdraw = ✖️ Take back: { $role }, { $until }
team-withdrawn = The link lets nobody in any more.
team-invitation-gone = That link was used or taken back before.

## Who did what

audit-head = 📒 <b>Who did what</b>
audit-empty = 📒 Nothing is written here yet.
audit-program = Zharshy itself
audit-word =
    { $word ->
        [hidden] hidden
        [shown] shown
        [suggested] suggested
        [warned] warned
       *[banned] banned
    }
audit-counted =
    { $what ->
        [added] { $count } new
        [updated] { $count } updated
        [pushed] { $count } sent
        [push] one by one, { $count }
        [list] as lists, { $count }
       *[archive] { $count } articles
    }
audit-place = place { $place }
audit-typed = “{ $text }”
audit-size = { $size } MB
audit-member-added = Added to the team
audit-member-changed = Changed rights
audit-member-removed = Took out of the team
audit-invited = Gave an invitation
audit-invitation-withdrawn = Took an invitation back
audit-published = Published
audit-scheduled = Scheduled
audit-unscheduled = Took off the schedule
audit-approved = Approved
audit-returned = Returned with a remark
audit-edited = Corrected
audit-title-chosen = Chose one of two titles
audit-told = Told readers of a correction
audit-recalled = Recalled
audit-paused = Paused sending
audit-resumed = Went on sending
audit-cancelled = Ended sending
audit-retried = Sent again to those not reached
audit-halted = Stopped everything
audit-free-rate = Chose free sending
audit-paid-rate = Chose paid sending
audit-released = Let everything go on
audit-imported = Took in from a document
audit-pushed = Sent to readers
audit-archived = Left in the archive
audit-rubric-added = Opened a rubric
audit-rubric-changed = Changed a rubric
audit-rubric-merged = Merged rubrics
audit-answered = Answered a reader
audit-warned = Warned a reader
audit-banned = Banned from writing
audit-unbanned = Lifted a ban
audit-backed-up = Made a copy
audit-clock-believed = Took the new time of the server’s clock

## The queue

help-queue = 📮 /queue what is being sent: progress, pause, cancel
menu-queue = What is being sent
queue-head = 📮 <b>What is being sent</b>
queue-empty = Nothing is being sent now.
queue-halted = 🛑 <b>All sending is stopped.</b> Only corrections and recalls go on.
queue-title = <b>{ $number }.</b> { $mark } <b>{ $title }</b>{ $kind }
queue-kind =
    { $kind ->
        [edit] · correction
        [recall] · recall
        [note] · note of a correction
       *[other] · digest
    }
queue-progress = { $percent } % · { $served } / { $total }
queue-counting = { $served } · counting
queue-count =
    { $fate ->
        [delivered] ✅ { $count }
        [gone] 🚫 { $count } blocked
        [refused] ⚠️ { $count } refused
       *[unknown] ❔ { $count } unknown
    }
queue-speed = 🚀 { $rate } a second · about { $left } left
queue-title-test =
    { $sample ->
        [sent] 🧪 Two titles are on trial: the chosen one goes to the rest ({ $left } chats) at { $at }.
       *[leaves] 🧪 Two titles go to some of the readers first.
    }
queue-seconds =
    { $count ->
        [one] { $count } second
       *[other] { $count } seconds
    }
queue-minutes =
    { $count ->
        [one] { $count } minute
       *[other] { $count } minutes
    }
queue-hours =
    { $count ->
        [one] { $count } hour
       *[other] { $count } hours
    }
queue-state =
    { $state ->
        [paused] ⏸ Paused
        [refused] ⏸ Paused: Telegram gives most chats the same refusal ({ $reason }). Find the cause, then let it go on.
        [stopped] ⛔ Telegram refused it: { $reason }. Correct the article, and it goes on.
       *[quarantined] 🅿️ Put aside, three times it made no progress: { $reason }. Mend the cause, then try again.
    }
queue-more = … and { $count } more
queue-ended = <b>Ended lately</b>
queue-ended-line = { $title } · { $when }
queue-refresh = 🔄 Refresh
queue-try-again = ▶️ { $number } · Try again
queue-halted-by = Stopped by { $name }, { $when }
queue-halt = 🛑 Stop everything
queue-halt-sure = 🛑 Stop all sending? Until you let it go on, no news leaves, and nothing is lost.
queue-halt-yes = Yes, stop everything
queue-free-rate = 🐢 Free of charge, { $rate } a second
queue-paid-rate = ⭐ Pay for speed again
queue-free-now = 🐢 Going on, free of charge
queue-paid-now = ⭐ Paid again
queue-halted-now = 🛑 Everything is stopped
queue-release = ▶️ Let everything go on
queue-released-now = ▶️ Sending goes on
halt-already = 🛑 All sending is stopped already: by { $name }, { $when }
halt-already-somebody = 🛑 All sending is stopped already.
halt-told =
    { $what ->
        [halted] 🛑 { $name } has stopped all sending. Only corrections and recalls go on.
       *[released] ▶️ { $name } lets all sending go on.
    }
halt-look = 📮 Look at the queue
queue-paused = ⏸ Paused
queue-resumed = ▶️ Going on
queue-cancelled = ✖️ Sending ended
queue-retried = 🔁 Being sent again
queue-nothing-to-do = Nothing to change: somebody else has done it, or the sending has ended.
queue-cancel-sure = ✖️ End the sending of “{ $title }”? The { $left } chats that do not have it yet will not get it, and that can't be taken back.
queue-cancel-yes = Yes, end it
queue-retry = 🔁 Again to those not reached
queue-retry-of = 🔁 Again: { $title }
report-head =
    { $state ->
        [cancelled]
            { $kind ->
                [edit] ✖️ The correction was ended early: <b>{ $title }</b>
                [recall] ✖️ The recall was ended early: <b>{ $title }</b>
                [note] ✖️ Telling of the correction was ended early: <b>{ $title }</b>
               *[push] ✖️ The sending was ended early: <b>{ $title }</b>
            }
       *[done]
            { $kind ->
                [edit] ✏️ Corrected: <b>{ $title }</b>
                [recall] 🗑 Recalled: <b>{ $title }</b>
                [note] 🔔 Told of the correction: <b>{ $title }</b>
               *[push] 🏁 Delivered: <b>{ $title }</b>
            }
    }
report-bundle = 🏁 <b>{ $name }</b>: all of it has ended.
report-bundle-kind =
    { $kind ->
        [edit] ✏️ Articles corrected: { $count }
       *[push] 📨 Articles sent: { $count }
    }
report-took = ⏱ { $time }
report-twice =
    { $count ->
        [one] 👯 { $count } chat may have got it twice: nobody knows whether the first copy arrived.
       *[other] 👯 { $count } chats may have got it twice: nobody knows whether the first copy arrived.
    }
report-reason =
    { $fate ->
        [gone] 🚫 { $count }: { $reason }
        [refused] ⚠️ { $count }: { $reason }
        [unknown] ❔ { $count }: { $reason }
       *[cancelled] ✖️ { $count }: { $reason }
    }
report-photo-refused = 🖼 Went out as text, without the photo: { $reason }
report-more = … and { $count } more
store-no-broadcast = There is no broadcast number { $id }.
report-unchanged = • “{ $chat }” stayed as it was: { $reason }

## Correcting and recalling

help-halt = 🛑 /halt stop all sending at once
menu-halt = Stop all sending at once
help-edit = ✏️ /edit correct what was published (by a word of its title, or as a reply to a message), <code>/edit old -&gt; new</code> changes words at once
help-recall = ↩️ /recall take an article back
menu-edit = Correct an article
menu-recall = Recall an article
edit-button = ✏️ Correct
recall-button = ↩️ Recall
edit-which = ✏️ Which article shall be corrected? A word or two of its title will do: <code>/edit metro</code>. Or reply /edit to a message that came.
edit-found = 🔎 These articles were found by “{ $words }”. Which one?
edit-no-such-article = There is no article “{ $id }”. Check what you wrote, or send /{ $word } alone and choose from the list.
edit-no-article-in-reply = The message you replied to is no article. Reply to the article itself, or send /{ $word } alone.
edit-list = This is a list of articles. Open the article itself and correct that: the list follows its title.
edit-recalled = This article was recalled and can't be corrected.
edit-recalled-kept = This article was recalled and can't be corrected. What you typed is kept.
edit-nothing-yet =
    ✏️ <b>{ $title }</b>

    { $copies ->
        [0] No chat holds a copy.
       *[other] Copies in chats: { $copies }.
    } What shall be corrected?
edit-head = ✏️ <b>{ $title }</b>: what changes
edit-copies =
    { $told ->
        [yes] { $copies ->
            [0] No chat holds a copy yet; those that will are corrected in place
            [one] { $copies } copy in chats is corrected in place
           *[other] { $copies } copies in chats are corrected in place
        }, and each chat that holds one gets a reply.
       *[no] { $copies ->
            [0] No chat holds a copy yet, the article itself is corrected
            [one] { $copies } copy in chats is corrected in place
           *[other] { $copies } copies in chats are corrected in place
        }; nobody gets a new message.
    }
replace-nowhere = The words “{ $old }” stand in none of the latest articles. Reply to a copy of the article, or name it: <code>/edit post-7 old -&gt; new</code>
replace-absent = The article “{ $title }” has no words “{ $old }”. Write them as they stand in the text, or open the article by /edit.
replace-absent-near = The article “{ $title }” has no words “{ $old }”. Did you mean “{ $near }”?
replace-begun = ✏️ The correction that you have begun has no words “{ $old }” any more. Send it, or leave it by the button below.
replace-which-article = ✏️ “{ $old }” stands in several articles. Which one is to be corrected?
replace-which-place = ✏️ “{ $old }” stands in { $count } places. Which one is to be corrected?
replace-too-many = “{ $old }” stands in more than { $limit } places: name more of the words around it.
replace-place = { $line }
replace-all = All of them: { $count }
edit-rubric-changed = The rubric has changed.
edit-only-formatting = Only the formatting has changed.
edit-save = ✅ Correct every copy
edit-mark = Mark as “✏️ corrected”
edit-leave = ✖️ Leave it
edit-done =
    { $told ->
        [yes] ✅ “{ $title }” is corrected. { $copies ->
            [0] There is no copy that could be changed;
            [one] { $copies } copy is being changed;
           *[other] { $copies } copies are being changed;
        } the replies follow: see /queue, a report comes at the end.
       *[no] ✅ “{ $title }” is corrected. { $copies ->
            [0] No chat holds a copy yet; from now on it goes out corrected.
           *[other] { $copies } copies are being changed: see /queue, a report comes at the end.
        }
    }
edit-changed-meanwhile = Somebody else has changed the article meanwhile. What you typed is kept: look at the difference and press again.
edit-nothing-changed = Nothing has changed.
edit-no-text = An article needs a text. Write it.
note-button = 🔔 Tell those who got it
note-drop = 🔕 Tell nobody
note-ask = 🔔 Write what was wrong, { $limit } characters at most. For example: “The text spoke of 5 billion tenge; it is 3 billion.” Each chat that holds a copy gets it as a reply to the article. To leave: /cancel
note-too-long = That is { $count } characters, but a note has { $limit } at most. Shorten it and send it again.
note-shown =
    🔔 The reply:
    <blockquote>{ $note }</blockquote>
reach-not =
    { $why ->
        [unknown] ❔ Nobody knows whether it arrived: { $count }. A copy there can't be found.
        [moved] 🚚 Left behind in a group's old chat: { $count }. They are out of reach.
       *[missing] 🕳 Nobody knows where they are now: { $count }. Too old, deleted in the chat, or their reader had everything deleted.
    }
report-unchanged-head = <b>Left as it was:</b>
report-unchanged-private =
    { $fate ->
        [gone] 🚫 Private chats, { $count }: { $reason }
        [refused] ⚠️ Private chats, { $count }: { $reason }
        [unknown] ❔ Private chats, { $count }: { $reason }
       *[cancelled] ✖️ Private chats, { $count }: { $reason }
    }
report-and-others = … and others
recall-which = ↩️ Which article shall be recalled? A word or two of its title will do: <code>/recall metro</code>. Or reply /recall to a message that came.
recall-sure =
    ↩️ Recall “{ $title }”?

    { $copies ->
        [0] No chat holds a copy. The article leaves the search, and nobody is sent it. This can't be undone.
       *[other] Copies in chats: { $copies }. Those sent in the last 48 hours are deleted, a short notice takes the place of older ones. The article leaves the search too. This can't be undone.
    }
recall-yes = Yes, recall it
recall-stays = “{ $title }” stays where it is.
recall-already = This article was recalled already.
recall-done =
    ↩️ “{ $title }” is recalled. { $copies ->
        [0] No chat held a copy; it has left the search, too.
       *[other] Copies being taken back: { $copies }. See /queue; a report comes at the end.
    }

## Documents, articles that wait

help-document = 📎 send a document (text, JSON, Markdown, HTML, RSS, zip), and the articles in it are taken in
document-head =
    { $count ->
        [one] 📎 There is { $count } article in the document: new { $added }, changed { $updated }, unchanged { $unchanged }.
       *[other] 📎 There are { $count } articles in the document: new { $added }, changed { $updated }, unchanged { $unchanged }.
    }
document-failed = ⚠️ Not readable: { $count }
document-nothing-new = All of it is in the archive already, nothing has changed.
document-archive =
    { $corrects ->
        [only] ✏️ Correct the copies: { $copies }
        [too] 📥 To the archive, correct: { $copies }
       *[no] 📥 Only into the archive
    }
document-push =
    { $corrects ->
        [too] 📨 Send: { $count }, correct: { $copies }
       *[no] 📨 Send the fresh ones: { $count }
    }
document-repeat = 📨 Send, repeats too: { $count }
document-twins = ♻️ Repeat what readers have already: { $count }. They are not sent by themselves, and wait for an owner.
document-twin = • “{ $title }” ← “{ $earlier }”
document-left-out = 🗂 No published articles, so they are left out: { $kinds }.
document-rubrics = 🗂 Rubrics and recipients:
document-rubric =
    • { $rubric ->
        [new] “{ $name }” (a new rubric is made)
        [none] “{ $name }”, the file names no rubric
        [none-new] “{ $name }” (a new rubric is made), the file names no rubric
       *[known] “{ $name }”
    } · articles: { $articles } · { $sent ->
        [no] not sent
       *[yes] recipients: { $recipients }
    }
document-corrects =
    { $count ->
        [one] ✏️ { $count } article taken in before changes:
       *[other] ✏️ { $count } articles taken in before change:
    }
document-correction =
    { $copies ->
        [0] • “{ $title }”: no copy in chats changes
        [one] • “{ $title }”: { $copies } copy
       *[other] • “{ $title }”: { $copies } copies
    }
document-leave = ✖️ Leave it
document-left = Nothing was taken from the document.
document-too-big = The document is too large: Telegram hands a bot no more than { $limit } MB. Send it in parts, or put it into the article folder.
document-not-your-article = “{ $title }” is an article of the rubric “{ $name }”, which is not yours. Nothing was taken from the document. An owner of the bot can add the rubric (/team).
document-not-breaking = “{ $title }” is marked as breaking news, which you have no right to send. Nothing was taken from the document. Take the mark out of the document, or ask an owner of the bot for the right (/team).
document-gone = The document itself can't be seen. Send it again.
document-taken = ✅ “{ $name }”: added { $added }, updated { $updated }, sent to readers { $pushed }.
document-taken-copies =
    { $copies ->
        [one] ✏️ { $copies } copy is being changed: see /queue, a report comes at the end.
       *[other] ✏️ { $copies } copies are being changed: see /queue, a report comes at the end.
    }
held-waiting = ✋ Waiting for a decision: { $count }
held-head = ✋ <b>Waiting for your decision</b>
held-push = 📨 Send each of them
held-push-it = 📨 Send it all the same
held-list = 🗒 Send one list a rubric
held-archive = 📥 Leave them in the archive
held-show = 👀 See which they are
held-nothing = No article waits for a decision.
held-bundle = Articles that waited
held-done =
    { $do ->
        [push] 📨 Articles being sent: { $count }, see /queue
        [list] 🗒 Articles being sent as a list: { $count }, see /queue
       *[archive] 📥 Left in the archive: { $count }.
    }

## Schedule, drafts, approval

help-drafts = 📝 /drafts drafts, and what waits for approval or for its hour
menu-drafts = Drafts
queue-scheduled = <b>Waiting for its hour</b>
post-schedule = 🕘 Schedule
post-breaking = ⚡ Publish as breaking news
post-breaking-sure =
    ⚡ This is how readers will see it: breaking news leaves before everything that is being sent.
post-breaking-yes = ⚡ Yes, publish as breaking
post-breaking-no = ↩️ Back
post-ask = 🙋 Ask for approval
post-save = 💾 Save
post-saved = 💾 “{ $title }” is saved: /drafts
editor-not-ready = The article is not ready yet: it needs a title, a text and a rubric.
drafts-head = 📝 <b>Drafts</b>
drafts-none = 📝 There are no drafts. Begin one: /post
drafts-waiting = waits for approval
schedule-ask =
    🕘 When shall it be published? Press a button, or write: “tomorrow 9:00”, “in 2 hours”, “{ $day } 10:00”, “1 hour after the last one”.

    Leave it: /cancel
schedule-quick =
    { $when ->
        [hour] In 1 hour
        [three] In 3 hours
        [evening] Evening, 19:00
        [morning] Tomorrow 9:00
       *[last] 1 hour after the last one
    }
schedule-ask-hour = 🕘 Good, { $day }. At what time? Press a button or write: “9:30”, “at 7 pm”.
schedule-not-understood = I don't understand the time. Write it like this: “tomorrow 9:00” or “in 1 hour”.
schedule-past = That time has passed: { $when }. Write a time to come.
schedule-too-far = Nothing can be scheduled more than a year ahead. Write a nearer time.
schedule-set = 🕘 “{ $title }” will be published { $when }.
schedule-free-sure = 🕘 “{ $title }” will be published { $when }. Take it off the schedule to change it?
schedule-free = ✏️ Yes, take it off and change it
schedule-stays = 🕘 No, let it go out in time
schedule-move = 🕘 Another time
schedule-now = ✅ Publish now
schedule-take-off = ✖️ Take off the schedule
schedule-off = “{ $title }” is off the schedule and lies in the drafts: /drafts
schedule-gone = This article is not on the schedule: it was published, or taken off.
schedule-published = ✅ “{ $title }” is published. See /queue
schedule-trouble = ⚠️ “{ $title }” was not published at its hour.
schedule-defect = A defect of the program itself: it could not publish this article. Its log says more. Try to write the article anew, or tell the bot's owner.
schedule-giver-left = Whoever gave the hour may not publish it any more, so it waits for a colleague's word.
schedule-giver-is-gone = ✋ { $name } gave this hour, but may not publish it any more: without another's word it does not leave.
schedule-keep = ✅ Let it leave at its hour
schedule-look = Look at it
approval-asked = 🙋 “{ $title }” waits for approval; editors told: { $count }.
approval-nobody = 🙋 “{ $title }” waits for approval, but no editor could be told now. They will see it in /drafts.
approval-scheduled = This article has its hour already. Take it off the schedule first, then ask.
approval-question = 🙋 { $name } asks for approval of this.
approval-yes = ✅ Approve and publish
approval-when = 🕘 Set an hour
approval-mend = ✏️ Mend a word
approval-ask-mend = ✏️ What is to be replaced by what? Write it so: <code>five -&gt; six</code>. The author will see what changed. Leave: /cancel
approval-mend-how = Write it so: <code>five -&gt; six</code>. Leave: /cancel
approval-mend-many = “{ $old }” stands in { $count } places. Write it with the words beside it, so that it is one place.
approval-told-mended =
    ✏️ { $name } changed your article “{ $title }”:

    { $changes }

    It waits for approval.
approval-no = ↩️ Return with a remark
approval-read = 📖 Read the text
approval-changed = The article has changed. Look at it as it is now.
approval-withdrawn = This article does not wait for approval any more: its author took it back.
approval-answered =
    { $state ->
        [approved] { $name } has answered this: approved.
       *[returned] { $name } has answered this: returned.
    }
approval-approved = ✅ “{ $title }” is approved and published.
approval-ask-remark = ↩️ Why does “{ $title }” go back to its author? Write a remark. Leave it: /cancel
approval-left = The article waits for approval.
approval-told-yes = ✅ { $name } has approved and published your article “{ $title }”.
approval-told-no =
    ↩️ { $name } returned your article “{ $title }”:

    <blockquote>{ $remark }</blockquote>
approval-returned = ↩️ “{ $title }” went back to its author.
approval-returned-untold = ↩️ “{ $title }” is returned, but the author could not be told. They will see it in /drafts.
approval-taken-back = 🙋 “{ $title }” was taken back from approval. Ask again when it is changed.

## The desk's rubrics

help-rubric = 🗂 /rubric open, rename, merge, hide and order rubrics
menu-rubric = Manage rubrics
rubric-head = 🗂 <b>Rubrics: { $count }</b>
rubric-line = { $name } · { $followers } followers
rubric-hidden = hidden
rubric-add = ➕ Open a rubric
rubric-ask-names =
    Write its name in three languages, each on a line of its own, and an emoji at the end if you like. For example:

    <code>Саясат
    Политика
    Politics
    🏛</code>

    Leave it: /cancel
rubric-ask-new-names =
    Write the new name in three languages, each on a line of its own. What you leave out stays as it is. Now:

    <code>{ $names }</code>

    Leave it: /cancel
rubric-names-wrong = The first line must be the Kazakh name, 64 characters at most. Write it again.
rubric-name-taken = There is a rubric “{ $name }” already. Give another name, or merge the two.
rubric-added = ✅ The rubric “{ $name }” is open.
rubric-rename = ✏️ Rename
rubric-hide = 🙈 Hide
rubric-show = 👁 Show
rubric-suggest = ⭐ Suggest to new readers
rubric-unsuggest = ☆ Do not suggest
rubric-suggested = ⭐ suggested
rubric-names-over = ⏳ The rubric’s name was asked for more than a day ago, so this was not taken for one. To begin anew: /rubric
rubric-up = ⬆️ Up
rubric-down = ⬇️ Down
rubric-merge = 🔀 Merge into another
rubric-merge-into = 🔀 Into which rubric shall “{ $name }” go?
rubric-merge-sure =
    🔀 Merge “{ $old }” into “{ $new }”?

    All its followers and articles move, and nobody gets one piece of news twice. They can't be parted again.
rubric-merge-yes = Yes, merge
rubric-merged = 🔀 “{ $old }” is now part of “{ $new }”.
rubric-card =
    🗂 <b>{ $name }</b>

    Kazakh: { $kk }
    Russian: { $ru }
    English: { $en }
    In links: <code>{ $slug }</code>
    Followers: { $followers }

## Readers' letters

help-inbox = 📬 /inbox readers' letters; answer by replying to one
help-ban = ⛔ /ban who may not write, /unban who may again
menu-inbox = Readers' letters
menu-ban = Who may not write
menu-feedback = Write to the newsroom
feedback-ask = ✍️ What would you like to tell the newsroom? Write it and send it. Leave it: /cancel
feedback-ask-about = ✍️ What would you like to say about this article? Write it and send it. Leave it: /cancel
feedback-kept = 📬 Thank you! Your letter No. { $number } has reached the newsroom. The answer will come here.
feedback-cut = Your letter is long: its first { $limit } characters were taken. Send the rest as another letter: /feedback
feedback-left = No letter was sent.
feedback-banned = The newsroom takes no letters from you. The news goes on coming.
feedback-too-many = That is enough for today: { $limit } letters a day. Write again tomorrow.
inbox-empty = 📭 No letter waits for an answer.
inbox-new = 📬 A new letter from a reader. Waiting for an answer: { $count }
inbox-show = 📬 Open the letters
inbox-told = 🔔 Tell me of new letters
inbox-untold = 🔕 Do not tell me of letters
inbox-told-now = I'll tell you of new letters
inbox-untold-now = No more word of letters. Switch it on again: /inbox
inbox-head = 📬 <b>Letters without an answer: { $count }</b>. Reply to a letter, and the reader gets it.
inbox-how = The oldest come first.
inbox-more = { $count } more
inbox-letter = ✉️ <b>No. { $number }</b> · { $when } · reader <code>{ $user }</code>
inbox-about = 📰 { $title }
inbox-close = ✔️ No answer
inbox-closed = The letter is closed
inbox-was = This letter was answered
inbox-gone = There is no such letter: the reader may have erased all that was kept.
inbox-answered = ✅ Your answer has reached the reader.
inbox-unreachable = The reader can't be reached: the bot is blocked there. Your answer was not sent.
inbox-answer =
    📬 <b>The newsroom's answer</b>

    <blockquote>{ $question }</blockquote>
    { $answer }
ban-warn = ⚠️ Warn
ban-ban = ⛔ Ban
ban-how = ⛔ Write the reader's number: <code>/ban 123456</code>. The first time a warning goes out, the second time it is a ban. To lift it: <code>/unban 123456</code>
ban-line =
    { $state ->
        [warned] ⚠️ <code>{ $user }</code> was warned
       *[banned] ⛔ <code>{ $user }</code> may not write
    }
ban-nobody = { $user } has neither a warning nor a ban.
ban-lifted = ✅ { $user } may write again.
ban-already = { $user } may not write already.
ban-not-a-colleague = This is somebody of the newsroom. Take them out of the team first: /team
ban-done =
    { $state ->
        [warned] ⚠️ { $user } was warned. If it happens again, ban them.
       *[banned] ⛔ { $user } may not write any more.
    }
ban-untold =
    { $state ->
        [warned] ⚠️ { $user } is marked as warned, but could not be told.
       *[banned] ⛔ { $user } may not write any more, but could not be told.
    }
ban-told =
    { $state ->
        [warned] ⚠️ A warning from the newsroom: please write politely and to the point. If it happens again, no letters will be taken.
       *[banned] ⛔ The newsroom takes no more letters from you. The news goes on coming.
    }
ban-told-lifted = ✅ The newsroom takes your letters again: /feedback

## Figures

help-stats = 📊 /stats the figures of 30 days, and of one article
menu-stats = Figures
stats-title = Zharshy: the last 30 days
stats-chats = Chats that read us
stats-since = in red: the change in 30 days
stats-followers = Followers by rubric
stats-delivered = News delivered, day by day
stats-opens = Presses of “Read”, day by day
stats-hours = The hours in which people read
stats-sum = { $count } in all
stats-numbers =
    👥 Chats: <b>{ $chats }</b>{ $growth }
    📨 Delivered: <b>{ $delivered }</b>
    📖 “Read” pressed: <b>{ $opens }</b>
    🕗 Read most at: { $hours }
    🔕 Within an hour of a piece of news: muted its rubric { $mutes }, stopped the bot { $stops }
stats-empty =
    📊 Chats: <b>{ $chats }</b>, rubrics: <b>{ $rubrics }</b>, articles: <b>{ $articles }</b>.

    In the last 30 days no news was delivered and nobody pressed “Read”. Once the first news goes out, a picture appears here.
stats-article-empty =
    📰 <b>{ $title }</b>

    This article has not been delivered to anybody yet, and nobody pressed “Read”. After it goes out its figures appear here.
stats-csv = 📄 CSV
stats-csv-newest = Only the newest { $count } articles are here.
stats-searches = 🔎 Not found
stats-articles = 📰 Figures of one article
stats-which = 📰 The figures of which article?
stats-article =
    📰 <b>{ $title }</b>

    ✅ Delivered: { $delivered } · 🚫 blocked: { $gone } · ⚠️ not reached: { $failed }
    📖 “Read” pressed: { $opens }
    🔕 Within an hour: muted the rubric { $mutes }, stopped the bot { $stops }
stats-sources = 📍 Where from
stats-from = 📍 <b>Where new readers came from</b>
stats-from-none = 📍 Add the name of a poster or a page to the link, and the new readers who came by it are counted here. For example: <code>{ $link }</code>
stats-source-line = • { $source }: { $count }
stats-vain = 🔎 <b>Searched for in vain</b>
stats-vain-none = 🔎 No search was in vain.
stats-vain-line = • { $query } · { $count }
stats-copies = Its copies
stats-curve = Presses of “Read”, the first 48 hours
stats-fate =
    { $fate ->
        [delivered] Delivered
        [opens] “Read” pressed
        [gone] Blocked
        [failed] Not reached
        [mutes] Muted the rubric
       *[stops] Stopped the bot
    }

## A copy

help-backup = 💾 /backup a copy of the store
menu-backup = A copy of the store
backup-begins = 💾 Making a copy…
backup-done = 💾 A checked copy, { $size } MB. It shows who reads what: hand it to nobody.
backup-too-large = 💾 The copy is ready ({ $size } MB), but too large for Telegram. On the server: <code>{ $path }</code>

## What else an article has

post-link = 🔗 Source
post-tags = 🏷 Tags
post-ask-link = 🔗 Send the address of the source (https://…). A dash takes it away: -
post-ask-tags = 🏷 Write the tags with commas between them. A dash takes them away: -
post-link-wrong = That is no address: it begins with https://. Send it again.
post-no-lead = ⚠️ There is no lead: readers will see sentences chosen from the text.
post-same-story = ⚠️ { $percent } % the same as what was published before: “{ $title }”
