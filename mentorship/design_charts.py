"""One chart of every kind for /design/, with invented figures."""

from charts import (
    Dot,
    Figure,
    Flow,
    Row,
    Series,
    Table,
    Twin,
    bars,
    dots,
    flow,
    histogram,
    line,
    paired_bars,
    slope,
)

FITS, LAST, EDGES = [2, 5, 14, 38, 61, 22], [6, 11, 20, 35, 40, 12], [40, 50, 60, 70, 80, 90, 100]
MET, ANSWERED = [42, 49, 63, 65, 67, 71, 74], [38, 45, 48, 55, 48, 52, 52]
MONTHS = ["Jun", "Aug", "Oct", "Dec", "Feb", "Apr", "Jun"]
SHARES = [("Engineering", 96, 94, 98), ("Sales", 97, 94, 99), ("Customer support", 81, 70, 89)]
SKILLS = [("Rust", 11, 2), ("Pricing", 9, 4), ("Public speaking", 14, 21)]
LOADS = [("Sofia Rossi", 3, 3), ("Kwame Mensah", 2, 3), ("Noor van Dijk", 0, 2)]
CROSSED = [
    ("Software", "Sales", 14),
    ("Software", "Marketing", 9),
    ("Sales", "Software", 6),
    ("Finance", "Sales", 8),
    ("Finance", "Marketing", 5),
    ("People", "Software", 5),
]
GROWN = [("Negotiation", 2.1, 3.4), ("Presenting", 2.4, 3.2), ("SQL", 1.8, 2.9)]

FIGURES = [
    Figure(
        "Two in three fits are 70 or more",
        histogram(FITS, EDGES, label="This run", outline=LAST, outline_label="Last run"),
        alt="Fits of this run, most of them between 80 and 90, and of the last run.",
        table=Table(
            ["Fit from", "This run", "Last run"],
            [list(row) for row in zip(EDGES[:-1], FITS, LAST, strict=True)],
        ),
        sub="Pairs by fit",
    ),
    Figure(
        "Three of four places are taken",
        bars([Row(name, load, f"{load} of {most}", most) for name, load, most in LOADS]),
        alt="Sofia Rossi 3 of 3, Kwame Mensah 2 of 3, Noor van Dijk 0 of 2.",
        table=Table(["Mentor", "People", "Places"], LOADS),
        sub="People per mentor, of their places",
    ),
    Figure(
        "Rust is asked for most and offered least",
        paired_bars(
            [Twin(name, a, b, str(a), str(b), f"{b - a:+d}") for name, a, b in SKILLS],
            "Asked for",
            "Places offered",
        ),
        alt="Rust 11 asked, 2 offered; Pricing 9 and 4; Public speaking 14 and 21.",
        table=Table(["Skill", "Asked for", "Places offered"], SKILLS),
        sub="People and places by skill",
    ),
    Figure(
        "Support gets a mentor less often",
        dots(
            [Dot(name, at, low, high, f"{at}%") for name, at, low, high in SHARES],
            reference=95,
            reference_words="Everyone 95%",
            bounds=(0, 100),
        ),
        alt="Engineering 96, Sales 97, Customer support 81 percent.",
        table=Table(["Department", "Matched", "From", "To"], SHARES),
        sub="Share with a mentor, 95% interval",
    ),
    Figure(
        "Three in four pairs now meet every month",
        line(MONTHS, [Series("Met", MET, "74%"), Series("Answered", ANSWERED, "52%")]),
        alt="Pairs who met rose from 42 to 74 percent, answers from 38 to 52 percent.",
        table=Table(
            ["Month", "Met", "Answered"],
            [list(row) for row in zip(MONTHS, MET, ANSWERED, strict=True)],
        ),
        sub="Pairs with a meeting, and weekly answers, %",
    ),
    Figure(
        "People grow most where they asked for it first",
        slope("start", "end", [Series(name, [a, b]) for name, a, b in GROWN]),
        alt="Negotiation 2.1 to 3.4, Presenting 2.4 to 3.2, SQL 1.8 to 2.9.",
        table=Table(["Skill", "Start", "End"], GROWN),
        sub="Average self-rating 1 to 5",
    ),
    Figure(
        "Most of what Sales learns comes from Software",
        flow([Flow(*one) for one in CROSSED], first="Mentors", last="Mentees"),
        alt="Software teaches 23, Finance 13, Sales 6, People 5; Sales learns most, 22.",
        table=Table(["From", "To", "People"], CROSSED),
        sub="People who learn from another department",
    ),
    Figure(
        "No check-in has been answered yet",
        bars([]),
        alt="",
        table=Table([], []),
        empty="First figures after 5 check-ins.",
    ),
]
