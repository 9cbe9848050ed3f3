//! namedrop: a reader in which every name of an article is alive – and the library that finds the names.
//!
//! Persons, ministries, places and organisations of a dictionary are found in a text under every form that their entries
//! and the text's language give them: inflected, shortened, abbreviated, as an office or a noun that refers back. What is
//! found says whom it names, or between whom it is open, and why.
//!
//! # Scan a string
//!
//! ```
//! use namedrop::{engine::{language::Language, lexicon::Lexicon}, source, store};
//!
//! let text = "Stand: 2024-04-03\n\nDas russische Verteidigungsministerium und Sergej Schoigu, so Schoigus Sprecher.";
//! let article = source::from_bytes("a.txt", text.into(), &source::Options::default())?;
//! let lexicon = Lexicon::new(store::builtin().into(), article.language.unwrap_or(Language::De));
//! for mention in lexicon.scan(&article).all() {
//!     println!("{:?} {}: {}", mention.span, &text[mention.span.clone()], mention.rule());
//! }
//! # let found: Vec<_> = lexicon.scan(&article).all().iter().map(|mention| text[mention.span.clone()].to_owned()).collect();
//! # assert_eq!(found, ["russische Verteidigungsministerium", "russische", "Sergej Schoigu", "Schoigus"]);
//! # Ok::<(), source::Reason>(())
//! ```
//!
//! # The house
//!
//! Four storeys, each using only those below it (`tests/house.rs` holds them to it):
//!
//! * [`engine`] – text + dictionary → mentions, and the pure types that all share; no terminal, no IO, no threads
//! * [`source`], [`store`], [`library`], `import`, [`export`] – the edge: articles and dictionaries, in their formats and
//!   those of others; `library` has many articles at once
//! * [`reader`] – one reading session: state, actions, rows; no IO, no clock, no colour
//! * [`tui`], [`batch`] – the shell: terminal, threads, standard output; [`cli`] turns arguments into calls of them
//!
//! | to … | begin with |
//! |---|---|
//! | read an article in any format | [`source::open`], [`source::from_bytes`] |
//! | load dictionaries, and know what is wrong with them | [`store::load`], [`store::check`] |
//! | find names | [`engine::lexicon::Lexicon`], built once per language and shared by threads |
//! | know what a mention is | [`engine::mentions::Mention`], [`engine::dictionary::Dictionary`] |
//! | show a text from outside in a terminal | [`engine::glyph::visible`] |
//! | drive a reading session without a terminal | [`reader::Reader`] |

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
