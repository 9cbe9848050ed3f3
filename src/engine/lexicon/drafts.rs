//! Forms as they are made, entity by entity, and what is noted of the entities on the way. Those of a large dictionary are made by
//! several threads, a piece of it at a time, and put together in its order.

use std::collections::HashSet;

use crate::engine::dictionary::{Dictionary, Entity, EntityIx};
use crate::engine::fold::{fold, fold_into, is_word};
use crate::engine::forms::{self, Class, FormEntry, Words};
use crate::engine::index::Sought;
use crate::engine::infer::kin::Kin;
use crate::engine::kind::KindId;
use crate::engine::language::{Language, Rules, is_common, paradigm};
use crate::engine::packed::{Arena, Row};
use crate::engine::side_by_side::piece_by_piece;

/// Forms as they are made. Until they are in order, they are rows of bytes: of a million entries they would be half a gigabyte.
#[derive(Default)]
pub struct Drafts {
    /// Their folded texts.
    pub patterns: Arena,
    /// As they are packed.
    pub rows: Arena,
    /// What a form without a rival need not be unpacked for.
    pub traits: Vec<Traits>,
    /// What the rows refer to.
    pub words: Words,
    /// Room for a pattern.
    folded: String,
}

/// What must be known of a form before it is in its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Traits {
    /// What its hits need to look like.
    pub sought: Sought,
    /// It is found byte for byte, as all of it is written, and stands for an entity by itself.
    pub literal: bool,
}

impl Traits {
    /// Those of this form.
    pub fn of(form: &FormEntry) -> Self {
        let written = matches!(form.class, Class::Name | Class::Acronym | Class::Adjective | Class::Demonym);
        let is_all = form.bare && form.lead == 0 && !form.inflected && form.ends.is_empty();
        Self { sought: Sought::of(form), literal: written && is_all && form.policy.is_literal() }
    }
}

/// The forms of all entities for articles in `language`, made by so many threads, `piece` entities at a time, and what is noted of
/// the entities.
pub fn drafts(dictionary: &Dictionary, language: Language, threads: usize, piece: usize) -> (Drafts, People) {
    let count = u32::try_from(dictionary.len()).unwrap_or(u32::MAX);
    let piece = u32::try_from(piece).unwrap_or(u32::MAX).max(1);
    let begins: Vec<u32> = (0..count.max(1)).step_by(piece as usize).collect();
    let work = |number: usize| {
        let begin = begins[number];
        let mut made = (Drafts { words: Words::new(count), ..Drafts::default() }, People::default());
        let (drafts, people) = &mut made;
        let entities = begin..count.min(begin.saturating_add(piece));
        forms::each(dictionary, language, entities, |ix, entity| people.add(ix, entity), |form| drafts.add(&form));
        made
    };
    let mut whole: Option<(Drafts, People)> = None;
    piece_by_piece(begins.len(), threads, work, |(drafts, people)| match &mut whole {
        None => whole = Some((drafts, people)),
        Some(whole) => {
            whole.0.append(drafts);
            whole.1.append(people);
        }
    });
    whole.unwrap_or_default()
}

impl Drafts {
    fn add(&mut self, form: &FormEntry) {
        self.folded.clear();
        fold_into(&form.text, &mut self.folded);
        if self.folded.contains(is_word) {
            self.patterns.push(|out| out.extend_from_slice(self.folded.as_bytes()));
            self.rows.push(|out| form.pack(&mut self.words, out));
            self.traits.push(Traits::of(form));
        }
    }

    fn append(&mut self, mut other: Self) {
        let renumbered = self.words.adopt(&other.words);
        (0..other.rows.len()).for_each(|row| renumbered.apply(other.rows.get_mut(row)));
        self.patterns.append(other.patterns);
        self.rows.append(other.rows);
        self.traits.extend(other.traits);
    }

    /// How many there are.
    pub fn len(&self) -> u32 {
        self.rows.len()
    }

    /// The folded text of a form.
    pub fn pattern(&self, number: u32) -> &str {
        std::str::from_utf8(self.patterns.get(number)).unwrap_or_default()
    }

    /// The form.
    pub fn form(&self, number: u32) -> FormEntry {
        FormEntry::unpack(self.rows.get(number), &self.words).unwrap_or_else(|| FormEntry::blank().clone())
    }
}

/// What is noted of the entities.
#[derive(Default)]
pub struct People {
    /// Whether any entity needs a word in the paragraph.
    pub needs: bool,
    /// Whether anything is inferred of any entity.
    pub infers: bool,
    /// Of each entity whether neither context words nor exclusions keep it away, and it has forms beyond those that are written.
    plain: Vec<bool>,
    /// The first words of persons' names, folded.
    first: HashSet<String>,
    /// Names by what other words for them have of theirs.
    pub kin: Kin,
}

impl People {
    fn add(&mut self, ix: EntityIx, entity: &Entity) {
        self.kin.add(ix, entity);
        self.needs |= !entity.needs.is_empty();
        self.infers |= entity.infer;
        self.plain.push(entity.infer && entity.needs.is_empty() && entity.not.is_empty());
        if entity.kind == KindId::PERSON
            && entity.infer
            && let Some((first, _)) = entity.name.text.split_once(' ')
        {
            let first = fold(first);
            let first = first.trim();
            if !self.first.contains(first) {
                self.first.insert(first.to_owned());
            }
        }
    }

    fn append(&mut self, other: Self) {
        self.needs |= other.needs;
        self.infers |= other.infers;
        self.plain.extend(other.plain);
        self.first.extend(other.first);
        self.kin.append(other.kin);
    }

    /// Whether neither context words nor exclusions keep an entity away, and it has forms beyond those that are written.
    pub fn is_plain(&self, entity: EntityIx) -> bool {
        self.plain.get(entity.0 as usize).copied().unwrap_or_default()
    }

    /// The given names in all their cases.
    pub fn given(&self, rules: &'static Rules) -> HashSet<String> {
        // A band may be called Die Toten Hosen, and is no reason to take every Die for a given name.
        let is_word = |word: &str| is_common(word) || rules.determiners.contains(&word) || rules.indefinite.contains(&word);
        self.first.iter().filter(|word| !is_word(word)).flat_map(|name| paradigm::forms_of(rules, name)).collect()
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::engine::dictionary::Written;
    use crate::engine::kind::Kinds;

    #[test]
    fn drafts_that_are_made_in_pieces_are_those_of_the_whole() {
        let kinds = [KindId::PLACE, KindId::PERSON, KindId::MINISTRY];
        let entity = |at: usize| Entity::new(&format!("e{at:03}"), kinds[at / 70 % 3], Written::new(&format!("Anna Berg{at}")));
        let mut dictionary = Dictionary::new(Kinds::default(), Vec::new(), (0..500).map(entity).collect());
        dictionary.hidden_forms = vec!["Union".into()];
        let dictionary = Arc::new(dictionary);
        let (whole, people) = drafts(&dictionary, Language::De, 1, usize::MAX);
        for (threads, piece) in [(1, 7), (2, 100), (4, 499), (2, 500)] {
            let (pieces, of_pieces) = drafts(&dictionary, Language::De, threads, piece);
            assert_eq!((pieces.len(), &pieces.traits), (whole.len(), &whole.traits));
            for number in 0..whole.len() {
                assert_eq!(pieces.pattern(number), whole.pattern(number));
                assert_eq!(pieces.rows.get(number), whole.rows.get(number));
                assert_eq!(format!("{:?}", pieces.form(number)), format!("{:?}", whole.form(number)));
            }
            assert_eq!((of_pieces.plain, of_pieces.first), (people.plain.clone(), people.first.clone()));
        }
    }
}
