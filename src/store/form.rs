//! A form as it is written in a file, before the layers are merged, and what makes it a bad one.

use std::collections::HashMap;
use std::ops::Range;

use crate::engine::dictionary::{Case, Policy, Written};

/// The longest form, in characters.
pub const LONGEST: usize = 200;

/// The list of an entry that a form stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum List {
    /// `names`
    Names,
    /// `aliases`
    Aliases,
    /// `short`
    Short,
    /// `acronyms`
    Acronyms,
    /// `adjectives`
    Adjectives,
    /// `demonyms`
    Demonyms,
    /// `heads`
    Heads,
    /// `not`
    Not,
    /// `needs`
    Needs,
    /// `tags`
    Tags,
}

impl List {
    /// Every list with its key.
    pub const ALL: [(&str, Self); 10] = [
        ("names", Self::Names),
        ("aliases", Self::Aliases),
        ("short", Self::Short),
        ("acronyms", Self::Acronyms),
        ("adjectives", Self::Adjectives),
        ("demonyms", Self::Demonyms),
        ("heads", Self::Heads),
        ("not", Self::Not),
        ("needs", Self::Needs),
        ("tags", Self::Tags),
    ];
}

/// What someone said on how forms may be matched; the rest is left to a wider say.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Say {
    /// `case`
    pub case: Option<Case>,
    /// `inflect`
    pub inflect: Option<bool>,
    /// `edge`
    pub strict_edge: Option<bool>,
    /// `accents`
    pub exact_accents: Option<bool>,
}

impl Say {
    /// This say, and where it is silent the wider one.
    #[must_use]
    pub fn or(self, wider: Self) -> Self {
        Self {
            case: self.case.or(wider.case),
            inflect: self.inflect.or(wider.inflect),
            strict_edge: self.strict_edge.or(wider.strict_edge),
            exact_accents: self.exact_accents.or(wider.exact_accents),
        }
    }

    /// The policy: this say, and where it is silent the default.
    #[must_use]
    pub fn policy(self) -> Policy {
        let default = Policy::default();
        Policy {
            case: self.case.unwrap_or(default.case),
            inflect: self.inflect.unwrap_or(default.inflect),
            strict_edge: self.strict_edge.unwrap_or(default.strict_edge),
            exact_accents: self.exact_accents.unwrap_or(default.exact_accents),
        }
    }
}

/// A form of an entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Form {
    /// The form; its policy is not settled before all layers are merged.
    pub written: Written,
    /// The form's own say.
    pub say: Say,
    /// Its bytes in the file.
    pub span: Range<usize>,
}

/// Up to so many, things are compared with each other; a table would cost more than it saves.
pub const FEW: usize = 24;

/// Each form once: of those with the same text in one list the last stands, for it is the upper layer's, in the place of
/// the first.
#[must_use]
pub fn latest(forms: Vec<(List, Form)>) -> Vec<(List, Form)> {
    let mut table: HashMap<(List, String, Option<_>), usize> = HashMap::new();
    let many = forms.len() > FEW;
    let mut kept: Vec<(List, Form)> = Vec::with_capacity(forms.len());
    for (list, form) in forms {
        let written = &form.written;
        let same = |(of, other): &(List, Form)| *of == list && other.written.text == written.text && other.written.lang == written.lang;
        let earlier = if many {
            let at = *table.entry((list, written.text.clone(), written.lang)).or_insert(kept.len());
            kept.get_mut(at)
        } else {
            kept.iter_mut().find(|kept| same(kept))
        };
        match earlier {
            Some(earlier) => *earlier = (list, form),
            None => kept.push((list, form)),
        }
    }
    kept
}

/// What is wrong with the text of a form (already trimmed), or `None`.
#[must_use]
pub fn fault(text: &str) -> Option<&'static str> {
    if text.chars().any(is_obeyed) {
        Some("holds a control character")
    } else if text.chars().all(|c| c.is_whitespace() || is_invisible(c)) {
        Some("is blank")
    } else if text.len() > LONGEST && text.chars().count() > LONGEST {
        Some("has more than 200 characters")
    } else {
        None
    }
}

/// Characters without a shape: soft hyphen, zero-width ones, joiners, marks of direction, variation selectors, tags.
fn is_invisible(c: char) -> bool {
    matches!(
        c,
        '\u{AD}'
            | '\u{61C}'
            | '\u{180E}'
            | '\u{200B}'..='\u{200F}'
            | '\u{2060}'..='\u{206F}'
            | '\u{FE00}'..='\u{FE0F}'
            | '\u{FEFF}'
            | '\u{E0000}'..='\u{E01EF}'
    )
}

/// Control characters, line and paragraph separators, and the bidi controls: nothing that a name is made of.
fn is_obeyed(c: char) -> bool {
    c.is_control() || matches!(c, '\u{2028}' | '\u{2029}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_is_made_of_what_can_be_seen() {
        assert_eq!(fault("Riga"), None);
        assert_eq!(fault(&"ä".repeat(200)), None);
        assert_eq!(fault(&"ä".repeat(201)), Some("has more than 200 characters"));
        for blank in ["", " ", "\u{a0}", "\u{200b}"] {
            assert_eq!(fault(blank), Some("is blank"), "{blank:?}");
        }
        for control in ["a\nb", "a\u{0}", "\u{9b}1m", "\u{202e}agiR"] {
            assert_eq!(fault(control), Some("holds a control character"), "{control:?}");
        }
    }

    #[test]
    fn the_narrower_say_counts() {
        let form = Say { case: Some(Case::Any), ..Say::default() };
        let file = Say { case: Some(Case::Exact), inflect: Some(false), ..Say::default() };
        let policy = form.or(file).policy();
        assert_eq!((policy.case, policy.inflect, policy.strict_edge), (Case::Any, false, false));
    }
}
