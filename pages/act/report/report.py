"""Puts a report together: the chosen chapters about one place or all ten, for one release."""

from data import live
from pages.act.report.chapters import (
    findings,
    ideas,
    instruments,
    maturity,
    method,
    panorama,
    practices,
    skills,
    sources,
)
from pages.act.report.scope import Scope, scope
from pages.parts.badges import LevelBadge, level_badges
from pages.parts.report.formats import FORMATS
from pages.parts.report.model import Heading, Lead, Report
from pages.parts.view import View
from queries.cache import cached

# A report is half a megabyte at most; both formats of every place and some choices of chapters.
KEPT_REPORTS = 40

_TOLD = {
    "panorama": panorama,
    "findings": findings,
    "maturity": maturity,
    "instruments": instruments,
    "skills": skills,
    "practices": practices,
    "ideas": ideas,
}

CHAPTERS = {name: module.TITLE for name, module in _TOLD.items()} | {"method": method.TITLE, "sources": sources.TITLE}
"""What a report can be made of: the value of the parameter `section` -> the chapter's title, in the report's order."""

HOLDS = {name: module.HOLDS for name, module in (*_TOLD.items(), ("method", method), ("sources", sources))}
"""What each chapter holds, in words."""


def title(about: Scope) -> str:
    """Return the title of a report."""
    if about.is_all:
        return "Blueprint: clusters and Industry 4.0 in ten countries"
    return f"Blueprint for {about.the_place}"


def _subtitle(about: Scope) -> str:
    if about.is_all:
        return (
            "How far clusters and their policies for Industry 4.0 are, what is missing, and what was learned elsewhere"
        )
    where = "here it stands among the ten countries of INNO INDUSTRY"
    return f"W{where}" if about.name == about.country else f"{about.name}, {about.country}: w{where}"


def chosen(sections: tuple[str, ...]) -> tuple[str, ...]:
    """Return the chapters of a report, in its order: all of them where none of `sections` is named."""
    return tuple(name for name in CHAPTERS if not sections or name in sections)


def file_name(about: Scope, release: int, form: str) -> str:
    """Return the name of a report's file, in plain letters."""
    place = "-".join(about.name.lower().split())
    return f"inno-industry-blueprint-{place}-release-{release}.{form}"


def report(view: View, code: str, sections: tuple[str, ...] = (), badges: tuple[LevelBadge, ...] = ()) -> Report:
    """Return the report on the place `code` ("" for all ten) with the chapters `sections`, all where none is named.

    `badges`: what experts said of the levels of this release. Raises LookupError where there is no such release.
    """
    # Paper is white, whatever the screen's theme.
    view, about = View(view.release), scope(view, code, badges)
    names = chosen(sections)
    release = live.store().release(view.release)
    if release is None:
        raise LookupError(f"There is no release {view.release}.")
    day = release.published_at
    stamp = f"Data release {release.number}, published {day:%-d %B %Y}"
    # A report on all chapters names none, as the screen's own address does.
    left_out = [name for name in CHAPTERS if name not in names]
    chapters = "".join(f"&section={name}" for name in names) if left_out else ""
    address = f"/blueprint?{f'region={code}&' if code else ''}release={release.number}{chapters}"
    citation = (
        f"Cite as: INNO INDUSTRY dashboard, {title(about)}, data release {release.number} "
        f"({day:%-d %B %Y}), {address} "
        "(open this address on the dashboard: it keeps these numbers)."
    )
    told = [_TOLD[name].chapter(view, about) for name in names if name in _TOLD]
    last = []
    if "method" in names:
        last.append(method.chapter(told))
    if "sources" in names:
        last.append(sources.chapter(view, told, stamp, citation))
    return Report(
        title(about),
        _subtitle(about),
        stamp,
        citation,
        (day.year, day.month, day.day),
        tuple(block for each in (*told, *last) for block in each.blocks),
    )


@cached(KEPT_REPORTS)
def outline(release: int, code: str, sections: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """Return the chapters and what each of them says first: its findings, as (what kind of block, words)."""
    blocks = report(View(release), code, sections).blocks
    said = [("chapter" if isinstance(block, Heading) else "finding", block.text) for block in blocks
            if isinstance(block, Lead) or (isinstance(block, Heading) and block.level == 1)]  # fmt: skip
    # A chapter without findings, such as the sources, has nothing to say here.
    following = [kind for kind, _ in said[1:]] + ["chapter"]
    return tuple(each for each, after in zip(said, following, strict=True) if "finding" in (each[0], after))


def written(release: int, code: str, sections: tuple[str, ...], form: str) -> bytes:
    """Return the report as a file; `form` is pdf or docx. Takes up to some seconds: for callbacks and fragments."""
    # Badges change while the release stays, so they are part of what a kept report is known by.
    return _written(release, code, sections, form, level_badges(release))


@cached(KEPT_REPORTS)
def _written(release: int, code: str, sections: tuple[str, ...], form: str, badges: tuple[LevelBadge, ...]) -> bytes:
    return FORMATS[form].write(report(View(release), code, sections, badges))
