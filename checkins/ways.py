"""Where the mails and pages of a pair lead for what is not a meeting."""

from django.urls import reverse

from matching.models import Pair


def away(pair: Pair) -> str:
    return reverse("pair-away", args=[pair.pk])


def extend_or_finish(pair: Pair) -> str:
    return reverse("celebrate", args=[pair.pk])


def end(pair: Pair) -> str:
    """Privately, without a reason."""
    return reverse("leave-pair", args=[pair.pk])


def ask_for_help(pair: Pair) -> str:
    return reverse("concern", args=[pair.pk])
