"""A round as a file and a pair on paper. Taking a file is written to the audit, so it is a POST."""

from collections.abc import Iterator

from django.http import FileResponse, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from matching import review, trail
from matching.access import get_managed_proposal, get_managed_round
from matching.exports import csv_file, lines, xlsx_file
from matching.exports.columns import COLUMNS
from matching.exports.paper import Paper
from matching.models import Proposal, ReviewComment, Round
from profiles import audit, limits
from profiles.access import profile_of, user_of
from profiles.models import User

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
def export_round(request: HttpRequest, pk: int) -> HttpResponse:
    return _page(request, get_managed_round(user_of(request), pk))


def _page(request: HttpRequest, round_: Round, *, refused: object = "") -> HttpResponse:
    context = {
        "round": round_,
        "program": round_.program,
        "count": lines.count(round_, reader=user_of(request)),
        "columns": COLUMNS,
        "refused": refused,
    }
    return render(request, "matching/exports/round.html", context)


@require_POST
def export_round_csv(request: HttpRequest, pk: int) -> HttpResponseBase:
    user = user_of(request)
    round_ = get_managed_round(user, pk)
    if not limits.may_take_file(request):
        return limits.refused(_page(request, round_, refused=limits.TOO_MANY))
    paper = paper_of(request, round_)
    _note(round_, user, "csv")
    found = csv_file.of_round(lines.of(round_, reader=user), paper)
    return csv_answer(found, paper.filename("csv"))


@require_POST
def export_round_xlsx(request: HttpRequest, pk: int) -> HttpResponseBase:
    user = user_of(request)
    round_ = get_managed_round(user, pk)
    if not limits.may_take_file(request):
        return limits.refused(_page(request, round_, refused=limits.TOO_MANY))
    paper = paper_of(request, round_)
    _note(round_, user, "xlsx")
    file = xlsx_file.of_round(lines.of(round_, reader=user), paper)
    name = paper.filename("xlsx")
    return FileResponse(file, as_attachment=True, filename=name, content_type=XLSX)


@require_safe
def print_pair(request: HttpRequest, pk: int) -> HttpResponse:
    """One page about two people, to take into a meeting."""
    user = user_of(request)
    proposal = get_managed_proposal(user, pk)
    wants, offers = review.wanted_and_offered(proposal)
    comments = ReviewComment.objects.filter(
        round=proposal.round_id, mentor=proposal.mentor_id, mentee=proposal.mentee_id
    )
    context = {
        "row": review.row_of(proposal),
        "proposal": proposal,
        "round": proposal.round,
        "program": proposal.round.program,
        "position": review.position(proposal),
        "mentor_position": mentor_position(proposal),
        "parts": review.parts(proposal),
        "sides": (
            ("mentee", proposal.mentee.profile, wants),
            ("mentor", proposal.mentor.profile, offers),
        ),
        "as_read": review.as_read(proposal),
        "history": review.said(trail.of(proposal).select_related("mentor__profile")),
        "earlier": review.earlier_pairs(proposal),
        "comments": comments.select_related("author__profile"),
        "now": timezone.now(),
    }
    return render(request, "matching/exports/pair.html", context)


def mentor_position(proposal: Proposal) -> str:
    """ "Number 3 of 9 possible mentees for Sofia"; nothing where it was not worked out."""
    if not proposal.mentor_rank:
        return ""
    words = ngettext(
        "Number %(rank)s of %(options)s possible mentee for %(name)s",
        "Number %(rank)s of %(options)s possible mentees for %(name)s",
        proposal.mentor_options,
    )
    name = proposal.mentor.profile.first_name
    return words % {"rank": proposal.mentor_rank, "options": proposal.mentor_options, "name": name}


def paper_of(request: HttpRequest, round_: Round) -> Paper:
    return Paper(round_, user_of(request), timezone.now(), profile_of(request).zone)


def csv_answer(pieces: Iterator[str], name: str) -> StreamingHttpResponse:
    answer = StreamingHttpResponse(pieces, content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _note(round_: Round, user: User, ending: str) -> None:
    count = lines.count(round_, reader=user)
    data: dict[str, object] = {"format": ending, "lines": count}
    audit.record("round.exported", round_, by=user, data=data)
