"""Whose desk a sentence belongs to: words found in it, and the departments that talk that way."""

PLANT = {"Manufacturing", "Supply Chain", "Engineering"}
SELLING = {"Sales", "Customer Service", "Marketing"}
DIGITAL = {"Software", "Product and Design"}
KEPT_FOR: dict[str, set[str]] = {
    "late shift": PLANT, "about the machine": PLANT, "shift leader": PLANT,
    "the new sensor": {*DIGITAL, "Engineering", "Sales", "Marketing"}, "fixing the machine": PLANT,
    "line 2": PLANT, "line stops": PLANT, "over to the new inspection": PLANT,
    "paperless": PLANT, "complaint process": PLANT, "peak season": PLANT, "robot": PLANT,
    "leave for the next shift": PLANT, "test bench": {"Engineering"}, "part numbers": PLANT,
    "measurement report": PLANT, "spare parts": PLANT, "the shift where": PLANT,
    "plan the shifts": PLANT, "picking list": PLANT, "a pallet": PLANT, "out of a housing": PLANT,
    "by hand to setting": PLANT, "glass supplier": {"Supply Chain", "Strategy"},
    "suppliers by": {"Supply Chain"}, "supplier mails": {"Supply Chain"},
    "supplier in asia": {"Supply Chain"}, "carrier": {"Supply Chain"},
    "stock": {"Supply Chain"}, "delivery date": {"Supply Chain", "Sales"},
    "quality numbers": {"Manufacturing"}, "complaints that the plant": {"Manufacturing"},
    "drawing is not": {"Engineering"}, "a designer clear": DIGITAL, "my design": {"Engineering",
    "Product and Design"}, "defend my design": {"Product and Design"}, "my draft": DIGITAL,
    "design tools": {"Product and Design"}, "drivers will fail": {"Engineering"},
    "our test results": {"Engineering", *DIGITAL}, "flicker": {"Engineering"},
    "laboratory move": {"Engineering"}, "of our tests": {"Product and Design"},
    "outage": {"Software"}, "data project": {"Software"}, "data engineer": {"Software"},
    "user group": {"Software"}, "into production": {"Software"}, "one-to-ones that": DIGITAL,
    "new app": DIGITAL, "roadmap": {"Product and Design"}, "slower launch": {"Product and Design"},
    "research": {"Product and Design"}, "parts list": {"Product and Design"},
    "failed test": {"Engineering", *DIGITAL}, "my product": {"Product and Design"},
    "pick up the phone": SELLING, "light plan": {"Sales"}, "hospital": SELLING,
    "sales talk": {"Sales"}, "buyer across": SELLING, "the regions": {"Sales", "Finance"},
    "sales manager": {"Sales"}, "trade fair": SELLING, "a complaint with": SELLING,
    "customer call": {"Customer Service"}, "call twice": {"Customer Service"},
    "our tickets": {"Customer Service"}, "to product, starting": {"Customer Service", "Software"},
    "service numbers": {"Customer Service", "Software"}, "service suffers": {"Customer Service",
    "Product and Design"}, "customer project": SELLING, "badges": {"Software", "People"},
    "returns in our region": {"Marketing", "Customer Service"}, "our articles": {"Marketing"},
    "campaign budget": {"Marketing"}, "maintenance budget": {"Manufacturing"},
    "training budget": {"People"}, "hiring numbers": {"People"}, "turnover": {"People"},
    "works council": {"People", "Manufacturing"}, "works agreement": {"People", "Legal"},
    "one building": {"People"}, "contract clause": {"Legal"}, "contract tool": {"Legal"},
    "contract reviews": {"Legal"}, "what legal needs": {"Sales", "Software"},
    "chart of accounts": {"Finance"}, "a tender": {"Sales", "Strategy"},
    "investment plan": {"Finance", "Strategy"}, "forecast out of": {"Finance", "Supply Chain"},
    "behind the forecast": {"Finance", "Sales"}, "new plant that": {"Finance", "Strategy"},
    "nine minutes": {"Finance", "Supply Chain"}, "data team sends": {"Finance", "Software"},
    "open orders": {"Supply Chain", "Sales"}, "month-end": {"Finance"}, "new crm": {"Sales"},
}  # fmt: skip
# Only somebody of this level or above would say so.
SAID_FROM = {"the director who nods": 8, "younger colleague": 6, "somebody young": 6,
             "my leadership team": 7, "my plant managers": 8, "my director": 3, "step in for": 4,
             "early in their career": 6, "about an investment": 7}  # fmt: skip


def fits(sentence: str, department: str, level: int) -> bool:
    words = sentence.lower()
    kept = [departments for hint, departments in KEPT_FOR.items() if hint in words]
    said_from = [lowest for hint, lowest in SAID_FROM.items() if hint in words]
    return all(department in departments for departments in kept) and all(
        level >= lowest for lowest in said_from
    )
