"""The few people with a part to play: those a newcomer can sign in as, and who they meet."""

from dataclasses import dataclass

Wanted = tuple[tuple[str, int, int, str], ...]


@dataclass(frozen=True)
class Lead:
    """`family` is the place of the job family in its department. Offers are (skill, level), goals
    (skill, current, target, sentence), the most important first. A `bare` person has filled in
    nothing yet."""

    name: str
    department: str
    level: int
    family: int
    site: str
    about: str = ""
    offers: tuple[tuple[str, int], ...] = ()
    goals: Wanted = ()
    is_bare: bool = False


CHIEF = "Marisol Vega"
LEADS = {
    "employee": Lead("Tomás Herrera", "Product and Design", 3, 1, "Barcelona", is_bare=True),
    "mentor": Lead(
        "Priya Raghavan", "Software", 6, 0, "London",
        "I lead the team behind our sensor readings. Eleven years ago I came to Lumen from a help "
        "desk, and somebody took the time to show me SQL. I pass that on.",
        (("SQL", 5), ("Python", 4), ("Running one-to-ones", 4), ("First-time management", 4)),
        (("Presenting to leaders", 2, 4, "Win the budget for a second data engineer."),),
    ),
    "mentee": Lead(
        "Nadia Rahman", "Customer Service", 3, 0, "London",
        "I answer facility managers, mostly about sensors. I write down what people ask twice.",
        (("Customer service", 4), ("Knowledge base writing", 3)),
        (("SQL", 1, 3, "Find out which customers call twice, without waiting for a report."),
         ("Running one-to-ones", 1, 3, "")),
    ),
    "latecomer": Lead(
        "Kojo Asante", "Product and Design", 4, 0, "London",
        "My product is the controller nobody sees and everybody notices when it fails.",
        (("Prioritization", 4), ("Product ownership", 3)),
        (("SQL", 1, 3, "Check a number myself before I put it on a slide."),
         ("First-time management", 1, 3, "")),
    ),
    "hr": Lead(
        "Ingrid Solberg", "People", 7, 0, "Madrid",
        "I look after mentoring, learning and the first year of everyone who joins Lumen.",
        (("Coaching", 5), ("Organization design", 4)),
    ),
    "coordinator": Lead(
        "Kwame Mensah", "People", 5, 1, "London",
        "I coordinate two mentoring programs. If your pair is stuck, write to me first.",
        (("Training design", 4), ("Meeting facilitation", 4), ("Giving feedback", 4)),
    ),
}  # fmt: skip
