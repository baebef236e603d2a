from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models


class KnownWord(models.Model):
    """A word that stands somewhere, in pieces: what a mistyped one is compared with."""

    word = models.CharField(max_length=40, unique=True)
    trigrams = ArrayField(models.CharField(max_length=3), default=list)

    class Meta:
        abstract = True
        ordering = ["word"]

    def __str__(self) -> str:
        return self.word


class LibraryWord(KnownWord):
    """Stands in a published item."""

    class Meta(KnownWord.Meta):
        indexes = [GinIndex(fields=["trigrams"], name="community_word_trigrams")]


class GroupWord(KnownWord):
    """Stands in a group or a session, also in hidden ones: nobody is told any of these words but
    those of a row they may see."""

    class Meta(KnownWord.Meta):
        indexes = [GinIndex(fields=["trigrams"], name="community_group_word_pieces")]
