from django.db import models

from matching.models.rounds import Run


class RunAdvice(models.Model):
    """What would help the people a run left over, as its worker worked it out; `matching.reports.
    advice` writes and reads the document. Numbers and enrollments, no names."""

    run = models.OneToOneField(Run, on_delete=models.CASCADE, related_name="+")
    document = models.JSONField(default=dict)

    def __str__(self) -> str:
        return f"advice of run {self.run_id}"
