"""What reading scans takes of memory, in a process of its own."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from gongkai.annotations.documents import drafted_reports
from gongkai.annotations.documents.pdf import render_pdf
from gongkai.annotations.documents.scans import Wear, has_chinese_font, scan_pages

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


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
@pytest.mark.skipif(not has_chinese_font(), reason="no Chinese font is installed")
def test_pages_of_a_scanner_leave_a_worker_within_its_memory(tmp_path: Path) -> None:
    pytest.importorskip("rapidocr")
    wear = Wear(resolution=300, skew=0.7, noise=6.0, quality=70)
    pages = scan_pages(render_pdf(drafted_reports()[9].draft), wear)[:2]
    names = [str(tmp_path / f"{number}.jpg") for number in range(len(pages))]
    for name, page in zip(names, pages, strict=True):
        Path(name).write_bytes(page)
    done = subprocess.run(  # noqa: S603
        [sys.executable, "-c", READ, *names], capture_output=True, text=True, check=True
    )
    assert int(done.stdout) < MOST_MEBIBYTES
