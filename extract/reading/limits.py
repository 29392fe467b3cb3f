"""The limits of every reader, in one place: how much of what a file may hold.

Files come from anywhere, and some are made to exhaust whoever opens them. Each limit bounds one
thing that could grow without end; beside it stands what real reports need, which is always far
less, so that a limit is met by attacks and mistakes alone. What goes beyond one is a
:class:`~gongkai.extract.errors.ReadError` that names the limit, or a notice if the rest can be
read. ``docs/limits.md`` lists them all; a test holds that it gives these figures.

One group for each reader, by the folder or module that uses it. Numbers are whole; the end of a
name gives the unit: ``_BYTES``, ``_SECONDS``, ``_PIXELS``, ``_POINTS``, ``_CHARACTERS``; without
one it counts things, or is a ratio.
"""

from __future__ import annotations

from typing import Final

# Any file (reader.py, ../input_files.py)

#: The longest file and the longest archive member: long reports with pictures have 20 MiB.
MAXIMUM_BYTES: Final = 64 * 2**20

# Tables and titles of any format (data_tables.py, titles.py)

#: Lines that one row is divided into; the longest mandated table has 30 rows.
ROW_LINES: Final = 60
#: The longest title that is believed.
TITLE_CHARACTERS: Final = 200

# Archives (../archives.py, ../input_files.py, zip_files.py)

#: How deep archives may lie in each other, the outermost counted; real ones go two deep.
ARCHIVE_DEPTH: Final = 3
#: Members of an archive, with those of the archives in it: a province's reports are some 4,000.
ARCHIVE_MEMBERS: Final = 50_000
#: The list of names of an archive: 300 bytes for each member.
ARCHIVE_DIRECTORY_BYTES: Final = 16 * 2**20
#: How far a member, and an archive as a whole, may unpack; text rarely packs better than 1 to 20.
ARCHIVE_RATIO: Final = 250
#: Members below this size may have any ratio: they can do no harm.
ARCHIVE_RATIO_FREE_BYTES: Final = 2**20
#: What the members of an archive may unpack to together: 4,000 reports of the longest have less.
ARCHIVE_UNPACKED_BYTES: Final = 64 * 2**30

# Tables, crawls and addresses (../sources/)

#: What a row or a record is called; addresses on the web have 2,000 characters at most.
URI_CHARACTERS: Final = 4_000
#: One line of JSON: the longest file in base64, with what is said about it.
JSON_LINE_BYTES: Final = 96 * 2**20
#: How far a packed file of JSON lines may unpack: real ones go 1 to 30, copies of one 1 to 250.
PACKED_LINES_RATIO: Final = 1_000
#: Rows of one Parquet file: the whole country since 2008 has two million reports.
PARQUET_ROWS: Final = 20_000_000
#: What is said about a record of a crawl before its content, and again by the web server.
CRAWL_FIELDS_BYTES: Final = 128 * 2**10

# What a file is (formats.py, compound.py)

#: Entries of the directory of an old Office file; a report with hundreds of objects has 2,000.
COMPOUND_ENTRIES: Final = 10_000

# Text files and pages (decoding.py)

#: A text file or a page, the pictures within it left aside: the longest reports have 1 MiB, and
#: one character beyond the common ones makes each take four bytes.
TEXT_BYTES: Final = 16 * 2**20
#: A file written into an address of a page is taken out of it if it is longer; icons are
#: shorter.
EMBEDDED_BYTES: Final = 1024

# Pages (html/)

#: A page without its scripts and styles: the longest that word processors save have 3 million.
HTML_CHARACTERS: Final = 6_000_000
#: Tags of a page; real ones have some thousands, these take 250 MB and four seconds.
HTML_TAGS: Final = 250_000
#: How deep elements lie in each other; Chrome flattens what lies deeper than 512.
HTML_DEPTH: Final = 300
#: Formatting elements left open, each of which is opened again in every paragraph that follows.
HTML_REOPENED: Final = 1_000_000
#: A tag longer than this is looked at for its attributes ...
HTML_TAG_CHARACTERS: Final = 2_000
#: ... and keeps its spans alone if it has more of them; the longest real ones have 30.
HTML_TAG_ATTRIBUTES: Final = 200
#: Lines of a page; reports have some hundreds of lines and cells.
HTML_LINES: Final = 300_000
#: Columns of a table; HTML itself limits a column span to as many.
HTML_COLUMNS: Final = 1_000
#: Markup in scripts and text fields that is looked through for a report that is not shown.
HTML_STORED_CHARACTERS: Final = 4_000_000
#: Pictures of one page that are read, each of which takes seconds.
HTML_RECOGNISED_PICTURES: Final = 60

# Web archives (html/)

#: Parts of a web archive; pages with a hundred pictures and style sheets are common.
MHTML_PARTS: Final = 2_000
#: How deep parts lie in each other; browsers nest two deep.
MHTML_DEPTH: Final = 4
#: What is said about a part before its content.
MHTML_FIELDS_BYTES: Final = 64 * 2**10
#: Pages of an archive that are looked through for the report: its page and its frames.
MHTML_PAGES: Final = 20

# Pages of PDF files and pictures (pages/)

#: Pages of one document; a report has 5 to 20, a yearbook of them some hundreds.
PAGES: Final = 2_000
#: Width and height of a page; PDF allows 14,400 points, which is 5 metres.
LARGEST_PAGE_POINTS: Final = 100_000
#: Glyphs of one page: a full one has 1,500, one of figures in small print 8,000.
PAGE_GLYPHS: Final = 50_000
#: Glyphs of all pages together: a report has 5,000 to 20,000.
DOCUMENT_GLYPHS: Final = 400_000
#: Characters that a font draws as one; ligatures have two or three.
GLYPH_CHARACTERS: Final = 8
#: Rulings of one page; the densest tables have 2,000 pieces.
PAGE_RULINGS: Final = 20_000
#: Rulings of all pages together; a report has 500 to 5,000.
DOCUMENT_RULINGS: Final = 400_000
#: Whole strokes of one page in either direction; the densest tables have 100.
PAGE_STROKES: Final = 1_500
#: Ruled tables and frames of one page; forms have 10. More are a drawing.
PAGE_TABLES: Final = 60
#: Positions (rows times columns) of a table; the largest mandated table has about 300.
TABLE_POSITIONS: Final = 50_000
#: Positions of all tables of a document together; a report has about 500.
DOCUMENT_POSITIONS: Final = 200_000
#: Positions of a table that goes on over pages; one over three pages has about 500.
CONTINUED_POSITIONS: Final = 20_000
#: Columns of a table without lines, each of which is a tab in every row; forms have 15.
UNRULED_COLUMNS: Final = 100

# PDF files (pdf/)

#: Objects of a file: a report of 20 pages has 500, one with tags for every word 50,000.
PDF_FILE_OBJECTS: Final = 200_000
#: Drawing commands of one page, unpacked, those of forms each time they are drawn: dense tables
#: have 200 KiB, maps one or two MiB; more take pdfium gigabytes of memory.
PDF_PAGE_COMMAND_BYTES: Final = 8 * 2**20
#: Drawing commands of all pages together: a report has less than one MiB.
PDF_COMMAND_BYTES: Final = 32 * 2**20
#: Names by which forms draw others in a whole file; office software writes some hundreds.
PDF_FORM_NAMES: Final = 100_000
#: Pages that cannot be opened before a file is given up: one that says it has a million.
PDF_DAMAGED_PAGES: Final = 50
#: Objects drawn on one page, those of forms counted each time: dense tables have 5,000.
PDF_OBJECTS: Final = 60_000
#: Corners of the paths of one page: a map or a chart has tens of thousands.
PDF_SEGMENTS: Final = 100_000
#: How deep forms lie in each other: office software nests three deep.
PDF_FORM_DEPTH: Final = 12
#: Pages of one document that are read like pictures, each of which takes seconds.
PDF_RECOGNISED_PAGES: Final = 100
#: Pixels of a page that is drawn to be recognised: A4 has 6 million at 250 dots an inch.
PDF_DRAWN_PIXELS: Final = 24_000_000

# Pictures (pictures/)

#: Pixels of a picture before it is decoded: A4 at 600 dots an inch has 35 million, a web page
#: saved as one long picture 30 million.
PICTURE_PIXELS: Final = 50_000_000
#: The longer side of a picture: twenty pages below each other have 50,000.
PICTURE_SIDE_PIXELS: Final = 65_500
#: A page, or a part of a long picture, is decoded so large at most: A4 has 8.7 million at 300
#: dots an inch.
PICTURE_PAGE_PIXELS: Final = 9_000_000
#: Pixels of a page while it is read: A4 has 5 million at the size that the smallest print, of 7
#: points, is read best in.
PICTURE_WORKED_PIXELS: Final = 8_000_000
#: Pages of a picture file, or parts that a long picture is cut into, each of which takes seconds;
#: a report has 5 to 20.
PICTURE_PAGES: Final = 100
#: Lines of text of one page that are recognised, those of cells included: the densest page of
#: tables has 400.
PICTURE_LINES: Final = 3_000
#: Columns of all lines of a page, each made 48 pixels high: a full page of text has 70,000.
PICTURE_COLUMNS: Final = 1_000_000

# Word files (word/)

#: Parts of a Word file, pictures and fonts among them: reports have 20 to 200.
WORD_PARTS: Final = 10_000
#: One part of XML unpacked; the text of a long report has 2 MiB.
WORD_PART_BYTES: Final = 32 * 2**20
#: Tags of a part, those that close counted: a report with three tables has 20,000 to 60,000.
WORD_TAGS: Final = 1_000_000
#: Attributes of a part, by their equals signs: WPS Office writes as many as tags.
WORD_ATTRIBUTES: Final = 1_000_000
#: How deep tables, text boxes and what wraps text lie in each other; real ones go 15 deep.
WORD_DEPTH: Final = 100
#: The longest picture that is read; a page scanned at 600 dots an inch has 10 MiB.
WORD_PICTURE_BYTES: Final = 32 * 2**20
#: Pictures of one document that are read, each of which takes seconds.
WORD_RECOGNISED_PICTURES: Final = 60

# Older formats, which LibreOffice converts (word/converting.py)

#: How long LibreOffice may take; a report takes 3 to 10 seconds, the start included.
CONVERSION_SECONDS: Final = 120
#: What LibreOffice may write to one file; a report with scanned pages has 30 MiB.
CONVERSION_BYTES: Final = 256 * 2**20
#: The address space of LibreOffice, where the system can bound it: it starts with 1 GiB.
CONVERSION_MEMORY_BYTES: Final = 4 * 2**30
