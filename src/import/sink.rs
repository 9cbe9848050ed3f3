//! Where imported entries go: straight out as TOML, or into a list; and the account of what could not be taken.

use std::collections::HashSet;
use std::fmt::Write as _;
use std::io::{self, Write};

use super::Draft;
use crate::store::draft::key;

/// How many that could not be taken are told one by one.
const TOLD: usize = 20;

/// The kinds that need no declaration.
const BUILT_IN: [&str; 4] = ["person", "ministry", "organisation", "place"];

/// Takes entries and complaints.
pub struct Sink<'a> {
    out: Option<&'a mut dyn Write>,
    drafts: Vec<Draft>,
    text: String,
    kinds: HashSet<String>,
    /// Ids that were given; for formats whose own ids are unique nothing is remembered.
    ids: HashSet<String>,
    /// What became of them all.
    pub counts: Counts,
}

/// The account.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Entries taken.
    pub taken: usize,
    /// Entries and forms that could not be taken.
    pub refused: usize,
    /// The first of them: line and reason.
    pub told: Vec<(usize, String)>,
    /// Entries that nobody asked for: below the population, of other features.
    pub left_out: usize,
}

impl<'a> Sink<'a> {
    /// Entries are written as they come.
    pub fn stream(out: &'a mut dyn Write) -> Self {
        Self { out: Some(out), ..Self::collect() }
    }

    /// Entries are kept.
    #[must_use]
    pub fn collect() -> Self {
        let (drafts, text, kinds, ids) = (Vec::new(), String::new(), HashSet::new(), HashSet::new());
        Self { out: None, drafts, text, kinds, ids, counts: Counts::default() }
    }

    /// The kept entries.
    pub fn drafts(&mut self) -> Vec<Draft> {
        std::mem::take(&mut self.drafts)
    }

    /// An entry of this line, unless its id was given before.
    ///
    /// # Errors
    /// What the output says.
    pub fn take(&mut self, line: usize, draft: Draft) -> io::Result<()> {
        if !self.ids.insert(draft.id.clone()) {
            self.refuse(line, format!("the id {} is that of an entry before", draft.id));
            return Ok(());
        }
        self.take_unique(line, draft)
    }

    /// The id, with a number where it was given before.
    #[must_use]
    pub fn free_id(&self, id: String) -> String {
        let numbered = (2_usize..).map(|number| format!("{id}-{number}"));
        let mut free = [id.clone()].into_iter().chain(numbered).filter(|id| !self.ids.contains(id));
        free.next().unwrap_or(id)
    }

    /// An entry of whose id the format itself makes sure.
    ///
    /// # Errors
    /// What the output says.
    pub fn take_unique(&mut self, line: usize, mut draft: Draft) -> io::Result<()> {
        if let Some(fault) = draft.fault() {
            self.refuse(line, fault);
            return Ok(());
        }
        for (text, fault) in draft.clean() {
            self.refuse(line, format!("the form “{}” {fault}", text.chars().take(60).collect::<String>()));
        }
        self.counts.taken += 1;
        let Some(out) = &mut self.out else {
            self.drafts.push(draft);
            return Ok(());
        };
        self.text.clear();
        if !BUILT_IN.contains(&draft.kind.as_str()) && !self.kinds.contains(&draft.kind) {
            self.kinds.insert(draft.kind.clone());
            let _ = writeln!(self.text, "[kinds.{}]\n", key(&draft.kind));
        }
        draft.write(&mut self.text);
        out.write_all(self.text.as_bytes())
    }

    /// Something of this line (0: of none) that could not be taken, and why.
    pub fn refuse(&mut self, line: usize, reason: impl Into<String>) {
        self.counts.refused += 1;
        if self.counts.told.len() < TOLD {
            self.counts.told.push((line, reason.into()));
        }
    }

    /// An entry that nobody asked for.
    pub fn leave_out(&mut self) {
        self.counts.left_out += 1;
    }
}
