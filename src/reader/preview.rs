//! What an edit of the dictionary would do to the open article.

use std::ops::Range;

use crate::engine::dictionary::Dictionary;
use crate::engine::mentions::{Mention, Mentions};

/// What the edit would do to the mentions of the open article.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Preview {
    /// Mentions where none was.
    pub adds: usize,
    /// Mentions of somebody else than before.
    pub changes: usize,
    /// Mentions that are gone.
    pub takes: usize,
}

impl Preview {
    /// In one line: `adds 7 mentions, changes 1`.
    #[must_use]
    pub fn words(self) -> String {
        let parts = [("adds", self.adds), ("changes", self.changes), ("takes away", self.takes)];
        let mut said = String::new();
        for (verb, count) in parts.into_iter().filter(|(_, count)| *count > 0) {
            let noun = if !said.is_empty() {
                ""
            } else if count == 1 {
                " mention"
            } else {
                " mentions"
            };
            said = [said.as_str(), if said.is_empty() { "" } else { ", " }, verb, " ", &count.to_string(), noun].concat();
        }
        if said.is_empty() { "changes no mention in this article".to_owned() } else { said }
    }

    /// What the new mentions have that the old ones have not, and the other way round; each with the dictionary that they are of.
    #[must_use]
    pub fn of((old, before): (&Mentions, &Dictionary), (new, after): (&Mentions, &Dictionary)) -> Self {
        let mut preview = Self::default();
        for mention in new.all() {
            match there(old, &mention.span) {
                Some(known) if whom(known, before).eq(whom(mention, after)) => {}
                None if !is_touched(old, &mention.span) => preview.adds += 1,
                _ => preview.changes += 1,
            }
        }
        preview.takes = old.all().iter().filter(|mention| !is_touched(new, &mention.span)).count();
        preview
    }
}

/// The mention that has just these bytes.
fn there<'a>(mentions: &'a Mentions, span: &Range<usize>) -> Option<&'a Mention> {
    let begun = mentions.all().get(mentions.at_or_after(span.start)..).unwrap_or_default();
    begun.iter().take_while(|mention| mention.span.start == span.start).find(|mention| mention.span == *span)
}

/// Whether a mention shares a byte with these.
fn is_touched(mentions: &Mentions, span: &Range<usize>) -> bool {
    mentions.overlapping(span.clone()).next().is_some()
}

/// The ids of whom a mention names or may name.
fn whom<'a>(mention: &'a Mention, dictionary: &'a Dictionary) -> impl Iterator<Item = &'a str> {
    mention.entity.iter().chain(&mention.candidates).map(|entity| &*dictionary[*entity].id)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_preview_is_told_in_words() {
        let words = |adds, changes, takes| Preview { adds, changes, takes }.words();
        assert_eq!(words(7, 1, 0), "adds 7 mentions, changes 1");
        assert_eq!(words(1, 0, 2), "adds 1 mention, takes away 2");
        assert_eq!(words(0, 0, 0), "changes no mention in this article");
    }
}
