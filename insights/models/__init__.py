from insights.models.reports import ReportPlan, ReportReader, ReportWords

__all__ = ["ReportPlan", "ReportReader", "ReportWords"]
