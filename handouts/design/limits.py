"""What a template may do: read values, a bounded number of steps, a bounded length of markup.

A mistake in a template must end in a sentence, and soon: so loops and calls
are counted, and what makes huge texts or differs from run to run is left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from jinja2 import Undefined, filters, nodes, pass_eval_context
from jinja2.compiler import CodeGenerator, Frame
from jinja2.nodes import EvalContext
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment

from ..reading.schema import Model

# A handout takes some hundred steps and a few ten thousand letters of markup.
MAX_STEPS = 50_000
MAX_MARKUP = 1_000_000
_MAX_NUMBER = 1_000_000_000
# Letters that all expressions may print, also into texts that a template keeps.
_MOST_PRINTED = 4 * MAX_MARKUP
# No `random` or `lipsum` (the same inputs give the same bytes), no `safe` (nothing of content
# is taken for markup), nothing that pads.
_FILTERS = (
    *("abs", "capitalize", "count", "d", "default", "dictsort", "e", "escape", "first", "float"),
    *("groupby", "int", "items", "join", "last", "length", "list", "lower", "map", "max", "min"),
    *("reject", "rejectattr", "replace", "reverse", "round", "select", "selectattr", "sort"),
    *("string", "sum", "title", "trim", "unique", "upper"),
)
_GLOBALS = ("range", "dict", "cycler", "joiner", "namespace")
# What makes long texts of short ones; the filters of the same names are bounded.
_GROWS = frozenset((
    *("format", "format_map", "ljust", "rjust", "center", "zfill", "expandtabs"),
    *("join", "replace", "translate"),
))  # fmt: skip


class Refused(Exception):
    """A template does what no handout needs; the mend is in `hint`."""

    def __init__(self, said: str, hint: str) -> None:
        super().__init__(said)
        self.hint = hint


class _Compiler(CodeGenerator):
    """Compiles every loop so that its steps are counted, and refuses what there is not.

    Jinja itself looks for the filters and tests of a branch only when it is taken.
    """

    def visit_Template(self, node: nodes.Template, frame: Frame | None = None) -> None:
        for one in node.find_all((nodes.Filter, nodes.Test)):
            is_filter = isinstance(one, nodes.Filter)
            if one.name not in (self.environment.filters if is_filter else self.environment.tests):
                kind = "filter" if is_filter else "test"
                self.fail(f"No {kind} named {one.name!r}.", one.lineno)
        for loop in node.find_all(nodes.For):
            loop.iter = nodes.Filter(loop.iter, "counted", [], [], None, None, lineno=loop.lineno)
        super().visit_Template(node, frame)

    def visit_Concat(self, node: nodes.Concat, frame: Frame) -> None:
        self.write("environment.bounded(")
        super().visit_Concat(node, frame)
        self.write(")")


def _too_long() -> Refused:
    said = f"makes texts of more than {MAX_MARKUP} letters"
    return Refused(said, "put them together from fewer pieces")


@pass_eval_context
def _joined(
    context: EvalContext, items: Iterable[Any], between: str = "", attribute: Any = None
) -> Any:
    """The filter `join`, for texts of some length."""
    parts = list(items)
    long = sum(len(one) for one in parts if isinstance(one, str)) + len(between) * len(parts)
    if long > MAX_MARKUP:
        raise _too_long()
    return filters.do_join(context, parts, between, attribute)


@pass_eval_context
def _replaced(context: EvalContext, text: str, old: str, new: str, count: int | None = None) -> Any:
    """The filter `replace`, for texts of some length."""
    if len(str(text)) + str(text).count(str(old)) * len(str(new)) > MAX_MARKUP:
        raise _too_long()
    return filters.do_replace(context, text, old, new, count)


class BoundedEnvironment(ImmutableSandboxedEnvironment):
    """A Jinja sandbox in which a template can neither change what it reads nor run for long."""

    code_generator_class = _Compiler
    intercepted_binops = frozenset(("+", "*", "**", "%"))

    def __init__(self, *, most_steps: int = MAX_STEPS, **options: Any) -> None:
        super().__init__(finalize=self._printed, **options)
        self._most_steps = most_steps
        self.filters = {name: self.filters[name] for name in _FILTERS}
        self.filters["counted"] = self._counted
        self.filters |= {"join": _joined, "replace": _replaced}
        self.globals = {name: self.globals[name] for name in _GLOBALS}
        self._steps = self._letters = 0

    def getattr(self, obj: Any, attribute: str) -> Any:
        """What a template reads of a value; a field of content is called as in its file."""
        if isinstance(obj, Model) and attribute in obj.schema:
            return getattr(obj, obj.schema[attribute].attribute)
        return super().getattr(obj, attribute)

    def start(self) -> None:
        """Count from the beginning: another handout is made."""
        self._steps = self._letters = 0

    def _step(self) -> None:
        self._steps += 1
        if self._steps > self._most_steps:
            said = f"takes more than {self._most_steps} steps"
            raise Refused(said, "write a loop that ends sooner")

    def _counted(self, items: Iterable[object]) -> Iterator[object]:
        for item in items:
            self._step()
            yield item

    def call(self, context: Context, function: Any, /, *args: Any, **options: Any) -> Any:
        """Call what a template calls, and count it."""
        self._step()
        return super().call(context, function, *args, **options)

    def is_safe_callable(self, obj: Any) -> bool:
        """Whether a template may call it."""
        return super().is_safe_callable(obj) and getattr(obj, "__name__", "") not in _GROWS

    def _printed(self, value: object) -> object:
        """What an expression prints: a text or a number, never the inside of the program.

        It may go into a text of the template's own, which may be printed again.
        """
        if isinstance(value, bool) or not isinstance(value, (str, int, float, Undefined)):
            found = {type(None): "nothing", list: "a list"}.get(type(value), "a group")
            said = f"expected a text to print, found {found}"
            raise Refused(said, "name what is in it, or test it first")
        self._letters += len(value) if isinstance(value, str) else 1
        if self._letters > _MOST_PRINTED:
            raise _too_long()
        return value

    def bounded(self, value: Any) -> Any:
        """A text or a list that was put together from others."""
        if isinstance(value, (str, list, tuple)) and len(value) > MAX_MARKUP:
            raise _too_long()
        return value

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        """Multiply numbers of a size that a page may need; add what does not get too long."""
        if operator == "+":
            return self.bounded(super().call_binop(context, operator, left, right))
        for value in (left, right):
            if isinstance(value, Undefined):
                break  # it says itself that it is not there
            if not isinstance(value, (int, float)) or abs(value) > _MAX_NUMBER:
                raise Refused(f'"{operator}" is for numbers up to {_MAX_NUMBER}', "change it")
        if operator == "**" and not -9 <= right <= 9:
            raise Refused('"**" is for powers up to 9', "change it")
        return super().call_binop(context, operator, left, right)
