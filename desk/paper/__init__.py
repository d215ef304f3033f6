"""Paper: values in, a PDF or page pictures out, typeset by Typst from the templates below reports/."""

from desk.paper.compiling import pages, pdf
from desk.paper.fonts import SYSTEM, Shelf, chinese_font
from desk.paper.writing import write_pdf

__all__ = ["SYSTEM", "Shelf", "chinese_font", "pages", "pdf", "write_pdf"]
