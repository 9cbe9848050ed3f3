//! Dictionaries at the edge: the files of all layers are read, checked and merged into
//! [`crate::engine::dictionary::Dictionary`]. Nothing here matches anything in an article, and only `save` and `history` write.
//!
//! * `file`, `finding`, `report` – a file's text, what is wrong in it and how that is shown
//! * `value`, `schema` – TOML to typed entries, with every problem at once
//! * `paths`, `layers`, `merge` – which files, in which order, and what they say together
//! * `check`, `lint` – `namedrop check`
//! * `history` – what is remembered from one session to the next
//! * `draft` – an entry from elsewhere, as it will be written
//! * `edit`, `save`, `own` – one change of one file, how it gets there, and which file that is

pub mod check;
pub mod config;
pub mod draft;
pub mod edit;
pub mod file;
pub mod finding;
mod form;
pub mod history;
pub mod keys;
pub mod layers;
mod lint;
mod merge;
pub mod own;
pub mod paths;
mod report;
pub mod save;
mod schema;
pub use crate::engine::slug;
mod value;

pub use finding::{Effect, Finding, Severity};
pub use layers::{Layers, Loaded, Options, builtin, load};
pub use report::render;
pub use value::nearest;
