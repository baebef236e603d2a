"""Ben, with a row in every table of recognition."""

from django.utils import timezone

from community import award_votes, leaders, naming
from community.models import LeaderInvitation
from matching.models import Program
from tests.community.recognition import world


def fill(cast, name):
    now = timezone.now()
    world.thank(cast.ada, cast.ben, f"{name} stayed an hour")
    world.thank(cast.ben, cast.ada)
    naming.choose(cast.ben, shows_kudos=True, shows_acts=True)
    world.draft(cast.ben, cast.ada, doing=f"I am {name}")
    world.published(cast.ada, cast.ben, doing=f"{name} and I met")
    award = world.call(cast.hana, stage="deciding", decision="jury", jury=[cast.ben])
    world.nominate(award, cast.ada, cast.ben, words=f"{name} answers", state="named")
    world.nominate(award, cast.ben, cast.dan)
    award_votes.vote(award, cast.ben, [cast.dan.pk], now=now)
    leaders.mark([cast.ben], by=cast.hana.user, now=now)
    LeaderInvitation.objects.create(profile=cast.ben, day=now.date(), sent_at=now)
    Program.objects.filter(pk=cast.other_program.pk).update(
        sponsor=cast.ben, sponsor_message=f"Says {name}"
    )
