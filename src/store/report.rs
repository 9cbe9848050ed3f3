//! Findings as `namedrop check` prints them: `file:line:col: error: …`, the source line and a caret.

use std::fmt::Write as _;
use std::ops::Range;

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};

use super::finding::{Effect, Finding, Severity};
use crate::engine::glyph::visible;

/// How many characters of the source line are shown before the caret, and how many after it.
const BEFORE: usize = 50;
const AFTER: usize = 70;

/// The finding with its source line. Nothing in it is obeyed by a terminal, whatever the file holds; `color` adds colours.
#[must_use]
pub fn render(finding: &Finding, color: bool) -> String {
    let mut report = headline(finding);
    report.push('\n');
    let Some(span) = finding.span.as_ref().filter(|_| finding.effect != Effect::Unreadable) else { return report };
    let line = finding.file.line(span.start);
    let (source, mark) = excerpt(finding, line, span);
    if source.trim().is_empty() {
        return report;
    }
    let kind = AnnotationKind::Primary.span(mark);
    let level = if finding.severity == Severity::Error { Level::ERROR } else { Level::WARNING };
    let group = Group::with_level(level).element(Snippet::source(&source).line_start(line).annotation(kind));
    let renderer = if color { Renderer::styled() } else { Renderer::plain() };
    let _ = writeln!(report, "{}", renderer.render(&[group]));
    report
}

/// `file:line:col: error: message`, on one line.
fn headline(finding: &Finding) -> String {
    let (file, message) = (visible(&finding.file.name), visible(&finding.message));
    let severity = finding.severity.as_str();
    if finding.effect == Effect::Unreadable {
        return format!("{file}: {severity}: {message}");
    }
    let (line, column) = finding.position();
    format!("{file}:{line}:{column}: {severity}: {message}")
}

/// What is shown of a source line that may be very long, and which bytes of that are marked.
fn excerpt(finding: &Finding, line: usize, span: &Range<usize>) -> (String, Range<usize>) {
    let text = &finding.file.text;
    let range = finding.file.line_range(line);
    let start = span.start.clamp(range.start, range.end);
    let end = span.end.clamp(start, range.end);
    let (before, rest) = (text.get(range.start..start).unwrap_or_default(), text.get(start..range.end).unwrap_or_default());
    let from = before.char_indices().rev().nth(BEFORE).map_or(0, |(at, c)| at + c.len_utf8());
    let to = rest.char_indices().nth(AFTER).map_or(rest.len(), |(at, _)| at);
    let marked = (end - start).min(to);
    let (marked, after) = rest.get(..to).unwrap_or_default().split_at_checked(marked).unwrap_or_default();
    let mut shown = if from > 0 { "…".to_owned() } else { String::new() };
    shown.push_str(&visible(before.get(from..).unwrap_or_default()));
    let mark_start = shown.len();
    shown.push_str(&visible(marked));
    let mark = mark_start..shown.len();
    shown.push_str(&visible(after));
    if to < rest.len() {
        shown.push('…');
    }
    (shown, mark)
}
