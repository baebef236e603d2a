"""Groups to find, and the pages of one group that only show."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from community import finding, group_pages, groups, shelf
from community.access_groups import get_group, get_own_group
from community.forms.group_life import PostForm
from community.forms.groups import FindForm
from community.models import Group, Membership, PlanStep, Post
from profiles.access import profile_of
from profiles.pages import LongPaginator

THREADS_A_PAGE = 15


@require_safe
def find_groups(request: HttpRequest) -> HttpResponse:
    me = profile_of(request)
    form = FindForm(request.GET, profile=me)
    wanted = form.wanted()
    found = finding.results(wanted, me, request.GET.get("page", "1"), now=timezone.now())
    page = found.page
    context = {"form": form, "page": page, "wanted": wanted, "kinds": {}, "instead": found.instead}
    if not page.paginator.count and wanted:
        kinds = finding.kinds_here(me)
        context["kinds"] = [(Group.Kind(kind), n) for kind, n in sorted(kinds.items())]
    return render(request, "community/groups/find.html", context)


@require_safe
def group(request: HttpRequest, pk: int) -> HttpResponse:
    now, me = timezone.now(), profile_of(request)
    found, mine = get_group(request, pk)
    steps = list(PlanStep.objects.filter(group=found).in_order())
    people = group_pages.members(found)
    context = group_pages.head(found, mine, "group") | {
        "skills": found.skills.all(),
        "people": people,
        "facts": group_pages.facts(found),
        "timeline": group_pages.timeline(found, steps),
        "next_step": next((step for step in steps if not step.done_at), None),
        "done": sum(step.done_at is not None for step in steps),
        "steps": steps,
        "sessions": group_pages.sessions(found, me, now=now)[:3],
        "shelf": [(row, shelf.address(row.resource)) for row in shelf.items(found)[:3]],
    }
    if found.state == Group.State.PROPOSED:
        count = group_pages.departments(people)
        context["missing"] = groups.missing(found, known=count)
        if found.kind == Group.Kind.PROJECT and found.used < found.size_min:
            context["departments"] = group_pages.project_words(count)
    if mine is not None and mine.is_member:
        threads = Post.objects.threads().filter(group=found).select_related("author")
        context["posts"] = threads.order_by("-posted_at", "-pk")[:2]
    return render(request, "community/groups/group.html", context)


@require_safe
def group_plan(request: HttpRequest, pk: int) -> HttpResponse:
    found, mine = get_group(request, pk)
    steps = list(PlanStep.objects.filter(group=found).in_order().select_related("done_by"))
    context = group_pages.head(found, mine, "group-plan") | {
        "steps": steps,
        "done": sum(step.done_at is not None for step in steps),
        "today": timezone.localdate(),
    }
    return render(request, "community/groups/plan.html", context)


@require_safe
def group_posts(request: HttpRequest, pk: int) -> HttpResponse:
    found, mine = get_own_group(request, pk)
    return posts_page(request, found, mine, PostForm())


def posts_page(
    request: HttpRequest, found: Group, mine: Membership, form: PostForm, status: int = 200
) -> HttpResponse:
    """The posts with the box to write in; also what a post with an error comes back to."""
    threads = Post.objects.threads().filter(group=found).order_by("-posted_at", "-pk")
    threads = threads.select_related("author").prefetch_related("replies__author")
    page = LongPaginator(threads, THREADS_A_PAGE).get_page(request.GET.get("page", "1")[:8])
    context = group_pages.head(found, mine, "group-posts") | {"page": page, "form": form}
    return render(request, "community/groups/posts.html", context, status=status)


@require_safe
def group_sessions(request: HttpRequest, pk: int) -> HttpResponse:
    now, me = timezone.now(), profile_of(request)
    found, mine = get_group(request, pk)
    context = group_pages.head(found, mine, "group-sessions") | {
        "upcoming": group_pages.sessions(found, me, now=now),
        "past": group_pages.past_sessions(found, me, now=now),
        "zone": me.time_zone,
    }
    return render(request, "community/groups/sessions.html", context)


@require_safe
def group_shelf(request: HttpRequest, pk: int) -> HttpResponse:
    found, mine = get_group(request, pk)
    page = LongPaginator(shelf.items(found), 20).get_page(request.GET.get("page", "1")[:8])
    page.object_list = [(row, shelf.address(row.resource)) for row in page.object_list]
    context = group_pages.head(found, mine, "group-shelf") | {"page": page}
    return render(request, "community/groups/shelf.html", context)


@require_safe
def group_members(request: HttpRequest, pk: int) -> HttpResponse:
    found, mine = get_group(request, pk)
    rows = Membership.objects.members().filter(group=found).by_role().select_related("profile")
    page = LongPaginator(rows, 50).get_page(request.GET.get("page", "1")[:8])
    page.object_list = [(row, found.role_word(row.role)) for row in page.object_list]
    context = group_pages.head(found, mine, "group") | {"page": page}
    return render(request, "community/groups/members.html", context)
