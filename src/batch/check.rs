//! `namedrop check`: what is wrong with dictionaries.

use std::path::PathBuf;

use super::{Status, to_stdout};
use crate::store;

/// Checks these dictionaries, or all layers when there is none.
#[must_use]
pub fn run(options: &store::Options, files: &[PathBuf], color: bool) -> Status {
    let checked = store::check::run(options, files, color);
    to_stdout(|out| {
        out.write_all(checked.report.as_bytes())?;
        Ok(match checked.status {
            0 => Status::Done,
            1 => Status::Nothing,
            _ => Status::Failed,
        })
    })
}
