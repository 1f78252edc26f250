"""The look that Streamlit's theme settings cannot express: limited width, hairlines, fine print."""

import streamlit as st

from pages.parts.palette import Palette


def style(colours: Palette) -> None:
    """Put the project's style sheet on the page."""
    st.html(f"<style>{_RULES}{_variables(colours)}</style>")


def _variables(colours: Palette) -> str:
    return (
        f":root {{ --inno-text: {colours.text}; --inno-muted: {colours.muted}; --inno-hairline: {colours.hairline}; "
        f"--inno-ground: {colours.background}; --inno-action: {colours.action}; --inno-chosen: {colours.chosen}; "
        f"--inno-surface: {colours.surface}; }}"
    )


_RULES = """
[data-testid="stMainBlockContainer"] { max-width: 1280px; margin: 0 auto; padding: 4.5rem 1.5rem 3rem; }
[data-testid="stCaptionContainer"] p { line-height: 1.4; }
body { font-variant-numeric: tabular-nums lining-nums; }
[data-testid="stCaptionContainer"], [data-testid="stCaptionContainer"] p { color: var(--inno-muted); opacity: 1; }
[data-testid="stExpander"] summary { opacity: 1; color: var(--inno-action); }
[data-testid="stCaptionContainer"] a { color: var(--inno-action); }
[data-testid="stPageLink"] a { padding-left: 0; min-height: 0; }
[data-testid="stPageLink"] a p { color: var(--inno-action); text-decoration: underline; text-underline-offset: 3px;
  font-size: .875rem; }
.title { display: flex; flex-wrap: wrap; align-items: baseline; column-gap: 1.25rem; }
.title h1 { font-family: "Source Serif", serif; font-size: 1.875rem; font-weight: 600; line-height: 1.2; margin: 0;
  padding: 0; letter-spacing: 0; }
.title p { margin: 0; color: var(--inno-muted); font-size: 1rem; line-height: 1.4; }
.headline { margin: 0; }
.headline .number { font-family: "Source Serif", serif; font-size: 3.5rem; font-weight: 600; line-height: 1;
  color: var(--inno-chosen); white-space: nowrap; }
.headline .words { font-size: 1.0625rem; line-height: 1.35; margin: .5rem 0 .75rem; color: var(--inno-text); }
.headline .share { display: flex; height: 10px; margin: .25rem 0; }
.headline .share .known { background: var(--inno-chosen); }
.headline .share .unknown { flex: 1; border: 1px solid var(--inno-muted); border-left: 0;
  background: repeating-linear-gradient(135deg, transparent 0 4px, var(--inno-hairline) 4px 6px); }
.headline .parts { display: flex; justify-content: space-between; font-size: .875rem; color: var(--inno-muted); }
.finding { border-top: 2px solid var(--inno-text); padding-top: .5rem; }
.finding h3 { font-family: "Source Serif", serif; font-size: .9375rem; font-weight: 600; line-height: 1.2;
  margin: 0 0 .3rem; padding: 0; min-height: 2.25rem; color: var(--inno-text); letter-spacing: 0; }
.finding .number { font-family: "Source Serif", serif; font-size: 1.5rem; font-weight: 600; line-height: 1.15;
  color: var(--inno-action); white-space: nowrap; }
.finding .reading { font-size: .8125rem; line-height: 1.3; color: var(--inno-muted); margin: .1rem 0 .3rem; }
.finding .verdict { font-size: .875rem; font-weight: 600; line-height: 1.25; color: var(--inno-text); margin: 0; }
.chart-finding { font-family: "Source Serif", serif; font-size: 1.25rem; font-weight: 600; line-height: 1.2;
  margin: 0 0 .25rem; padding: 0; letter-spacing: 0; color: var(--inno-text); }
.fine { margin: 0 0 .25rem; font-size: .875rem; line-height: 1.4; color: var(--inno-muted); }
.fine a { color: var(--inno-action); }
.caution { border-left: 3px solid var(--inno-chosen); margin: .25rem 0; padding: 0 0 0 .6rem;
  font-size: .875rem; line-height: 1.4; color: var(--inno-text); max-width: 46rem; }
.foot { border-top: 1px solid var(--inno-hairline); margin-top: 2rem; padding-top: .6rem;
  font-size: .8125rem; line-height: 1.5; color: var(--inno-muted); }
[class*="st-key-least-"] { overflow-x: auto; }
[class*="st-key-least-760-"] > div { min-width: 760px; }
[class*="st-key-least-980-"] > div { min-width: 980px; }
.st-key-release-notice { border-left: 3px solid var(--inno-chosen); padding-left: .75rem; }
:is(.st-key-release-notice, .st-key-who, .st-key-start-again) button p { color: var(--inno-action);
  text-decoration: underline; text-underline-offset: 3px; }
[data-testid^="stBaseButton-primary"] p { color: var(--inno-ground); }
.st-key-who { column-gap: .75rem; margin-top: -.75rem; }
.st-key-who p { font-size: .8125rem; color: var(--inno-muted); }
@media (max-width: 640px) {
  [data-testid="stMainBlockContainer"] { padding: 4rem 1rem 2rem; }
  .headline .number { font-size: 3rem; }
  .finding h3 { min-height: 0; }
}
"""
