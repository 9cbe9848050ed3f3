//! Entities as rows, loose or packed.

use std::sync::LazyLock;

use super::{Entity, Written};
use crate::engine::kind::KindId;
use crate::engine::packed::{Arena, Row, Rows, put};

/// Sorted by id, each id once.
pub fn loose(entities: impl Iterator<Item = Entity>) -> Rows<Entity> {
    let mut entities: Vec<Entity> = entities.collect();
    entities.sort_by(|a, b| a.id.cmp(&b.id));
    entities.dedup_by(|later, first| later.id == first.id);
    entities.shrink_to_fit();
    Rows::Loose(entities)
}

/// The same as bytes.
pub fn packed(entities: impl Iterator<Item = Entity>, mut kinds: usize) -> Rows<Entity> {
    let mut arena = Arena::default();
    entities.for_each(|entity| arena.push(|out| entity.pack(&mut kinds, out)));
    let mut ids: Vec<(&str, u32)> = (0..arena.len()).map(|row| (id_of(arena.get(row)).unwrap_or_default(), row)).collect();
    ids.sort_by_key(|(id, _)| *id);
    ids.dedup_by_key(|(id, _)| *id);
    let order: Vec<u32> = ids.into_iter().map(|(_, row)| row).collect();
    let in_order = order.len() == arena.len() as usize && order.is_sorted();
    if in_order {
        arena.shrink();
    } else {
        arena = arena.picked(&order);
    }
    Rows::packed(arena, kinds)
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
