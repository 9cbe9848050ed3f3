//! A change of the dictionary that a reader asks for: plain values, so that the session can ask for it, the edge can
//! write it, and both can name it. Nothing is changed here.

use std::sync::Arc;

/// One change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Edit {
    /// A new entry.
    Add {
        /// The kind's name: `person`.
        kind: String,
        /// The id; no entry of any layer has it.
        id: String,
        /// The headword.
        name: String,
        /// One line for the card; empty: none.
        note: String,
        /// Other names.
        aliases: Vec<String>,
    },
    /// More, less or something else in an entry that is there, in whichever layer.
    Amend {
        /// Which entry.
        of: Subject,
        /// What changes.
        changes: Changes,
    },
    /// `[[hide]]`: this form is never a mention.
    HideForm(String),
    /// `[[hide]]`: this entry is silent.
    HideEntry(Subject),
    /// `[[prefer]]`: this form always means this entry.
    Prefer {
        /// The form as the dictionary has it.
        form: String,
        /// Which entry.
        of: Subject,
    },
}

/// An entry, and what a file that amends it must know of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Subject {
    /// The key for merging.
    pub id: Arc<str>,
    /// The kind's name: `person`.
    pub kind: String,
    /// The headword.
    pub name: String,
    /// Whether the dictionary that the program carries has it: then the user's file needs no name for it.
    pub built_in: bool,
}

/// What changes in an entry. What is `None` or empty stays as it is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Changes {
    /// Another headword.
    pub name: Option<String>,
    /// Another kind, by its name.
    pub kind: Option<String>,
    /// Another note; an empty one: none.
    pub note: Option<String>,
    /// Names that it gets.
    pub aliases: Vec<String>,
    /// Names that it loses.
    pub without: Vec<String>,
    /// Strings inside which it is never mentioned.
    pub not: Vec<String>,
}

impl Edit {
    /// What it does, for the status line: `added Sergej Schoigu`.
    #[must_use]
    pub fn words(&self) -> String {
        match self {
            Self::Add { name, .. } => format!("added {name}"),
            Self::Amend { of, changes } => match (changes.aliases.as_slice(), changes.not.as_slice()) {
                ([alias], []) if changes.only_lists() => format!("{alias} is {}", of.name),
                ([], [phrase]) if changes.only_lists() => format!("{phrase} is not {}", of.name),
                _ => format!("changed {}", of.name),
            },
            Self::HideForm(form) => format!("{form} is never marked"),
            Self::HideEntry(of) => format!("{} is never marked", of.name),
            Self::Prefer { form, of } => format!("{form} always means {}", of.name),
        }
    }
}

impl Changes {
    /// Whether nothing changes.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    fn only_lists(&self) -> bool {
        self.name.is_none() && self.kind.is_none() && self.note.is_none() && self.without.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_edit_says_what_it_does() {
        let of = || Subject { id: "russia".into(), kind: "place".into(), name: "Russland".into(), built_in: true };
        let amend = |changes| Edit::Amend { of: of(), changes }.words();
        assert_eq!(amend(Changes { aliases: vec!["RF".into()], ..Changes::default() }), "RF is Russland");
        assert_eq!(amend(Changes { not: vec!["Weißrussland AG".into()], ..Changes::default() }), "Weißrussland AG is not Russland");
        assert_eq!(amend(Changes { note: Some("x".into()), ..Changes::default() }), "changed Russland");
        assert_eq!(Edit::Prefer { form: "RF".into(), of: of() }.words(), "RF always means Russland");
        assert_eq!(Edit::HideForm("Union".into()).words(), "Union is never marked");
    }
}
