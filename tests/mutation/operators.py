"""The small changes that are tried: where they can be made in a module, and the module with one of them made.

Left alone is what no rule and no reading depends on: docstrings, annotations, the words that people read (`Words`,
f-strings, messages of errors), decorators, and of a rule's record everything but when it applies (its examples are
tests).
"""

import ast
from collections.abc import Callable, Iterator, Mapping
from functools import cache, partial
from hashlib import sha256
from types import CodeType
from typing import NamedTuple

Apply = Callable[[], None]

_COMPARISONS: Mapping[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
}
_ARITHMETIC: Mapping[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Div,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Mult,
    ast.Mod: ast.Mult,
    ast.BitOr: ast.BitAnd,
    ast.BitAnd: ast.BitOr,
}
_ANNOTATIONS = frozenset(("annotation", "returns", "type_params"))
_WORDING = frozenset(("Words", "Example", "Examples", "Change", "getLogger", "TypeVar"))
_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)
_SEEN_AT_DEFINITION = (ast.arguments, ast.keyword)  # defaults, and the conditions in the decorator of a rule


class Site(NamedTuple):
    """One place where one change can be made: `apply` makes it, and `shown` is the node that it shows in.

    Attributes:
        line: of the node.
        statement: the first line of its statement, which is always seen by the tracer.
        inside: whether it runs when a function is called; else it runs when the module is imported.
    """

    operator: str
    shown: ast.AST
    apply: Apply
    line: int
    statement: int
    inside: bool


class Mutant(NamedTuple):
    """A module with one change, at the site of this name."""

    path: str
    site: str
    line: int
    statement: int
    operator: str
    before: str
    after: str
    inside: bool

    @property
    def name(self) -> str:
        """What tells it from all others, and stays the same as long as its function (class, constant) does."""
        return f"{self.path}:{self.site}"

    def __str__(self) -> str:
        return f"{self.path}:{self.line} {self.operator}\n    - {self.before}\n    + {self.after}"


def names(source: str) -> list[str]:
    """Return the names of the sites of a module: of each a sign of its function, and its number therein."""
    parts = zip(_signs(source), ast.parse(source).body, strict=True)
    return [f"{sign}-{number}" for sign, part in parts for number, _ in enumerate(_sites_of(part))]


def mutant(path: str, source: str, name: str) -> Mutant:
    """Return one mutant of a module."""
    site = _site(ast.parse(source), source, name)
    before = ast.unparse(site.shown)
    site.apply()
    return Mutant(path, name, site.line, site.statement, site.operator, before, ast.unparse(site.shown), site.inside)


def mutated(path: str, source: str, name: str) -> CodeType:
    """Return the module compiled with one change."""
    return compile(ast.fix_missing_locations(changed(source, name)), path, "exec", dont_inherit=True)


def changed(source: str, name: str) -> ast.Module:
    """Return the module with one change."""
    module = ast.parse(source)
    _site(module, source, name).apply()
    return module


def _site(module: ast.Module, source: str, name: str) -> Site:
    sign, _, number = name.partition("-")
    return list(_sites_of(module.body[_signs(source).index(sign)]))[int(number)]


@cache
def _signs(source: str) -> tuple[str, ...]:
    """Return what tells each function, class and assignment of a module from all others, wherever it stands."""
    return tuple(sha256(ast.unparse(part).encode()).hexdigest()[:12] for part in ast.parse(source).body)


def _sites_of(part: ast.stmt) -> Iterator[Site]:
    return sites(ast.Module([part], []))


def sites(tree: ast.AST, statement: int = 0, *, inside: bool = False) -> Iterator[Site]:
    """Yield the places of a tree where a change can be made, in the order of the source."""
    for child in _children(tree):
        if _is_left_alone(child):
            continue
        first = child.lineno if isinstance(child, ast.stmt) else statement
        inner = inside or (isinstance(tree, _FUNCTIONS) and not isinstance(child, _SEEN_AT_DEFINITION))
        for operator, shown, apply in _changes(child, inside=inner):
            yield Site(operator, shown, apply, getattr(child, "lineno", first), first, inner)
        yield from sites(child, first, inside=inner)


def _children(node: ast.AST) -> Iterator[ast.AST]:
    for name, value in ast.iter_fields(node):
        if name in _ANNOTATIONS:
            continue
        if name == "decorator_list":
            yield from _conditions_of_rule(value)
            continue
        for each in value if isinstance(value, list) else [value]:
            if isinstance(each, ast.AST):
                yield each


def _conditions_of_rule(decorators: list[ast.expr]) -> Iterator[ast.AST]:
    for decorator in decorators:
        if isinstance(decorator, ast.Call) and _called(decorator) == "rule":
            yield from (keyword for keyword in decorator.keywords if keyword.arg == "applies")


def _is_left_alone(node: ast.AST) -> bool:
    match node:
        case ast.Expr(value=ast.Constant()) | ast.Raise() | ast.JoinedStr() | ast.Import() | ast.ImportFrom():
            return True
        case ast.Call():
            return _called(node) in _WORDING
        case ast.Subscript(value=ast.Name(id="Literal")):
            return True
        case ast.Assign(targets=[ast.Name(id=name)]):
            return name == "__all__"
        case ast.If(test=ast.Name(id="TYPE_CHECKING") | ast.Compare(left=ast.Name(id="__name__"))):
            return True
    return False


def _called(node: ast.Call) -> str:
    return node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")


Made = Iterator[tuple[str, ast.AST, Apply]]


def _changes(node: ast.AST, *, inside: bool) -> Made:
    if isinstance(node, (ast.BinOp, ast.AugAssign)) and not inside:
        return iter(())
    return _CHANGES.get(type(node), _none)(node)


def _none(_: ast.AST) -> Made:
    return iter(())


def _of_comparison(node: ast.Compare) -> Made:
    for index, sign in enumerate(node.ops):
        yield "comparison", node, partial(node.ops.__setitem__, index, _COMPARISONS[type(sign)]())


def _of_logic(node: ast.BoolOp) -> Made:
    yield "logic", node, partial(setattr, node, "op", ast.Or() if isinstance(node.op, ast.And) else ast.And())


def _of_sign(node: ast.UnaryOp) -> Made:
    if isinstance(node.op, ast.Not):
        yield "negation", node, partial(setattr, node, "operand", ast.UnaryOp(ast.Not(), node.operand))
    elif isinstance(node.op, ast.USub):
        yield "sign", node, partial(setattr, node, "op", ast.UAdd())


def _of_arithmetic(node: ast.BinOp | ast.AugAssign) -> Made:
    """Change an operator; at import such signs also join types, which nobody reads."""
    if type(node.op) in _ARITHMETIC:
        yield "arithmetic", node, partial(setattr, node, "op", _ARITHMETIC[type(node.op)]())


def _of_constant(node: ast.Constant) -> Made:
    match node.value:
        case bool():
            yield "truth", node, partial(setattr, node, "value", not node.value)
        case int() | float():
            yield "number", node, partial(setattr, node, "value", node.value + 1)
        case str():
            yield "text", node, partial(setattr, node, "value", f"XX{node.value}XX")


def _of_loop(node: ast.For) -> Made:
    yield "no pass of a loop", node.iter, partial(setattr, node, "iter", ast.Tuple([], ast.Load()))


def _of_choice(node: ast.IfExp) -> Made:
    yield "choice", node, partial(_swap, node)


def _of_filter(node: ast.comprehension) -> Made:
    for index in range(len(node.ifs)):
        yield "no filter", node, partial(node.ifs.__setitem__, index, ast.Constant(value=True))


def _of_result(node: ast.Return) -> Made:
    if node.value is not None and not isinstance(node.value, ast.Constant):
        yield "no result", node, partial(setattr, node, "value", ast.Constant(None))


def _of_leaving(node: ast.Break | ast.Continue) -> Made:
    other = ast.Continue if isinstance(node, ast.Break) else ast.Break
    yield type(node).__name__.lower(), node, partial(setattr, node, "__class__", other)


def _swap(choice: ast.IfExp) -> None:
    choice.body, choice.orelse = choice.orelse, choice.body


_CHANGES: Mapping[type[ast.AST], Callable[..., Made]] = {
    ast.Compare: _of_comparison,
    ast.BoolOp: _of_logic,
    ast.UnaryOp: _of_sign,
    ast.BinOp: _of_arithmetic,
    ast.AugAssign: _of_arithmetic,
    ast.Constant: _of_constant,
    ast.For: _of_loop,
    ast.IfExp: _of_choice,
    ast.comprehension: _of_filter,
    ast.Return: _of_result,
    ast.Break: _of_leaving,
    ast.Continue: _of_leaving,
}
