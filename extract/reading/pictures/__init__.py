"""Reading pictures of pages: scans, photographs of print, reports published as pictures.

The modules in the order to read them in:

1. :mod:`.files`: the pages of a picture file, within limits; :mod:`.bands`: where a long picture
   is cut into parts.
2. :mod:`.cleaning`: red stamps, shadow, dark edges and noise go; grey on white stays.
3. :mod:`.measuring`: which pixels are ink, and how large the print is.
4. :mod:`.turning`: pages that lie askew, on their side or upside down are turned upright.
5. :mod:`.lines`: the straight lines that tables are drawn with; :mod:`.broken_ends`: what a
   stamp or a bad copy took of them.
6. :mod:`.cells`: what ink stands in each cell of a table; every line of it is a crop
   (:mod:`.crops`).
7. :mod:`.surroundings`: the lines of text outside tables, by a trained detector.
8. :mod:`.engine`: the trained detector and recogniser; :mod:`.transcribing`: from what the
   recogniser says about each place of a crop to characters; :mod:`.lone_marks`: slashes, dashes
   and the figure 1 alone in a cell; :mod:`.placing`: where each character stands;
   :mod:`.punctuation`: marks as wide as they were set.
9. :mod:`.certainty`: how sure a character is.
10. :mod:`.recognising`: the way of one page through all of them.
11. :mod:`.reading`: the way of a file, or of several that are the pages of one document.

:mod:`.memory` keeps what is free between the steps from piling up.

Inside tables nothing is left to the detector, which misses single figures: a cell with ink is
read, a cell without ink is blank.

What needs the extra ``ocr`` is loaded when the first page is read.
"""

from gongkai.extract.reading.pictures.reading import (
    read_picture,
    read_pictures,
    recognise_page,
)

__all__ = ["read_picture", "read_pictures", "recognise_page"]
