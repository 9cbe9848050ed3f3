//! A list that is nearly always empty, and then no larger than a pointer: a long text has millions of blocks, and plain
//! ones have neither markup nor emphasis.

use std::fmt;
use std::marker::PhantomData;
use std::ops::{Deref, DerefMut};

use serde::de::{SeqAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// See the module. Read as a slice.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(clippy::box_collection, reason = "a vector is three words even when it is empty")]
pub struct Few<T>(Option<Box<Vec<T>>>);

impl<T> Few<T> {
    /// Adds one at the end.
    pub fn push(&mut self, item: T) {
        self.0.get_or_insert_with(|| Box::new(Vec::with_capacity(1))).push(item);
    }
}

impl<T> Default for Few<T> {
    fn default() -> Self {
        Self(None)
    }
}

impl<T> Deref for Few<T> {
    type Target = [T];

    fn deref(&self) -> &[T] {
        self.0.as_deref().map_or(&[], Vec::as_slice)
    }
}

impl<T> From<Vec<T>> for Few<T> {
    fn from(items: Vec<T>) -> Self {
        Self((!items.is_empty()).then(|| Box::new(items)))
    }
}

impl<T> FromIterator<T> for Few<T> {
    fn from_iter<I: IntoIterator<Item = T>>(items: I) -> Self {
        Vec::from_iter(items).into()
    }
}

impl<T> Extend<T> for Few<T> {
    fn extend<I: IntoIterator<Item = T>>(&mut self, items: I) {
        items.into_iter().for_each(|item| self.push(item));
    }
}

impl<'a, T> IntoIterator for &'a Few<T> {
    type Item = &'a T;
    type IntoIter = std::slice::Iter<'a, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

/// As a list.
impl<T: Serialize> Serialize for Few<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self)
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Few<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_seq(Items(PhantomData))
    }
}

/// Reads a list; of an empty one it is known at once.
struct Items<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de>> Visitor<'de> for Items<T> {
    type Value = Few<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Few<T>, A::Error> {
        let mut few = Few::default();
        if items.size_hint() != Some(0) {
            while let Some(item) = items.next_element()? {
                few.push(item);
            }
        }
        Ok(few)
    }
}

/// A value that is nearly always the plain one, and then no larger than a pointer. Read, and changed, as the value itself.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Seldom<T>(Option<Box<T>>);

/// What has a plain value.
pub trait Plain: Default + PartialEq + 'static {
    /// That value.
    fn plain() -> &'static Self;
}

impl<T> Seldom<T> {
    /// Whether the value was ever changed: it may be the plain one again.
    #[must_use]
    pub fn is_some(&self) -> bool {
        self.0.is_some()
    }

    /// The value, if it was ever changed.
    #[must_use]
    pub fn into_inner(self) -> Option<T> {
        self.0.map(|value| *value)
    }
}

impl<T> Default for Seldom<T> {
    fn default() -> Self {
        Self(None)
    }
}

impl<T: Plain> PartialEq for Seldom<T> {
    fn eq(&self, other: &Self) -> bool {
        **self == **other
    }
}

impl<T: Plain> Deref for Seldom<T> {
    type Target = T;

    fn deref(&self) -> &T {
        self.0.as_deref().unwrap_or_else(|| T::plain())
    }
}

impl<T: Plain> DerefMut for Seldom<T> {
    fn deref_mut(&mut self) -> &mut T {
        self.0.get_or_insert_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_empty_list_is_a_pointer_and_a_full_one_reads_like_a_slice() {
        assert_eq!(size_of::<Few<String>>(), size_of::<usize>());
        let mut few: Few<u8> = Vec::new().into();
        assert_eq!((few.len(), few.clone()), (0, Few::default()));
        few.extend([3, 1]);
        assert_eq!(few[..], [3, 1]);
        assert_eq!(few, [3, 1].into_iter().collect());
        for few in [few, Few::default()] {
            assert_eq!(postcard::from_bytes(&postcard::to_allocvec(&few).unwrap()), Ok(few));
        }
    }

    #[test]
    fn a_plain_value_is_a_pointer_however_it_came_about() {
        #[derive(Clone, Debug, Default, PartialEq)]
        struct Note {
            text: Option<String>,
        }
        impl Plain for Note {
            fn plain() -> &'static Self {
                const { &Self { text: None } }
            }
        }
        let mut seldom = Seldom::<Note>::default();
        assert_eq!((size_of::<Seldom<Note>>(), seldom.text.as_deref()), (size_of::<usize>(), None));
        seldom.text = Some("x".into());
        assert_eq!(seldom.text.as_deref(), Some("x"));
        seldom.text = None;
        assert!(seldom == Seldom::default() && seldom.is_some());
    }
}
