//! Letters on every mention in sight: two or three keys lead to any of them.
//!
//! Letters are dealt out in the order of reading, those of the home row first. No code begins another one, so that a jump
//! needs no Enter. The last letter in upper case opens the card as well.

use super::action::{Command, Effect};
use super::page::Page;
use super::rows::Content;
use super::{Focus, Reader};

/// The letters in the order of how well fingers reach them.
const LETTERS: &[u8] = b"asdfjklghqwertyuiopzxcvbnm";

/// The codes, and what of one was typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Hints {
    /// Mention and its code, in the order of mentions.
    codes: Vec<(usize, String)>,
    typed: String,
}

impl Hints {
    /// The code of a mention, and how many letters of it were typed; `None`: it has none, or another one is being typed.
    #[must_use]
    pub fn code(&self, mention: usize) -> Option<(&str, usize)> {
        let at = self.codes.binary_search_by_key(&mention, |(mention, _)| *mention).ok()?;
        let code = self.codes[at].1.as_str();
        code.starts_with(&self.typed).then_some((code, self.typed.len()))
    }

    /// Deals the codes out; what was typed stays.
    fn deal(&mut self, mentions: Vec<usize>) {
        let codes = codes(mentions.len());
        self.codes = mentions.into_iter().zip(codes).collect();
    }

    /// Takes a letter; whose code is complete with it. A letter that no code continues with is none.
    fn take(&mut self, letter: char) -> Option<usize> {
        let typed = format!("{}{}", self.typed, letter.to_ascii_lowercase());
        if self.codes.iter().any(|(_, code)| code.starts_with(&typed)) {
            self.typed = typed;
        }
        self.codes.iter().find(|(_, code)| *code == self.typed).map(|(mention, _)| *mention)
    }
}

/// So many codes of one letter or two, none of which begins another.
fn codes(count: usize) -> Vec<String> {
    let most = LETTERS.len();
    // Each first letter of two costs a code of one and gives a whole alphabet.
    let firsts = count.saturating_sub(most).div_ceil(most - 1).min(most);
    let letter = |byte: &u8| char::from(*byte).to_string();
    let (singles, firsts) = LETTERS.split_at(most - firsts);
    let pairs = firsts.iter().flat_map(|first| LETTERS.iter().map(move |second| letter(first) + &letter(second)));
    singles.iter().map(letter).chain(pairs).take(count).collect()
}

/// The marked mentions that begin on the screen, in their order.
fn in_sight(page: &Page) -> Vec<usize> {
    let index = page.index();
    let rows = page.view().iter().filter_map(|(_, content)| if let Content::Text { row, .. } = content { Some(*row) } else { None });
    let begins = |row: super::wrap::Row| {
        let here = index.overlapping(row.start..row.end).filter(move |(_, mention)| mention.span.start >= row.start);
        here.map(|(at, _)| at).filter(|at| index.shown(*at) || page.current() == Some(*at))
    };
    rows.flat_map(begins).collect()
}

impl Reader {
    /// The letters on the mentions, while one of them is being chosen.
    #[must_use]
    pub fn hints(&self) -> Option<&Hints> {
        self.hints.as_ref()
    }

    /// `f` puts letters on the mentions in sight.
    pub(super) fn show_hints(&mut self) {
        let Some(page) = &self.page else { return };
        if in_sight(page).is_empty() {
            self.say(if page.complete() { "no marked name is on the screen" } else { "names are still being looked for" });
            return;
        }
        self.below = Focus::Article;
        self.focus = Focus::Hints;
        self.hints = Some(Hints::default());
    }

    /// The screen has changed: the letters go to what is seen now.
    pub(super) fn deal_hints(&mut self) {
        let mentions = self.page.as_ref().map(in_sight).unwrap_or_default();
        let Some(hints) = &mut self.hints else { return };
        if mentions.is_empty() {
            self.leave_hints();
        } else {
            hints.deal(mentions);
        }
    }

    fn leave_hints(&mut self) {
        self.hints = None;
        self.focus = self.below;
    }

    /// A letter of a code: with the last one the reader is there.
    pub(super) fn hint(&mut self, text: &str) -> Vec<Effect> {
        for letter in text.chars() {
            let Some(mention) = self.hints.as_mut().and_then(|hints| hints.take(letter)) else { continue };
            self.leave_hints();
            // The name is in sight: nothing moves under the eye.
            self.leave(Command::Hints);
            if let Some(page) = &mut self.page {
                page.choose(mention);
            }
            if letter.is_uppercase() && self.is_open() {
                self.ask_whom();
            } else if letter.is_uppercase() {
                self.show_card(true);
            }
            break;
        }
        Vec::new()
    }

    pub(super) fn in_hints(&mut self, command: Command) -> Vec<Effect> {
        match command {
            Command::Redraw => return vec![Effect::Redraw],
            Command::Suspend => return vec![Effect::Suspend],
            Command::EraseChar if self.hints.as_mut().is_some_and(|hints| hints.typed.pop().is_some()) => {}
            _ => self.leave_hints(),
        }
        Vec::new()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn the_home_row_goes_first() {
        assert_eq!(codes(8), ["a", "s", "d", "f", "j", "k", "l", "g"]);
    }

    #[test]
    fn no_code_begins_another_however_many_there_are() {
        for count in [0, 1, 26, 27, 51, 52, 200, 676] {
            let codes = codes(count);
            assert_eq!(codes.len(), count);
            assert_eq!(codes.iter().collect::<HashSet<_>>().len(), count);
            for code in codes.iter().filter(|code| code.len() == 1) {
                assert!(!codes.iter().any(|other| other != code && other.starts_with(code)), "{code} of {count}");
            }
        }
        assert_eq!(codes(1000).len(), 676);
    }

    #[test]
    fn a_letter_that_leads_nowhere_changes_nothing() {
        let mut hints = Hints::default();
        hints.deal((0..30).collect());
        assert_eq!((hints.take('ä'), hints.take('m')), (None, None));
        assert_eq!((hints.code(0), hints.code(29)), (None, Some(("mj", 1))));
        assert_eq!(hints.take('J'), Some(29));
    }
}
