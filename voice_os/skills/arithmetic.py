"""Arithmetic, as it is spoken and as it is written."""

import ast
import decimal
import operator
import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Self

from simpleeval import InvalidExpression, SimpleEval

from voice_os.errors import Problem
from voice_os.skills import Effect, skill
from voice_os.skills.quantities import number, say_number

_CONTEXT = decimal.Context(
    prec=30, traps=[decimal.DivisionByZero, decimal.InvalidOperation, decimal.Overflow]
)
"""Thirty digits bound every operation: a power of a billion overflows at once."""


def _divide(dividend: Decimal, divisor: Decimal) -> Decimal:
    if not divisor:  # decimal itself calls 0 / 0 invalid rather than a division by zero
        raise decimal.DivisionByZero
    return dividend / divisor


_OPERATORS = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: _divide,
    ast.Pow: operator.pow,
    ast.USub: operator.neg,
}

# Whole forms first turn into operators between numbers …
_FORMS = [
    (r"^add (.+) (?:and|to) (.+)$", r"\1 plus \2"),
    (r"^subtract (.+) from (.+)$", r"\2 minus \1"),
    (r"^multiply (.+) (?:by|and|with) (.+)$", r"\1 times \2"),
    (r"^divide (.+) by (.+)$", r"\1 divided by \2"),
    (r"^(?:the )?sum of (.+) and (.+)$", r"\1 plus \2"),
    (r"^(?:the )?difference between (.+) and (.+)$", r"\1 minus \2"),
    (r"^(?:the )?product of (.+) and (.+)$", r"\1 times \2"),
    (r"^raise (.+) to the power of (.+)$", r"\1 to the power of \2"),
    (r"^(.+) percent off (?:of )?(.+)$", r"\2 minus \1 percent"),
]

# … then every operator into its sign. Longer phrases stand before what they contain.
_SIGNS = [
    (r"(?:the )?square root of|√", " √ "),
    (r"(?:raised )?to the power of|to the power|\^|\*\*", " ^ "),
    (r"squared", " ^ 2 "),
    (r"cubed", " ^ 3 "),
    (r"(?:percent|per cent|%) of", " % * "),
    (r"percent|per cent", " % "),
    (r"(?:a )?half of", " 1 / 2 * "),
    (r"(?:a|one) third of", " 1 / 3 * "),
    (r"(?:a|one) quarter of", " 1 / 4 * "),
    (r"twice|double", " 2 * "),
    (r"multiplied by|times|×|(?<=\d)\s*x\s*(?=\d)", " * "),
    (r"divided by|over|÷", " / "),
    (r"plus", " + "),
    (r"minus|take away|negative", " - "),
]


@dataclass(frozen=True, slots=True)
class Calculation:
    """A calculation whose form is right. `formula` is Python: "15 / 100 * 80"."""

    formula: str

    @classmethod
    def parse(cls, words: str) -> Self:
        """Read "twelve times seven", "15% of 80", "the square root of two".

        Raises ValueError where it is no calculation, a lone number included.
        """
        text = re.sub(r"( equals?( to)?| makes?| is)?( what)?[ =]*$", "", words)
        for form, instead in _FORMS:
            text = re.sub(form, instead, text)
        for phrase, sign in _SIGNS:
            text = re.sub(rf"(?<![a-z])(?:{phrase})(?![a-z])", sign, text)
        pieces = [piece.strip() for piece in re.split(r"([√^%*/+-])", text)]
        formula = " ".join(p if p in "√^%*/+-" else str(number(p)) for p in pieces if p)
        formula = re.sub(r"^(.+) ([+-]) (\S+) %$", r"(\1) * (1 \2 \3 / 100)", formula)
        formula = re.sub(r"√ ((?:- )?[\d.]+)", r"sqrt(\1)", formula)
        formula = formula.replace("%", "/ 100").replace("^", "**")
        try:
            tree = ast.parse(formula, mode="eval").body
        except SyntaxError:
            raise ValueError(f"not a calculation: {words!r}") from None
        if not isinstance(tree, ast.BinOp | ast.Call):
            raise ValueError(f"nothing to work out: {words!r}")
        return cls(formula)

    @classmethod
    def examples(cls) -> list[str]:
        """Every operation on numbers small and large."""
        small = [say_number(n) for n in range(21)]
        large = [say_number(n) for n in (25, 30, 37, 40, 48, 50, 64, 75, 80, 90, 100, 144, 250)]
        operations = ["plus", "minus", "times", "divided by", "percent of", "multiplied by"]
        pairs = [
            f"{left} {operation} {right}"
            for i, operation in enumerate(operations)
            for left, right in zip(small + large, large[i:] + small + large[:i], strict=True)
        ]
        roots = [f"the square root of {n}" for n in small + large]
        others = ["two to the power of ten", "seven squared", "three cubed", "half of eighty"]
        return pairs + roots + others

    def value(self) -> Decimal:
        """Work it out, to thirty digits.

        Raises `Problem` where there is no answer, or one too large to be said.
        """
        calculator = SimpleEval(operators=_OPERATORS, functions={"sqrt": Decimal.sqrt})
        calculator.nodes[ast.Constant] = lambda node: Decimal(str(node.value))
        try:
            with decimal.localcontext(_CONTEXT):
                return Decimal(calculator.eval(self.formula))
        except decimal.DivisionByZero:
            raise Problem("Nothing can be divided by zero, I'm afraid.") from None
        except decimal.Overflow:
            raise Problem("That number is too large for me.") from None
        except (decimal.InvalidOperation, InvalidExpression):
            raise Problem("That has no answer among ordinary numbers.") from None


@skill(
    "(what is|what's|how much is|what are|how much are) {calculation}",
    "(what is|what's|give me) the (answer to|result of) {calculation}",
    "what (does|do) {calculation} (make|equal)",
    "what {calculation} (is|makes|equals)",
    "(calculate|compute|work out|figure out|solve) {calculation}",
    "(calculate|compute|work out|figure out|solve) {calculation} for me",
    "{calculation}",
    effect=Effect.READS,
)
async def calculate(calculation: Calculation) -> str:
    """Do arithmetic."""
    return f"That's {say_result(calculation.value())}."


def say_result(value: Decimal) -> str:
    """A result as one says it: "84", "about 3.33", "minus 1,250.5"."""
    # Ten digits fewer than were worked with: a third of ninety is thirty, not a hair less.
    value = decimal.Context(prec=20).plus(value)
    sign = "minus " if value < 0 else ""
    value = abs(value)
    if value and not -6 <= value.adjusted() <= 14:
        rounded = decimal.Context(prec=3).plus(value).normalize()
        mantissa = rounded.scaleb(-rounded.adjusted())
        times = "" if mantissa == 1 else f"{mantissa.normalize():f} times "
        power = f"{rounded.adjusted()}".replace("-", "minus ")
        said = f"{times}10 to the power of {power}"
    else:
        rounded = round(value, max(3, 2 - value.adjusted()) if value else 0)
        said = f"{rounded.normalize():,f}"
    about = "" if rounded == value else "about "
    return f"{about}{sign}{said}"
