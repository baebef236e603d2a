from insights.models.learning import LearningRun
from insights.models.lifts import TipLift

__all__ = ["LearningRun", "TipLift"]
