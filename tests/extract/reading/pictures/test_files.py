import tracemalloc
from io import BytesIO

import numpy as np
import pytest
from PIL import Image

from gongkai.extract.errors import ReadError
from gongkai.extract.reading.limits import PICTURE_PAGE_PIXELS, PICTURE_PIXELS
from gongkai.extract.reading.pictures import files
from gongkai.extract.reading.pictures.files import open_picture

SIZE = (60, 40)


def written(image: Image.Image, format_name: str, **options: object) -> bytes:
    file = BytesIO()
    image.save(file, format_name, **options)
    return file.getvalue()


def two_halves(mode: str = "L") -> Image.Image:
    """Return a picture that is black on the left and white on the right."""
    levels = np.zeros((SIZE[1], SIZE[0]), dtype=np.uint8)
    levels[:, SIZE[0] // 2 :] = 255
    return Image.fromarray(levels).convert(mode)


@pytest.mark.parametrize(
    ("format_name", "mode"),
    [
        ("PNG", "1"), ("PNG", "L"), ("PNG", "P"), ("PNG", "RGB"), ("PNG", "I;16"),
        ("JPEG", "RGB"), ("JPEG", "CMYK"), ("GIF", "P"), ("BMP", "RGB"), ("TIFF", "1"),
        ("TIFF", "CMYK"), ("TIFF", "F"), ("WEBP", "RGB"),
    ],
)  # fmt: skip
def test_pictures_of_every_kind_are_decoded_to_colours(format_name: str, mode: str) -> None:
    image = two_halves("I").convert(mode) if mode == "I;16" else two_halves(mode)
    file = open_picture(written(image, format_name))
    (page,) = file.pictures()
    assert page.pixels.shape == (SIZE[1], SIZE[0], 3)
    assert page.pixels[:, :20].mean() < 12
    assert page.pixels[:, 40:].mean() > 243
    assert file.media_type == f"image/{format_name.lower()}"


def test_what_is_transparent_is_paper() -> None:
    image = Image.new("RGBA", SIZE, (0, 0, 0, 0))
    image.putpixel((5, 5), (0, 0, 0, 255))
    (page,) = open_picture(written(image, "PNG")).pictures()
    assert page.pixels[10, 10].tolist() == [255, 255, 255]
    assert page.pixels[5, 5].tolist() == [0, 0, 0]


def test_a_picture_that_was_held_sideways_is_turned() -> None:
    image = two_halves("RGB")
    image.getexif()[0x0112] = 6
    data = written(image, "JPEG", exif=image.getexif(), dpi=(200, 200))
    (page,) = open_picture(data).pictures()
    assert page.pixels.shape == (SIZE[0], SIZE[1], 3)
    assert page.size == pytest.approx((SIZE[1] * 0.36, SIZE[0] * 0.36))


def test_every_page_of_a_tiff_file_is_read() -> None:
    data = written(two_halves(), "TIFF", save_all=True, append_images=[two_halves()] * 2)
    assert len(list(open_picture(data).pictures())) == 3


def test_a_page_that_lacks_its_size_is_left_out() -> None:
    data = written(two_halves(), "TIFF", save_all=True, append_images=[two_halves()])
    width = b"\x00\x01\x04\x00\x01\x00\x00\x00"
    assert data.count(width) == 2
    place = data.rindex(width)
    file = open_picture(data[:place] + b"\xfe\xfe" + data[place + 2 :])
    assert len(list(file.pictures())) == 1
    assert [notice.code for notice in file.notices] == ["page_damaged"]


def test_pages_beyond_the_limit_are_not_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "PICTURE_PAGES", 2)
    for count, codes in ((2, []), (3, ["pages_left_out"])):
        pages = [two_halves()] * (count - 1)
        file = open_picture(written(two_halves(), "TIFF", save_all=True, append_images=pages))
        assert len(list(file.pictures())) == 2
        assert [notice.code for notice in file.notices] == codes


def test_an_animation_is_its_first_picture() -> None:
    other = Image.new("L", SIZE, 128)
    data = written(two_halves(), "GIF", save_all=True, append_images=[other])
    assert len(list(open_picture(data).pictures())) == 1


@pytest.mark.parametrize(("dots", "points"), [((200, 200), 21.6), ((72, 72), None)])
def test_the_size_is_known_if_a_scanner_wrote_it(
    dots: tuple[int, int], points: float | None
) -> None:
    (page,) = open_picture(written(two_halves(), "PNG", dpi=dots)).pictures()
    assert (page.size is None) == (points is None)
    if page.size is not None and points is not None:
        assert page.size[0] == pytest.approx(points, rel=0.01)


def test_pages_put_below_each_other_are_cut_apart() -> None:
    long = Image.new("L", (500, 1414), 255)
    (first, second) = open_picture(written(long, "PNG")).pictures()
    assert len(first.pixels) == len(second.pixels) == 707


def test_a_long_picture_with_ink_at_the_end_of_a_page_is_cut_where_there_is_paper() -> None:
    long = Image.new("L", (500, 1414), 255)
    long.paste(0, (0, 650, 250, 760))
    parts = list(open_picture(written(long, "PNG")).pictures())
    heights = np.cumsum([len(part.pixels) for part in parts])
    assert heights[-1] == 1414
    assert not [height for height in heights[:-1] if 650 < height <= 760]


def test_the_parts_of_a_long_picture_are_the_picture() -> None:
    levels = np.random.default_rng(0).integers(0, 256, (2_345, 301)).astype(np.uint8)
    for format_name, options in (("PNG", {}), ("TIFF", {}), ("WEBP", {"lossless": True})):
        data = written(Image.fromarray(levels), format_name, **options)
        parts = [part.pixels for part in open_picture(data).pictures()]
        assert len(parts) > 3
        assert np.array_equal(np.concatenate(parts)[:, :, 0], levels)


def test_the_parts_of_a_long_picture_are_as_wide_as_each_other_and_no_larger_than_pages() -> None:
    long = Image.new("L", (2_000, 7_000), 255)
    for top in range(0, 7_000, 400):
        long.paste(0, (0, top, 2_000, top + 300))
    parts = [part.pixels for part in open_picture(written(long, "PNG")).pictures()]
    assert len({part.shape[1] for part in parts}) == 1
    assert max(part.shape[0] * part.shape[1] for part in parts) <= PICTURE_PAGE_PIXELS


def test_parts_beyond_the_limit_are_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "PICTURE_PAGES", 2)
    file = open_picture(written(Image.new("L", (100, 1_000), 255), "PNG"))
    assert len(list(file.pictures())) == 2
    assert [notice.code for notice in file.notices] == ["pages_left_out"]


def test_a_picture_that_would_unpack_to_too_much_is_refused_before_it_is_decoded() -> None:
    side = int(PICTURE_PIXELS**0.5) + 10
    data = written(Image.new("1", (side, side)), "PNG")
    with pytest.raises(ReadError, match="limit") as error:
        list(open_picture(data).pictures())
    assert error.value.code == "too_large"


@pytest.mark.parametrize("keep", [8, 30, 120])
def test_a_picture_that_is_cut_off_is_damaged(keep: int) -> None:
    noise = np.random.default_rng(0).integers(0, 256, (40, 60, 3)).astype(np.uint8)
    data = written(Image.fromarray(noise), "PNG")[:keep]
    with pytest.raises(ReadError) as error:
        list(open_picture(data).pictures())
    assert error.value.code == "damaged"


def test_a_picture_in_deep_grey_takes_little_memory() -> None:
    data = written(Image.new("I;16", (3_000, 3_000)), "PNG")
    tracemalloc.start()
    try:
        assert len(list(open_picture(data).pictures())) == 1
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 9 * 3_000 * 3_000
