//! Articles from the web: what the user named is fetched, and nothing else.
//!
//! Only addresses that begin with `http://` or `https://` are fetched, at every redirection anew. How long that may take,
//! how much it may bring and how often it may be redirected is limited ([`Limits`]); all three include everything, from the
//! name of the host to the last byte. What was fetched is held, so that a page that is opened again, or searched through,
//! asks its server only once.

mod address;
#[cfg(feature = "net")]
mod http;
#[cfg(test)]
#[cfg(feature = "net")]
mod tests;

use std::fmt;
use std::sync::atomic::AtomicBool;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use encoding_rs::Encoding;
use thiserror::Error;

use super::error::{Reason, size};
pub use address::{Address, is_address};

/// What a fetch may take.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// From the first question to the last byte.
    pub time: Duration,
    /// Bytes, unpacked.
    pub size: u64,
    /// Redirections.
    pub hops: usize,
}

impl Default for Limits {
    /// 10 s, 20 MiB, 5 redirections.
    fn default() -> Self {
        Self { time: Duration::from_secs(10), size: 20 << 20, hops: 5 }
    }
}

/// Why something was not fetched, in the user's words.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum Fault {
    /// Nothing that can be fetched.
    #[error("{0}")]
    Address(&'static str),
    /// What the server says instead.
    #[error("the server says {}", status(*.0))]
    Status(u16),
    /// A redirection to what is not of the web.
    #[error("is redirected to {0}, which is no address of the web")]
    Elsewhere(String),
    /// A redirection that leads to others.
    #[error("is redirected more than {0} times")]
    Hops(usize),
    /// Too much time.
    #[error("no complete answer within {} s", .0.as_secs_f32())]
    Slow(Duration),
    /// Too many bytes.
    #[error("larger than the {} that are fetched", size(*.0))]
    Large(u64),
    /// Nobody of this name.
    #[error("there is no such host, or no network")]
    NoHost,
    /// Nobody answers.
    #[error("the server cannot be reached: {0}")]
    Unreachable(String),
    /// Nobody can be trusted.
    #[error("no secure connection: {0}")]
    Insecure(String),
    /// It ended too early.
    #[error("the connection broke before the end")]
    Cut,
    /// Its packed data are damaged.
    #[error("its packed data are damaged")]
    Damaged,
    /// No HTTP.
    #[error("the server's answer cannot be understood")]
    Garbled,
    /// The user has lost patience.
    #[error("called off")]
    CalledOff,
    /// A build that fetches nothing.
    #[error("this namedrop was built without the web (feature net); fetch it with curl and pipe it in")]
    NoNet,
}

/// A status of HTTP with what it means, and what helps.
fn status(status: u16) -> String {
    let meaning = match status {
        400 => "bad request",
        401 => "that a password is needed",
        402 => "that this has to be paid for",
        403 => "forbidden: a browser may be let in where programs are not",
        404 => "not found",
        410 => "gone",
        429 => "too many requests: try again later",
        451 => "unavailable for legal reasons",
        500..=599 => "that it has a fault itself: try again later",
        _ => "no",
    };
    format!("{status}, {meaning}")
}

/// What was fetched.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page {
    /// The bytes, unpacked.
    pub bytes: Vec<u8>,
    /// Where they were in the end, without user and password.
    pub address: String,
    /// The type that the server says they have, in lower case: `text/html`.
    pub kind: Option<String>,
    /// The encoding that the server says they are in.
    pub charset: Option<&'static Encoding>,
}

impl Page {
    /// A file name that tells the format where the content does not: what the server says, unless that is no more than
    /// `text/plain`, else the end of the address.
    pub(super) fn name(&self) -> String {
        let kind = self.kind.as_deref().unwrap_or_default();
        let end = match kind {
            "text/html" | "application/xhtml+xml" => "html",
            "text/markdown" | "text/x-markdown" => "md",
            "application/rss+xml" | "application/atom+xml" | "application/rdf+xml" => "rss",
            "application/xml" | "text/xml" => "xml",
            "application/json" | "application/feed+json" => "json",
            _ => {
                let path = self.address.split(['?', '#']).next().unwrap_or_default();
                return path.split_once("://").map_or(path, |(_, path)| path).split_once('/').map_or("", |(_, path)| path).to_owned();
            }
        };
        format!("page.{end}")
    }
}

/// A document on the web, and what was fetched of it.
pub struct Web {
    address: Address,
    limits: Limits,
    held: Mutex<Option<Arc<Page>>>,
}

impl fmt::Debug for Web {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Web").field(&self.address.shown()).finish()
    }
}

impl PartialEq for Web {
    fn eq(&self, other: &Self) -> bool {
        self.address == other.address
    }
}

impl Eq for Web {}

impl Web {
    /// A document that nothing is known of yet.
    #[must_use]
    pub fn new(address: Address, limits: Limits) -> Self {
        Self { address, limits, held: Mutex::default() }
    }

    /// The address as it was given, without user and password.
    #[must_use]
    pub fn doc(&self) -> &str {
        self.address.shown()
    }

    /// What is there; fetched, unless it is held. With `anew` it is fetched anyway.
    ///
    /// # Errors
    /// It could not be fetched within the limits, or `cancelled` became true meanwhile.
    pub fn page(&self, anew: bool, cancelled: &AtomicBool) -> Result<Arc<Page>, Reason> {
        // Whoever wants the same waits here, and does not ask a second time.
        let mut held = self.held.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(page) = held.as_ref().filter(|_| !anew) {
            return Ok(page.clone());
        }
        let page = Arc::new(get(&self.address, self.limits, cancelled)?);
        *held = Some(page.clone());
        Ok(page)
    }
}

#[cfg(feature = "net")]
use http::get;

#[cfg(not(feature = "net"))]
fn get(_: &Address, _: Limits, _: &AtomicBool) -> Result<Page, Fault> {
    Err(Fault::NoNet)
}
