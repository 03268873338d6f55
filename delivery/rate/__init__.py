"""How fast messages may leave: the token's limiter, the pace of a chat, circuit breakers, the throttle."""
