"""The lock for CI names every package that the tests and the fuzzing ask for, in a version that they accept."""

import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
LINES = (ROOT / "requirements" / "ci.txt").read_text("utf-8").replace("\\\n", "").splitlines()
LOCKED = {canonicalize_name(line.split("==")[0]): line.split("==")[1].split()[0] for line in LINES if "==" in line}


def wanted(extra: str) -> Iterator[Requirement]:
    for line in PROJECT["optional-dependencies"][extra]:
        requirement = Requirement(line)
        if requirement.name == PROJECT["name"]:
            for other in requirement.extras:
                yield from wanted(other)
        else:
            yield requirement


REQUIREMENTS = [*map(Requirement, PROJECT["dependencies"]), *wanted("test"), *wanted("fuzz")]


@pytest.mark.parametrize("requirement", [r for r in REQUIREMENTS if r.name != "torch"], ids=str)
def test_requirement_is_locked(requirement: Requirement) -> None:
    assert requirement.specifier.contains(LOCKED[canonicalize_name(requirement.name)]), "run `make lock`"


def test_every_locked_package_has_a_hash() -> None:
    assert all(line.startswith("#") or "--hash=sha256:" in line for line in LINES)
