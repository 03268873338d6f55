# Lines of an article in a message.
card-views =
    { $views ->
        [one] { $views } view
       *[other] { $views } views
    }
card-minutes = { $minutes } min
card-untitled = Untitled
card-corrected = ✏️ corrected { $time }
card-note = ✏️ Correction: “{ $title }”
card-breaking = ⚡ Breaking
