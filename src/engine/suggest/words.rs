//! An article's words with what a name is known by: capitals, what stands before, where sentences begin.

use std::ops::Range;
use std::rc::Rc;

use super::super::article::{Article, BlockKind};
use super::super::fold::is_word;
use super::super::mentions::Mentions;
use super::known::{Known, Vocabulary};

/// One word.
#[derive(Clone, Debug)]
pub struct Word {
    /// Its bytes in the article.
    pub span: Range<usize>,
    /// The word, without an apostrophe and what follows it at the end.
    pub known: Rc<Known>,
    /// A mention covers it.
    pub marked: bool,
    /// It begins a sentence, so that its capital proves nothing.
    pub begins: bool,
    /// Nothing but white space stands between it and the word before.
    pub joined: bool,
}

/// The words of a block. Empty for one in which capitals prove nothing: a heading, a line in capitals, a table.
pub fn words(article: &Article, block: usize, mentions: &Mentions, vocabulary: &mut Vocabulary) -> Vec<Word> {
    let Some(block) = article.blocks.get(block) else { return Vec::new() };
    if matches!(block.kind, BlockKind::Heading(_) | BlockKind::Code) {
        return Vec::new();
    }
    let mut words: Vec<Word> = Vec::new();
    let mut gap = String::from(".");
    for (at, piece) in block.pieces(&article.text) {
        let whole = piece.len() == at.len();
        let mut start = None;
        for (offset, c) in piece.char_indices().chain([(piece.len(), '\0')]) {
            let inside = is_word(c) || (start.is_some() && (is_inner(c) && piece[offset + c.len_utf8()..].starts_with(is_word)));
            match (inside, start) {
                (true, None) => start = Some(offset),
                (false, Some(from)) => {
                    if whole {
                        words.push(word(at.start + from..at.start + offset, &piece[from..offset], &gap, vocabulary));
                    }
                    gap.clear();
                    start = None;
                }
                _ => {}
            }
            if start.is_none() && c != '\0' {
                gap.push(c);
            }
        }
    }
    mark(&mut words, mentions);
    let capitals = words.iter().filter(|word| word.known.capital).count();
    let title_case = words.len() >= 4 && capitals * 10 > words.len() * 8;
    if title_case { Vec::new() } else { words }
}

/// What may stand inside a word.
fn is_inner(c: char) -> bool {
    matches!(c, '\'' | '’' | 'ʼ' | '-' | '‐' | '‑')
}

fn word(span: Range<usize>, text: &str, gap: &str, vocabulary: &mut Vocabulary) -> Word {
    // Germany's
    let own = ["'s", "’s", "ʼs"].iter().find_map(|end| text.strip_suffix(end)).unwrap_or(text);
    let joined = !gap.is_empty() && gap.chars().all(char::is_whitespace) && gap.matches('\n').count() < 2;
    // After an initial or an abbreviation the name goes on: J. Tusk, Dr. Berg.
    let after_stop = gap.trim_end().ends_with(['.', '!', '?', ':', '…', '„', '“', '"', '«', '»', '•', '–', '—', '(']);
    Word {
        span: span.start..span.start + own.len(),
        known: vocabulary.get(own),
        marked: false,
        begins: after_stop,
        joined: joined || gap == ". ",
    }
}

/// Notes which words mentions cover, and takes back sentence ends that are only abbreviations.
fn mark(words: &mut [Word], mentions: &Mentions) {
    let all = mentions.all();
    for word in words.iter_mut() {
        let end = all.partition_point(|mention| mention.span.start < word.span.end);
        // Only the last few can reach so far.
        let near = &all[end.saturating_sub(12)..end];
        word.marked = near.iter().any(|mention| mention.span.end > word.span.start);
    }
    let short: Vec<bool> = words.iter().map(|word| word.known.capital && word.known.short).collect();
    for at in 1..words.len() {
        let stop = words[at].begins && words[at].joined;
        if stop && short[at - 1] {
            words[at].begins = false;
        } else if words[at].begins {
            words[at].joined = false;
        }
    }
}
