"""Constants of a module as a mutant has them, without importing it again: its assignments are run anew, in order.

What was computed from them elsewhere at import (examples of rules, defaults, classes) keeps its old values, so that a
mutant may survive here which would not survive an import.
"""

import ast
import sys
from types import ModuleType

Names = dict[str, object]


def put_constants(module: ModuleType, source: str, mutated: ast.Module) -> bool:
    """Give a module the constants that differ in a mutant, wherever they were imported; return whether any does."""
    once, again = _assigned(module, ast.parse(source)), _assigned(module, ast.parse(source))
    after = _assigned(module, mutated)
    differing = {name for name in once if once[name] == again[name] and after[name] != once[name]}
    for name in differing:
        old = vars(module)[name]
        for other in [*sys.modules.values()]:
            if isinstance(other, ModuleType) and vars(other).get(name) is old:
                setattr(other, name, after[name])
    return bool(differing)


def _assigned(module: ModuleType, tree: ast.Module) -> Names:
    """Return what the assignments at the head of a module give, run among the names it has."""
    own: list[ast.stmt] = [
        part for part in tree.body if isinstance(part, ast.Assign) or (isinstance(part, ast.AnnAssign) and part.value)
    ]
    code = compile(ast.fix_missing_locations(ast.Module(own, [])), module.__name__, "exec", dont_inherit=True)
    names = dict(vars(module))
    exec(code, names)  # noqa: S102 - a mutant is there to be run
    told = {
        each.id
        for part in own
        for each in ast.walk(part)
        if isinstance(each, ast.Name) and isinstance(each.ctx, ast.Store)
    }
    return {name: names[name] for name in told if name in vars(module)}
