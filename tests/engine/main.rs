//! The engine by marked texts: what stands in brackets is what is found, and nothing else is.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod composed;
mod endings;
mod explain;
mod forms;
mod inference;
mod languages;
mod marked;
mod markup;
mod naive;
mod overlaps;
mod precision;
mod promises_infer;
mod promises_judge;
mod promises_resolve;
mod promises_scan;
mod properties;
mod seed;
