from django import template
from django.template.context import RequestContext
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from profiles.contributions import Section

register = template.Library()


@register.simple_tag(takes_context=True)
def contributed(context: RequestContext, section: Section) -> SafeString:
    """A block another room contributes, drawn by that room's own template."""
    return render_to_string(section.template, section.context, request=context["request"])
