//! Two at once: one entity is pinned, and `gc` goes through the paragraphs in which the current one stands with it.

use std::sync::Arc;

use super::Reader;
use super::action::{Command, Way};
use super::page::Page;
use crate::engine::dictionary::EntityIx;
use crate::engine::glyph::visible;

impl Reader {
    /// Who is pinned, where the dictionary of the open article knows them.
    #[must_use]
    pub fn pinned(&self) -> Option<EntityIx> {
        self.page.as_ref()?.dictionary().find(self.pinned.as_deref()?)
    }

    /// What the pinned entity is called.
    #[must_use]
    pub fn pinned_name(&self) -> Option<String> {
        let (page, entity) = (self.page.as_ref()?, self.pinned()?);
        let here = page.index().person(entity).map(|person| person.name.to_string());
        Some(here.unwrap_or_else(|| visible(&page.dictionary().short_name(entity, page.article().language)).into_owned()))
    }

    /// `p` pins who is selected, and lets go of who is pinned.
    pub(super) fn pin(&mut self) {
        let Some((page, entity)) = self.page.as_ref().zip(self.subject()) else {
            self.say("nobody is selected");
            return;
        };
        let id: Arc<str> = page.dictionary()[entity].id.clone();
        let off = self.pinned.as_ref() == Some(&id);
        let name = self.name_of(entity);
        self.pinned = if off { None } else { Some(id) };
        let next = self.keymap().key_of(super::Focus::Article, Command::Together(Way::Next)).map(str::to_owned);
        let next = next.map_or_else(String::new, |key| format!(": {key} goes to where another one stands with it"));
        self.say(if off { format!("{name} is no longer pinned") } else { format!("{name} is pinned{next}") });
    }

    fn name_of(&self, entity: EntityIx) -> String {
        let person = self.page.as_ref().and_then(|page| page.index().person(entity));
        person.map_or_else(String::new, |person| person.name.to_string())
    }

    /// `gc` and `gC`: to the next or previous paragraph in which both stand.
    pub(super) fn together(&mut self, command: Command, way: Way, times: usize) {
        let Some((page, subject)) = self.page.as_ref().zip(self.subject()) else { return };
        let Some(pinned) = self.pinned() else {
            let key = self.keymap().key_of(super::Focus::Cast, Command::Pin).unwrap_or("the palette");
            self.say(format!("nobody is pinned: {key} in the cast pins"));
            return;
        };
        if pinned == subject {
            self.say(format!("{} is the pinned one: go to another one first", self.name_of(subject)));
            return;
        }
        let places = both(page, subject, pinned);
        let here = page.current().map_or_else(|| page.block(), |at| page.index().block(at));
        let block = |at: &usize| page.index().block(*at);
        let target = match way {
            Way::Next => {
                let next = places.partition_point(|at| block(at) <= here);
                (next < places.len()).then(|| (next + times - 1).min(places.len() - 1))
            }
            Way::Previous => places.partition_point(|at| block(at) < here).checked_sub(1).map(|before| before.saturating_sub(times - 1)),
        };
        let names = format!("{} and {}", self.name_of(subject), self.pinned_name().unwrap_or_default());
        match target.and_then(|at| places.get(at)) {
            Some(mention) => self.jump_from(command, *mention),
            None if places.is_empty() => drop(self.say(format!("{names} stand together in no paragraph"))),
            None => {
                let end = if way == Way::Next { "last" } else { "first" };
                self.say(format!("the {end} paragraph with {names}"));
            }
        }
    }
}

/// The first mention of one in each block that names the other, too.
fn both(page: &Page, one: EntityIx, other: EntityIx) -> Vec<usize> {
    let index = page.index();
    let mut blocks: Vec<usize> = index.mentions().of(other).iter().map(|at| index.block(*at)).collect();
    blocks.dedup();
    let mut places: Vec<usize> = Vec::new();
    for at in index.mentions().of(one).iter().copied() {
        let seen = places.last().is_some_and(|last| index.block(*last) == index.block(at));
        if !seen && blocks.binary_search(&index.block(at)).is_ok() {
            places.push(at);
        }
    }
    places
}
