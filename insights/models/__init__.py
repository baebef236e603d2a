from insights.models.frozen import Frozen, Told
from insights.models.reports import ReportPlan, ReportReader, ReportWords

__all__ = ["Frozen", "ReportPlan", "ReportReader", "ReportWords", "Told"]
