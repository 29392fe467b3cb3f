"""Scripts for Slurm, and runs of them with a queue that does one task after the other."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Final

import pytest

from gongkai.extract.bulk.executors import ClusterOptions, Executor, launch
from gongkai.extract.bulk.manifest import open_run
from gongkai.extract.errors import GongkaiError
from tests.extract.bulk.runs import content, files, frozen, make, manifest_names, names_in
from tests.extract.command_line.test_commands import gongkai

Captured = pytest.CaptureFixture[str]

pytestmark = pytest.mark.skipif(os.name == "nt", reason="Slurm's scripts are for bash")

SAMPLES: Final = Path(__file__).parents[3] / "annotations" / "samples"
#: What Slurm's programs do as far as it matters here. The queue runs a job while it is submitted;
#: a task that fails keeps none from running, as with Slurm.
PROGRAMS: Final = {
    "sbatch": r"""
echo "$@" >> "$QUEUE/submissions"
script="${@: -1}"
for argument in "$@"; do
    case "$argument" in
        --export=ALL,*) export "${argument#--export=ALL,}" ;;
    esac
done
cp "$script" "$QUEUE/script"
last=$(sed -n 's/^#SBATCH --array=0-\([0-9]*\).*/\1/p' "$script")
for task in $(seq 0 "$last"); do
    SLURM_ARRAY_TASK_ID=$task SLURM_NODELIST='node[1-2]' bash "$script" \
        >> "$QUEUE/output" 2>&1 || echo "$task" >> "$QUEUE/failed"
done
echo "Submitted batch job 41"
""",
    "srun": r"""
while [ "${1#-}" != "$1" ]; do
    [ "$1" = -n ] && shift
    shift
done
exec "$@"
""",
    "scontrol": "printf 'node1\\nnode2\\n'\n",
    "squeue": 'cat "$QUEUE/waiting" 2> /dev/null\n',
}


@pytest.fixture
def queue(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder in which the queue notes what it did."""
    programs = tmp_path / "programs"
    programs.mkdir()
    for name, lines in PROGRAMS.items():
        (programs / name).write_text("#!/bin/bash\n" + lines, encoding="utf-8")
        (programs / name).chmod(0o755)
    folder = tmp_path / "queue"
    folder.mkdir()
    monkeypatch.setenv("QUEUE", str(folder))
    monkeypatch.setenv("PATH", f"{programs}{os.pathsep}{os.environ['PATH']}")
    return folder


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    folder = tmp_path / "reports"
    folder.mkdir()
    for number, sample in enumerate(sorted(SAMPLES.glob("*.txt"))[:5]):
        shutil.copy(sample, folder / f"{number}.txt")
    (folder / "empty.txt").touch()
    return folder


def directives(script: str) -> dict[str, str]:
    """The directives of a script; those without a value have an empty one."""
    found = re.findall(r"^#SBATCH --([\w-]+)(?:=(.*))?$", script, re.MULTILINE)
    assert len(dict(found)) == len(found)
    return dict(found)


def dry_run(tmp_path: Path, shards: int = 3, **options: object) -> str:
    run = frozen(tmp_path / "run", files(tmp_path / "files", map(str, range(shards))), 1)
    chosen = ClusterOptions(dry_run=True, **options)  # type: ignore[arg-type]
    script = launch(run, Executor.SLURM, chosen).script
    assert script is not None
    return script


def test_a_script_says_what_was_asked_for(tmp_path: Path) -> None:
    script = dry_run(
        tmp_path,
        tasks_at_once=2,
        cpus_per_task=4,
        memory_per_cpu=900_000_000,
        partition="short",
        time="2:00:00",
        qos="low",
        account="archive",
        sbatch={"constraint": "avx2", "exclusive": ""},
        environment_command="source /shared/venv/bin/activate",
    )
    said = directives(script)
    logs = said.pop("output")
    assert said.pop("error") == logs
    assert logs.startswith(f"{tmp_path}/run/logs/slurm-001/")
    assert said == {
        "array": "0-2%2",
        "cpus-per-task": "4",
        "mem-per-cpu": "859M",
        "nodes": "1",
        "partition": "short",
        "time": "2:00:00",
        "qos": "low",
        "account": "archive",
        "constraint": "avx2",
        "exclusive": "",
        "job-name": "gongkai",
        "requeue": "",
    }
    assert "\nsource /shared/venv/bin/activate\n" in script
    subprocess.run(["bash", "-n"], input=script.encode(), check=True)  # noqa: S607


def test_what_was_not_asked_for_is_left_to_the_cluster(tmp_path: Path) -> None:
    script = dry_run(tmp_path)
    assert directives(script).keys().isdisjoint({"partition", "time", "qos", "account"})
    assert directives(script)["mem-per-cpu"] == "954M"  # a worker's limit, and 500 MB
    assert f'export PATH={os.path.dirname(sys.executable)}:"$PATH"' in script


def test_a_dry_run_submits_nothing_and_leaves_no_logs(
    queue: Path, tmp_path: Path, capsys: Captured
) -> None:
    folder = files(tmp_path / "files", "ab")
    options = ("--executor", "slurm", "--dry-run", "--model", "rules", "--sbatch", "exclusive")
    assert gongkai("bulk", folder, "--output", tmp_path / "run", *options) == 0
    assert directives(capsys.readouterr().out)["exclusive"] == ""
    assert list(queue.iterdir()) == []
    assert list((tmp_path / "run" / "logs").iterdir()) == []
    assert open_run(tmp_path / "run").pending() == [0]


def test_a_longer_array_than_slurm_takes_is_submitted_in_parts(queue: Path, tmp_path: Path) -> None:
    (queue.parent / "programs" / "sbatch").write_text(
        '#!/bin/bash\necho "$@" >> "$QUEUE/submissions"\necho Submitted batch job 7\n'
    )
    run = frozen(tmp_path / "run", files(tmp_path / "files", map(str, range(1002))), 1)
    launched = launch(run, Executor.SLURM, ClusterOptions())
    first, second = (queue / "submissions").read_text(encoding="utf-8").splitlines()
    assert "RUN_OFFSET=0" in first
    assert "RUN_OFFSET=1" in second
    assert "--dependency=afterany:7" in second
    assert (launched.tasks, launched.job) == (1002, "7")


def test_a_run_of_the_queue_makes_all_shards(
    queue: Path, reports: Path, tmp_path: Path, capsys: Captured
) -> None:
    directory = tmp_path / "run"
    options = ("--executor", "slurm", "--shards-per-task", "2", "--workers", "1")
    settings = ("--shard-size", "2", "--model", "rules", "--format", "jsonl", "--ocr", "never")
    assert gongkai("bulk", reports, "--output", directory, *options, *settings) == 0
    told = capsys.readouterr().err
    assert "job 41, tasks: 2" in told
    run = open_run(directory)
    assert run.pending() == [], (queue / "output").read_text(encoding="utf-8")
    assert names_in(directory) == manifest_names(run)
    assert not (queue / "failed").exists()

    # What is corrupt is made again, and nothing else; logs of the first launch are no marks.
    before = content(directory)
    (directory / "shards" / "00001" / "records.jsonl.zst").write_bytes(b"")
    assert gongkai("bulk", "--output", directory, "--executor", "slurm") == 0
    assert "tasks: 1" in capsys.readouterr().err
    assert content(directory) == before
    assert gongkai("bulk", "--output", directory, "--executor", "slurm") == 1  # one is empty
    assert len((queue / "submissions").read_text(encoding="utf-8").splitlines()) == 2


def test_a_job_that_is_in_the_queue_is_not_submitted_again(queue: Path, tmp_path: Path) -> None:
    run = frozen(tmp_path / "run", files(tmp_path / "files", "ab"), 2)
    logs = tmp_path / "run" / "logs" / "slurm-001"
    logs.mkdir(parents=True)
    (logs / "job.txt").write_text("41\n")
    (queue / "waiting").write_text("41 short gongkai\n")
    with pytest.raises(GongkaiError, match="Job 41 of this run is in the queue still"):
        launch(run, Executor.SLURM, ClusterOptions())
    assert not (queue / "submissions").exists()


def test_a_job_that_slurm_does_not_take_is_told(queue: Path, tmp_path: Path) -> None:
    (queue.parent / "programs" / "sbatch").write_text("#!/bin/bash\nexit 3\n")
    run = frozen(tmp_path / "run", files(tmp_path / "files", "a"), 2)
    with pytest.raises(GongkaiError, match=r"did not take the job \(sbatch ended with status 3"):
        launch(run, Executor.SLURM, ClusterOptions())


def test_a_machine_without_slurm_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    run = frozen(tmp_path / "run", files(tmp_path / "files", "a"), 2)
    with pytest.raises(GongkaiError, match="There is no sbatch here"):
        launch(run, Executor.SLURM, ClusterOptions())


@pytest.mark.parametrize("name", ["with space", "50%", "a;b", "$HOME", "a'b"])
def test_a_folder_that_a_script_would_misread_is_refused(name: str, tmp_path: Path) -> None:
    run = frozen(tmp_path / name, files(tmp_path / "files", "a"), 2)
    with pytest.raises(GongkaiError, match="rename the folder"):
        launch(run, Executor.SLURM, ClusterOptions(dry_run=True))


def test_a_folder_may_have_a_chinese_name(tmp_path: Path) -> None:
    run = frozen(tmp_path / "年报", files(tmp_path / "files", "a"), 2)
    script = launch(run, Executor.SLURM, ClusterOptions(dry_run=True)).script or ""
    assert f"launch_pickled_pipeline {tmp_path}/年报/logs/" in script


def test_nothing_is_submitted_where_nothing_is_pending(queue: Path, tmp_path: Path) -> None:
    run = frozen(tmp_path / "run", files(tmp_path / "files", "ab"), 2)
    make(run)
    assert launch(run, Executor.SLURM, ClusterOptions()).tasks == 0
    assert list(queue.iterdir()) == []


@pytest.mark.parametrize(
    ("executor", "options", "told"),
    [
        ("local", ("--partition", "short"), "use --executor slurm"),
        ("local", ("--cpus-per-task", "2"), "use --executor ray or slurm"),
        ("ray", ("--dry-run",), "use --executor slurm"),
        ("slurm", ("--ray-address", "auto"), "use --executor ray"),
        ("slurm", ("--sbatch", "=3"), "names no directive"),
    ],
)
def test_options_that_say_nothing_to_an_executor_are_refused(
    executor: str, options: tuple[str, ...], told: str, tmp_path: Path, capsys: Captured
) -> None:
    folder = files(tmp_path / "files", "a")
    arguments = ("bulk", folder, "--output", tmp_path / "run", "--executor", executor, *options)
    assert gongkai(*arguments) == 2
    assert told in " ".join(re.sub(r"[│╭╮╰╯─]", " ", capsys.readouterr().err).split())
    assert not (tmp_path / "run").exists()
