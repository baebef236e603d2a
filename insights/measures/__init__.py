"""Every measure the company counts, in the order of the pages.

    MEASURES["fit"].title, .definition, .numerator, .denominator, .source, .unit

`count(scope)` reads rows and is called by `insights.freezing` only; pages read `insights.figures`.
"""

from insights.measures import answers, company, growth, library, pairs, quiet
from insights.measures.base import Measure, Row

MEASURES: dict[str, Measure] = {
    measure.slug: measure
    for measure in (
        company.PARTICIPATION,
        company.LEADERS,
        *pairs.ALL,
        quiet.QUIET,
        *answers.ALL,
        *growth.ALL,
        company.SESSIONS,
        company.USEFUL,
        *library.ALL,
        company.KUDOS,
        company.STORIES,
        company.PROJECTS,
        company.CLINICS,
    )
}

__all__ = ["MEASURES", "Measure", "Row"]
