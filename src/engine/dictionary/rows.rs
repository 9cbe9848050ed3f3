//! Entities as rows, loose or packed.

use std::sync::LazyLock;

use super::{Entity, Written};
use crate::engine::kind::KindId;
use crate::engine::packed::{Arena, MANY, Row, Rows, put};
use crate::engine::side_by_side::{head, piece_by_piece, sort, threads};

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

/// The rows by their ids; of two with one id the first. Most comparisons need no more than the first bytes of an id.
fn order(arena: &Arena) -> Vec<u32> {
    let id = |row: u32| id_of(arena.get(row)).unwrap_or_default().as_bytes();
    let mut ids: Vec<(u64, u32)> = (0..arena.len()).map(|row| (head(id(row)), row)).collect();
    sort(&mut ids, threads(usize::MAX), MANY, &|(a, x), (b, y)| a.cmp(b).then_with(|| id(*x).cmp(id(*y))).then(x.cmp(y)));
    ids.dedup_by(|(a, x), (b, y)| a == b && id(*x) == id(*y));
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn packed_rows_are_in_the_order_of_their_ids_and_of_two_the_first_stands() {
        let ids = ["b", "a", "entity-10", "entity-1", "entity-10", "", "entity-1\u{e9}", "a"];
        let entities = || ids.iter().zip(1..).map(|(id, line)| (*id, line));
        let entity = |(id, line): (&str, u32)| {
            let mut entity = Entity::new(id, KindId::PLACE, Written::new("Riga"));
            entity.origins[0].line = line;
            entity
        };
        let loose = loose(entities().map(entity));
        let packed = packed(3, |piece| entities().skip(piece * 3).take(3).map(entity), 8);
        assert!(loose.len() == 6 && loose.iter().eq(packed.iter()));
    }
}
