//! namedrop: a reader in which every name of an article is alive.
//!
//! Four storeys, each using only those below it (`tests/house.rs` holds them to it):
//!
//! * [`engine`] – text + dictionary → mentions, and the pure types that all share; no terminal, no IO, no threads
//! * `source`, `store`, `library`, `import`, `export` – the edge: articles and dictionaries, in their formats and those of
//!   others; `library` has many articles at once
//! * `reader` – one reading session: state, actions, rows; no IO, no clock, no colour
//! * `tui`, `batch` – the shell: terminal, threads, standard output
//!

pub mod batch;
pub mod cli;
pub mod engine;
pub mod export;
pub mod import;
pub mod library;
pub mod reader;
pub mod source;
pub mod store;
pub mod tui;
