"""`extract view`: one self-contained page that shows a run.

`records` makes the data of the page, `sources` reads the source texts again, `page` puts everything into one file.
The page itself is written in plain modules, in the folder `page/`.
"""

from extract.view.page import write_page

__all__ = ["write_page"]
