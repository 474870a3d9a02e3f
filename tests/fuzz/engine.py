"""The engine of the guided campaigns: `python -m tests.fuzz.engine FORMAT FILE OPTIONS…`; faults go to the file.

Only what is imported inside the block below is watched, so nothing of `checks` may have been imported before.
"""

import sys
from pathlib import Path
from random import Random

import atheris

with atheris.instrument_imports(include=["checks"]):
    from .formats import FORMATS


def main(name: str, found: Path, options: list[str]) -> None:
    """Run the engine; it ends the process."""
    format_ = FORMATS[name]

    def read(data: bytes) -> None:
        faults = format_.faults(data)
        if faults:
            with found.open("a", encoding="utf-8") as file:
                file.write(" ".join(faults[0].split()) + "\n")

    def mutate(data: bytes, longest: int, seed: int) -> bytes:
        rng = Random(seed)  # noqa: S311 - test data, no secret
        return format_.mutated(data, rng.choice(format_.originals(1)), rng)[:longest]

    atheris.Setup(["fuzz", *options], read, custom_mutator=mutate)
    atheris.Fuzz()


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), sys.argv[3:])
