"""What goes on around the pairs: groups, sessions, the library with its paths, and recognition."""
