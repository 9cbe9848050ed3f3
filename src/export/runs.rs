//! The prose of a block in runs: stretches in which neither the mentions nor the emphasis change.

use std::borrow::Cow;
use std::ops::Range;

use super::tokens::within;
use crate::engine::article::{Article, Block, Inline};
use crate::engine::mentions::Mentions;

/// A stretch of shown text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run<'a> {
    /// As it is read; where line breaks are not the author's they are spaces.
    pub text: Cow<'a, str>,
    /// The indices of the mentions around it, the outer before the inner.
    pub mentions: Vec<usize>,
    /// The emphasis on it.
    pub styles: Vec<Inline>,
}

/// The runs of a block, in order.
#[must_use]
pub fn runs<'a>(article: &'a Article, block: &'a Block, mentions: &Mentions) -> Vec<Run<'a>> {
    let first = mentions.at_or_after(block.range.start);
    let spans: Vec<(usize, &Range<usize>)> =
        (first..).zip(within(mentions, &block.range)).map(|(index, mention)| (index, &mention.span)).collect();
    let ranges = spans.iter().map(|(_, span)| *span).chain(block.styles.iter().map(|(range, _)| range));
    let mut borders: Vec<usize> = ranges.flat_map(|range| [range.start, range.end]).collect();
    borders.sort_unstable();
    borders.dedup();
    let mut runs = Vec::new();
    for (range, piece) in block.pieces(&article.text) {
        for (at, text) in split(&range, piece, &borders) {
            let covers = |range: &Range<usize>| range.start <= at.start && at.end <= range.end;
            let text = if block.lines { Cow::Borrowed(text) } else { unwrapped(text) };
            let mentions = spans.iter().filter(|(_, span)| covers(span)).map(|(index, _)| *index).collect();
            let styles = block.styles.iter().filter(|(range, _)| covers(range)).map(|(_, style)| *style).collect();
            runs.push(Run { text, mentions, styles });
        }
    }
    runs
}

/// A piece cut at the borders. What stands for markup is never cut.
fn split<'p>(range: &Range<usize>, piece: &'p str, borders: &[usize]) -> Vec<(Range<usize>, &'p str)> {
    if piece.len() != range.len() {
        return vec![(range.clone(), piece)];
    }
    let first = borders.partition_point(|border| *border <= range.start);
    let last = borders.partition_point(|border| *border < range.end);
    let inner = borders.get(first..last).unwrap_or_default();
    let bounds: Vec<usize> = [range.start].into_iter().chain(inner.iter().copied()).chain([range.end]).collect();
    let part = |pair: &[usize]| Some((pair[0]..pair[1], piece.get(pair[0] - range.start..pair[1] - range.start)?));
    bounds.windows(2).filter_map(part).collect()
}

/// Line ends, with the blanks around them, as one space.
fn unwrapped(text: &str) -> Cow<'_, str> {
    if !text.contains(['\n', '\r']) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len());
    for (number, line) in text.split(['\n', '\r']).enumerate() {
        let line = if number == 0 { line.trim_end() } else { line.trim_matches([' ', '\t']) };
        if number > 0 && !shown.ends_with(' ') {
            shown.push(' ');
        }
        shown.push_str(line);
    }
    Cow::Owned(shown)
}
