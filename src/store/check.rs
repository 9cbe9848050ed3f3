//! `namedrop check`: everything that is wrong with dictionaries, with source lines, and an exit status.

use std::path::PathBuf;

use super::finding::{Effect, Finding, Severity};
use super::layers::{Options, gather, merge};
use super::lint;
use super::paths::Surroundings;
use super::report::render;

/// What `check` says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checked {
    /// All findings, in the order of files and lines.
    pub findings: Vec<Finding>,
    /// The findings as they are printed, on standard output.
    pub report: String,
    /// 0 no error (warnings allowed), 1 errors, 2 unreadable.
    pub status: u8,
}

/// Checks these files on top of all other layers, or all layers when there is none. `color`: with colours.
#[must_use]
pub fn run(options: &Options, files: &[PathBuf], color: bool) -> Checked {
    run_from(options, files, color, &Surroundings::of_process())
}

/// [`run`] with the folders given.
#[must_use]
pub fn run_from(options: &Options, files: &[PathBuf], color: bool, around: &Surroundings) -> Checked {
    let mut options = options.clone();
    options.dicts.extend(files.iter().cloned());
    let (layers, mut findings) = gather(&options, around);
    let mut contents = Vec::new();
    let wanted: std::collections::HashSet<_> = files.iter().map(|path| path.to_string_lossy().into_owned()).collect();
    let asked = |name: &str| wanted.is_empty() || wanted.contains(name);
    let (dictionary, more) = merge(&layers, |file, said| {
        if asked(&file.name) {
            contents.push((file.clone(), said.clone()));
        }
    });
    findings.extend(more);
    findings.extend(lint::all(&dictionary, &contents));
    findings.retain(|finding| asked(&finding.file.name));
    let place = |finding: &Finding| layers.iter().position(|layer| layer.name == finding.file.name);
    findings.sort_by_cached_key(|finding| (place(finding), finding.span.as_ref().map(|span| span.start)));
    let report = findings.iter().map(|finding| render(finding, color)).collect();
    Checked { report, status: status(&findings), findings }
}

fn status(findings: &[Finding]) -> u8 {
    if findings.iter().any(|finding| finding.effect == Effect::Unreadable) {
        2
    } else {
        u8::from(findings.iter().any(|finding| finding.severity == Severity::Error))
    }
}

#[cfg(test)]
mod tests;
