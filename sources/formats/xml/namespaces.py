"""The names by which feeds mostly call a namespace, whatever prefix a feed gives it."""

from __future__ import annotations

# "" is a feed's own vocabulary.
_NAMESPACES = {
    **dict.fromkeys(("http://www.w3.org/2005/Atom", "http://purl.org/atom/ns#", "http://purl.org/rss/1.0/"), ""),
    **dict.fromkeys(("http://my.netscape.com/rdf/simple/0.9/", "http://backend.userland.com/rss2"), ""),
    "http://purl.org/rss/1.0/modules/content/": "content",
    **dict.fromkeys(("http://purl.org/dc/elements/1.1/", "http://purl.org/dc/elements/1.0/"), "dc"),
    "http://purl.org/dc/terms/": "dcterms",
    **dict.fromkeys(("http://search.yahoo.com/mrss/", "http://search.yahoo.com/mrss"), "media"),
    "http://www.w3.org/1999/xhtml": "xhtml",
    **dict.fromkeys(("http://news.yandex.ru", "http://news.yandex.ru/"), "yandex"),
}


def namespace(uri: str, prefix: str) -> str:
    """`prefix`: what an unknown one is called."""
    if "wordpress.org/export/" in uri:
        return "excerpt" if "/excerpt" in uri else "wp"
    return _NAMESPACES.get(uri.strip(), prefix)
