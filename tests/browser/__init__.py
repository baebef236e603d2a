"""Tests that drive a real Chromium, taken from PATH. Without one they are skipped, in CI they fail."""
