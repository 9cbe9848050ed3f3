//! Marks: places of an article that a letter leads back to.
//!
//! Not to be confused with the marking of mentions. A place is kept as bytes, so that it survives any change of width.

use std::collections::BTreeMap;

use super::Reader;
use super::action::{Command, Effect};
use super::jumps::Spot;
use super::outline::first_words;

/// The places of one article by their letters.
pub type Places = BTreeMap<char, Spot>;

impl Reader {
    /// The places marked in the open article.
    #[must_use]
    pub fn places(&self) -> Option<&Places> {
        self.places.get(&self.shown)
    }

    /// Takes the places that were marked in an article before, by its number from 0.
    pub fn remember_places(&mut self, article: usize, places: Places) {
        self.places.insert(article, places);
    }

    /// The places marked in the open article: letter, paragraph from 1, and how that paragraph begins.
    #[must_use]
    pub fn place_lines(&self) -> Vec<(char, usize, String)> {
        let Some((page, places)) = self.page().zip(self.places()) else { return Vec::new() };
        let line = |(letter, spot): (&char, &Spot)| {
            let block = page.article().block_at(spot.mention.or(spot.top).unwrap_or(0));
            (*letter, block + 1, first_words(page, block))
        };
        places.iter().map(line).collect()
    }

    /// `ma` marks the place as `a`.
    pub(super) fn set_place(&mut self, letter: char) -> Vec<Effect> {
        let Some(page) = &mut self.page else { return Vec::new() };
        if !letter.is_alphanumeric() {
            return self.say(format!("a mark is a letter or a digit, not {letter}"));
        }
        let spot = page.spot();
        let paragraph = page.article().block_at(spot.mention.or(spot.top).unwrap_or(0)) + 1;
        let known = self.places.entry(self.shown).or_default().insert(letter, spot).is_some();
        self.say(format!("§{paragraph} is {} mark {letter}", if known { "now" } else { "" }).replace("  ", " "))
    }

    /// `'a` goes to the mark `a`.
    pub(super) fn go_to_place(&mut self, letter: char) -> Vec<Effect> {
        let Some(spot) = self.places().and_then(|places| places.get(&letter)).copied() else {
            return self.say(format!("there is no mark {letter} in this article"));
        };
        self.leave(Command::GoToPlace);
        if let Some(page) = &mut self.page {
            page.restore(spot);
        }
        Vec::new()
    }

    /// `''` changes places with where the last jump began.
    pub(super) fn swap_places(&mut self) {
        let Some(spot) = self.jumps.last() else {
            self.say("no way back: nothing was jumped from");
            return;
        };
        self.leave(Command::SwapPlaces);
        if let Some(page) = &mut self.page {
            page.restore(spot);
        }
    }
}
