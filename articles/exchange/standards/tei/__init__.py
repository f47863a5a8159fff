"""Articles as TEI P5: the text verbatim, its annotations standing off it.

Where an annotation begins or ends, the text has an `anchor` (its `n` is the offset in Unicode
code points), so spans may overlap at will; `standOff` points to the anchors. What XML cannot
write, a control character in a text, is a `g` that points to its declaration in the header.
"""

from .archive import tei_corpus
from .document import tei_document, text_of

__all__ = ["tei_corpus", "tei_document", "text_of"]
