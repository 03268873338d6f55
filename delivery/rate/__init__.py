"""How fast messages may leave: the token's rate limiter, the chat pace, circuit breakers, the throttle."""
