"""The names under which sources have the fields of an article, in three languages."""

from __future__ import annotations

from functools import lru_cache

ALIASES: dict[str, tuple[str, ...]] = {
    "id": ("id", "guid", "uid", "uuid", "articleid", "newsid", "postid", "identifier"),
    "title": ("title", "headline", "heading", "subject", "name", "тақырып", "тақырыбы", "атауы", "заголовок",
              "название"),
    "rubric": ("rubric", "section", "category", "articlesection", "topic", "rubrics", "sections", "categories",
               "айдар", "айдары", "бөлім", "рубрика", "раздел", "категория"),
    "lead": ("lead", "lede", "summary", "description", "excerpt", "annotation", "standfirst", "subtitle", "anons",
             "announce", "preview", "қысқаша", "қысқашамазмұны", "аннотация", "анонс", "лид", "описание"),
    "body": ("body", "text", "content", "articlebody", "bodyhtml", "contenthtml", "html", "contenttext", "bodytext",
             "fulltext", "article", "story", "мәтін", "мәтіні", "мазмұны", "текст", "содержание", "содержимое"),
    "published_at": ("publishedat", "published", "datepublished", "publishdate", "publicationdate", "pubdate", "date",
                     "datetime", "datetxt", "dategmt", "createdat", "created", "datecreated", "timestamp", "time",
                     "күні", "уақыты", "жарияланды", "жарияланғанкүні", "дата", "датапубликации", "опубликовано"),
    "language": ("language", "lang", "locale", "inlanguage", "тіл", "тілі", "язык"),
    "template_language": ("templatelanguage",),
    "text_base": ("textbase",),
    "url": ("url", "link", "href", "permalink", "canonicalurl", "sourceurl", "сілтеме", "мекенжай", "ссылка", "адрес"),
    "author": ("author", "authors", "byline", "creator", "writer", "авторы", "автор", "авторлары"),
    "image": ("image", "imageurl", "photo", "photourl", "picture", "cover", "thumbnail", "img", "images", "bannerimage",
              "featuredimage", "ogimage", "сурет", "фото"),
    "tags": ("tags", "keywords", "hashtags", "labels", "тегтер", "теги"),
    "views": ("views", "viewscount", "viewcount", "pageviews", "hits", "қаралым", "просмотры"),
    "reading_minutes": ("readingminutes", "readingtime", "readtime", "minutes", "timetoread"),
    "breaking": ("breaking", "isbreaking", "urgent", "isurgent", "шұғыл", "срочно"),
}  # fmt: skip
"""Names under which a field is looked for, first the ones that win; compared without case, "_", "-" and spaces."""
# Characters of a name of a field.
_LONGEST_NAME = 100


def fold_name(name: str) -> str:
    """The name of a field without case, "_", "-" and spaces."""
    return _folded(name[:_LONGEST_NAME])


# The names of one article are those of the next; folding them took 8 % of the time of a feed.
@lru_cache(maxsize=500)
def _folded(name: str) -> str:
    return name.casefold().replace("_", "").replace("-", "").replace(" ", "")
