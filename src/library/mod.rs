//! Many articles at once: found, read and scanned in parallel, told as they come. Nothing here is shown; what was found is
//! kept in a cache that nothing depends on.

pub mod cache;
pub mod compiled;
pub mod corpus;
pub mod export;
pub mod find;
pub mod lexicons;
mod pack;
mod triage;

pub use lexicons::Lexicons;
