//! Plain text to blocks.
//!
//! Blank lines separate blocks. What the line breaks inside a block mean is decided block by block ([`Breaks`]):
//!
//! * *wrapped*: some width of 40 to 120 columns explains nine tenths of the breaks: the next word would not have fitted, and
//!   the next line does not begin like an item of a list. The breaks are spaces, and the reader wraps anew;
//! * *paragraphs*: a line is longer than any wrapping would leave it: every line is a paragraph of its own, without a gap;
//! * *lines*: otherwise the breaks are the author's (verse, addresses, tables) and are kept.
//!
//! The first block is a heading when it is one short line that does not end like a sentence, or is underlined.

use std::ops::Range;

use super::lines::lines;
use crate::engine::article::{Block, BlockKind};
use crate::engine::side_by_side::side_by_side;

/// Widths that texts are wrapped at, in code points.
const WIDTHS: std::ops::RangeInclusive<usize> = 40..=120;

/// The longest first line that is taken for a heading, in bytes.
const HEADING: usize = 160;

/// What the line breaks inside a block mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Breaks {
    Wrapped,
    Paragraphs,
    Lines,
}

/// Below this many bytes for each a thread costs more than it brings.
const LEAST: usize = 1 << 20;

/// The blocks of `text` from byte `from` on, told by so many threads, on which they do not depend.
pub fn blocks(text: &str, from: usize, threads: usize) -> Vec<Block> {
    in_parts(text, from, threads.min((text.len() - from) / LEAST))
}

/// The blocks of what comes after a blank line of a longer text.
pub fn later_blocks(text: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    add_blocks(text, 0..text.len(), &mut blocks);
    blocks
}

fn in_parts(text: &str, from: usize, count: usize) -> Vec<Block> {
    // Where the text begins with its heading a part that begins later does not.
    let mut blocks = Vec::new();
    let rest = first_group(text, from, &mut blocks);
    let parts = parts(text, rest, count);
    if parts.len() < 2 {
        add_blocks(text, rest..text.len(), &mut blocks);
    } else {
        let parts = side_by_side(parts.into_iter(), |part| {
            let mut blocks = Vec::new();
            add_blocks(text, part, &mut blocks);
            vec![blocks]
        });
        blocks.reserve_exact(parts.iter().map(Vec::len).sum());
        for part in parts {
            blocks.extend(part);
        }
    }
    unmark_lone_heading(&mut blocks);
    blocks.shrink_to_fit();
    blocks
}

/// Adds the blocks of the first run of lines without a blank one, and returns where the next line begins.
fn first_group(text: &str, from: usize, blocks: &mut Vec<Block>) -> usize {
    let mut group: Vec<Range<usize>> = Vec::new();
    for line in lines(text, from) {
        if !is_blank(&text[line.clone()]) {
            group.push(line);
        } else if !group.is_empty() {
            add_group(text, take_heading(text, &group, blocks), blocks);
            return line.start;
        }
    }
    add_group(text, take_heading(text, &group, blocks), blocks);
    text.len()
}

/// Adds the blocks of whole runs of lines without a blank one.
fn add_blocks(text: &str, part: Range<usize>, blocks: &mut Vec<Block>) {
    let mut group: Vec<Range<usize>> = Vec::new();
    for line in lines(text, part.start).take_while(|line| line.start < part.end) {
        if !is_blank(&text[line.clone()]) {
            group.push(line);
        } else if !group.is_empty() {
            add_group(text, &group, blocks);
            group.clear();
        }
    }
    add_group(text, &group, blocks);
}

/// The rest of a text from a line on, in about so many parts of one length, each of which begins with a blank line.
fn parts(text: &str, from: usize, count: usize) -> Vec<Range<usize>> {
    let length = (text.len() - from) / count.max(1);
    let blank = |at: usize| {
        let mut lines = lines(text, at);
        // The first may be the end of one.
        lines.next();
        lines.find(|line| is_blank(&text[line.clone()])).map_or(text.len(), |line| line.start)
    };
    let mut starts: Vec<usize> = (1..count).map(|part| blank(text.floor_char_boundary(from + part * length))).collect();
    starts.push(text.len());
    let mut start = from;
    starts.into_iter().map(|end| std::mem::replace(&mut start, end)..end).filter(|part| !part.is_empty()).collect()
}

/// Whether a line shows nothing. Most lines begin with a letter, which settles it.
fn is_blank(line: &str) -> bool {
    line.as_bytes().first().is_none_or(|byte| !byte.is_ascii_graphic()) && line.trim_start().is_empty()
}

/// Adds the blocks of a run of lines without a blank one.
fn add_group(text: &str, group: &[Range<usize>], blocks: &mut Vec<Block>) {
    let [first, .., last] = group else {
        blocks.extend(group.first().map(|line| prose(text, line.clone())));
        return;
    };
    let whole = first.start..last.end;
    match breaks(text, group) {
        Breaks::Wrapped => blocks.push(prose(text, whole)),
        Breaks::Lines => blocks.push(Block { lines: true, range: first.start..trimmed(text, whole).end, ..prose(text, 0..0) }),
        Breaks::Paragraphs => {
            blocks.push(prose(text, first.clone()));
            blocks.extend(group[1..].iter().map(|line| Block { gap: false, ..prose(text, line.clone()) }));
        }
    }
}

/// Adds the heading that the first lines are, and returns the lines after it.
fn take_heading<'a>(text: &str, group: &'a [Range<usize>], blocks: &mut Vec<Block>) -> &'a [Range<usize>] {
    let Some(first) = group.first() else { return group };
    let range = trimmed(text, first.clone());
    let underlined = group.get(1).is_some_and(|line| is_underline(&text[line.clone()]));
    let by_itself = group.len() == 1 && range.len() <= HEADING && !text[range.clone()].ends_with(['.', ':', ';', ',']);
    if !underlined && !by_itself {
        return group;
    }
    blocks.push(Block::plain(BlockKind::Heading(1), range));
    &group[if underlined { 2 } else { 1 }..]
}

/// A single short line with nothing after it is an article of one line, and no heading.
fn unmark_lone_heading(blocks: &mut [Block]) {
    if let [only] = blocks {
        only.kind = BlockKind::Paragraph;
    }
}

fn is_underline(line: &str) -> bool {
    let line = line.trim();
    line.len() >= 3 && ['=', '-', '~'].into_iter().any(|mark| line.chars().all(|c| c == mark))
}

fn prose(text: &str, range: Range<usize>) -> Block {
    Block::plain(BlockKind::Paragraph, trimmed(text, range))
}

/// The range without white space at both ends.
fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    let part = &text[range.clone()];
    let start = range.start + (part.len() - part.trim_start().len());
    start..start + part.trim().len()
}

/// Decides what the breaks of at least two lines mean.
fn breaks(text: &str, group: &[Range<usize>]) -> Breaks {
    let widths: Vec<usize> = group.iter().map(|line| width(text[line.clone()].trim_end())).collect();
    let widest = widths.iter().copied().max().unwrap_or(0);
    if widest > *WIDTHS.end() {
        return Breaks::Paragraphs;
    }
    let marked = group.iter().filter(|line| is_marked(&text[(*line).clone()])).count();
    let list = marked > 1 || is_marked(&text[group[0].clone()]);
    // Where each line would have ended, had the next word been taken into it.
    let ends: Vec<usize> = (group.windows(2).zip(&widths))
        .map(|(pair, width)| {
            let (line, next) = (text[pair[0].clone()].trim_end(), &text[pair[1].clone()]);
            let item = next.starts_with(char::is_whitespace) || (is_marked(next) && (list || line.ends_with(':')));
            let word = next.split(char::is_whitespace).next().map_or(0, self::width);
            if item { 0 } else { width + 1 + word }
        })
        .collect();
    let forced = ends.iter().filter(|end| **end > widest).count();
    let wide = widest >= *WIDTHS.start() || ends.iter().all(|end| end > WIDTHS.start());
    if wide && forced * 10 >= ends.len() * 9 { Breaks::Wrapped } else { Breaks::Lines }
}

/// Whether a line begins with the mark of a list's item – or, when it is the only one, with a dash in a sentence.
fn is_marked(line: &str) -> bool {
    ["- ", "* ", "• ", "+ "].into_iter().any(|mark| line.starts_with(mark))
}

/// The number of code points; exact columns would not change any decision here.
fn width(line: &str) -> usize {
    line.bytes().filter(|byte| *byte & 0xC0 != 0x80).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Each block as the letter of its kind (`h`, `p`; `l` where its lines are kept), `+` where no gap precedes it, and its text.
    fn read(text: &str) -> Vec<String> {
        let show = |block: Block| {
            let kind = if matches!(block.kind, BlockKind::Heading(1)) { "h" } else { "p" };
            let kind = if block.lines { "l" } else { kind };
            format!("{}{kind} {}", if block.gap { "" } else { "+" }, &text[block.range])
        };
        blocks(text, 0, 1).into_iter().map(show).collect()
    }

    #[test]
    fn blank_lines_of_every_make_separate_paragraphs() {
        assert_eq!(read("Eins.\r\n\r\nZwei.\r\rDrei.\n \t\n\n Vier. \n"), ["p Eins.", "p Zwei.", "p Drei.", "p Vier."]);
        assert_eq!(read("\n \n"), [""; 0]);
    }

    #[test]
    fn a_short_first_line_is_the_heading() {
        assert_eq!(read("Was nun?\n\nText."), ["h Was nun?", "p Text."]);
        assert_eq!(read("Ein Satz.\n\nText"), ["p Ein Satz.", "p Text"]);
        assert_eq!(read("Riga"), ["p Riga"]);
    }

    #[test]
    fn an_underlined_first_line_is_a_heading_without_its_underline() {
        assert_eq!(read("Titel.\n=====\nText."), ["h Titel.", "p Text."]);
    }

    #[test]
    fn a_wrapped_paragraph_is_one_paragraph() {
        let text = "Das russische Verteidigungsministerium erklärte nach dem\nTelefonat am Mittwoch, Minister Sergej Schoigu und sein\nAmtskollege hätten miteinander gesprochen.";
        assert_eq!(read(text), [format!("p {text}")]);
    }

    #[test]
    fn a_dash_at_the_head_of_a_wrapped_line_is_no_list() {
        let text = "Sie umarmte sie sanft, als sie das Ergebnis erwarteten\n- eine reine Formalität -, und viele Tränen strömten.";
        assert_eq!(read(text), [format!("p {text}")]);
    }

    #[test]
    fn a_short_line_before_a_long_word_is_wrapped() {
        let text = "Nur: Das wollen die Eigentümer, die\nWohnungsbaugesellschaften nicht.";
        assert_eq!(read(text), [format!("p {text}")]);
    }

    #[test]
    fn verse_and_lists_keep_their_lines() {
        for text in [
            "Wer reitet so spät\ndurch Nacht und Wind?",
            "Es kamen:\n- der Außenminister der Republik Polen und sein Sprecher\n- die Ministerin",
        ] {
            assert_eq!(read(text), [format!("l {text}")]);
        }
    }

    #[test]
    fn long_lines_one_below_the_other_are_paragraphs() {
        let long = "Ein Satz, der so lang ist. ".repeat(6);
        let long = long.trim();
        assert_eq!(read(&format!("{long}\n{long}\nKurz.")), [format!("p {long}"), format!("+p {long}"), "+p Kurz.".into()]);
    }

    #[test]
    fn kept_lines_keep_the_indentation_of_the_first() {
        assert_eq!(read("x.\n\n  eins\n    zwei  \n"), ["p x.", "l   eins\n    zwei"]);
    }

    #[test]
    fn blocks_are_the_same_however_many_tell_them() {
        let verse = "Wer reitet so sp\u{E4}t\ndurch Nacht und Wind?";
        let long = "Ein Satz, der so lang ist. ".repeat(6);
        let ends = ["\n\n", "\r\n\r\n", "\r\r", "\n \t\n", "\n\n\n\n"];
        let paragraphs = [verse, "\u{E4}", &format!("{long}\n{long}"), "Kurz.", "Titel\n====="];
        for heading in ["", "\n\n", "Was nun?\n\n", "Titel\n=====\n", " \n"] {
            let bodies = paragraphs.iter().cycle().zip(ends.iter().cycle().skip(2)).skip(heading.len());
            let text: String = [heading].into_iter().chain(bodies.take(23).flat_map(|(text, end)| [*text, *end])).collect();
            for text in [&text, text.trim_end(), heading, heading.trim_end()] {
                let one = in_parts(text, 0, 1);
                for count in [0, 2, 3, 5, 40] {
                    assert_eq!(in_parts(text, 0, count), one, "{count} parts of {text:?}");
                }
            }
        }
    }

    #[test]
    fn parts_are_cut_at_blank_lines_only() {
        let text = format!("{}\n\n{}", "eine Zeile\n".repeat(50), "noch eine\n".repeat(50));
        for count in 1..5 {
            let cut: Vec<usize> = parts(&text, 0, count).iter().map(|part| part.start).collect();
            assert!(cut.iter().all(|&at| at == 0 || at == 551 || at == 550), "{cut:?}");
        }
        assert_eq!(parts(&text, 0, 2).len(), 2);
    }
}
