"""Makes the report on every place in both formats, reads the files back, and compares them with the queries."""

import itertools
import re
from dataclasses import replace
from functools import cache
from io import BytesIO
from types import SimpleNamespace
from xml.etree import ElementTree as ET
from zipfile import ZipFile

import docx
import page
import pypdf
import pypdfium2
import pytest
from docx.oxml.ns import qn

from data import live
from pages.act.report import report as reports
from pages.parts.badges import LEGEND, LevelBadge
from pages.parts.report.model import (
    Bars,
    Cell,
    Column,
    Dots,
    Fine,
    Heading,
    Items,
    Note,
    Paragraph,
    Report,
    Table,
    every_text,
)
from pages.parts.report.pdf import to_pdf
from pages.parts.report.word import to_docx
from pages.parts.report.writing import NOT_KNOWN, Field
from pages.parts.report.writing import table as table_of
from pages.parts.view import View
from tests.pages.conftest import words

PLACES = "AT AT12 HU HU22 LV PT PT16 RO SK SI SI036 ES ES62 SE SE31 UK UKJ1".split()
BOLD = Cell("x", is_strong=True)
READ_BACK = ["", "AT12", "RO", "UK"]

SIGNS = [
    "Blueprint: clusters and Industry 4.0 in ten countries",
    "All 9 chapters. The numbers are those of the screens, to the last digit.",
    "The PDF is tagged for screen readers (PDF/UA)",
    "Fragmentation, overlaps and gaps of the sampled support, and where services overlap",
]


def newest() -> View:
    return View(live.newest_release().number)


@cache
def made(code: str) -> tuple[Report, bytes, bytes]:
    """Return the report on a place with all chapters, and both its files."""
    finished = reports.report(newest(), code)
    return finished, to_pdf(finished), to_docx(finished)


def squeezed(text: str) -> str:
    """Return a text without what a line's end may add or take away: spaces and hyphens."""
    return re.sub(r"[\s\u00ad\u2010\u2060\ufffe\x02-]+", "", text)


def page_texts(content: bytes) -> list[str]:
    """Return the letters of each page of a PDF."""
    with pypdfium2.PdfDocument(content) as document:
        return [squeezed(each.get_textpage().get_text_bounded()) for each in document]


def pdf_text(content: bytes, footer: str) -> str:
    """Return all letters of a PDF, without the foot of each page."""
    pages = page_texts(content)
    return "".join(re.sub(re.escape(squeezed(footer)) + r"\d+of\d+", "", each) for each in pages)


def docx_text(content: bytes) -> list[str]:
    """Return the text of every paragraph of a DOCX, those in tables and links among them."""
    body = docx.Document(BytesIO(content)).element.body
    return ["".join(text.text or "" for text in each.iter(qn("w:t"))) for each in body.iter(qn("w:p"))]


def tables(finished: Report) -> dict[str, list[list[str]]]:
    """Return the cells of each table of a report, by the beginning of its caption."""
    found = [block for block in finished.blocks if isinstance(block, Table)]
    return {table.caption: [[cell.text for cell in row] for row in table.rows] for table in found}


def table(code: str, beginning: str) -> list[list[str]]:
    return next(rows for caption, rows in tables(made(code)[0]).items() if caption.startswith(beginning))


def bars(code: str, beginning: str) -> dict[str, str]:
    found = [block for block in made(code)[0].blocks if isinstance(block, Bars) and block.caption.startswith(beginning)]
    return {bar.label: bar.text for bar in found[0].bars}


# --- every place, both formats


# All ten together, countries and regions with much and with little known of them.
@pytest.mark.parametrize("code", ["", "AT", "LV", "ES62", "SI036", "UKJ1"])
def test_every_report_is_made_and_is_accessible(code):
    """A partner gets the own report at once, and one who cannot see gets the same from the PDF."""
    newest().rows("compared_places_list")
    _, pdf, word = made(code)
    checked = page.validate_pdf_bytes(pdf, profile=page.ValidationProfile.PDF_UA_1)
    assert checked.is_compliant, [failure.message for failure in checked.failures]
    assert checked.rules.total > 100
    assert docx.Document(BytesIO(word)).core_properties.title == made(code)[0].title


def test_the_check_of_accessibility_can_fail():
    """The check above would notice a PDF without tags."""
    blank = pypdf.PdfWriter()
    blank.add_blank_page(100, 100)
    stream = BytesIO()
    blank.write(stream)
    assert not page.validate_pdf_bytes(stream.getvalue(), profile=page.ValidationProfile.PDF_UA_1).is_compliant


@pytest.mark.parametrize("code", READ_BACK)
def test_both_files_say_every_word_and_number_of_the_report(code):
    """What the PDF says and what the document to edit says is the same, and nothing was lost in writing."""
    finished, pdf, word = made(code)
    footer = f"{finished.title} · {finished.stamp}"
    in_pdf, in_word = pdf_text(pdf, footer), squeezed("".join(docx_text(word)))
    texts = every_text(finished)
    assert len(texts) > 800
    assert [text for text in texts if squeezed(text) not in in_pdf] == []
    assert [text for text in texts if squeezed(text) not in in_word] == []


def test_the_same_report_gives_the_same_files():
    """Two who download one report can tell that it is the same."""
    finished, pdf, word = made("LV")
    assert (to_pdf(finished), to_docx(finished)) == (pdf, word)


# --- the numbers are the queries'


def test_the_rate_is_the_screens():
    view = newest()
    total = view.row("industry40_rate", country=())
    said = f"At least {total.documented_pct:.1f}\u00a0% of listed clusters document Industry 4.0 activities"
    assert said == "At least 20.3\u00a0% of listed clusters document Industry 4.0 activities"
    assert any(text.startswith(said) for text in every_text(made("")[0]))
    rows = view.rows("industry40_rate_by_country", country=())
    assert bars("", "Share of listed clusters") == {
        row.country: f"≥\u00a0{row.documented_pct:.1f}\u00a0%, {row.documented} of {row.listed}" for row in rows
    }
    assert bars("", "Share of listed clusters")["Spain"] == "≥\u00a021.7\u00a0%, 10 of 46"


def test_the_levels_are_the_screens():
    """Each of the 96 levels of 2019 stands in the report on all ten, and its evidence with it."""
    rows = newest().rows("level_table", country=(), tier="both", year="2019")
    shown = {line[0].strip(): line[1:] for line in table("", "Levels of cluster policy")}
    for place in {row.place for row in rows}:
        levels = [row for row in rows if row.place == place]
        expected = ["not assessed" if row.level is None else f"{row.level} {row.level_label}" for row in levels]
        assert shown[place] == expected, place
    assert shown["Lower Austria"][0] == "5 Core"
    evidence = {row.evidence for row in rows if row.evidence}
    assert len(evidence) == 96
    told = "\n".join(every_text(made("")[0]))
    assert [each for each in evidence if each not in told] == []


def test_fragmentation_gaps_and_overlaps_are_the_screens():
    view = newest()
    shown = table("UK", "How widely sampled support is spread")
    assert shown == [
        [
            row.country,
            f"{row.providers:.0f}",
            f"{row.effective_providers:.1f}",
            f"{row.largest_pct:.0f}\u00a0%",
            f"{row.effective_kinds:.1f}",
            f"{row.instrument_diversity:.2f}",
            row.largest_provider,
        ]
        for row in view.rows("fragmentation")
    ]
    assert shown[0][:5] == ["Sweden", "18", "18.0", "6\u00a0%", "6.9"]
    cells = [cell for line in table("UK", "Number of sampled instruments per theme") for cell in line[1:]]
    assert cells == [str(row.instruments) for row in view.rows("theme_stage_cells", country=("UK",))]
    pairs = view.rows("instrument_overlaps", threshold=0.85, weights=(100, 100, 100))
    assert [line[1:4] for line in table("", "Pairs of one country")] == [
        [row.first_name, row.second_name, f"{row.score:.2f}"] for row in pairs
    ]


def test_skills_and_sizes_are_the_screens():
    view = newest()
    dots = next(block for block in made("AT12")[0].blocks if isinstance(block, Dots))
    rows = view.rows("gap_of_year", indicator="dii_basic_v3", year=2025)
    assert [(pair.label, pair.start, pair.end) for pair in dots.pairs if pair.start is not None] == [
        (row.place, row.small_value, row.large_value) for row in rows if row.value is not None
    ]
    words_of = {pair.label: pair.text for pair in dots.pairs}
    assert words_of["Austria"] == "70.5, 98.0: 27.5"
    assert words_of["United Kingdom"] == "no value"
    assert [pair.label for pair in dots.pairs if pair.is_chosen] == ["Austria"]
    newest_values = bars("AT12", "Hard-to-fill ICT vacancies")
    assert newest_values["Austria"] == "67.3\u00a0% (2024)"
    assert newest_values["United Kingdom"] == "49.8\u00a0% (2020)"


def test_the_indicators_of_a_place_are_those_of_regions():
    """The United Kingdom's missing years are said, and a region says whose value stands in for its own."""
    shown = {line[0]: line[1:] for line in table("AT12", "Key indicators of Lower Austria")}
    assert shown["At least basic digital skills, % of individuals aged 16-74"] == [
        "69.8\u00a0% (2025, value of Austria, 2nd of 9)",
        "69.8\u00a0% (2025, 2nd of 9)",
        "60.4\u00a0%",
    ]
    shown = {line[0]: line[1:] for line in table("UK", "Key indicators of the United Kingdom")}
    assert shown["ICT specialists in employment, % of total employment"][0] == "not known; last 5.6\u00a0% in 2019"


def test_all_practices_actions_and_ideas_are_there():
    """The 19 practices known of the thirty, the 15 actions, and for one place its gaps with their answers."""
    view = newest()
    assert len(table("", "Practices confirmed or likely")) == 19
    assert len(table("", "Actions with their start")) == len(view.rows("actions_of_countries", country=())) == 15
    gaps = view.rows("gaps_of_place", place="RO")
    headings = [block.text for block in made("RO")[0].blocks if isinstance(block, Heading) and block.level == 3]
    assert len([caption for caption in tables(made("RO")[0]) if caption.startswith("What may answer it")]) > 3
    assert len(headings) >= len(gaps)
    by_place = {line[0]: line[1:] for line in table("", "Gaps by place and kind")}
    assert len(by_place) == len(PLACES)
    levels = view.rows("known_of_place", place="RO")
    assert by_place["Romania"][0] == next(f"{row.gaps} of {row.known}" for row in levels if row.gap == "level")


def test_cautions_sources_release_and_citation_are_there():
    told = every_text(made("UK")[0])
    for words_of in (
        "Eighteen instruments for each country is a sampling quota",
        "Levels are ordinal",
        "The Eurostat series of the United Kingdom end in 2019 or 2020",
        "Country values reflect how much is published",
        "Rules made this list, not people who know the region",
    ):
        assert any(text.startswith(words_of) for text in told), words_of
    number = live.newest_release().number
    assert any(f"data release {number} (" in text and f"/blueprint?region=UK&release={number}" in text for text in told)
    assert "isoc_e_dii" in told


# --- structure


def structure(content: bytes) -> tuple[list[str], list[dict]]:
    """Return the kinds of the PDF's tags in reading order, and its figures."""
    kinds, figures = [], []

    def walk(node: object) -> None:
        node = node.get_object() if hasattr(node, "get_object") else node
        if isinstance(node, list):
            for each in node:
                walk(each)
        elif isinstance(node, dict):
            if "/S" in node:
                kinds.append(str(node["/S"]))
                if node["/S"] == "/Figure":
                    figures.append(node)
            if "/K" in node:
                walk(node["/K"])

    walk(pypdf.PdfReader(BytesIO(content)).trailer["/Root"]["/StructTreeRoot"]["/K"])
    return kinds, figures


def test_the_pdf_has_title_language_tags_contents_and_alternatives():
    finished, pdf, _ = made("AT12")
    reader = pypdf.PdfReader(BytesIO(pdf))
    root = reader.trailer["/Root"]
    assert reader.metadata.title == "Blueprint for Lower Austria"
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "en-GB"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert b"<pdfuaid:part>1</pdfuaid:part>" in root["/Metadata"].get_data()
    kinds, figures = structure(pdf)
    drawn = [block for block in finished.blocks if isinstance(block, Bars | Dots)]
    assert len(figures) == len(drawn) > 5
    assert [str(figure["/Alt"]) for figure in figures] == [block.alternative for block in drawn]
    assert kinds.count("/Table") == len([block for block in finished.blocks if isinstance(block, Table)])
    assert kinds.count("/TH") == sum(len(block.columns) for block in finished.blocks if isinstance(block, Table))
    assert kinds.count("/TOC") >= 1
    depths = [int(kind[2:]) for kind in kinds if re.fullmatch(r"/H\d", kind)]
    assert depths[0] == 1
    assert all(after <= before + 1 for before, after in itertools.pairwise(depths))
    outline = [each for each in reader.outline if not isinstance(each, list)]
    assert len(outline) >= len(reports.CHAPTERS)
    assert f"2 of {len(reader.pages)}" in reader.pages[1].extract_text()


def test_letters_of_all_partner_languages_are_in_the_font():
    """No partner's name shows a box where a letter should be: what is missing in the fonts comes back as nothing."""
    letters = "ăâîșțőűáéíóúčďěňřšťžķļņģāēīūŕĺôäöåãõçñ≥≠✓↻"
    text = Report("Letters", "All", "Data release 1", "Cite", (2026, 1, 1), (Heading("One", 1), Paragraph(letters)))
    assert letters in pdf_text(to_pdf(text), "Letters · Data release 1")
    reader = pypdf.PdfReader(BytesIO(to_pdf(text)))
    fonts = {str(font["/BaseFont"]) for page_ in reader.pages for font in page_["/Resources"]["/Font"].values()}
    assert all("Libertinus" in font or "NewCM" in font for font in fonts), fonts


def test_the_document_to_edit_has_real_headings_captions_and_header_rows():
    """A partner restyles, adds a chapter and updates the contents with Word's own means."""
    finished, _, word = made("AT12")
    document = docx.Document(BytesIO(word))
    heads = [(each.style.name, each.text) for each in document.paragraphs if each.style.name.startswith("Heading")]
    assert heads == [(f"Heading {block.level}", block.text) for block in finished.blocks if isinstance(block, Heading)]
    numbered = [block for block in finished.blocks if isinstance(block, Table | Bars | Dots)]
    captions = [each.text for each in document.paragraphs if each.style.name == "Caption"]
    assert [each.split(": ", 1)[1] for each in captions] == [block.caption for block in numbered]
    assert captions[0].startswith("Table 1: ")
    assert len(document.tables) == len(numbered)
    for table_, block in zip(document.tables, numbered, strict=True):
        properties = table_._tbl.tblPr
        described = properties.find(qn("w:tblDescription")).get(qn("w:val"))
        assert described == (block.caption if isinstance(block, Table) else block.alternative)
        if not isinstance(block, Bars):
            assert table_._tbl.tr_lst[0].trPr.find(qn("w:tblHeader")) is not None
    xml = document.element.xml
    assert 'TOC \\o "1-2"' in xml
    assert "SEQ Table" in xml
    assert document.core_properties.language == "en-GB"
    assert 'w:val="en-GB"' in document.styles.element.xml
    assert "PAGE" in document.sections[0].footer._element.xml


# The properties that the templates use, in the order of the format; Word repairs or refuses a file with another.
WORDS_ORDER = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore numPr pBdr tabs spacing ind contextualSpacing jc outlineLvl",
    "rPr": "rFonts b i color sz u shd lang",
    "tblPr": "tblW tblInd tblBorders tblLayout tblCellMar tblLook tblCaption tblDescription",
    "tcPr": "tcW gridSpan tcBorders shd vAlign",
    "trPr": "cantSplit tblHeader",
    "style": "name basedOn next qFormat pPr rPr tblPr",
    "lvl": "start numFmt pStyle suff lvlText lvlJc pPr",
    "sectPr": "footerReference pgSz pgMar",
}


def test_the_document_to_edit_is_written_in_the_order_of_the_format():
    """Word is stricter than what reads the file here; and every row of a table fills its columns."""
    with ZipFile(BytesIO(made("AT12")[2])) as file:
        parts = [ET.fromstring(file.read(name)) for name in file.namelist()]
    for element in (element for part in parts for element in part.iter()):
        order = WORDS_ORDER.get(element.tag.split("}")[-1])
        if order:
            places = [order.split().index(child.tag.split("}")[-1]) for child in element]
            assert places == sorted(set(places)), ET.tostring(element)
    for each in docx.Document(BytesIO(made("AT12")[2])).tables:
        columns = len(each._tbl.tblGrid)
        assert {sum(cell.grid_span for cell in row.tc_lst) for row in each._tbl.tr_lst} == {columns}


def test_a_table_of_rows_says_what_is_not_known():
    """A missing value is no empty cell, and nought is no missing value."""
    rows = [SimpleNamespace(name="A", number=None), SimpleNamespace(name="", number=0)]
    drawn = table_of(
        "Two", rows,
        Field("Name", 1, "name"), Field("Number", 1, "number", is_number=True), Field("Bold", 2, lambda each: BOLD),
    )  # fmt: skip
    assert drawn.columns == (Column("Name"), Column("Number", 1, True), Column("Bold", 2))
    assert drawn.rows == ((Cell("A"), NOT_KNOWN, BOLD), (NOT_KNOWN, Cell("0"), BOLD))


def test_strangers_words_stay_words():
    """What an upload calls its cluster is printed as it is, whatever the typesetter or Word would make of it."""
    wild = '#panic("x") *bold* _it_ $x$ <b> & ]]> \\ @ref = heading `raw` {1} "quoted" ${a} \x07bell'
    finished = Report(
        wild, wild, "Data release 1", "Cite", (2026, 1, 1),
        (
            Heading(wild, 1),
            Paragraph(wild, wild),
            Note(wild),
            Items((Cell(wild, "https://example.org/?a=1&b=2"),)),
            Table(wild, (Column(wild), Column("B", 1, True)), ((Cell(wild), Cell("1")),)),
        ),
    )  # fmt: skip
    clean = wild.replace("\x07", "")
    assert any(clean in text for text in docx_text(to_docx(finished)))
    assert squeezed(clean) in pdf_text(to_pdf(finished), "").replace("\x07", "")


# --- what is chosen


def test_chapters_can_be_chosen_and_come_in_the_reports_order():
    finished = reports.report(newest(), "RO", ("skills", "findings"))
    assert [block.text for block in finished.blocks if isinstance(block, Heading) and block.level == 1] == [
        "Findings",
        "Skills and digital uptake",
    ]
    whole = [block.text for block in made("RO")[0].blocks if isinstance(block, Heading) and block.level == 1]
    assert whole == list(reports.CHAPTERS.values())
    only = reports.report(newest(), "", ("method",))
    assert "This report has no chapter with numbers." in every_text(only)
    assert to_pdf(only)


def test_the_citation_leads_to_the_chosen_chapters():
    """Who opens the address of a report on two chapters gets these two, in the report's order."""
    view = newest()
    release = f"release={view.release}"

    def address(code: str, *sections: str) -> str:
        citation = reports.report(view, code, sections).citation
        found = re.search(r", (/\S*) \(open this address on the dashboard: it keeps these numbers\)\.$", citation)
        return found[1]

    assert address("RO") == f"/blueprint?region=RO&{release}"
    assert address("RO", "ideas", "skills") == f"/blueprint?region=RO&{release}&section=skills&section=ideas"
    assert address("", "method") == f"/blueprint?{release}&section=method"
    assert address("", *reports.CHAPTERS) == f"/blueprint?{release}"


def test_the_address_in_a_citation_opens_the_report_it_was_cited_from(open_screen):
    app = open_screen("blueprint", region="RO", release=str(newest().release), section=["skills", "ideas"])
    assert app.multiselect(key="section").value == ["skills", "ideas"]
    assert "2 of 9 chapters." in words(app)
    assert not app.warning


def test_the_document_to_edit_keeps_no_half_of_an_address():
    """The properties of a document hold 255 letters; an address cut short would open other chapters."""
    most = tuple(name for name in reports.CHAPTERS if name != "sources")
    long, short = (reports.report(newest(), "", sections) for sections in (most, ("method",)))
    assert len(long.citation) > 255
    comments = [docx.Document(BytesIO(to_docx(each))).core_properties.comments for each in (long, short)]
    assert comments == [long.stamp, short.citation]


def test_the_address_of_many_chapters_stays_on_the_page():
    """An address that runs over the edge of the paper cannot be typed."""
    sections = tuple(name for name in reports.CHAPTERS if name != "method")
    pdf = to_pdf(reports.report(newest(), "", sections))
    assert page.is_pdf_compliant_bytes(pdf, profile=page.ValidationProfile.PDF_UA_1)
    first, *_, last = pypdf.PdfReader(BytesIO(pdf)).pages
    for each in (first, last):
        lines = [line for line in each.extract_text().splitlines() if "section=" in line]
        assert len(lines) > 1
        assert max(len(line) for line in lines) < 140
        assert "&section=practices&section=ideas&section=sources" in squeezed("".join(lines))


@pytest.mark.parametrize("code", ["ES62", "SK", "SI"])
def test_no_page_of_the_pdf_holds_cautions_and_sources_alone(code):
    """A page with nothing but a source line looks as if something were missing before it."""
    finished, pdf, _ = made(code)
    footer = squeezed(f"{finished.title} · {finished.stamp}")
    small = [squeezed(block.text) for block in finished.blocks if isinstance(block, Fine | Note)]
    for number, text in enumerate(page_texts(pdf), 1):
        left = text.split(footer)[0]
        for words_of in small:
            left = left.replace(words_of, "")
        assert left, number


def test_badges_of_experts_stand_beside_the_levels():
    """A reader of the report sees which levels experts validated, and that one has changed since."""
    badges = (
        LevelBadge("AT", "D1", "2019", "validated", "✓", "Validated by experts in round 1: 4 of 5."),
        LevelBadge("AT12", "D3", "2019", "stale", "↻", "Experts validated level 3 in round 1; it is level 4 now."),
        LevelBadge("AT", "D2", "1999", "contested", "≠", "Of another year."),
    )
    finished = reports.report(newest(), "AT", ("maturity",), badges)
    shown = tables(finished)["Levels of cluster policy in 2019, 0 non-existent to 5 core"]
    assert shown[0] == ["Policy status", "3 Established ✓", "5 Core"]
    assert shown[1][1] == "2 Emerging"
    assert shown[2][2] == "4 Integrated ↻"
    told = "\n".join(every_text(finished))
    assert f"{LEGEND}." in told
    assert "Validated by experts in round 1: 4 of 5." in told
    assert "Of another year." not in told
    assert page.is_pdf_compliant_bytes(to_pdf(finished), profile=page.ValidationProfile.PDF_UA_1)
    assert "✓" not in "".join(every_text(made("AT12")[0]))


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("HU22", "No government of Western Transdanubia itself is assessed. Shown: Hungary."),
        (
            "UKJ1",
            "No government of Buckinghamshire itself is assessed. Shown: the United Kingdom and the West Midlands.",
        ),
        ("SE31", "No government of North Middle Sweden itself is assessed. Shown: Sweden and Gävleborg."),
    ],
)
def test_a_place_without_levels_of_its_own_says_whose_are_shown(code, said):
    """Nobody takes the level of a country, or of another region, for the own region's."""
    assert any(text.startswith(said) for text in every_text(reports.report(newest(), code, ("maturity",))))


# --- the screen


def test_the_screen_offers_both_formats(open_screen):
    shown = words(open_screen("blueprint"))
    for sign in SIGNS:
        assert sign in shown, sign


def test_filters_change_the_report_and_clear(open_screen):
    app = open_screen("blueprint")
    app.selectbox(key="region").set_value("UK").run()
    assert "Blueprint for the United Kingdom" in words(app)
    app.multiselect(key="section").set_value(["skills", "ideas"]).run()
    shown = words(app)
    assert "2 of 9 chapters." in shown
    assert shown.count("Left out") == 7
    next(button for button in app.button if button.label == "Clear filters").click().run()
    assert "All 9 chapters." in words(app)
    assert "Blueprint: clusters and Industry 4.0 in ten countries" in words(app)
    assert not [button for button in app.button if button.label == "Clear filters"]


def test_the_findings_can_be_read_first(open_screen):
    app = open_screen("blueprint", region="RO", section=["maturity"])
    assert "Romania stands from level 1 to 4 in the 8 dimensions assessed for 2019." not in words(app)
    app.toggle[0].set_value(True).run()
    assert "Romania stands from level 1 to 4 in the 8 dimensions assessed for 2019." in words(app)
    app.multiselect(key="section").set_value(["sources"]).run()
    assert not app.toggle[0].value
    app.toggle[0].set_value(True).run()
    assert "The chosen chapters have no findings of their own" in words(app)


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ({"region": "XX"}, "The link asks for region “XX”, which does not exist. Shown instead: All ten countries."),
        ({"region": "at13"}, "The link asks for region “at13”"),
        ({"region": ["UK", "QQ"]}, "The link asks for region “QQ”"),
        ({"region": "<script>"}, "The link asks for region"),
        ({"region": "AT'; DROP"}, "The link asks for region"),
        ({"section": "nothing"}, "The link asks for section “nothing”, which does not exist. Shown: All chapters."),
        ({"section": ["skills", "x", "y"]}, "The link asks for section “x” and “y”, which do not exist."),
        ({"section": "Skill"}, "The link asks for section “Skill”"),
        ({"country": "AT"}, "The link has a part this screen does not use: “country”."),
        ({"release": "99"}, "The link asks for release “99”, which does not exist."),
    ],
)
def test_a_wrong_link_falls_back_and_says_so(open_screen, query, said):
    shown = words(open_screen("blueprint", **query))
    assert said in shown
    assert "Blueprint" in shown


def test_a_file_is_named_for_its_place_and_release():
    about = reports.scope(newest(), "ES62")
    assert reports.file_name(about, 7, "pdf") == "inno-industry-blueprint-region-of-murcia-release-7.pdf"
    assert reports.title(about) == "Blueprint for the Region of Murcia"


def test_letters_that_no_font_has_do_not_stop_a_report():
    """One comment with an emoji would keep the minutes of a whole round from everybody."""
    report, _, _ = made("")
    odd = replace(report, title="Blueprint 😀 漢字")
    assert "Blueprint □" in pypdf.PdfReader(BytesIO(to_pdf(odd))).metadata.title
