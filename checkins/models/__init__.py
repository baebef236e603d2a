from checkins.models.checkins import CheckIn

__all__ = ["CheckIn"]
