"""What is changed and what is left alone, on small modules."""

import sys
from types import ModuleType

import pytest

from tests.mutation.constants import put_constants
from tests.mutation.operators import changed, mutant, mutated, names


def changes(source):
    return [(each.operator, each.before, each.after) for each in every(source)]


def every(source):
    return [mutant("m.py", source, name) for name in names(source)]


@pytest.mark.parametrize(
    ("line", "operator", "before", "after"),
    [
        ("return a < b", "comparison", "a < b", "a <= b"),
        ("return a is not b", "comparison", "a is not b", "a is b"),
        ("return a and b", "logic", "a and b", "a or b"),
        ("return not a", "negation", "not a", "not not a"),
        ("return -a", "sign", "-a", "+a"),
        ("return a + b", "arithmetic", "a + b", "a - b"),
        ("a += b", "arithmetic", "a += b", "a -= b"),
        ("return 3", "number", "3", "4"),
        ("return True", "truth", "True", "False"),
        ("return 'a'", "text", "'a'", "'XXaXX'"),
        ("for c in a: b()", "no pass of a loop", "a", "a"),
        ("return a if c else b", "choice", "a if c else b", "b if c else a"),
        ("return [c for c in a if b]", "no filter", " for c in a if b", " for c in a if True"),
        ("return a", "no result", "return a", "return None"),
        ("while a: break", "break", "break", "continue"),
    ],
)
def test_a_change(line, operator, before, after):
    assert (operator, before, after) in changes(f"def f(a, b, c):\n    {line}\n")


@pytest.mark.parametrize(
    "source",
    [
        '"""A module."""\n',
        "def f(a: 'int') -> 'str':\n    '''A function.'''\n",
        "def f():\n    raise ValueError('words')\n",
        "NAME = Words('名', 'name')\n",
        "@cache(maxsize=3)\ndef f(): pass\n",
        "@rule('A101', level=1, examples=(1, 2))\ndef f(): pass\n",
        "__all__ = ['f']\n",
        "Both = A | B\n",
        "Either = Literal['a', 'b']\n",
    ],
)
def test_what_is_left_alone(source):
    assert changes(source) == []


def test_what_a_rule_applies_to_is_changed_where_it_is_imported():
    (found,) = every("@rule('A101', applies=Applies(first_year=2021))\ndef f(): pass\n")
    assert (found.operator, found.inside) == ("number", False)


def test_defaults_belong_to_the_import_and_bodies_to_the_function():
    assert [(each.before, each.inside) for each in every("def f(a=1):\n    g(2)\n")] == [("1", False), ("2", True)]


def test_a_mutant_runs_as_changed():
    made = {}
    source = "def f(a):\n    return a + 1\n"
    exec(mutated("m.py", source, names(source)[1]), made)  # noqa: S102 - a mutant is there to be run
    assert made["f"](5) == 4


def test_a_mutant_keeps_its_name_as_long_as_its_function_is_the_same():
    kept, changed = "def f(a):\n    return a + 1\n", "def g():\n    return {}\n"
    before = {each.name: each.before for each in every(kept + changed.format(2))}
    after = {each.name for each in every("X = 3\n" + changed.format(4) + kept)}
    assert {before[name] for name in before.keys() & after} == {"return a + 1", "a + 1", "1"}


def test_constants_of_a_mutant_are_computed_anew_wherever_they_are_used(monkeypatch):
    source = "A = 2\nB = (A, 'b')\nNEW = object()\ndef f():\n    return A, B\n"
    module, other = ModuleType("module"), ModuleType("other")
    exec(source, vars(module))  # noqa: S102 - the module of the mutants
    other.B, unmoved = module.B, module.NEW
    for each in (module, other):
        monkeypatch.setitem(sys.modules, each.__name__, each)
    assert put_constants(module, source, changed(source, names(source)[0]))
    assert (module.f(), other.B, module.NEW) == ((3, (3, "b")), (3, "b"), unmoved)
    assert not put_constants(module, source, changed(source, names(source)[-1]))
