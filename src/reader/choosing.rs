//! Settling an ambiguous mention: Enter asks, a digit answers, for this article and this session.
//!
//! A digit is otherwise a count; so only after Enter on such a mention it is an answer, until the next key.

use super::Reader;
use super::action::{Choice, Effect};
use super::page::Page;
use crate::engine::dictionary::EntityIx;
use crate::engine::glyph::visible;

impl Reader {
    /// Whether the current mention may name several entities.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.page.as_ref().and_then(Page::mention).is_some_and(|mention| mention.entity.is_none())
    }

    /// Whether the next digit says whom the current mention names.
    #[must_use]
    pub fn is_choosing(&self) -> bool {
        self.choosing && self.is_open()
    }

    /// Whether that answer goes to the dictionary, for every article.
    #[must_use]
    pub fn is_choosing_for_good(&self) -> bool {
        self.for_good && self.is_choosing()
    }

    /// Shows whom the current mention may name and waits for a digit.
    pub(super) fn ask_whom(&mut self) {
        if self.areas().card.is_none() {
            self.show_card(true);
        }
        self.choosing = true;
    }

    /// The answer: from now on the form means the candidate of this number, in this article.
    pub(super) fn choose(&mut self, number: u8) -> Vec<Effect> {
        self.choosing = false;
        self.message = None;
        let Some(page) = &self.page else { return Vec::new() };
        let Some(mention) = page.mention() else { return Vec::new() };
        let Some(entity) = candidate(&mention.candidates, number) else {
            return self.say(format!("no {number}: it is one of {}", mention.candidates.len()));
        };
        let form = mention.why.form.to_string();
        let name = page.dictionary().full_name(entity, page.article().language);
        let choice = Choice { form: form.clone(), id: page.dictionary()[entity].id.clone() };
        let choices = self.choices.entry(self.index).or_default();
        choices.retain(|known| known.form != form);
        choices.push(choice.clone());
        if let Some(effects) = self.saved_for_good(&choice) {
            return effects;
        }
        self.say(visible(&format!("{form} is {name} in this article")));
        self.scan_again()
    }

    /// What was chosen in the open article.
    pub(super) fn chosen(&self) -> Vec<Choice> {
        self.choices.get(&self.index).cloned().unwrap_or_default()
    }

    /// Asks for the mentions once more: something that they depend on has changed.
    pub(super) fn scan_again(&mut self) -> Vec<Effect> {
        let chosen = self.chosen();
        let Some((page, article)) = self.page.as_ref().zip(self.cooked().cloned()) else { return Vec::new() };
        self.generation += 1;
        let sight = page.blocks_in_sight();
        vec![Effect::Scan { generation: self.generation, article, sight, chosen }]
    }
}

fn candidate(candidates: &[EntityIx], number: u8) -> Option<EntityIx> {
    candidates.get(usize::from(number).checked_sub(1)?).copied()
}
