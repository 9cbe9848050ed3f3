//! An address that can be fetched, in the form that is asked for and in the form that is shown.

use std::fmt::Write;

use super::Fault;

/// Whether an argument is an address, of the web or of something else: letters and `://`.
#[must_use]
pub fn is_address(text: &str) -> bool {
    text.split_once("://").is_some_and(|(scheme, _)| scheme.len() > 1 && scheme.bytes().all(|byte| byte.is_ascii_alphanumeric()))
}

/// An address of the web.
#[derive(Clone, PartialEq, Eq)]
pub struct Address {
    /// What is asked for: no user, no password, no place in the page; every character one that is allowed.
    request: String,
    /// `user:password`, with what was percent-encoded decoded.
    credentials: Option<String>,
    shown: String,
}

impl Address {
    /// Reads an address as people and pages write it.
    ///
    /// # Errors
    /// It is not of the web, or no server could be meant.
    pub fn parse(text: &str) -> Result<Self, Fault> {
        let text = text.trim();
        let (scheme, rest) = text.split_once("://").ok_or(Fault::Address("this is no address of the web"))?;
        let scheme = scheme.to_ascii_lowercase();
        if scheme != "http" && scheme != "https" {
            return Err(Fault::Address("only addresses that begin with https:// or http:// are fetched"));
        }
        let (authority, path) = rest.split_at(rest.find(['/', '?', '#', '\\']).unwrap_or(rest.len()));
        let (credentials, host) = authority.rsplit_once('@').map_or((None, authority), |(user, host)| (Some(decoded(user)), host));
        if host.is_empty() || host.starts_with([':', '-']) {
            return Err(Fault::Address("there is no host in this address"));
        }
        if !host.bytes().all(|byte| byte.is_ascii_alphanumeric() || b".-_:[]".contains(&byte)) {
            return Err(Fault::Address("hosts are written in ASCII letters here: copy the address from a browser"));
        }
        let asked = path.split('#').next().unwrap_or_default();
        let slash = if asked.starts_with('/') { "" } else { "/" };
        let request = format!("{scheme}://{}{slash}{}", host.to_ascii_lowercase(), encoded(asked));
        Ok(Self { request, credentials, shown: format!("{scheme}://{host}{path}") })
    }

    /// The address without user and password, for people to read.
    #[must_use]
    pub fn shown(&self) -> &str {
        &self.shown
    }

    /// What is asked for.
    #[must_use]
    pub fn request(&self) -> &str {
        &self.request
    }

    /// User and password.
    #[must_use]
    pub fn credentials(&self) -> Option<&str> {
        self.credentials.as_deref()
    }

    /// Scheme, host and port.
    #[must_use]
    pub fn server(&self) -> &str {
        let begin = self.request.find("://").map_or(0, |at| at + 3);
        let end = self.request.get(begin..).and_then(|rest| rest.find('/')).map_or(self.request.len(), |at| begin + at);
        &self.request[..end]
    }

    /// Whether the server is this machine: no proxy stands before it.
    #[must_use]
    pub fn is_here(&self) -> bool {
        let host = self.server().split_once("://").map_or("", |(_, host)| host);
        let name = host
            .strip_prefix('[')
            .and_then(|host| host.split_once(']'))
            .map_or_else(|| host.split(':').next().unwrap_or(host), |(host, _)| host);
        name == "localhost" || name.parse::<std::net::IpAddr>().is_ok_and(|address| address.is_loopback())
    }

    /// With the user and the password of `other`, which is at the same server.
    #[must_use]
    pub fn with_credentials_of(mut self, other: &Self) -> Self {
        if self.server() == other.server() && self.credentials.is_none() {
            self.credentials.clone_from(&other.credentials);
        }
        self
    }
}

/// Path and query with everything percent-encoded that is no character of an address.
fn encoded(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    for byte in path.bytes() {
        if byte.is_ascii_graphic() && !b"\"<>\\^`{|}".contains(&byte) {
            out.push(byte.into());
        } else {
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}

/// The text with its percent-encoded bytes decoded.
fn decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, after @ ..] = rest {
        let hex = after.get(..2).filter(|_| *first == b'%').and_then(|hex| u8::from_str_radix(std::str::from_utf8(hex).ok()?, 16).ok());
        bytes.push(hex.unwrap_or(*first));
        rest = if hex.is_some() { &after[2..] } else { after };
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn user_and_password_and_the_place_in_the_page_are_not_asked_for_and_not_shown() {
        let address = Address::parse("HTTPS://mia:p%40ss@News.example:8443/a b/Köln?x={1}#3").unwrap();
        assert_eq!(address.request(), "https://news.example:8443/a%20b/K%C3%B6ln?x=%7B1%7D");
        assert_eq!(address.shown(), "https://News.example:8443/a b/Köln?x={1}#3");
        assert_eq!((address.credentials(), address.server()), (Some("mia:p@ss"), "https://news.example:8443"));
        assert_eq!(Address::parse("http://a.example").unwrap().request(), "http://a.example/");
        assert_eq!(Address::parse("http://a.example?x").unwrap().request(), "http://a.example/?x");
    }

    #[test]
    fn what_is_not_of_the_web_is_no_address() {
        for text in
            ["file:///etc/passwd", "ftp://a.example/", "http://", "http://@/x", "http://:80/", "http://bücher.example", "http://a b/", "x"]
        {
            assert!(Address::parse(text).is_err(), "{text}");
        }
        assert!(
            is_address("file:///etc/passwd")
                && is_address("https://a")
                && !is_address("a/b://c")
                && !is_address("c://x")
                && !is_address("a.txt")
        );
    }

    #[test]
    fn a_password_goes_on_to_the_same_server_only() {
        let from = Address::parse("http://u:p@a.example/x").unwrap();
        let to = |text| Address::parse(text).unwrap().with_credentials_of(&from);
        assert_eq!(to("http://a.example/y").credentials(), Some("u:p"));
        for other in ["https://a.example/y", "http://b.example/", "http://a.example:81/"] {
            assert_eq!(to(other).credentials(), None, "{other}");
        }
    }

    #[test]
    fn this_machine_is_known_by_all_its_names() {
        let here = |text| Address::parse(text).unwrap().is_here();
        assert!(here("http://localhost:1/") && here("http://127.3.2.1/") && here("http://[::1]:80/"));
        assert!(!here("http://localhost.example/") && !here("http://10.0.0.1/"));
    }
}
