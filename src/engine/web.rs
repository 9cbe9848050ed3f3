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

/// What of an address tells readers where it leads: its host.
#[must_use]
pub fn host(address: &str) -> &str {
    let rest = address.split_once("://").map_or(address, |(_, rest)| rest);
    let host = rest.split(['/', '?', '#']).next().unwrap_or(rest);
    host.strip_prefix("www.").unwrap_or(host)
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
    fn a_host_is_said_without_www() {
        assert_eq!([host("https://www.example.org/a"), host("http://news.example")], ["example.org", "news.example"]);
        assert_eq!(wikidata("Q159").as_deref(), Some("https://www.wikidata.org/wiki/Q159"));
        assert_eq!((wikidata("159"), wikidata("Q1;x"), wikidata("Q")), (None, None, None));
    }
}
