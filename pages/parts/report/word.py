"""Writes a report as a DOCX that a partner can edit: real heading styles, captions, tables with header rows."""

from datetime import datetime
from io import BytesIO
from xml.sax.saxutils import escape

import docx
from docx.document import Document
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.text.paragraph import Paragraph as Written

from pages.parts.palette import LIGHT
from pages.parts.report.model import Bars, Block, Dots, Fine, Heading, Items, Paragraph, Report, Table, printable
from pages.parts.report.word_cells import NAMES, bar_xml, figure_xml, head_xml, pair_xml, table_xml, words_xml

# More headings than this are listed in smaller letters, so that the contents stay on the first page.
_LONG = 32

_STYLES = {
    "Title": (26, LIGHT.action, True),
    "Subtitle": (13, LIGHT.text, False),
    "Heading 1": (19, LIGHT.action, True),
    "Heading 2": (13.5, LIGHT.text, True),
    "Heading 3": (11, LIGHT.text, True),
    "Caption": (9, LIGHT.muted, False),
}


def to_docx(report: Report) -> bytes:
    """Return the report as the bytes of a DOCX."""
    report = printable(report)
    writer = _Writer(report)
    for block in report.blocks:
        writer.write(block)
    return writer.saved()


class _Writer:
    def __init__(self, report: Report) -> None:
        self._document: Document = docx.Document()
        self._counts = {"Table": 0, "Figure": 0}
        self._heads = [block for block in report.blocks if isinstance(block, Heading) and block.level <= 2]
        self._marked = 0
        self._settle(report)
        self._first_page(report)

    def saved(self) -> bytes:
        """Return the document as bytes."""
        stream = BytesIO()
        self._document.save(stream)
        return stream.getvalue()

    # --- the document as a whole

    def _settle(self, report: Report) -> None:
        document, (year, month, day) = self._document, report.published
        about = document.core_properties
        # The format allows 255 letters.
        about.title, about.subject, about.author = report.title[:255], report.subtitle[:255], "INNO INDUSTRY"
        about.language = report.language
        # Half an address would lead to another report.
        about.comments = report.citation if len(report.citation) <= 255 else report.stamp[:255]
        about.created = about.modified = datetime(year, month, day)
        page = document.sections[0]
        page.page_width, page.page_height = Cm(21), Cm(29.7)
        page.left_margin = page.right_margin = Cm(2.1)
        page.top_margin = page.bottom_margin = Cm(2.1)
        self._set_styles(report.language)
        foot = page.footer.paragraphs[0]
        foot.style = document.styles["Caption"]
        foot.paragraph_format.tab_stops.clear_all()
        foot.paragraph_format.tab_stops.add_tab_stop(Cm(16.8), WD_TAB_ALIGNMENT.RIGHT)
        foot.add_run(f"{report.title} · {report.stamp}\t")
        _field(foot, "PAGE", "1")
        foot.add_run(" of ")
        _field(foot, "NUMPAGES", "1")

    def _set_styles(self, language: str) -> None:
        styles = self._document.styles
        usual = styles["Normal"]
        usual.font.name, usual.font.size, usual.font.color.rgb = "Calibri", Pt(10.5), _colour(LIGHT.text)
        usual.paragraph_format.space_after, usual.paragraph_format.line_spacing = Pt(5), 1.05
        fonts = styles.element.find(qn("w:docDefaults")).find(qn("w:rPrDefault")).find(qn("w:rPr"))
        spoken = fonts.find(qn("w:lang"))
        spoken.set(qn("w:val"), language)
        for name, (size, colour, is_bold) in _STYLES.items():
            style = styles[name]
            style.font.name, style.font.size, style.font.color.rgb = "Calibri", Pt(size), _colour(colour)
            style.font.bold, style.font.italic = is_bold, False
            # The template's own fonts of a theme would win over the name.
            for given in style.element.rPr.findall(qn("w:rFonts")):
                for attribute in list(given.attrib):
                    if attribute.endswith("Theme"):
                        del given.attrib[attribute]
                given.set(qn("w:hAnsi"), "Calibri")
                given.set(qn("w:ascii"), "Calibri")
                given.set(qn("w:cs"), "Calibri")
                given.set(qn("w:eastAsia"), "Calibri")
        styles["Heading 1"].paragraph_format.page_break_before = True
        for name, before, after in (("Heading 1", 0, 8), ("Heading 2", 16, 5), ("Heading 3", 12, 4), ("Caption", 8, 4)):
            styles[name].paragraph_format.space_before, styles[name].paragraph_format.space_after = (
                Pt(before),
                Pt(after),
            )
        styles["Caption"].paragraph_format.keep_with_next = True
        self._number_headings()
        for name, size, colour, is_bold in (
            ("Finding", 12, LIGHT.text, True),
            ("Small print", 9, LIGHT.muted, False),
            ("Caution", 9.5, LIGHT.text, False),
        ):
            style = styles.add_style(name, 1)
            style.base_style = usual
            style.font.size, style.font.color.rgb, style.font.bold = Pt(size), _colour(colour), is_bold
        styles["Caution"].element.get_or_add_pPr().append(
            parse_xml(
                f'<w:pBdr {NAMES}><w:left w:val="single" w:sz="18" w:space="6" w:color="{LIGHT.chosen[1:]}"/></w:pBdr>'
            )
        )
        styles["Caution"].paragraph_format.left_indent = Cm(0.25)
        styles["Finding"].paragraph_format.keep_with_next = True

    def _number_headings(self) -> None:
        """Let Word number the headings, so that they count anew when a partner moves or adds one."""
        numbering = self._document.part.numbering_part.element
        levels = "".join(
            f'<w:lvl w:ilvl="{place}"><w:start w:val="1"/><w:numFmt w:val="decimal"/>'
            f'<w:pStyle w:val="Heading{place + 1}"/><w:suff w:val="space"/>'
            f'<w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/></w:lvl>'
            for place, text in enumerate(("%1", "%1.%2"))
        )
        numbering.insert(
            0,
            parse_xml(
                f'<w:abstractNum {NAMES} w:abstractNumId="90"><w:multiLevelType w:val="multilevel"/>{levels}'
                "</w:abstractNum>"
            ),
        )
        numbering.append(parse_xml(f'<w:num {NAMES} w:numId="90"><w:abstractNumId w:val="90"/></w:num>'))
        for place in range(2):
            numbered = self._document.styles[f"Heading {place + 1}"].element.get_or_add_pPr().get_or_add_numPr()
            numbered.get_or_add_ilvl().val, numbered.get_or_add_numId().val = place, 90

    def _first_page(self, report: Report) -> None:
        document = self._document
        document.add_paragraph(report.title, "Title")
        document.add_paragraph(report.subtitle, "Subtitle")
        document.add_paragraph(report.stamp, "Small print")
        document.add_paragraph("Contents", "Finding")
        self._contents()
        document.add_paragraph(report.citation, "Small print")

    def _contents(self) -> None:
        """Write the headings as a field that Word can bring up to date with page numbers."""
        chapter, section, entries = 0, 0, []
        size = 18 if len(self._heads) > _LONG else 20
        for place, head in enumerate(self._heads, 1):
            chapter, section = (chapter + 1, 0) if head.level == 1 else (chapter, section + 1)
            words = f"{chapter} {head.text}" if head.level == 1 else f"{chapter}.{section} {head.text}"
            entry = self._document.add_paragraph(style="Normal")
            entry.paragraph_format.left_indent, entry.paragraph_format.space_after = Cm(0.6 * (head.level - 1)), Pt(0)
            entry.paragraph_format.line_spacing = 1
            entry._p.append(
                parse_xml(
                    f'<w:hyperlink {NAMES} w:anchor="part-{place}"><w:r><w:rPr>'
                    f'{"<w:b/>" if head.level == 1 else ""}<w:sz w:val="{size}"/></w:rPr>'
                    f"{words_xml(words)}</w:r></w:hyperlink>"
                )
            )
            entries.append(entry)
        if not entries:
            return
        opening = (
            '<w:fldChar w:fldCharType="begin"/>',
            '<w:instrText xml:space="preserve"> TOC \\o "1-2" \\h \\u </w:instrText>',
            '<w:fldChar w:fldCharType="separate"/>',
        )
        for place, xml in enumerate(opening, 1):
            entries[0]._p.insert(place, parse_xml(f"<w:r {NAMES}>{xml}</w:r>"))
        entries[-1]._p.append(parse_xml(f'<w:r {NAMES}><w:fldChar w:fldCharType="end"/></w:r>'))

    # --- blocks

    def write(self, block: Block) -> None:
        """Write one block at the end of the document."""
        if isinstance(block, Heading):
            self._heading(block)
        elif isinstance(block, Table):
            self._caption("Table", block.caption)
            self._append(table_xml(block, self.link_xml))
        elif isinstance(block, Bars):
            self._caption("Figure", block.caption)
            self._append(figure_xml([bar_xml(bar, block.most) for bar in block.bars], block.caption, block.alternative))
        elif isinstance(block, Dots):
            self._caption("Figure", block.caption)
            head = head_xml(block)
            self._append(
                figure_xml(
                    [head, *(pair_xml(pair, block.most) for pair in block.pairs)], block.caption, block.alternative
                )
            )
        elif isinstance(block, Items):
            for item in block.items:
                written = self._document.add_paragraph(item.text + " " if item.url else item.text, "List Bullet")
                if item.url:
                    self._link(written, "Source", item.url)
        elif isinstance(block, Fine):
            written = self._document.add_paragraph(style="Small print")
            if block.url:
                self._link(written, block.text, block.url)
            else:
                written.add_run(block.text)
        elif isinstance(block, Paragraph):
            written = self._document.add_paragraph()
            if block.opening:
                written.add_run(block.opening + " ").bold = True
            written.add_run(block.text)
        else:
            self._document.add_paragraph(block.text, {"lead": "Finding", "note": "Caution"}[block.kind])

    def _heading(self, head: Heading) -> None:
        written = self._document.add_heading(head.text, head.level)
        if head.level > 2:
            return
        self._marked += 1
        name = f"part-{self._marked}"
        written._p.insert(1, parse_xml(f'<w:bookmarkStart {NAMES} w:id="{self._marked}" w:name="{name}"/>'))
        written._p.append(parse_xml(f'<w:bookmarkEnd {NAMES} w:id="{self._marked}"/>'))

    def _caption(self, kind: str, words: str) -> None:
        self._counts[kind] += 1
        written = self._document.add_paragraph(f"{kind} ", "Caption")
        _field(written, f"SEQ {kind} \\* ARABIC", str(self._counts[kind]))
        written.add_run(f": {words}")

    def _append(self, xml: str) -> None:
        body = self._document.element.body
        body.insert(len(body) - 1, parse_xml(xml))
        # Two tables in a row would grow together, and a table needs air below it.
        self._document.add_paragraph().paragraph_format.space_after = Pt(2)

    def _link(self, written: Written, words: str, url: str) -> None:
        written._p.append(parse_xml(self.link_xml(words, url)))

    def link_xml(self, words: str, url: str, is_small: bool = False) -> str:
        """Return a link as XML; its address is noted in the document."""
        name = self._document.part.relate_to(url, docx.opc.constants.RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
        size = '<w:sz w:val="18"/>' if is_small else ""
        look = f'<w:rPr><w:color w:val="{LIGHT.action[1:]}"/>{size}<w:u w:val="single"/></w:rPr>'
        return f'<w:hyperlink {NAMES} r:id="{name}"><w:r>{look}{words_xml(words)}</w:r></w:hyperlink>'


def _colour(code: str) -> RGBColor:
    return RGBColor.from_string(code[1:].upper())


def _field(written: Written, code: str, shown: str) -> None:
    for xml in (
        '<w:fldChar w:fldCharType="begin"/>',
        f'<w:instrText xml:space="preserve"> {escape(code)} </w:instrText>',
        '<w:fldChar w:fldCharType="separate"/>',
        words_xml(shown),
        '<w:fldChar w:fldCharType="end"/>',
    ):
        written._p.append(parse_xml(f"<w:r {NAMES}>{xml}</w:r>"))
