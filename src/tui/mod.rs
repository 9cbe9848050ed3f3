//! The shell of the reader: terminal, threads and the loop between them and [`crate::reader`].
pub mod decode;
pub mod input;
pub mod screen;
mod sequence;
pub mod signals;
pub mod terminal;
