//! Many articles at once: read and scanned in parallel, told as they come. Nothing here is shown or remembered.

pub mod cache;
pub mod corpus;
pub mod export;
pub mod find;
pub mod lexicons;
mod pack;
mod triage;

pub use lexicons::Lexicons;
