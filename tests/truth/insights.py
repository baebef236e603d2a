"""Mails of reports."""

MODULES = {
    "insights.report.emails": {
        "words": "typed:insights.ReportWords.went_well",
        "program": "matching.Program.name",
        "period": "insights.ReportWords.starts_on",
        "day": "insights.Frozen.week",
    },
}
TEMPLATES: dict[str, dict[str, str]] = {}
