"""What proves a run later. No relation leads here from a run (`related_name="+"`), so that neither
a template nor a view can follow one; `matching.frozen` alone reads and writes these rows."""

from django.db import models
from django.db.models import F, Func, Q, Value

from matching.models.rounds import Run


def _is_digest_of_data() -> Q:
    """PostgreSQL itself refuses bytes that are not those of the digest."""
    digest = Func(F("data"), function="sha256", output_field=models.BinaryField())
    text = Func(digest, Value("hex"), function="encode", output_field=models.CharField())
    return Q(data__isnull=True) | Q(digest=text)


class RunProof(models.Model):
    """The engine's own match with its prices, by row; it names nobody and stays."""

    run = models.OneToOneField(Run, on_delete=models.CASCADE, related_name="+")
    data = models.BinaryField()
    digest = models.CharField(max_length=64)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=_is_digest_of_data(), name="matching_proof_digest")
        ]

    def __str__(self) -> str:
        return f"proof of run {self.run_id}"


class FrozenInput(models.Model):
    """What the engine was given: pseudonyms and numbers, no names and no texts. Its data is deleted
    six months after the program ends, the row stays to say when."""

    run = models.OneToOneField(Run, on_delete=models.CASCADE, related_name="+")
    data = models.BinaryField(null=True)
    digest = models.CharField(max_length=64)
    erased = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField(auto_now_add=True)
    deleted_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=_is_digest_of_data(), name="matching_frozen_digest"),
            models.CheckConstraint(
                condition=Q(data__isnull=False) ^ Q(deleted_at__isnull=False),
                name="matching_frozen_or_deleted",
            ),
        ]

    def __str__(self) -> str:
        return f"frozen inputs of run {self.run_id}"
