"""The proof that no other matching is better, worked out for three mentees and two mentors.

              Ada   Ben        one place each; -1: not allowed
    Kim        90    60
    Lea        80    10
    Max        70    -1

The best single pair, Kim with Ada, is not in the best result: with it Lea is left Ben, 100 in all.
Kim with Ben and Lea with Ada make 140. How does one know that nothing beats 140, without trying
all? Let every pair be worth a bonus plus its points, the bonus so large that one more match beats
any points. Now give each mentee a gain and each place a price, none below 0, such that

    gain of the mentee + price of the mentor >= bonus + points       for every allowed pair.    (1)

Whatever matching somebody proposes, each of its pairs is worth no more than the gain and the price
of its two people; every mentee stands in one pair at most and every mentor in as many as there are
places. So no matching is worth more than

    all gains + all places * prices.                                                            (2)

A matching that is worth exactly (2) therefore is the best there can be, and (1) and (2) are all one
has to check: `verify` does, pair by pair, and does not care who found the prices. Here:

>>> bonus = 1_000
>>> points = {"Kim": (90, 60), "Lea": (80, 10), "Max": (70, None)}
>>> gain, price = {"Kim": 60, "Lea": 10, "Max": 0}, (bonus + 70, bonus)
>>> all(
...     gain[mentee] + price[mentor] >= bonus + earned
...     for mentee, row in points.items()
...     for mentor, earned in enumerate(row)
...     if earned is not None
... )
True
>>> sum(gain.values()) + sum(price) == 2 * bonus + 60 + 80
True

The prices say more than that. They are the least that satisfy (1), so Ada's is exactly what a
second place with her would bring: one more match and 70 points, Max (Leonard 1983). What (1) leaves
over is the least that forcing a pair would cost: Kim with Ada 60 + 70 - 90 = 40, the way from 140
to 100.

How the prices are found without looking at all pairs is told in `optimum`, `pool`, `scan` and
`prices`; how they follow an edit in `repair`.
"""


class CertificateError(Exception):
    """A result is not what it claims: not allowed, not within capacity or not optimal."""


def need(holds: object, otherwise: str) -> None:
    """CertificateError with the reason unless it holds."""
    if not holds:
        raise CertificateError(otherwise)
