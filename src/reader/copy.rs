//! What `y` copies: a sentence, a paragraph, a name, all its mentions, where the article comes from.
//!
//! Text only. How it gets to the clipboard is the shell's business; nothing is copied that would not be shown.

use super::action::Effect;
use super::page::Page;
use super::{Focus, Reader};
use crate::engine::article::Article;
use crate::engine::glyph::visible;
use crate::engine::view::View;
use crate::engine::web;

/// What can be copied.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Piece {
    /// The sentence of the current mention, or the one at the eye line where that is out of sight.
    Sentence,
    /// The paragraph, in the same way.
    Paragraph,
    /// The current entity's name.
    Name,
    /// Each sentence that mentions it, with §.
    Mentions,
    /// The selected words.
    Selection,
    /// The article's address on the web, or else the path of its file.
    Source,
}

/// The most bytes that terminals take: xterm has room for 100,000 characters, and three bytes become four.
const MOST: usize = 74_994;

impl Reader {
    pub(super) fn copy(&mut self, piece: Piece) -> Vec<Effect> {
        let Some(page) = &self.page else { return Vec::new() };
        let (what, text) = match piece {
            Piece::Sentence => ("the sentence".to_owned(), sentence(page.article(), here(page))),
            Piece::Paragraph => ("the paragraph".to_owned(), paragraph(page.article(), here(page))),
            Piece::Name => ("the name".to_owned(), self.name_to_copy(page)),
            Piece::Mentions => self.mentions_to_copy(page),
            Piece::Selection => ("the selected words".to_owned(), self.selected_text()),
            Piece::Source => source(page.article()),
        };
        self.copy_text(&what, text)
    }

    /// Asks for a text to be copied, and says so; `what` is the text in words.
    pub(super) fn copy_text(&mut self, what: &str, text: Option<String>) -> Vec<Effect> {
        let Some(text) = text.filter(|text| !text.is_empty()) else { return self.say("there is nothing to copy here") };
        if text.len() > MOST {
            return self.say(format!("too long to be copied: {} bytes, and terminals take {MOST}", text.len()));
        }
        let count = text.chars().count();
        self.say(format!("copied {what}, {count} character{}", if count == 1 { "" } else { "s" }));
        vec![Effect::Copy(text)]
    }

    /// Asks for a page on the web to be opened: the article's, or in the cast the entity's.
    pub(super) fn browse(&mut self) -> Vec<Effect> {
        if self.pane() == Focus::Cast {
            return self.browse_entity();
        }
        match self.page.as_ref().map(|page| page.article().source.clone()) {
            Some(Some(source)) => {
                self.say(format!("opening {}", web::host(&source)));
                vec![Effect::Browse(source)]
            }
            Some(None) => self.say("the article does not tell where it comes from (source: in its front matter)"),
            None => Vec::new(),
        }
    }

    fn browse_entity(&mut self) -> Vec<Effect> {
        let card = self.subject().and_then(|entity| self.page.as_ref()?.card(entity));
        let Some(address) = card.and_then(|card| card.page.clone()) else { return self.say("the dictionary knows no page of this name") };
        self.say(format!("opening {}", web::host(&address)));
        vec![Effect::Browse(address)]
    }

    fn name_to_copy(&self, page: &Page) -> Option<String> {
        let named = self.subject().and_then(|entity| Some(page.index().person(entity)?.name.to_string()));
        named.or_else(|| Some(one_line(page.article().text.get(page.mention()?.span.clone())?)))
    }

    fn mentions_to_copy(&self, page: &Page) -> (String, Option<String>) {
        let of = self.subject().map_or(&[][..], |entity| page.index().mentions().of(entity));
        let mut lines: Vec<String> = Vec::new();
        for at in of {
            let Some(mention) = page.index().mention(*at) else { continue };
            let said = sentence(page.article(), mention.span.start).unwrap_or_default();
            let line = format!("§{} {said}", page.index().block(*at) + 1);
            // A sentence that names somebody twice is one line.
            if lines.last() != Some(&line) {
                lines.push(line);
            }
        }
        let count = lines.len();
        (format!("{count} line{}", if count == 1 { "" } else { "s" }), Some(lines.join("\n")))
    }
}

/// The byte that sentence and paragraph are taken around.
fn here(page: &Page) -> usize {
    let mention = page.mention().filter(|_| page.current_in_sight()).map(|mention| mention.span.start);
    mention.unwrap_or_else(|| page.article().blocks.get(page.block()).map_or(0, |block| block.range.start))
}

/// The sentence around a byte, on one line, with the quotation marks that close it.
fn sentence(article: &Article, byte: usize) -> Option<String> {
    let block = article.blocks.get(article.block_at(byte))?;
    let view = View::new(&article.text, block);
    let span = view.sentence(byte);
    let text = view.get(&span);
    let closing = view.after(span.end);
    let closing = &closing[..closing.len() - closing.trim_start_matches(CLOSING).len()];
    // Those of the sentence before.
    let rest = text.trim_start_matches(CLOSING);
    let begin = if rest.starts_with(char::is_whitespace) { rest } else { text };
    Some(one_line(&format!("{begin}{closing}")))
}

const CLOSING: &[char] = &['“', '”', '"', '»', '«', '’', ')'];

/// The paragraph around a byte; the author's own lines are kept.
fn paragraph(article: &Article, byte: usize) -> Option<String> {
    let block = article.blocks.get(article.block_at(byte))?;
    let text: String = block.pieces(&article.text).map(|(_, piece)| piece).collect();
    Some(if block.lines { text.lines().map(one_line).collect::<Vec<_>>().join("\n") } else { one_line(&text) })
}

fn source(article: &Article) -> (String, Option<String>) {
    match &article.source {
        Some(address) => ("the address".to_owned(), Some(address.clone())),
        None => ("the path".to_owned(), (article.doc != "-").then(|| visible(&article.doc).into_owned())),
    }
}

/// As it is shown: white space run together, control characters as visible ones.
fn one_line(text: &str) -> String {
    visible(&text.split_whitespace().collect::<Vec<_>>().join(" ")).into_owned()
}
