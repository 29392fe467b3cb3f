"""What reading scans takes of memory, in a process of its own."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image

from gongkai.annotations.documents import drafted_reports
from gongkai.annotations.documents.pdf import render_pdf
from gongkai.annotations.documents.scans import Wear, has_chinese_font, scan_pages, scanned

#: A worker has 500 MB, of which the pipeline with its model takes 180; what both load counts twice.
MOST_MEBIBYTES = 400
READ = """
import sys
from pathlib import Path
from gongkai.extract import read
for name in sys.argv[1:]:
    assert read(Path(name)).text
(peak,) = (line for line in open("/proc/self/status") if line.startswith("VmHWM"))
print(int(peak.split()[1]) // 1024)
"""


pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform != "linux", reason="reads /proc"),
    pytest.mark.skipif(not has_chinese_font(), reason="no Chinese font is installed"),
]


def mebibytes(*paths: Path) -> int:
    """Return the most memory that a process held that read these files."""
    pytest.importorskip("rapidocr")
    names = [str(path) for path in paths]
    done = subprocess.run(  # noqa: S603
        [sys.executable, "-c", READ, *names], capture_output=True, text=True, check=True
    )
    return int(done.stdout)


def test_pages_of_a_scanner_leave_a_worker_within_its_memory(tmp_path: Path) -> None:
    wear = Wear(resolution=300, skew=0.7, noise=6.0, quality=70)
    pages = scan_pages(render_pdf(drafted_reports()[9].draft), wear)[:2]
    paths = [tmp_path / f"{number}.jpg" for number in range(len(pages))]
    for path, page in zip(paths, pages, strict=True):
        path.write_bytes(page)
    assert mebibytes(*paths) < MOST_MEBIBYTES


def test_a_long_picture_leaves_a_worker_within_its_memory(tmp_path: Path) -> None:
    """Thirty million pixels, most of them paper, since what is read takes its time."""
    page = next(iter(scanned(render_pdf(drafted_reports()[9].draft), Wear(skew=0.7))))
    long = Image.new("RGB", (page.width, 18_000), (255, 255, 255))
    long.paste(page, (0, 0))
    long.paste(page.crop((0, 300, page.width, 700)), (0, 17_000))
    path = tmp_path / "long.png"
    long.save(path)
    assert mebibytes(path) < MOST_MEBIBYTES
