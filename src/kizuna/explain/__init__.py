"""Reading what was recorded: why, why not, what if. Nothing is built in this room yet."""
