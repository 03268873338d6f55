"""Groups, channels and topics: added, listed, managed from the private chat, and told of when news cannot come."""
