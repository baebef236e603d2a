"""Every message the product sends: one row, one unique key, one way out.

    kinds.register(Kind("pair-published", render=…))     in an AppConfig.ready
    queue.enqueue("pair-published", key="pair-published:12", to=user, context={…})

`enqueue` only writes a row, in the caller's transaction. A worker drains the rows (`drain`).
"""
