"""Makes mutants of a module's functions with mutmut's operators, and puts one in place of the live function.

mutmut itself leaves decorated functions alone, which here are the very ones that write money in a transaction; and it
sets up a database for each mutant. So its operators are used, and its runner is not: see mutation_score.
"""

import importlib
import inspect
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import unified_diff
from pathlib import Path
from types import CodeType, FunctionType, ModuleType
from typing import Any

import libcst as cst
from libcst.metadata import MetadataWrapper, PositionProvider
from mutmut.mutation.file_mutation import MutationVisitor
from mutmut.mutation.mutators import mutation_operators
from mutmut.mutation.pragma_handling import IgnoredCode


@dataclass(frozen=True)
class Mutant:
    """`function` is a qualified name, `lines` those of the whole function, `diff` what is changed."""

    file: str
    function: str
    lines: range
    diff: str
    code: CodeType

    def take_over(self) -> None:
        """Let the function do what the mutant says, in this process and for good."""
        live_functions(module_of(self.file))[self.function].__code__ = self.code


class AlsoDecorated(MutationVisitor):
    """Functions in any decorator too, for nothing is defined again; defaults are left, as they are not in the code."""

    def _skip_node_and_children(self, node: cst.CSTNode) -> bool:
        if isinstance(node, cst.FunctionDef):
            return False
        return isinstance(node, cst.Param) or bool(super()._skip_node_and_children(node))


def mutants_of(file: str) -> Iterator[Mutant]:
    source = Path(file).read_text(encoding="utf-8")
    wrapper = MetadataWrapper(cst.parse_module(source))
    visitor = AlsoDecorated(mutation_operators, IgnoredCode(set(), set(), set()))
    module = wrapper.visit(visitor)
    places = wrapper.resolve(PositionProvider)
    known = live_functions(module_of(file))
    originals = dict(codes_in(compile(source, file, "exec")))
    for mutation in visitor.mutations:
        outer = mutation.contained_by_top_level_function
        if not isinstance(outer, cst.FunctionDef):
            continue
        changed = module.deep_replace(mutation.original_node, mutation.mutated_node)
        assert isinstance(changed, cst.Module)
        span = places[outer]
        lines = range(span.start.line - len(outer.decorators), span.end.line + 1)
        name = next(name for name in known if name in originals and originals[name].co_firstlineno in lines)
        code = dict(codes_in(compile(changed.code, file, "exec")))[name]
        if len(code.co_freevars) == len(originals[name].co_freevars) and code != originals[name]:
            yield Mutant(file, name, lines, diff_of(source, changed.code), code)


def module_of(file: str) -> ModuleType:
    return importlib.import_module(file.removesuffix(".py").replace("/", "."))


def live_functions(module: ModuleType) -> dict[str, FunctionType]:
    """The functions and methods that a module defines, without what decorates them."""
    found: dict[str, FunctionType] = {}
    owners = [module, *(one for one in vars(module).values() if isinstance(one, type))]
    for owner in owners:
        for value in vars(owner).values():
            function = bare(value)
            if function is not None and function.__module__ == module.__name__:
                found[function.__qualname__] = function
    return found


def bare(value: Any) -> FunctionType | None:
    value = value.fget if isinstance(value, property) else value
    value = value.__func__ if isinstance(value, classmethod | staticmethod) else value
    value = inspect.unwrap(value) if callable(value) else value
    return value if isinstance(value, FunctionType) else None


def codes_in(code: CodeType) -> Iterator[tuple[str, CodeType]]:
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield constant.co_qualname, constant
            yield from codes_in(constant)


def diff_of(before: str, after: str) -> str:
    lines = unified_diff(before.splitlines(), after.splitlines(), lineterm="", n=0)
    return "\n".join(line for line in lines if not line.startswith(("---", "+++")))
