"""What must hold after every step of a pair's life, read with plain SQL, and acts at one moment."""

import threading

from django.db import connection

BROKEN = {
    "places counted as open pairs": """
        SELECT e.id FROM matching_enrollment e
        WHERE e.used <> (
            SELECT count(*) FROM matching_pair p
            WHERE p.state IN ('scheduled', 'offered', 'active')
              AND e.id IN (p.mentor_enrollment_id, p.mentee_enrollment_id))
           OR e.used > e.capacity""",
    "places counted over all programs": """
        SELECT f.id FROM profiles_profile f
        WHERE f.mentoring_used <> (
            SELECT count(*) FROM matching_pair p
            WHERE p.state IN ('scheduled', 'offered', 'active') AND p.mentor_id = f.id)
           OR f.mentoring_used > f.mentoring_limit""",
    "one absence per away pair and none besides": """
        SELECT p.id FROM matching_pair p
        WHERE (p.state = 'away')::int <> (
            SELECT count(*) FROM matching_away a WHERE a.pair_id = p.id AND a.back_on IS NULL)""",
    "days away as the absences say": """
        SELECT p.id FROM matching_pair p
        WHERE p.days_away <> (
            SELECT coalesce(sum(a.days), 0) FROM matching_away a WHERE a.pair_id = p.id)""",
    "one open pair per mentee": """
        SELECT p.program_id FROM matching_pair p
        WHERE p.state IN ('scheduled', 'offered', 'active')
        GROUP BY p.program_id, p.mentee_id HAVING count(*) > 1""",
}


def broken() -> list[str]:
    """Names of the invariants that do not hold."""
    found = []
    with connection.cursor() as cursor:
        for name, query in BROKEN.items():
            cursor.execute(query)
            if cursor.fetchall():
                found.append(name)
    return found


def together(*acts) -> list[object]:
    """Run them at the same moment, each on its own connection; results or errors."""
    barrier, results = threading.Barrier(len(acts)), [None] * len(acts)

    def run(place, act):
        barrier.wait()
        try:
            results[place] = act()
        except Exception as error:  # noqa: BLE001  (the test looks at it)
            results[place] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=one) for one in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results
