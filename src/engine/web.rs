//! Addresses on the web that may be shown, copied and opened: no others leave an article or a dictionary.

/// The longest address that programs understand.
const LONGEST: usize = 2083;

/// The address, if it is one of the web and nothing in it could mean anything else to a terminal or a shell.
#[must_use]
pub fn address(text: &str) -> Option<&str> {
    let text = text.trim();
    let rest = ["https://", "http://"].into_iter().find_map(|scheme| text.strip_prefix(scheme))?;
    let host = rest.split(['/', '?', '#']).next().filter(|host| !host.is_empty() && !host.starts_with('-'))?;
    let plain = |c: char| c.is_ascii_graphic() && !matches!(c, '"' | '\'' | '<' | '>' | '`' | '\\');
    let safe = |c: char| plain(c) || (!c.is_ascii() && c.is_alphanumeric());
    (text.len() <= LONGEST && text.chars().all(safe) && !host.contains('@')).then_some(text)
}

/// Where a link leads that stands in what was read from the address `base` (RFC 3986, section 5.2).
#[must_use]
pub fn join(base: &str, link: &str) -> String {
    let link = link.trim();
    let Some((scheme, rest)) = base.split_once("://").filter(|_| !has_scheme(link)) else { return link.to_owned() };
    let (host, path) = rest.split_at(rest.find(['/', '?', '#']).unwrap_or(rest.len()));
    let path = path.split(['?', '#']).next().unwrap_or_default();
    let folder = path.rfind('/').and_then(|at| path.get(..=at)).unwrap_or("/");
    match link.bytes().next() {
        _ if link.starts_with("//") => format!("{scheme}:{link}"),
        Some(b'/') => format!("{scheme}://{host}{}", without_dots(link)),
        Some(b'?') => format!("{scheme}://{host}{path}{link}"),
        Some(b'#') | None => format!("{}{link}", base.split('#').next().unwrap_or(base)),
        Some(_) => format!("{scheme}://{host}{}", without_dots(&format!("{folder}{link}"))),
    }
}

/// Whether a link says by itself what it is: `https:`, `mailto:` …
fn has_scheme(link: &str) -> bool {
    let scheme = link.split_once(':').map_or("", |(scheme, _)| scheme);
    scheme.starts_with(|c: char| c.is_ascii_alphabetic()) && scheme.chars().all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c))
}

/// A path without its steps to the folder itself and to the one above.
fn without_dots(path: &str) -> String {
    let (path, query) = path.split_at(path.find(['?', '#']).unwrap_or(path.len()));
    let mut parts: Vec<&str> = Vec::new();
    for part in path.split('/').skip(1) {
        match part {
            ".." => drop(parts.pop()),
            "." => {}
            part => parts.push(part),
        }
    }
    let end = if !parts.is_empty() && (path.ends_with("/.") || path.ends_with("/..")) { "/" } else { "" };
    format!("/{}{end}{query}", parts.join("/"))
}

/// What of an address tells readers where it leads: its host.
#[must_use]
pub fn host(address: &str) -> &str {
    let rest = address.split_once("://").map_or(address, |(_, rest)| rest);
    let host = rest.split(['/', '?', '#']).next().unwrap_or(rest);
    host.strip_prefix("www.").unwrap_or(host)
}

/// An address as a list shows it: without the scheme and a slash at its end.
#[must_use]
pub fn shown(address: &str) -> &str {
    let rest = address.split_once("://").map_or(address, |(_, rest)| rest);
    let rest = rest.strip_prefix("www.").unwrap_or(rest);
    rest.strip_suffix('/').unwrap_or(rest)
}

/// The page of a Wikidata id such as `Q159`.
#[must_use]
pub fn wikidata(id: &str) -> Option<String> {
    let digits = id.strip_prefix('Q').filter(|digits| !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit()))?;
    Some(format!("https://www.wikidata.org/wiki/Q{digits}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_plain_addresses_of_the_web_are_taken() {
        for good in ["https://example.org/a?b=c#d", "http://example.org", "https://de.wikipedia.org/wiki/Köln_(Stadt)"] {
            assert_eq!(address(good), Some(good));
        }
        let long = format!("https://example.org/{}", "a".repeat(3000));
        for bad in [
            "file:///etc/passwd",
            "javascript:alert(1)",
            "--help",
            "https://",
            "https://-oProxyCommand=x",
            "https://bank.example@evil.example/",
            "https://example.org/\x1b]0;x\x07",
            "https://example.org/a b",
            "https://example.org/\u{202e}x",
            "https://example.org/`id`",
            long.as_str(),
        ] {
            assert_eq!(address(bad), None, "{bad:?}");
        }
    }

    #[test]
    fn a_link_is_read_from_where_it_stands() {
        let base = "https://example.org/news/a.html?x=1#y";
        for (link, leads) in [
            ("http://other.example/b", "http://other.example/b"),
            ("mailto:a@example.org", "mailto:a@example.org"),
            ("//other.example/b", "https://other.example/b"),
            ("/b?c=/../d", "https://example.org/b?c=/../d"),
            ("b:c/d", "b:c/d"),
            ("b/c", "https://example.org/news/b/c"),
            ("../../b/./c", "https://example.org/b/c"),
            (" .. ", "https://example.org/"),
            ("?x=2", "https://example.org/news/a.html?x=2"),
            ("#z", "https://example.org/news/a.html?x=1#z"),
        ] {
            assert_eq!(join(base, link), leads, "{link}");
        }
        assert_eq!((join("https://example.org", "b"), join("feed.xml", "b")), ("https://example.org/b".into(), "b".into()));
    }

    #[test]
    fn a_host_is_said_without_www() {
        assert_eq!([host("https://www.example.org/a"), host("http://news.example")], ["example.org", "news.example"]);
        assert_eq!([shown("https://www.example.org/a/"), shown("a.txt")], ["example.org/a", "a.txt"]);
        assert_eq!(wikidata("Q159").as_deref(), Some("https://www.wikidata.org/wiki/Q159"));
        assert_eq!((wikidata("159"), wikidata("Q1;x"), wikidata("Q")), (None, None, None));
    }
}
