"""What questions register with lower rooms; called from `community.wiring.connect`."""

from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from checkins import starts
from community import emails_questions, held_questions, question_facts, questions
from outbox import kinds
from profiles import contributions, held, visits


def connect_questions() -> None:
    for kind in emails_questions.KINDS:
        kinds.register(kind)
    held.register(held_questions.TABLES)
    visits.FACTS.update(question_facts.FACTS)
    contributions.TASKS.append(question_facts.home_tasks)
    contributions.COULD_NOT_LOAD[question_facts.home_tasks] = _("We could not load questions.")
    contributions.LEAVER_HOOKS.append(questions.person_leaves)
    ask = reverse_lazy("ask-question")
    starts.MORE.append(
        starts.Start(_("Ask a question"), "message-circle-question-mark", ask, rank=10)
    )
