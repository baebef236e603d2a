from insights.models.frozen import Frozen, Told

__all__ = ["Frozen", "Told"]
