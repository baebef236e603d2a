"""Writing to the group: a post, an answer, a change, a deletion."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from community import posts
from community.access_groups import get_living_group, get_own_post, get_post_to_delete, get_thread
from community.forms.group_life import PostForm
from community.views.groups import posts_page
from matching.forms.fields import posted
from profiles.access import profile_of

PAGES = ["GET", "HEAD", "POST"]


@require_POST
def write_post(request: HttpRequest, pk: int) -> HttpResponse:
    group, mine = get_living_group(request, pk)
    form = PostForm(request.POST)
    if not form.is_valid():
        return posts_page(request, group, mine, form)
    post = posts.write(group, mine.profile, form.cleaned_data["body"], now=timezone.now())
    messages.success(request, _("Posted."))
    return redirect(post)


@require_http_methods(PAGES)
def answer_post(request: HttpRequest, pk: int) -> HttpResponse:
    post = get_thread(request, pk)
    form = PostForm(posted(request), answers=True)
    if request.method == "POST" and form.is_valid():
        body, me = form.cleaned_data["body"], profile_of(request)
        made = posts.write(post.group, me, body, parent=post, now=timezone.now())
        messages.success(request, _("Answered."))
        return redirect(made)
    context = {"form": form, "post": post, "group": post.group}
    return render(request, "community/groups/answer_post.html", context)


@require_http_methods(PAGES)
def edit_post(request: HttpRequest, pk: int) -> HttpResponse:
    post = get_own_post(request, pk)
    form = PostForm(posted(request), initial={"seen": post.version, "body": post.body})
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            posts.change(post, data["body"], seen=data["seen"], now=timezone.now())
        except posts.StalePostError as stale:
            text = _("You changed this in another tab. Check both versions, then save again")
            form.show_other(stale.current, text)
        else:
            messages.success(request, _("Saved."))
            return redirect(post)
    context = {"form": form, "post": post, "group": post.group}
    return render(request, "community/groups/edit_post.html", context)


@require_POST
def delete_post(request: HttpRequest, pk: int) -> HttpResponse:
    post = get_post_to_delete(request, pk)
    posts.delete(post)
    messages.success(request, _("Post deleted."))
    return redirect("group-posts", post.group_id)
