"""EPUBs of every shape pass epubcheck without error or warning."""

import pytest

from fascicle.exporting.epub import make_epub
from tests.exporting.samples import SHAPES


@pytest.mark.parametrize("shape", SHAPES)
def test_epubs_of_every_shape_have_no_error_or_warning(shape, check_epubs, tmp_path):
    path = tmp_path / "book.epub"
    path.write_bytes(make_epub(SHAPES[shape]))

    messages = check_epubs(path)

    assert messages == []
