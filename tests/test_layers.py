"""Who imports whom: the table of the design, held to the letter."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
COMMANDS = sorted((ROOT / "commands").glob("*.py"))
MAY_IMPORT = {
    "model": {"model"},
    "extract": {"model", "extract"},
    "normalize": {"model", "normalize"},
    "validate": {"model", "validate"},
    "contract": {"model", "contract"},
    "store": {"model", "contract", "store"},
    "workers": {"model", "workers"},
    "intake": {"model", "extract", "contract", "store", "workers", "intake"},
    "frames": {"model", "contract"},
    "export": {"model", "contract", "store", "export"},
    "pipeline": {
        *("model", "extract", "normalize", "validate", "contract", "store", "workers", "intake"),
    },
    "commands": {
        *("model", "extract", "normalize", "validate", "contract", "store", "workers", "intake"),
        *("frames", "export", "pipeline", "commands"),
    },
    "cli": {"model", "export", "commands"},
}
ONLY_IN = {
    "click": {"cli.py", *(file.relative_to(ROOT).as_posix() for file in COMMANDS)},
    "msgspec": {
        *("export/as_json.py", "contract/packing.py", "contract/parcel.py", "intake/orders.py"),
    },
    "sqlalchemy": {file.relative_to(ROOT).as_posix() for file in (ROOT / "store").glob("*.py")},
    "rapidfuzz": {"normalize/links.py"},
    "jieba": {"normalize/concepts.py"},
    "pypdfium2": {"extract/readers/pdf.py", "extract/readers/pdfium.py"},
    "pypdfium2_raw": {"extract/readers/pdfium.py"},
    "numpy": {
        *(
            f"extract/{name}.py"
            for name in ("aligned", "aligned_rows", "arrays", "bands", "cell_grids", "phrases")
        ),
        *(
            f"extract/readers/{name}.py"
            for name in ("margins", "page_sheet", "pdf", "pdf_flow", "pdfium", "plumber", "sheet")
        ),
        "extract/rulings.py",
    },
    "pdfplumber": {"extract/readers/plumber.py"},
    "pdfminer": {"extract/readers/plumber.py"},
    "docx": {"extract/readers/docx_xml.py"},
    "pandas": {"frames.py"},
    "xlsxwriter": {"export/as_xlsx.py"},
    "python_calamine": {"intake/workbook.py"},
}
LATE = {
    **{file.relative_to(ROOT).as_posix(): set(MAY_IMPORT) | {"importlib"} for file in COMMANDS},
    "pipeline.py": {"intake"},
    "extract/document.py": {"extract"},
    "extract/readers/pdf.py": {"extract"},
    "extract/readers/spare.py": {"extract"},
    "normalize/__init__.py": {"normalize"},
    "frames.py": {"pandas"},
    "export/as_xlsx.py": {"xlsxwriter"},
    "normalize/links.py": {"rapidfuzz"},
    "normalize/concepts.py": {"jieba"},
}
"""Imports inside functions: what ``gouji --help`` or a reader of numbers alone must not wait for,
and heavy libraries."""


def modules() -> list[Path]:
    """Every Python file of the wheel."""
    files = [ROOT / f"{name}.py" for name in MAY_IMPORT if (ROOT / f"{name}.py").exists()]
    for name in MAY_IMPORT:
        files += sorted((ROOT / name).rglob("*.py"))
    return files


def imports(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are absolute"
            yield node.module or ""
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def relative(file: Path) -> str:
    return file.relative_to(ROOT).as_posix()


def misplaced(source: str, file: str) -> list[str]:
    """The imports of one file that the design does not allow."""
    allowed = MAY_IMPORT[file.split("/", maxsplit=1)[0].removesuffix(".py")]
    tops = {name.split(".", maxsplit=1)[0] for name in imports(ast.parse(source))}
    wrong: list[str] = []
    for top in sorted(tops):
        if top in MAY_IMPORT:
            wrong += [] if top in allowed else [top]
        elif top not in sys.stdlib_module_names and file not in ONLY_IN.get(top, set()):
            wrong.append(top)
    return wrong


@pytest.mark.parametrize("file", modules(), ids=relative)
def test_a_module_imports_only_what_its_layer_may(file: Path) -> None:
    assert misplaced(file.read_text("utf-8"), relative(file)) == []


def test_a_stage_that_imports_another_is_caught() -> None:
    assert misplaced("from normalize.dates import x", "extract/grid.py") == ["normalize"]
    assert misplaced("import msgspec", "export/as_csv.py") == ["msgspec"]
    assert misplaced("import pipeline", "export/as_csv.py") == ["pipeline"]


@pytest.mark.parametrize("file", modules(), ids=relative)
def test_imports_stand_at_the_top_but_for_heavy_ones(file: Path) -> None:
    tree = ast.parse(file.read_text("utf-8"))
    functions = [n for n in ast.walk(tree) if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef)]
    inside = {name.split(".")[0] for function in functions for name in imports(function)}
    assert inside <= LATE.get(relative(file), set())


def test_no_module_imports_itself_in_a_circle() -> None:
    names = {relative(f).removesuffix(".py").replace("/", "."): f for f in modules()}
    known = {name.removesuffix(".__init__"): name for name in names}
    graph: dict[str, set[str]] = {}
    for name, file in names.items():
        # `from package import module` needs the module, not what else the package loads.
        used = {known[i] for i in imports(ast.parse(file.read_text("utf-8"))) if i in known}
        subs = {u.removesuffix(".__init__") for u in used}
        graph[name] = {
            u for u in used if u != name and not _only_a_prefix(u.removesuffix(".__init__"), subs)
        }
    assert list(TopologicalSorter(graph).static_order())


def _only_a_prefix(package: str, names: set[str]) -> bool:
    return any(name.startswith(f"{package}.") for name in names)


POSIX = {"resource", "fcntl", "pwd", "grp", "termios", "signal"}
POSIX_NAME = re.compile(
    r"/proc/|\b(prctl|select\.poll)\b"
    r"|\bos\.(fork|forkpty|killpg|setsid|getsid|getuid|geteuid|setuid|getpgid|waitpid|wait4)\b"
)


def posix_names(source: str) -> set[str]:
    """What the code says, not the texts in it that nobody runs."""
    tree = ast.parse(source)
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            node.value.value = None
    modules = {name.split(".")[0] for name in imports(tree)} & POSIX
    return modules | {match.group() for match in POSIX_NAME.finditer(ast.unparse(tree))}


def test_only_posix_names_stay_out_of_the_portable_code() -> None:
    used = {relative(file): posix_names(file.read_text("utf-8")) for file in modules()}
    assert {file for file, names in used.items() if names} == {
        "workers/posix.py",
        "workers/posix_table.py",
        "store/network.py",
    }


def test_a_posix_name_in_portable_code_is_caught() -> None:
    assert posix_names("import signal, os\nos.killpg(1, 9)") == {"signal", "os.killpg"}
    assert posix_names("def f():\n    'what /proc/ tells'") == set()


def test_reading_numbers_loads_neither_records_nor_links() -> None:
    code = "import sys, normalize; print(*sorted(m for m in sys.modules if '.' in m))"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    loaded = set(done.stdout.split())
    assert "normalize.scanner" in loaded
    assert not loaded & {"model.record", "normalize.links", "normalize.words"}
