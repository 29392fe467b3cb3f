"""``gongkai codebook``."""

from __future__ import annotations

import pytest

from gongkai.extract.codebook.rendering import as_csv, as_markdown
from gongkai.extract.command_line import main
from gongkai.extract.language import Language


@pytest.mark.parametrize(
    ("options", "printed"),
    [
        ([], as_markdown(Language.ENGLISH)),
        (["--lang", "zh"], as_markdown(Language.CHINESE)),
        (["--format", "csv"], as_csv(Language.ENGLISH)),
        (["--format", "csv", "--lang", "zh"], as_csv(Language.CHINESE)),
    ],
)
def test_the_codebook_is_printed(
    options: list[str], printed: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as exited:
        main(["codebook", *options])
    assert exited.value.code == 0
    assert capsys.readouterr().out == printed
