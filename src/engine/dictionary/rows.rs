//! Entities as rows, loose or packed.

use std::sync::LazyLock;

use super::{Entity, Written};
use crate::engine::kind::KindId;
use crate::engine::packed::{Arena, Row, Rows, put};
use crate::engine::side_by_side::{piece_by_piece, threads};

/// Sorted by id, each id once.
pub fn loose(entities: impl Iterator<Item = Entity>) -> Rows<Entity> {
    let mut entities: Vec<Entity> = entities.collect();
    entities.sort_by(|a, b| a.id.cmp(&b.id));
    entities.dedup_by(|later, first| later.id == first.id);
    entities.shrink_to_fit();
    Rows::Loose(entities)
}

/// The same as bytes, of so many pieces, which several threads make.
pub fn packed<I: Iterator<Item = Entity>>(pieces: usize, piece: impl Fn(usize) -> I + Sync, kinds: usize) -> Rows<Entity> {
    let mut arena = Arena::default();
    let pack = |number: usize| {
        let mut packed = Arena::default();
        piece(number).for_each(|entity| packed.push(|out| entity.pack(&mut { kinds }, out)));
        packed
    };
    piece_by_piece(pieces, threads(pieces), pack, |packed| arena.append(packed));
    if are_in_order(&arena) {
        arena.shrink();
    } else {
        arena = arena.picked(&order(&arena));
    }
    Rows::packed(arena, kinds)
}

fn are_in_order(arena: &Arena) -> bool {
    (0..arena.len()).map(|row| id_of(arena.get(row))).is_sorted_by(|one, next| one < next)
}

/// The rows by their ids; of two with one id the first.
fn order(arena: &Arena) -> Vec<u32> {
    let mut ids: Vec<(&str, u32)> = (0..arena.len()).map(|row| (id_of(arena.get(row)).unwrap_or_default(), row)).collect();
    ids.sort_unstable();
    ids.dedup_by_key(|(id, _)| *id);
    ids.into_iter().map(|(_, row)| row).collect()
}

/// The id of a packed entity: it comes first.
pub fn id_of(bytes: &[u8]) -> Option<&str> {
    postcard::take_from_bytes(bytes).ok().map(|(id, _)| id)
}

impl Row for Entity {
    /// How many kinds there are.
    type Shared = usize;

    fn pack(&self, _: &mut usize, out: &mut Vec<u8>) {
        put(self, out);
    }

    fn unpack(bytes: &[u8], kinds: &usize) -> Option<Self> {
        let entity: Self = postcard::from_bytes(bytes).ok()?;
        let titled = entity.roles.iter().all(|role| !role.titles.is_empty());
        (usize::from(entity.kind.0) < *kinds && titled && !entity.origins.is_empty()).then_some(entity)
    }

    fn blank() -> &'static Self {
        static BLANK: LazyLock<Entity> = LazyLock::new(|| Entity { hidden: true, ..Entity::new("", KindId::PERSON, Written::new("")) });
        &BLANK
    }
}
