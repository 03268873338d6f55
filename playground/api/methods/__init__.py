"""The Bot API methods, one file a subject; `registry` puts them together."""
