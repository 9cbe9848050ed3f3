//! The entities while layers are added, by their ids. Those of a large dictionary that only one layer has a plain entry of are no more
//! than its place there until all layers are known.

use std::collections::hash_map::Entry;
use std::sync::{Arc, Mutex, PoisonError};

use super::super::file::File;
use super::super::schema::{Defaults, Place, hash};
use super::Draft;
use crate::engine::dictionary::{Entity, Origin};
use crate::engine::kind::Kinds;
use crate::engine::quick::QuickMap;

/// How many entities are together: what a thread takes at a time, and what is given back then.
const PIECE: usize = 2048;

/// An entity.
pub enum Slot {
    /// A plain entry of the file of this number, as it is there.
    Plain(u16, Place),
    /// Anything else.
    Full(Box<Draft>),
}

/// What plain entries are read with.
#[derive(Clone, Copy)]
pub struct Sources<'a> {
    /// The kinds of all layers.
    pub kinds: &'a Kinds,
    /// The layers.
    pub files: &'a [Arc<File>],
}

impl Slot {
    /// The entity, whether hidden or not.
    pub fn entity(self, sources: Sources, defaults: &[Defaults]) -> Option<Entity> {
        match self {
            Self::Plain(number, place) => {
                let (file, defaults) = (sources.files.get(usize::from(number))?, defaults.get(usize::from(number))?);
                place.entity(file, number, sources.kinds, defaults)
            }
            Self::Full(draft) => Some(draft.finish(defaults)),
        }
    }

    fn has_id(&self, sources: Sources, id: &str) -> bool {
        match self {
            Self::Plain(number, place) => sources.files.get(usize::from(*number)).is_some_and(|file| place.has_id(file, sources.kinds, id)),
            Self::Full(draft) => draft.id() == id,
        }
    }

    /// The same, to be changed.
    fn opened(&mut self, sources: Sources) -> Option<&mut Draft> {
        if let Self::Plain(number, place) = self {
            *self = Self::Full(Box::new(draft(*number, *place, sources)?));
        }
        match self {
            Self::Full(draft) => Some(draft),
            Self::Plain(..) => None,
        }
    }
}

fn draft(number: u16, place: Place, sources: Sources) -> Option<Draft> {
    let file = sources.files.get(usize::from(number))?;
    let mut entry = place.entry(file, sources.kinds)?;
    entry.is_of(number);
    let name = entry.name.take()?;
    // Of what removes nothing nothing is found.
    Some(Draft::new(entry, name, Origin { file: number, line: place.line }, file, &mut Vec::new()))
}

/// The entities in the order in which they were added.
#[derive(Default)]
pub struct Drafts {
    pieces: Vec<Vec<Slot>>,
    /// Their numbers by a hash of their ids; where another one has the hash, by the next number that none has.
    by_id: QuickMap<u64, u32>,
}

/// What is known of an id.
pub enum Found<'a> {
    /// Nothing; what it is to be added by.
    Nothing(u64),
    /// The entity.
    Draft(&'a mut Draft),
}

impl Drafts {
    /// How many there are.
    pub fn len(&self) -> usize {
        self.by_id.len()
    }

    /// So many more are expected.
    pub fn reserve(&mut self, more: usize) {
        self.by_id.reserve(more);
    }

    /// Adds an entity by the hash of its id, unless another one has that hash; whether it did.
    pub fn add_new(&mut self, slot: Slot, hash: u64) -> bool {
        let number = u32::try_from(self.len()).unwrap_or(u32::MAX);
        let Entry::Vacant(place) = self.by_id.entry(hash) else { return false };
        place.insert(number);
        self.push(slot);
        true
    }

    /// Adds an entity by a number that none has.
    pub fn add(&mut self, slot: Slot, key: u64) {
        self.by_id.insert(key, u32::try_from(self.len()).unwrap_or(u32::MAX));
        self.push(slot);
    }

    fn push(&mut self, slot: Slot) {
        match self.pieces.last_mut().filter(|piece| piece.len() < PIECE) {
            Some(piece) => piece.push(slot),
            None => self.pieces.push(vec![slot]),
        }
    }

    /// The entity of this id.
    pub fn find(&mut self, sources: Sources, id: &str) -> Found<'_> {
        let mut key = hash(id);
        while let Some(&number) = self.by_id.get(&key) {
            let (piece, at) = (number as usize / PIECE, number as usize % PIECE);
            if self.pieces[piece][at].has_id(sources, id) {
                return self.pieces[piece][at].opened(sources).map_or(Found::Nothing(key), Found::Draft);
            }
            key = key.wrapping_add(1);
        }
        Found::Nothing(key)
    }

    /// All of them, in pieces.
    pub fn pieces(self) -> Vec<Mutex<Vec<Slot>>> {
        self.pieces.into_iter().map(Mutex::new).collect()
    }
}

/// The entities of a piece; none, if somebody has taken them.
pub fn take(piece: &Mutex<Vec<Slot>>) -> Vec<Slot> {
    std::mem::take(&mut piece.lock().unwrap_or_else(PoisonError::into_inner))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::schema::parse;

    fn draft(id: &str, file: &Arc<File>) -> Slot {
        let entry = parse(file, &Kinds::default()).0.unwrap().entries.into_iter().find(|entry| &*entry.id.text == id);
        let mut entry = entry.unwrap();
        let name = entry.name.take().unwrap();
        Slot::Full(Box::new(Draft::new(entry, name, Origin::default(), file, &mut Vec::new())))
    }

    #[test]
    fn ids_with_one_hash_are_told_apart() {
        let text = "[[place]]\nid = \"a\"\nname = \"Riga\"\n\n[[place]]\nid = \"b\"\nname = \"Rom\"\n";
        let files = [Arc::new(File::new("a.toml", text.to_owned()))];
        let sources = Sources { kinds: &Kinds::default(), files: &files };
        let mut drafts = Drafts::default();
        // The first has the place of the second.
        let key = hash("b");
        drafts.add(draft("a", &files[0]), key);
        assert!(!drafts.add_new(draft("b", &files[0]), key));
        let Found::Nothing(next) = drafts.find(sources, "b") else { panic!("one that is not there") };
        assert_ne!(next, key);
        drafts.add(draft("b", &files[0]), next);
        let Found::Draft(found) = drafts.find(sources, "b") else { panic!("nothing") };
        assert_eq!(found.id(), "b");
        assert_eq!(drafts.len(), 2);
    }
}
