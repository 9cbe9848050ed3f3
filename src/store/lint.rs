//! What only `namedrop check` finds: names that lead nowhere, and forms that will surprise their author.

use std::sync::Arc;

use super::file::File;
use super::finding::Finding;
use super::schema::Contents;
use crate::engine::dictionary::Dictionary;

/// All findings on these files' contents; `dictionary` is what all layers say together.
#[must_use]
pub fn all(_dictionary: &Dictionary, _files: &[(Arc<File>, Contents)]) -> Vec<Finding> {
    Vec::new()
}
