# The newsroom: who works there, the queue, corrections, readers' letters, figures.

help-team = 👥 /team who is in the newsroom and who may do what
help-audit = 📒 /audit who did what
menu-team = Who is in the newsroom
menu-audit = Who did what

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
team-gone-already = That person is not in the newsroom any more.
team-fixed = This person stands in ADMIN_IDS in the bot's settings: the rights can only be changed there.
team-ask-role = What will the new person be?
team-add-as =
    { $role ->
        [owner] Owner: may do everything, also change the team
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
team-add-cancelled = Nobody was added.
team-nobody-named = I can't tell who that is: the name is hidden, or it is a bot or a channel. Use the link, or press /cancel.
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

## Who did what

audit-head = 📒 <b>Who did what</b>
audit-empty = 📒 Nothing is written here yet.
audit-program = Zharshy itself
audit-member-added = Added to the team
audit-member-changed = Changed rights
audit-member-removed = Took out of the team
audit-invited = Gave an invitation
audit-published = Published
audit-scheduled = Scheduled
audit-unscheduled = Took off the schedule
audit-approved = Approved
audit-returned = Returned with a remark
audit-edited = Corrected
audit-recalled = Recalled
audit-paused = Paused sending
audit-resumed = Went on sending
audit-cancelled = Ended sending
audit-retried = Sent again to those not reached
audit-halted = Stopped everything
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
