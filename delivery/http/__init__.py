"""The Bot API over HTTP/1.1: connections, responses, and the outcomes they mean."""
