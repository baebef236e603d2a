from insights.models.frozen import Frozen, Told
from insights.models.learning import LearningRun
from insights.models.lifts import TipLift

__all__ = ["Frozen", "LearningRun", "TipLift", "Told"]
