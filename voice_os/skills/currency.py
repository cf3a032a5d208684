"""Currencies, by the reference rates of the European Central Bank."""

from decimal import Decimal, InvalidOperation
from typing import Self

from voice_os.consent.network import Network
from voice_os.errors import Problem
from voice_os.settings import WorldSettings
from voice_os.skills import Effect, skill
from voice_os.skills.arithmetic import say_result

_NAMES = {
    "EUR": "euro euros",
    "USD": "dollar dollars us_dollar us_dollars american_dollar american_dollars",
    "GBP": "pound pounds british_pound british_pounds sterling pound_sterling pounds_sterling",
    "JPY": "yen japanese_yen",
    "CHF": "swiss_franc swiss_francs franc francs",
    "CAD": "canadian_dollar canadian_dollars",
    "AUD": "australian_dollar australian_dollars",
    "NZD": "new_zealand_dollar new_zealand_dollars",
    "CNY": "yuan renminbi chinese_yuan",
    "INR": "rupee rupees indian_rupee indian_rupees",
    "SEK": "swedish_krona swedish_kronor swedish_crowns",
    "NOK": "norwegian_krone norwegian_kroner norwegian_crowns",
    "DKK": "danish_krone danish_kroner danish_crowns",
    "PLN": "zloty zlotys polish_zloty",
    "CZK": "czech_crown czech_crowns koruna",
    "HUF": "forint forints hungarian_forint",
    "TRY": "lira turkish_lira",
    "BRL": "real reais brazilian_real",
    "MXN": "peso pesos mexican_peso mexican_pesos",
    "ZAR": "rand south_african_rand",
    "KRW": "won korean_won",
    "SGD": "singapore_dollar singapore_dollars",
    "HKD": "hong_kong_dollar hong_kong_dollars",
    "ILS": "shekel shekels",
    "THB": "baht",
}
_CODES = {name.replace("_", " "): code for code, names in _NAMES.items() for name in names.split()}


class Currency(str):
    """A currency as people say it: "euros", "swiss francs"."""

    __slots__ = ()

    @classmethod
    def parse(cls, words: str) -> Self:
        """Read a currency. Raises ValueError where the words are none."""
        if words not in _CODES:
            raise ValueError(f"not a currency: {words!r}")
        return cls(words)

    @classmethod
    def examples(cls) -> list[str]:
        """The currencies that are known."""
        return list(_CODES)

    @property
    def code(self) -> str:
        """Its code in ISO 4217."""
        return _CODES[self]


@skill(
    "convert {amount} {currency} (to|into|in) {to}",
    "(how much is|how much are|what is|what's|what are) {amount} {currency} (in|to) {to}",
    "(how many|how much) {to} (is|are|do i get for|will i get for) {amount} {currency}",
    "(what is|what's|how is) the [current] (exchange rate|rate|exchange) (of|from|for|between) "
    "[the] {currency} (to|into|and|against|in) [the] {to}",
    "{amount} {currency} (in|to|into) {to}",
    effect=Effect.READS,
)
async def convert(
    network: Network,
    world: WorldSettings,
    currency: Currency,
    to: Currency,
    amount: Decimal | None = None,
) -> str:
    """Convert between currencies, where the network is allowed."""
    rates = rates_in(await network.fetch(world.rates))
    if unknown := [one for one in (currency, to) if one.code not in rates]:
        raise Problem(f"There is no rate for {unknown[0]}.")
    many = Decimal(1) if amount is None else amount
    value = round(many / rates[currency.code] * rates[to.code], 2)
    verb = "is" if many == 1 else "are"
    return f"{say_result(many)} {currency} {verb} {say_result(value)} {to}, by the last rate."


def rates_in(document: bytes) -> dict[str, Decimal]:
    """How many of each currency one euro is. Raises `Problem` where that cannot be read."""
    from defusedxml.ElementTree import fromstring

    try:
        cubes = [cube.attrib for cube in fromstring(document).iter() if "rate" in cube.attrib]
        rates = {cube["currency"]: Decimal(cube["rate"]) for cube in cubes}
    except (KeyError, InvalidOperation, ValueError, SyntaxError):
        rates = {}
    if not rates:
        raise Problem("The bank told no rates that I understand.")
    return {"EUR": Decimal(1), **rates}
