"""What a run leaves behind so that anybody can check it later: its inputs without names, and the
engine's match with its prices.

    sealed = frozen.seal(problem, solution, salt=run.salt)   # two compressed blobs
    frozen.store(run, sealed)                                        # in the run's transaction
    frozen.erase_person(profile, now=now)                            # a person's row becomes blank
    frozen.purge(now=now)                                            # 6 months after the program

Only `manage.py replay` and `manage.py verify` read them (`reading`, `checking`). People are salted
hashes, skills and places are numbers; there is no name, no address and no text in them.
"""

from matching.frozen.erasure import erase_person
from matching.frozen.retention import purge
from matching.frozen.storing import Sealed, seal, store

__all__ = ["Sealed", "erase_person", "purge", "seal", "store"]
