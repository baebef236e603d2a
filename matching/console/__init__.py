"""What happens under the review console: the standing result that every edit goes on from, what an
edit would do to everybody, and the steps of each reviewer, which can be taken back.

    found = standing.of(round_, now=now)                 # loaded, solved and proved in one go
    options.of(proposal, now=now)                        # five alternatives with their net effect
    edits.preview(proposal, "swap", mentor, now=now)     # what it would do, nothing is written
    edits.swap(proposal, mentor, by=user, now=now)       # staged, proved again, undoable
    steps.undo(round_, by=user)                          # the newest step of this reviewer
"""
