"""A wheel holds exactly what the rooms hold: no package and no data file is forgotten."""

import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
ROOMS = ("corpus", "index", "search")
SETUPTOOLS = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"][
    "setuptools"
]


def _packages() -> set[str]:
    return {
        ".".join(("pressmark", *init.parent.relative_to(ROOT).parts))
        for room in ROOMS
        for init in (ROOT / room).rglob("__init__.py")
    }


def _data_files() -> list[Path]:
    return [
        path
        for room in ROOMS
        for path in sorted((ROOT / room).rglob("*"))
        if path.is_file() and path.suffix not in {".py", ".pyc"}
    ]


def _owner(path: Path) -> Path:
    """Return the innermost package folder that holds `path`."""
    return next(folder for folder in path.parents if (folder / "__init__.py").exists())


def test_every_package_of_the_rooms_is_listed_and_no_other():
    assert set(SETUPTOOLS["packages"]) == _packages()


@pytest.mark.parametrize("path", _data_files(), ids=lambda path: str(path.relative_to(ROOT)))
def test_every_data_file_ships_with_its_package(path):
    owner = _owner(path)
    package = ".".join(("pressmark", *owner.relative_to(ROOT).parts))
    patterns = SETUPTOOLS["package-data"].get(package, [])
    assert any(path in owner.glob(pattern) for pattern in patterns)


def test_every_module_stands_in_a_package():
    modules = [module for room in ROOMS for module in (ROOT / room).rglob("*.py")]
    assert [m for m in modules if not (m.parent / "__init__.py").exists()] == []
