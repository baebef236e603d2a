"""A program's set-up as HR reads it: a task list, and what each rule does to the people in it."""
