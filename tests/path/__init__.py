"""The whole main path, from sign-up to the answered nudge, without JavaScript."""
