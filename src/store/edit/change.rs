//! A change of a text that can be taken back, also after the text was changed elsewhere.

/// How much around a change is remembered, in bytes, to find it again.
const AROUND: usize = 120;

/// A piece of a text that was replaced by another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// Its first byte.
    pub start: usize,
    /// What stood there.
    pub old: String,
    /// What stands there now.
    pub new: String,
    before: String,
    after: String,
}

impl Change {
    /// The change of `text` that replaces the bytes of `old` from `start` by `new`.
    #[must_use]
    pub fn new(text: &str, start: usize, old: &str, new: String) -> Self {
        let end = start + old.len();
        let from = text.floor_char_boundary(start.saturating_sub(AROUND));
        let to = text.floor_char_boundary((end + AROUND).min(text.len()));
        let part = |range: std::ops::Range<usize>| text.get(range).unwrap_or_default().to_owned();
        Self { start, old: old.to_owned(), new, before: part(from..start), after: part(end..to) }
    }

    /// The text with the change; `None` when it is another text.
    #[must_use]
    pub fn done(&self, text: &str) -> Option<String> {
        replaced(text, self.start, &self.old, &self.new)
    }

    /// The text without the change; `None` when it is not found, or in more than one place.
    #[must_use]
    pub fn undone(&self, text: &str) -> Option<String> {
        let here = |at: &usize| text.get(..*at).is_some_and(|before| before.ends_with(&self.before)) && self.fits(text, *at);
        let at = Some(self.start).filter(here).or_else(|| self.elsewhere(text))?;
        replaced(text, at, &self.new, &self.old)
    }

    fn fits(&self, text: &str, at: usize) -> bool {
        let rest = text.get(at..).and_then(|rest| rest.strip_prefix(&self.new));
        rest.is_some_and(|rest| rest.starts_with(&self.after))
    }

    /// The only place with these bytes, with as much of what was around them as it takes.
    fn elsewhere(&self, text: &str) -> Option<usize> {
        let ways = [(self.before.as_str(), self.after.as_str()), (&self.before, ""), ("", &self.after), ("", "")];
        ways.into_iter().find_map(|(before, after)| {
            let wanted = [before, &self.new, after].concat();
            // Next to nothing is found anywhere.
            let mut found = text.match_indices(&wanted).filter(|_| wanted.trim().len() > 8).map(|(at, _)| at + before.len());
            found.next().filter(|_| found.next().is_none())
        })
    }
}

fn replaced(text: &str, at: usize, from: &str, to: &str) -> Option<String> {
    let rest = text.get(at..)?.strip_prefix(from)?;
    Some([text.get(..at)?, to, rest].concat())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_change_is_taken_back_also_when_the_text_grew_before_it() {
        let text = "one\ntwo\n";
        let change = Change::new(text, 8, "", "three is new\n".into());
        let done = change.done(text).unwrap();
        assert_eq!(done, "one\ntwo\nthree is new\n");
        assert_eq!(change.undone(&done).unwrap(), text);
        assert_eq!(change.undone(&format!("zero\n{done}four\n")).unwrap(), "zero\none\ntwo\nfour\n");
    }

    #[test]
    fn what_was_changed_since_or_stands_twice_is_left_alone() {
        let change = Change::new("a\n", 2, "", "three is new\n".into());
        assert_eq!(change.undone("a\nthree is newer\n"), None);
        assert_eq!(change.undone("b\nthree is new\nthree is new\n"), None);
    }
}
