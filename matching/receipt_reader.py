"""Reading a stored receipt, in which anything may be missing: receipts outlive the code that wrote
them."""

from django.utils.formats import number_format

from matching.review import percent_of

Number = int | float


class Receipt:
    """What is missing is None, or no text."""

    def __init__(self, document: object) -> None:
        self.document = document

    def value(self, *path: str) -> object:
        found = self.document
        for key in path:
            found = found.get(key) if isinstance(found, dict) else None
        return found

    def number(self, *path: str) -> Number | None:
        found = self.value(*path)
        return found if isinstance(found, int | float) and not isinstance(found, bool) else None

    def text(self, *path: str) -> str:
        found = self.value(*path)
        return found if isinstance(found, str) else ""

    def fit(self, points: Number | None) -> int | None:
        """Points as the share of a perfect hundred."""
        maximum = self.number("certificate", "maximum")
        if points is None or not maximum:
            return None
        return percent_of(int(points), int(maximum))


def said(number: Number, places: int = 0) -> str:
    """A number rounded to so many decimals, with its thousands apart."""
    rounded = round(number, places) if places else round(number)
    return str(number_format(rounded, decimal_pos=places, force_grouping=True))
