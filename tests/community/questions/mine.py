"""Ben in every table of questions: he asks, is asked, answers, and agrees to share."""

from django.utils import timezone

from community import question_answers, question_lists
from tests.community.questions import world


def fill(cast, name):
    """Ben's question with an answer, one he answered for the library, one that waits for him."""
    now, ben = timezone.now(), cast.ben
    asked = {"title": f"What would {name} do?", "details": f"I am {name}.", "now": now}
    world.followed_up(ben, cast.ada, again=f"Would {name}?", **asked)
    world.make_offer_once(ben)
    question_lists.choose(ben, 2)
    shared = world.offered(cast.emil, ben, words=f"Ask {name}.", title="How to begin?", now=now)
    item = question_answers.agree(shared, is_hr=True, now=now)
    world.ask(cast.dan, title=f"Is {name} here?", wanted=ben, now=now)
    return item
