"""The sessions of the demo company on paper: what, for whom, and what people said."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Paper:
    """`day` counts from today. `take` is the share in a hundred of the places that is taken; over
    100 there is a wait list. `said` are lines of guests, with a name where it begins with "+"."""

    kind: str
    day: int
    hour: int
    minutes: int
    places: int | None
    skill: str
    title: str
    outcome: str
    take: int = 70
    speaker: str = ""
    said: tuple[str, ...] = ()
    note: str = ""
    recording: int = 0
    materials: bool = False
    other_day: int = 0


# Of the program that began in winter, while half of its pairs waited.
WINTER = (
    Paper(
        "lunch",
        0,
        12,
        45,
        None,
        "Running one-to-ones",
        "What to bring to a first meeting",
        "Begin a first meeting with one question of your own.",
    ),
    Paper(
        "exchange",
        0,
        15,
        60,
        None,
        "Presenting",
        "How a sensor gets from the line to the customer",
        "Name the five teams a sensor passes on its way.",
        note="The drawing with the five teams hangs in the canteen of each site.",
    ),
)
PAST = (
    Paper("lunch", -1, 12, 45, 30, "Presenting", "Slides that survive the first question",
          "Cut a deck to the five slides a meeting really needs.", take=80),
    Paper("workshop", -4, 9, 120, 14, "Data visualization", "One chart, one message",
          "Turn a crowded chart into one a colleague reads in five seconds.", take=100,
          said=("+I redrew our weekly chart the same afternoon.",
                "The before and after pictures."),
          note="Every group took one chart home and sent back the new one.", materials=True),
    Paper("talk", -8, 14, 60, None, "Sustainability",
          "What a school learned from its own sensors",
          "Name three savings that need no new hardware.", take=45,
          speaker="Helen Marsh, Northfield Schools",
          said=("+Our customers should hear this from Helen herself.",), recording=52),
    Paper("exchange", -11, 10, 60, 20, "Customer service", "Five calls we all get on Mondays",
          "Answer the five most frequent Monday calls with one sentence each.", take=90,
          note="The five sentences are in the knowledge base now.", materials=True),
    Paper("lunch", -15, 12, 45, 40, "Pricing", "Why the same sensor has three prices",
          "Explain to a customer why the price in London is not the one in Boston.", take=75,
          said=("+Start at minute nine: the currency example.",), recording=41),
    Paper("clinic", -18, 13, 60, 5, "Troubleshooting",
          "Gateways drop off after a firmware update",
          "Ship the next update without a night shift.", take=100,
          note="Update ten gateways first and wait a day. The owner writes the check list."),
    Paper("training", -22, 9, 180, 12, "Machine safety", "Lockout and tagout, hands on",
          "Lock out the injection line and prove that it is off.", take=100,
          note="Everybody who came passed the practical part.", materials=True),
    Paper("lunch", -26, 12, 45, None, "Prompting and AI tools",
          "Ask the model like a colleague",
          "Write a prompt that gets a usable first draft of a test report.", take=60,
          said=("+I saved an hour on the first report.",
                "More examples from service would help."),
          recording=44, materials=True),
    Paper("exchange", -33, 15, 60, 25, "Running one-to-ones", "One-to-ones people do not dread",
          "Open a one-to-one with a question that is not about status.", take=85,
          said=("+Three questions on a card. That was enough.",)),
    Paper("talk", -40, 14, 60, None, "Accessibility", "Reading a dashboard without seeing it",
          "Check one page with a screen reader before it ships.", take=50,
          speaker="Jonas Eklund, Klarsyn", said=("+Nobody on our team had ever tried it.",),
          recording=58),
    Paper("workshop", -47, 9, 150, 16, "Root cause analysis", "Five whys without blame",
          "Lead a team from an incident to one cause it can remove.", take=100,
          note="The template is in the library.", materials=True),
    Paper("clinic", -66, 10, 60, 6, "Forecasting", "Our forecast is always right in December",
          "Order parts in March without guessing.", take=85,
          note="Sales sends the three biggest open offers each Friday; planning weighs them."),
    Paper("lunch", -61, 12, 45, 50, "Contract management", "Read a contract in ten minutes",
          "Find the four clauses that cost money later.", take=65, recording=38),
    Paper("training", -75, 9, 120, 15, "Data protection", "Whose data is a room temperature?",
          "Tell which sensor readings are about a person, and which are not.", take=95,
          materials=True),
    Paper("exchange", -82, 15, 60, 20, "Storytelling", "Customer stories in ninety seconds",
          "Tell one customer story so that a stranger retells it.", take=80, recording=33),
    Paper("clinic", -96, 13, 60, 7, "Process improvement", "Nobody reads the handover note",
          "Start the late shift without phoning the early one.", take=85,
          note="The note has three lines now and hangs at the line, not in the mail."),
)  # fmt: skip
AHEAD = (
    Paper("lunch", 1, 12, 45, 24, "Giving feedback", "Feedback before the annual talk",
          "Say one hard thing this week, in two sentences.", take=80),
    Paper("workshop", 2, 9, 120, 12, "SQL", "SQL for people who own a spreadsheet",
          "Join two tables and count what is missing.", take=130),
    Paper("exchange", 3, 15, 60, None, "Project planning", "What went wrong in my last plan",
          "Spot the two places where plans at Lumen slip.", take=40),
    Paper("talk", 5, 14, 60, None, "Energy management", "Heating a hospital by forecast",
          "Explain what a forecast changes for a building that never closes.", take=45,
          speaker="Dr. Amira Benali, St. Clare Hospital"),
    Paper("clinic", 6, 13, 60, 5, "Knowledge base writing", "Articles nobody finds",
          "Let service find the right article while the customer is on the phone.", take=60),
    Paper("lunch", 8, 12, 45, 30, "Prompting and AI tools",
          "Ask the model like a colleague, part two",
          "Let a model check a report against its data."),
    Paper("training", 9, 9, 180, 12, "Machine safety", "Lockout and tagout, hands on",
          "Lock out the injection line and prove that it is off.", take=60),
    Paper("workshop", 13, 10, 90, 16, "Difficult conversations",
          "Saying no and staying friends",
          "Turn down a request and keep the door open.", take=50),
    Paper("lunch", 16, 12, 45, None, "Embedded software", "How a sensor decides to sleep",
          "Explain why a battery lasts nine years, to somebody from sales.", take=25),
    Paper("exchange", 22, 15, 60, 20, "Customer onboarding",
          "The first thirty days of a customer",
          "Name the week in which we lose them.", take=30),
    Paper("talk", 29, 14, 60, None, "Inclusive hiring", "What candidates tell us afterwards",
          "Change one sentence of your next job advert.", take=20,
          speaker="Rosa Lindqvist, Talent Nord"),
)  # fmt: skip
PROPOSED = (
    Paper("lunch", 12, 12, 45, 30, "Presenting", "Stand-up without a status round",
          "Run a stand-up of eight people in nine minutes.", other_day=15),
    Paper("workshop", 17, 9, 120, 14, "Lean", "Walk the line with a stopwatch",
          "Find the one wait in your area that costs most.", other_day=20),
    Paper("clinic", 11, 13, 60, 6, "Vendor management", "Two suppliers, one part, no answer",
          "Decide by the end of the month which of the two stays.", other_day=18),
)  # fmt: skip
OFFICE = (
    ("SQL", "Bring me your query", "A query that is wrong or slow, or the question behind it."),
    ("Presenting", "Ten slides, twenty minutes", "A deck you have to give within two weeks."),
)
