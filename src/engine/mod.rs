//! Text and dictionary to mentions: `fold` → `scan` → `judge` → `resolve` → `infer`.
//!
//! The engine is pure: the same article and the same dictionary give the same mentions, whatever the
//! order of the entries and however many threads run. It knows no terminal, no files and no clock; threads may share
//! its work, which changes nothing.

pub mod article;
pub mod date;
pub mod dictionary;
pub mod dossier;
pub mod edit;
pub mod explain;
pub mod few;
pub mod flat;
pub mod fold;
pub mod forms;
pub mod glyph;
pub mod history;
pub mod index;
pub mod infer;
pub mod judge;
pub mod kind;
pub mod language;
pub mod length;
pub mod lexicon;
pub mod mentions;
pub mod naming;
pub mod packed;
pub mod pieces;
pub mod quick;
pub mod reason;
pub mod resolve;
pub mod rule;
pub(crate) mod runs;
pub mod side_by_side;
pub mod slug;
pub mod suggest;
pub mod triage;
pub mod view;
pub mod web;
