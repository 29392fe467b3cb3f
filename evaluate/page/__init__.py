"""The page of scores: one HTML file with figures, plots and every error.

For newcomers, in the order to read: ``content`` and ``error_entries`` are what a page says, as
plain data that any scorer can fill in; ``building`` fills them from an evaluation, with a module
``building_…`` for each group of sections; ``rendering`` makes the file. Between the two,
``tables``, ``strips`` and ``plots`` turn blocks into what the templates draw, with ``axes`` and
``figures`` beside them, and ``error_list`` turns errors into the data that the script in the
page filters and draws.
``visible`` is what makes hidden characters seen; ``wording`` holds the page's own phrases.

Nothing but the templates writes HTML, and they escape whatever they are given. The scripts put
texts into the page as texts. Styles and scripts are templates too (``style.css``, ``page.js``,
``error_list.js``), put in unchanged, since the content security policy names their digests.
"""

from gongkai.evaluate.page.content import PageContent
from gongkai.evaluate.page.rendering import render

__all__ = ["PageContent", "render"]
