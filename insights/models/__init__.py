from insights.models.lifts import TipLift

__all__ = ["TipLift"]
