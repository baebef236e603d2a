from insights.models.frozen import Frozen, Told
from insights.models.keys import ExportKey
from insights.models.learning import LearningRun
from insights.models.lifts import TipLift
from insights.models.reports import ReportPlan, ReportReader, ReportWords

__all__ = [
    "ExportKey",
    "Frozen",
    "LearningRun",
    "ReportPlan",
    "ReportReader",
    "ReportWords",
    "TipLift",
    "Told",
]
