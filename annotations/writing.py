"""Passages written back into files in the markup."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

from gongkai.annotations.corpus_files import CorpusError
from gongkai.annotations.markup import write_passage
from gongkai.annotations.passages import Located


def write_markup(passages: Iterable[Located], directory: Path, root: Path) -> list[Path]:
    """Write passages into one file for each file they came from.

    Parameters
    ----------
    passages
        The passages, in any order; those of one file keep theirs.
    directory
        Where the files go.
    root
        The folder, or the file, that the passages were read from.

    Returns
    -------
    list of Path
        The files written, with the same paths below the directory as they had below the root.

    Raises
    ------
    CorpusError
        If one of the files exists: nothing is written over.
    """
    files: defaultdict[Path, list[str]] = defaultdict(list)
    for located in passages:
        file = Path(located.file)
        relative = Path(file.name) if file == root else file.relative_to(root)
        files[directory / relative].append(write_passage(located.passage))
    for target, texts in files.items():
        target.parent.mkdir(parents=True, exist_ok=True)
        try:
            with target.open("x", encoding="utf-8", newline="\n") as stream:
                stream.write("\n".join(texts))
        except FileExistsError:
            raise CorpusError(f"{target} exists: name a folder that does not") from None
    return list(files)
