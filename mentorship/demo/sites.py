"""Where Lumen works: eight sites in five countries and time zones."""

from dataclasses import dataclass
from random import Random
from typing import TypeVar

Item = TypeVar("Item")


@dataclass(frozen=True)
class Site:
    """`local` are the languages of the place with the share in a hundred who speak them;
    `cultures` the names one meets there; `blocks` the local hours people like to keep free."""

    name: str
    country: str
    time_zone: str
    share: int
    local: dict[str, int]
    cultures: dict[str, int]
    blocks: tuple[int, ...]


EVERYWHERE = {
    "chinese": 3, "korean": 2, "japanese": 3, "vietnamese": 2, "filipino": 2, "yoruba": 2,
    "igbo": 2, "ghanaian": 2, "kenyan": 1, "ethiopian": 1, "southern_african": 1, "arabic": 3,
    "persian": 2, "turkish": 2, "polish": 3, "ukrainian": 2, "german": 3, "french": 3,
    "italian": 3, "nordic": 3, "greek": 1, "latin": 2, "hebrew": 1, "pacific": 1, "hindi": 2,
}  # fmt: skip
EUROPE_HOURS = (10, 14, 14, 15, 15)

SITES = (
    Site("Madrid", "Spain", "Europe/Madrid", 20, {"es": 92}, {"spanish": 46, "latin": 10},
         EUROPE_HOURS),
    Site("Barcelona", "Spain", "Europe/Madrid", 15, {"es": 90, "ca": 60},
         {"spanish": 20, "catalan": 30, "latin": 6}, EUROPE_HOURS),
    Site("London", "United Kingdom", "Europe/London", 16, {}, {"british": 22, "irish": 6,
         "pakistani": 6, "punjabi": 5, "bengali": 5}, EUROPE_HOURS),
    Site("Manchester", "United Kingdom", "Europe/London", 13, {}, {"british": 28, "irish": 8,
         "pakistani": 7, "punjabi": 3}, EUROPE_HOURS),
    Site("New York", "United States", "America/New_York", 11, {"es": 18}, {"american": 28,
         "latin": 8, "irish": 2}, (9, 9, 10)),
    Site("Boston", "United States", "America/New_York", 8, {"es": 12}, {"american": 30,
         "irish": 6, "chinese": 4}, (9, 9, 10)),
    Site("São Paulo", "Brazil", "America/Sao_Paulo", 9, {"pt": 97, "es": 25}, {"brazilian": 60,
         "japanese": 8}, (10, 10, 11)),
    Site("Bengaluru", "India", "Asia/Kolkata", 8, {"hi": 72, "kn": 55}, {"kannada": 45,
         "hindi": 25, "bengali": 6}, (14, 15, 15, 16)),
)  # fmt: skip
BY_NAME = {site.name: site for site in SITES}
# What people brought along, by the culture of their name.
MOTHER_TONGUES = {
    "spanish": "es", "catalan": "ca", "latin": "es", "brazilian": "pt", "german": "de",
    "french": "fr", "italian": "it", "polish": "pl", "ukrainian": "uk", "turkish": "tr",
    "arabic": "ar", "persian": "fa", "greek": "el", "hebrew": "he", "japanese": "ja",
    "korean": "ko", "vietnamese": "vi", "hindi": "hi", "punjabi": "pa", "pakistani": "ur",
    "bengali": "bn", "kannada": "kn", "nordic": "sv",
}  # fmt: skip


def weighted(weights: dict[Item, int], chance: Random) -> Item:
    return chance.choices(list(weights), list(weights.values()))[0]


def culture_at(site: Site, chance: Random) -> str:
    weights = dict(EVERYWHERE)
    for culture, weight in site.cultures.items():
        weights[culture] = weights.get(culture, 0) + weight
    return weighted(weights, chance)


def languages_of(site: Site, culture: str, chance: Random) -> list[str]:
    """English is the company's language; the rest comes from the place and from home."""
    spoken = ["en"]
    spoken += [code for code, share in site.local.items() if chance.randrange(100) < share]
    tongue = MOTHER_TONGUES.get(culture)
    if tongue and chance.randrange(100) < 80:
        spoken.append(tongue)
    if chance.randrange(100) < 7:
        spoken.append(chance.choice(["fr", "de", "it", "pt", "es"]))
    return list(dict.fromkeys(spoken))


def hours_at(site: Site, chance: Random) -> list[int]:
    """A block of two or three hours on most days, as hours of the local week."""
    days = sorted(chance.sample(range(5), chance.choice([4, 4, 5])))
    length = chance.choice([2, 3, 3])
    starts = [day * 24 + chance.choice(site.blocks) for day in days]
    return sorted({start + part for start in starts for part in range(length)})
