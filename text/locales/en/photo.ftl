# The photo of an article.

photo-ask = 🖼 Send the photo: as a picture, or as a JPEG, PNG or WebP file. The text below it holds 1,024 characters.
photo-button = 🖼 Photo
photo-remove = Remove the photo
photo-taken = 🖼 Photo taken. You can go on writing.
photo-whose = 🖼 You have an unfinished article: “{ $title }”. Is this the photo for it, or a new article?
photo-new-article = ✍️ A new article
photo-of-unfinished = 🖼 The photo for the unfinished one
photo-gone = The photo itself can't be seen. Send it again.
photo-of-album = Only the first photo of the album was taken: an article has one photo.
photo-words-unused = The words below the photo were not used: the article's text is changed by the buttons.
photo-too-big = The picture is too big: at most { $limit } MB. Send it as a photo, and Telegram makes it smaller. Nothing that you wrote is lost.
photo-no-picture = { $why ->
    [sides] The picture is too large, or too long and narrow. Nothing that you wrote is lost.
    [big] The picture is too big. Nothing that you wrote is lost.
    [kind] This is no JPEG, PNG or WebP picture. Nothing that you wrote is lost.
   *[broken] The picture's file is damaged. Nothing that you wrote is lost.
 }
photo-wanted = Send a photo. To leave the article without one, write “-”; to leave: /cancel
photo-not-taken = ⚠️ Telegram does not take this photo: readers will get the article without it. Try another one.
photo-caption-cut = ⚠️ The lead is too long for a caption by { $count } characters: from “{ $words }…” on it is not seen on the card; the button “Read” opens all of it.
edit-photo-changed = { $what ->
    [removed] 🖼 The photo goes. Copies already delivered keep it.
    [added] 🖼 A photo is added. Copies that were delivered as text stay text.
   *[replaced] 🖼 The photo is replaced.
 }
