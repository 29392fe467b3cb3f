"""The package: what is declared, what is there, what is loaded and what a wheel holds."""

from __future__ import annotations

import importlib.metadata
import shutil
import subprocess
import sys
import sysconfig
import tomllib
import venv
import zipfile
from fnmatch import fnmatch
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
FOLDERS = ("annotations", "evaluate", "extract", "models", "training")
MOST_BYTES_OF_A_WHEEL = 25 * 2**20
#: The oldest setuptools that reads this project's metadata (a licence as an expression).
SETUPTOOLS = 77
LEFT_BEHIND = ("__pycache__", "*.pyc", ".venv", ".git", "build", "dist", "out", "*.egg-info")
CACHES = (".mypy_cache", ".ruff_cache", ".pytest_cache", ".hypothesis")


def declared() -> dict[str, object]:
    with (ROOT / "pyproject.toml").open("rb") as stream:
        tool = tomllib.load(stream)["tool"]["setuptools"]
    assert isinstance(tool, dict)
    return tool


def product_files(root: Path = ROOT) -> list[Path]:
    """Return every file of the five folders, relative to the repository."""
    return sorted(
        path.relative_to(root)
        for folder in FOLDERS
        for path in (root / folder).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    )


def package_of(path: Path, packages: set[str]) -> str:
    """Return the innermost package a file belongs to."""
    parts = list(path.parent.parts)
    while parts and ".".join(("gongkai", *parts)) not in packages:
        parts.pop()
    return ".".join(("gongkai", *parts))


def folders_with_modules() -> set[Path]:
    return {path.parent for path in product_files() if path.suffix == ".py"}


def test_the_declared_packages_are_those_that_exist() -> None:
    existing = {".".join(("gongkai", *folder.parts)) for folder in folders_with_modules()}
    packages = declared()["packages"]
    assert isinstance(packages, list)
    assert sorted(packages) == sorted(existing)


def test_every_package_says_what_it_is() -> None:
    without = [
        str(each) for each in folders_with_modules() if not (ROOT / each / "__init__.py").is_file()
    ]
    assert without == []


def test_every_folder_is_marked_as_typed() -> None:
    assert [folder for folder in FOLDERS if not (ROOT / folder / "py.typed").is_file()] == []


#: What belongs to the annotations and is no use to who installs the package.
KEPT_BESIDE = frozenset({"real_urls.txt"})


def test_every_data_file_is_declared() -> None:
    tool = declared()
    data, packages = tool["package-data"], tool["packages"]
    assert isinstance(data, dict)
    assert isinstance(packages, list)
    undeclared = []
    for path in product_files():
        if path.suffix == ".py" or path.name in KEPT_BESIDE:
            continue
        package = package_of(path, set(packages))
        inside = path.relative_to(Path(*package.split(".")[1:])).as_posix()
        patterns = [*data.get("*", []), *data.get(package, [])]
        if not any(fnmatch(inside, pattern) for pattern in patterns):
            undeclared.append(path.as_posix())
    assert undeclared == []


def loaded_by(program: str, names: list[str]) -> str:
    """Return which of the named libraries a program loads, as a fresh interpreter prints them."""
    program = f"import sys\n{program}\nprint([name for name in {names} if name in sys.modules])"
    return subprocess.run(  # noqa: S603 - this interpreter
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    ).stdout.strip()


@pytest.mark.parametrize("module", ["gongkai.extract", "gongkai.models.scheme"])
def test_importing_the_public_package_loads_nothing_heavy(module: str) -> None:
    heavy = ["spacy", "sklearn", "pydantic", "pyarrow", "rich", "datasets", "numpy", "selectolax"]
    assert loaded_by(f"import {module}", heavy) == "[]"


#: What spaCy's own command line brings along is none of these.
NEEDLESS = ["sklearn", "datasets", "pyarrow", "pandas", "selectolax", "torch", "jieba"]


@pytest.mark.parametrize(
    ("model", "needless"),
    [
        ("accurate", [*NEEDLESS, "gongkai.training"]),
        ("rules", [*NEEDLESS, "spacy", "thinc", "rich", "typer"]),
    ],
)
def test_extracting_a_text_file_loads_only_what_it_needs(model: str, needless: list[str]) -> None:
    sample = str(ROOT / "annotations" / "samples" / "2012_county_prose.txt")
    program = (
        f"from gongkai.extract import extract, read\nextract(read({sample!r}), model={model!r})"
    )
    assert loaded_by(program, needless) == "[]"
    assert loaded_by(program, ["pydantic"]) == "['pydantic']"  # what is loaded is seen


def test_every_public_name_can_be_imported() -> None:
    import gongkai.extract as public  # noqa: PLC0415 - what is tested

    assert public.__all__
    for name in public.__all__:
        assert callable(getattr(public, name))
    with pytest.raises(AttributeError, match="has no attribute 'nothing'"):
        public.nothing  # noqa: B018


def test_the_version_is_that_of_the_changelog() -> None:
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert f"\n## {importlib.metadata.version('gongkai')}" in changelog


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a wheel built from a copy of the tree."""
    folder = tmp_path_factory.mktemp("wheel")
    source = folder / "source"
    shutil.copytree(ROOT, source, ignore=shutil.ignore_patterns(*LEFT_BEHIND, *CACHES))
    command = [sys.executable, "-m", "build", "--wheel", "--outdir", str(folder), str(source)]
    if int(importlib.metadata.version("setuptools").split(".")[0]) >= SETUPTOOLS:
        command.append("--no-isolation")  # works without a network
    subprocess.run(command, check=True, capture_output=True)  # noqa: S603 - this interpreter
    (built,) = folder.glob("gongkai-*.whl")
    return built


@pytest.mark.slow
def test_the_wheel_holds_the_packages_with_their_data_and_nothing_else(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = [name for name in archive.namelist() if ".dist-info/" not in name]
    source = wheel.parent / "source"
    shipped = [path for path in product_files(source) if path.name not in KEPT_BESIDE]
    assert sorted(names) == sorted(f"gongkai/{path.as_posix()}" for path in shipped)
    assert "gongkai/models/trained/weights/config.cfg" in names
    assert wheel.stat().st_size < MOST_BYTES_OF_A_WHEEL


@pytest.mark.slow
def test_an_installed_wheel_reads_a_report_with_the_trained_model(
    wheel: Path, tmp_path: Path
) -> None:
    venv.create(tmp_path / "venv", with_pip=False)
    place = {"base": str(tmp_path / "venv"), "platbase": str(tmp_path / "venv")}
    packages = Path(sysconfig.get_path("purelib", scheme="venv", vars=place))
    command = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps"]
    subprocess.run(  # noqa: S603 - this interpreter
        [*command, "--target", str(packages), str(wheel)], check=True, capture_output=True
    )
    # What gongkai needs comes from here, without a network; gongkai itself must not.
    (packages / "needed.pth").write_text(f"{sysconfig.get_path('purelib')}\n", encoding="utf-8")
    sample = ROOT / "annotations" / "samples" / "2012_county_prose.txt"
    program = (
        "import gongkai.models.trained as trained\n"
        "from gongkai.extract import extract, read\n"
        f"record = extract(read({str(sample)!r}))\n"
        "print(trained.__file__)\n"
        "print(record.extractor.model, len(record.claims) > 10, record.claims[0].confidence)"
    )
    interpreter = Path(sysconfig.get_path("scripts", scheme="venv", vars=place)) / "python"
    shown = subprocess.run(  # noqa: S603 - the interpreter just made
        [str(interpreter), "-c", program],
        cwd=tmp_path,
        check=True,
        capture_output=True,
        text=True,
    ).stdout.splitlines()
    assert Path(shown[0]).is_relative_to(packages)
    model, has_claims, confidence = shown[1].split()
    assert (model, has_claims) == ("accurate", "True")
    assert 0 < float(confidence) < 1
