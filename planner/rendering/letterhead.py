"""Word letterheads: the one that officers start from, and the fields that a letterhead may hold."""

from __future__ import annotations

import io
from collections.abc import Mapping

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.text.paragraph import Paragraph

from planner.rendering.packages import stilled
from planner.rendering.stamp import Stamp

FIELDS: Mapping[str, str] = {
    "title": "the name of the visit",
    "document": "what the document is, such as the programme",
    "state": "draft, or the name of the release",
    "made": "as of which date and time",
    "reference": "the document's id",
    "body": "the document itself; stands in a paragraph of its own",
}
"""The fields and what they stand for."""

DEEP = RGBColor(0x14, 0x30, 0x4F)
THAI, CHINESE, LATIN = "TH Sarabun New", "SimSun", "Times New Roman"
"""Fonts that Thai and Chinese offices have; an officer changes them in the styles of the letterhead."""

SIZES = {
    "Normal": (16, 11.5),
    "Heading 1": (26, 19),
    "Heading 2": (20, 14.5),
    "Heading 3": (17, 12.5),
    "Heading 4": (16, 11.5),
    "Header": (13, 9.5),
    "Footer": (13, 9.5),
}
"""Sizes of the styles in points: that of Thai, and that of Latin and Chinese, whose letters are larger at one size."""


def new_letterhead(stamp: Stamp, cheat_sheet: bool = True) -> bytes:
    """A letterhead as the bytes of a .docx; with the `cheat_sheet` it lists every field and what it stands for."""
    document = Document()
    _set_page(document)
    for name, sizes in SIZES.items():
        _set_style(document, name, *sizes)
    header, footer = document.sections[0].header.paragraphs[0], document.sections[0].footer.paragraphs[0]
    header.text = "{{ title }}"
    header.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    footer.text = "{{ state }} · {{ made }} · {{ reference }}\t"
    _set_right_tab(footer, Mm(170))
    _page_number(footer._p)
    document.add_paragraph("{{ body }}")
    if cheat_sheet:
        _cheat_sheet(document)
    package = io.BytesIO()
    document.save(package)
    return stilled(package.getvalue(), stamp.as_of)


def _set_page(document: WordDocument) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(20)
    section.top_margin = section.bottom_margin = Mm(20)


def _set_right_tab(paragraph: Paragraph, at: int) -> None:
    """One tab of the paragraph's own, at the right edge; those of the style are for other pages."""
    tabs = paragraph.paragraph_format.tab_stops
    for old in list(paragraph.style.paragraph_format.tab_stops if paragraph.style else ()):
        tabs.add_tab_stop(old.position, WD_TAB_ALIGNMENT.CLEAR)
    tabs.add_tab_stop(at, WD_TAB_ALIGNMENT.RIGHT)


def _set_style(document: WordDocument, name: str, thai: float, latin: float) -> None:
    """Sizes and fonts of a style, for every script: Thai needs its own (complex) size and boldness."""
    style = document.styles[name]
    assert isinstance(style, ParagraphStyle)
    style.font.name, style.font.size = LATIN, Pt(latin)
    style.paragraph_format.space_after = Pt(2)
    style.paragraph_format.line_spacing = 1.0
    properties = style.element.get_or_add_rPr()
    fonts = properties.rFonts
    for attribute in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{attribute}"), None)
    fonts.set(qn("w:cs"), THAI)
    fonts.set(qn("w:eastAsia"), CHINESE)
    for old in properties.findall(qn("w:szCs")):
        properties.remove(old)
    complex_size = OxmlElement("w:szCs")
    complex_size.set(qn("w:val"), str(round(thai * 2)))
    properties.find(qn("w:sz")).addnext(complex_size)
    if name.startswith("Heading"):
        style.font.color.rgb = DEEP


def _page_number(paragraph: object) -> None:
    """Page x of y at the end of a paragraph."""
    for instruction in ("PAGE", None, "NUMPAGES"):
        if instruction is None:
            run = OxmlElement("w:r")
            text = OxmlElement("w:t")
            text.set(qn("xml:space"), "preserve")
            text.text = " / "
            run.append(text)
            paragraph.append(run)  # type: ignore[attr-defined]
            continue
        field = OxmlElement("w:fldSimple")
        field.set(qn("w:instr"), instruction)
        paragraph.append(field)  # type: ignore[attr-defined]


def _cheat_sheet(document: WordDocument) -> None:
    """What each field stands for, on a page to be deleted; field names stand there without braces."""
    note = document.add_paragraph("Fields of this letterhead. Write a name between double braces anywhere, ")
    note.add_run("header and footer included; keep “body” in a paragraph of its own. Then delete this page.")
    note.paragraph_format.page_break_before = True
    table = document.add_table(rows=0, cols=2)
    for name, meaning in FIELDS.items():
        cells = table.add_row().cells
        cells[0].text, cells[1].text = name, meaning
