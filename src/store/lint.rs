//! What only `namedrop check` finds: ids that lead nowhere, and forms that will surprise their author.

mod forms;
mod links;

use std::sync::Arc;

use super::file::File;
use super::finding::{Effect, Finding, Severity};
use super::schema::Contents;
use crate::engine::dictionary::Dictionary;

/// All findings on these files' contents; `dictionary` is what all layers say together.
#[must_use]
pub fn all(dictionary: &Dictionary, files: &[(Arc<File>, Contents)]) -> Vec<Finding> {
    let circular = links::circular(dictionary);
    let mut findings = Vec::new();
    for (file, contents) in files {
        let mut lint = Lint { dictionary, file, findings: Vec::new() };
        links::check(&mut lint, contents, &circular);
        forms::check(&mut lint, contents);
        findings.append(&mut lint.findings);
    }
    findings
}

/// The findings on one file.
struct Lint<'a> {
    dictionary: &'a Dictionary,
    file: &'a Arc<File>,
    findings: Vec<Finding>,
}

impl Lint<'_> {
    fn error(&mut self, span: &std::ops::Range<usize>, message: String) {
        self.add(Severity::Error, span, message);
    }

    fn warn(&mut self, span: &std::ops::Range<usize>, message: String) {
        self.add(Severity::Warning, span, message);
    }

    fn add(&mut self, severity: Severity, span: &std::ops::Range<usize>, message: String) {
        let (effect, file, span) = (Effect::None, self.file.clone(), Some(span.clone()));
        self.findings.push(Finding { severity, effect, file, span, message });
    }
}
