# Two titles tried on a sample of readers.

title-test = 🧪 Two titles
title-test-ask = 🧪 Write the second title; from the next line on you may write a second lead. Some of the readers get it, and the one that is read more goes to the rest. Leave: /cancel
title-test-same = The second title is the same as the first. Write another.
title-test-how-long = 🧪 The second title: “{ $title }”. How long shall both be tried?
title-test-minutes =
    { $minutes ->
        [10] 10 minutes
        [30] 30 minutes
        [60] 1 hour
       *[0] No second title
    }
title-test-planned =
    🧪 The second title: “{ $title }”. At first some of the readers get both, and after { $minutes } { $minutes ->
        [one] minute
       *[other] minutes
    } the one that is read more goes to the rest.
title-test-begun =
    { $begun ->
        [yes] 🧪 At first some of the readers get both titles. I'll tell you when they have them.
       *[no] 🧪 There are too few readers for a test (it takes 500), so everybody got the first title.
    }
title-test-sent = 🧪 “{ $title }”: { $own } chats have the first title, { $other } the second. At { $at } the one that is read more goes to the rest. You can also choose yourself.
title-test-look = 🔄 How is it now?
title-test-choose =
    { $words ->
        [own] 1️⃣ { $title }
       *[other] 2️⃣ { $title }
    }
title-test-chosen =
    { $words ->
        [own] 🧪 The first title was chosen: “{ $title }”. It goes to the rest, and those who had the second have it now.
       *[other] 🧪 The second title was chosen: “{ $title }”. It goes to the rest, and those who had the first have it now.
    }
title-test-counts = 📖 Pressed “Read”: { $own } of { $own_chats } with the first title, { $other } of { $other_chats } with the second.
title-test-sure =
    { $sure ->
        [yes] The difference is larger than chance.
        [equal] There is no difference.
       *[no] The difference is small and may be chance.
    }
title-test-stats =
    { $words ->
        [own] 🧪 Two titles were tried, the first was chosen. The second: “{ $title }”
       *[other] 🧪 Two titles were tried, the second was chosen: “{ $title }”
    }
title-test-over = This test is over: a title was chosen, or the article was corrected or recalled.
