"""Units: how much one measure is in another.

A table of what people ask a voice for, with the factors by which the units are defined (NIST
Special Publication 811, appendix B). A library of all units takes half a second to load.
"""

from dataclasses import dataclass
from decimal import Decimal
from typing import Self

from voice_os.errors import Problem
from voice_os.skills import Effect, skill
from voice_os.skills.arithmetic import say_result


@dataclass(frozen=True, slots=True)
class Measure:
    """A unit: what it measures, and how much of that kind's first unit it is.

    `zero` is added before multiplying: degrees Fahrenheit do not begin where kelvins do.
    """

    kind: str
    factor: Decimal
    zero: Decimal = Decimal(0)


_TABLE = {
    "length": {
        "meter meters metre metres": "1",
        "kilometer kilometers kilometre kilometres": "1000",
        "centimeter centimeters centimetre centimetres": "0.01",
        "millimeter millimeters millimetre millimetres": "0.001",
        "inch inches": "0.0254",
        "foot feet": "0.3048",
        "yard yards": "0.9144",
        "mile miles": "1609.344",
        "nautical_mile nautical_miles": "1852",
        "light_year light_years": "9460730472580800",
    },
    "mass": {
        "kilogram kilograms kilo kilos": "1",
        "gram grams": "0.001",
        "milligram milligrams": "0.000001",
        "tonne tonnes metric_ton metric_tons": "1000",
        "pound pounds": "0.45359237",
        "ounce ounces": "0.028349523125",
        "stone stones": "6.35029318",
        "ton tons": "907.18474",
    },
    "volume": {
        "liter liters litre litres": "1",
        "milliliter milliliters millilitre millilitres": "0.001",
        "centiliter centiliters centilitre centilitres": "0.01",
        "gallon gallons": "3.785411784",
        "quart quarts": "0.946352946",
        "pint pints": "0.473176473",
        "cup cups": "0.2365882365",
        "fluid_ounce fluid_ounces": "0.0295735295625",
        "tablespoon tablespoons": "0.01478676478125",
        "teaspoon teaspoons": "0.00492892159375",
        "imperial_gallon imperial_gallons": "4.54609",
        "imperial_pint imperial_pints": "0.56826125",
        "cubic_meter cubic_meters cubic_metre cubic_metres": "1000",
        "cubic_foot cubic_feet": "28.316846592",
    },
    "area": {
        "square_meter square_meters square_metre square_metres": "1",
        "square_kilometer square_kilometers square_kilometre square_kilometres": "1000000",
        "square_foot square_feet": "0.09290304",
        "square_mile square_miles": "2589988.110336",
        "hectare hectares": "10000",
        "acre acres": "4046.8564224",
    },
    "time": {
        "second seconds": "1",
        "millisecond milliseconds": "0.001",
        "minute minutes": "60",
        "hour hours": "3600",
        "day days": "86400",
        "week weeks": "604800",
        "year years": "31557600",
    },
    "speed": {
        "meter_per_second meters_per_second metres_per_second": "1",
        "kilometer_per_hour kilometers_per_hour kilometres_per_hour": "0.277777777777777777778",
        "mile_per_hour miles_per_hour": "0.44704",
        "knot knots": "0.514444444444444444444",
    },
    "energy": {
        "joule joules": "1",
        "kilojoule kilojoules": "1000",
        "calorie calories kilocalorie kilocalories": "4184",
        "kilowatt_hour kilowatt_hours": "3600000",
    },
    "pressure": {
        "pascal pascals": "1",
        "bar bars": "100000",
        "hectopascal hectopascals millibar millibars": "100",
        "atmosphere atmospheres": "101325",
    },
    "data": {
        "byte bytes": "1",
        "bit bits": "0.125",
        "kilobyte kilobytes": "1000",
        "megabyte megabytes": "1000000",
        "gigabyte gigabytes": "1000000000",
        "terabyte terabytes": "1000000000000",
    },
}
"""By kind, the names of each unit and how many of the kind's first unit it is. Pints, cups and
gallons are American unless called imperial, a calorie is the one on food."""

_MEASURES = {
    name.replace("_", " "): Measure(kind, Decimal(factor))
    for kind, units in _TABLE.items()
    for names, factor in units.items()
    for name in names.split()
}
_MEASURES |= {
    "kelvin": Measure("temperature", Decimal(1)),
    "celsius": Measure("temperature", Decimal(1), Decimal("273.15")),
    "centigrade": Measure("temperature", Decimal(1), Decimal("273.15")),
    "fahrenheit": Measure("temperature", Decimal(5) / 9, Decimal("459.67")),
}


class Unit(str):
    """A unit of measure as people say it: "feet", "degrees celsius", "miles per hour"."""

    __slots__ = ()

    @classmethod
    def parse(cls, words: str) -> Self:
        """Read a unit. Raises ValueError where the words are none."""
        plain = words.removeprefix("degrees ").removeprefix("degree ").removeprefix("us ")
        if plain not in _MEASURES:
            raise ValueError(f"not a unit: {words!r}")
        return cls(plain)

    @classmethod
    def examples(cls) -> list[str]:
        """Units that people ask about."""
        return list(_MEASURES)

    @property
    def measure(self) -> Measure:
        """What it measures, and by how much."""
        return _MEASURES[self]


_A = "[a|an|one]"


@skill(
    "convert {amount} {unit} (to|into|in) {to}",
    f"(how many|how much) {{to}} (are|is) [there] [in] {_A} {{amount}} {{unit}}",
    f"(how many|how much) {{to}} (are|is) [there] [in] {_A} {{unit}}",
    "(how many|how much) {to} (does|do) {amount} {unit} (make|have)",
    "(how many|how much) {to} in [a|an|one] {unit}",
    "(how many|how much) {to} in {amount} {unit}",
    "(what is|what's|how much is|how long is|how far is|how heavy is|how hot is|how cold is) "
    "{amount} {unit} (in|to) {to}",
    f"(what is|what's|how much is|how long is|how far is) {_A} {{unit}} in {{to}}",
    "{amount} {unit} (in|to|into) {to}",
    effect=Effect.READS,
)
async def convert(unit: Unit, to: Unit, amount: Decimal | None = None) -> str:
    """Convert between units."""
    many = Decimal(1) if amount is None else amount
    before, after = unit.measure, to.measure
    if before.kind != after.kind:
        raise Problem(f"{unit.capitalize()} measure {before.kind}, and {to} {after.kind}.")
    value = (many + before.zero) * before.factor / after.factor - after.zero
    verb = "is" if many == 1 else "are"
    return f"{say_result(many)} {unit} {verb} {say_result(_as_exact_as_an_ear_needs(value))} {to}."


def _as_exact_as_an_ear_needs(value: Decimal) -> Decimal:
    """Three figures that count, and all before the point."""
    return round(value, max(2 - value.adjusted(), 0)) if value else value
