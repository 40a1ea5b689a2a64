"""What stands behind the text of a Word document that is not released: a word across each page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from xml.sax.saxutils import quoteattr

from docx.document import Document
from docx.oxml import parse_xml
from docx.section import _Header

_MARK = """
<w:r xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:v="urn:schemas-microsoft-com:vml"
 xmlns:o="urn:schemas-microsoft-com:office:office"><w:rPr><w:noProof/></w:rPr><w:pict>
<v:shapetype id="_x0000_t136" coordsize="21600,21600" o:spt="136" adj="10800" path="m@7,l@8,m@5,21600l@6,21600e">
<v:formulas><v:f eqn="sum #0 0 10800"/><v:f eqn="prod #0 2 1"/><v:f eqn="sum 21600 0 @1"/><v:f eqn="sum 0 0 @2"/>
<v:f eqn="sum 21600 0 @3"/><v:f eqn="if @0 @3 0"/><v:f eqn="if @0 21600 @1"/><v:f eqn="if @0 0 @2"/>
<v:f eqn="if @0 @4 21600"/></v:formulas><v:path textpathok="t"/><v:textpath on="t" fitshape="t"/></v:shapetype>
<v:shape id="DraftMark{number}" type="#_x0000_t136" alt="" o:allowincell="f" fillcolor="#f6e6e4" stroked="f"
 style="position:absolute;width:{width}pt;height:110pt;rotation:315;z-index:-251658752;
mso-position-horizontal:center;mso-position-horizontal-relative:margin;
mso-position-vertical:center;mso-position-vertical-relative:margin">
<v:textpath style="font-family:&quot;{font}&quot;;font-weight:bold;font-size:1pt" string={word}/>
</v:shape></w:pict></w:r>
"""


def mark_draft(document: Document, word: str, font: str) -> None:
    """Puts `word` behind the text of every page, in the headers that the pages have."""
    for number, header in enumerate(_headers(document)):
        width = min(90 * len(word), 420)
        mark: Any = parse_xml(_MARK.format(number=number, width=width, font=font, word=quoteattr(word)))
        paragraph: Any = (header.paragraphs[0] if header.paragraphs else header.add_paragraph())._p
        paragraph.append(mark)


def _headers(document: Document) -> Iterator[_Header]:
    """Each header of its own: those of later sections are mostly that of the first again."""
    for place, section in enumerate(document.sections):
        headers = [section.header]
        if section.different_first_page_header_footer:
            headers.append(section.first_page_header)
        if document.settings.odd_and_even_pages_header_footer:
            headers.append(section.even_page_header)
        yield from (header for header in headers if place == 0 or not header.is_linked_to_previous)
