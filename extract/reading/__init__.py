"""Reading: from bytes to a :class:`~gongkai.models.document.Document`.

For newcomers, in the order to read the modules in:

1. ``reader``: the public function :func:`read`; limits of size, dispatch by media type.
2. ``media_types``: what kind of file it is, by its content.
3. ``decoding``: which character encoding it is in.
4. ``plain_text``: text files; which lines make a paragraph.
5. ``html``: pages; its layers are ``html_guard`` (hostile markup made harmless),
   ``html_flow`` (the tree walked once, into lines and tables), ``html_tables`` (cells placed
   as browsers place them), ``html_content`` (the part of the page that is the report),
   ``html_furniture`` (what pages put around a report, and what it tells about it) and
   ``html_metadata`` (title, date and issuer).
"""

from gongkai.extract.reading.reader import MAXIMUM_BYTES, read

__all__ = ["MAXIMUM_BYTES", "read"]
