//! The shell of the reader: terminal, threads and the loop between them and [`crate::reader`].
pub mod decode;
pub mod draw;
pub mod input;
pub mod keys;
pub mod screen;
mod sequence;
pub mod signals;
pub mod terminal;
pub mod theme;
