//! Feeds and addresses as the program's arguments: each entry is an article, in every command; what is fetched is what was
//! named.

#![expect(clippy::unwrap_used, reason = "a test that cannot prepare its files has failed")]

use std::fs;
use std::path::Path;

use assert_cmd::cargo::cargo_bin_cmd;
use tempfile::TempDir;

const NAMES: &str = "[[place]]\nid = \"riga\"\nname = \"Riga\"\n\n[[person]]\nid = \"anna-berg\"\nname = \"Anna Berg\"\n";

const FEED: &str = "<?xml version='1.0'?><rss version='2.0'><channel><title>Bote</title><language>en</language>\
<item><title>The port of Riga grows</title><link>https://bote.example/1</link><pubDate>Tue, 03 Nov 2026 08:00:00 +0100</pubDate>\
<description>&lt;p&gt;Anna Berg was in Riga on Monday &#27;[2J.&lt;/p&gt;</description></item>\
<item><title>No names</title><pubDate>Mon, 04 May 2026 08:00:00 +0100</pubDate><description>Nobody is here.</description></item>\
<item><title>Last</title><pubDate>Wed, 04 Nov 2026 08:00:00 +0100</pubDate><description>Riga again.</description></item></channel></rss>";

fn desk() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("names.toml"), NAMES).unwrap();
    fs::create_dir(folder.path().join("news")).unwrap();
    fs::write(folder.path().join("news/feed.xml"), FEED).unwrap();
    fs::write(folder.path().join("news/a.txt"), "Riga first.\n").unwrap();
    fs::write(folder.path().join("news/pom.xml"), "<project>Riga</project>").unwrap();
    folder
}

/// Runs the program; status, standard output, standard error.
fn run(folder: &Path, arguments: &[&str], stdin: &str) -> (i32, String, String) {
    let mut command = cargo_bin_cmd!("namedrop");
    let command = command.current_dir(folder).env_clear().env("HOME", folder).args(arguments).write_stdin(stdin);
    let output = command.args(["--only-dict", "--dict", "names.toml"]).output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
}

#[test]
fn each_entry_is_an_article_in_every_command() {
    let desk = desk();
    let run = |arguments: &[&str]| run(desk.path(), arguments, "");
    let (status, out, err) = run(&["scan", "--format", "text", "news"]);
    let places: Vec<&str> = out.lines().map(|line| line.split(": ").next().unwrap()).collect();
    let expected = ["news/a.txt:1:1", "news/feed.xml#1:1:13", "news/feed.xml#1:3:1", "news/feed.xml#1:3:18", "news/feed.xml#3:3:1"];
    assert_eq!((status, err.as_str(), places.as_slice()), (0, "", expected.as_slice()));
    let (_, out, _) = run(&["find", "Riga", "news/feed.xml", "--since", "2026-11-04"]);
    assert_eq!(out, "news/feed.xml#3:3:1: §2 Riga again.\n");
    let (_, out, _) = run(&["stats", "news/feed.xml", "--format", "csv"]);
    assert!(out.contains("riga,") && out.lines().any(|line| line.contains("Riga") && line.contains(",3,2")), "{out}");
    let (status, out, _) = run(&["report", "news/feed.xml"]);
    assert!(status == 0 && ["The port of Riga grows", "No names", "Last"].iter().all(|title| out.contains(title)));
    let (status, out, _) = run(&["suggest", "news/feed.xml"]);
    assert!(status < 2, "{out}");
    let (status, out, _) = run(&["news/feed.xml"]);
    assert!(status == 0 && out.starts_with("The port of Riga grows\n\nAnna Berg was in Riga on Monday ^[[2J.\n\nNo names\n"), "{out}");
}

#[test]
fn an_entry_is_named_by_its_number() {
    let desk = desk();
    let run = |arguments: &[&str]| run(desk.path(), arguments, "");
    assert_eq!(run(&["news/feed.xml#3"]), (0, "Last\n\nRiga again.\n".into(), String::new()));
    assert_eq!(run(&["explain", "news/feed.xml#3:3:1"]).0, 0);
    assert_eq!(
        run(&["explain", "news/feed.xml:3:1"]).2,
        "namedrop: news/feed.xml: a feed of several articles; name one, as in feed.xml#3:12:5\n"
    );
    assert_eq!(
        run(&["scan", "news/feed.xml#9"]),
        (2, String::new(), "namedrop: news/feed.xml#9: the feed has no such entry; it has 3\n".into())
    );
    assert_eq!(run(&["scan", "--emit", "text", "news/feed.xml#3"]).1, "Last\n\nRiga again.\n");
    assert_eq!(run(&["scan", "--emit", "text", "news/feed.xml"]).0, 2);
    assert!(run(&["scan", "--format", "brat", "news/feed.xml"]).2.contains("name a folder with --out"));
    assert_eq!(run(&["scan", "--format", "brat", "--out", "brat", "news/feed.xml"]).0, 0);
    assert_eq!(fs::read_dir(desk.path().join("brat")).unwrap().count(), 7, "three articles, two files each, and the types");
}

#[test]
fn a_feed_comes_through_a_pipe_and_one_that_is_cut_off_gives_what_came() {
    let desk = desk();
    let (status, out, err) = run(desk.path(), &["scan", "--format", "text", "-"], &FEED[..FEED.find("Nobody").unwrap()]);
    assert_eq!((status, out.lines().count()), (0, 3));
    assert!(out.starts_with("-#1:1:13: "), "{out}");
    assert_eq!(err, "namedrop: -: warning: the feed is damaged or cut off: these are its entries up to there\n");
    assert_eq!(run(desk.path(), &["-"], "<rss></rss>").2, "namedrop: -: is a feed without entries\n");
}

#[test]
fn an_address_that_is_none_of_the_web_is_refused_and_shows_no_password() {
    let desk = desk();
    let run = |address: &str| run(desk.path(), &["scan", address], "");
    let refused = "only addresses that begin with https:// or http:// are fetched";
    assert_eq!(run("file:///etc/passwd"), (2, String::new(), format!("namedrop: file:///etc/passwd: {refused}\n")));
    assert_eq!(run("gopher://mia:secret@a.example/\u{1b}[2J").2, format!("namedrop: gopher://a.example/^[[2J: {refused}\n"));
}

#[cfg(feature = "net")]
mod web {
    use std::io::{BufRead, BufReader, Write};
    use std::net::TcpListener;
    use std::thread;

    use super::*;

    /// The address of a server that answers everything by this.
    pub fn server(answer: String) -> String {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        thread::spawn(move || {
            for stream in listener.incoming() {
                let mut stream = stream.unwrap();
                let mut line = String::new();
                let mut reader = BufReader::new(stream.try_clone().unwrap());
                while reader.read_line(&mut line).unwrap_or(0) > 2 {}
                let _ = write!(stream, "HTTP/1.1 {answer}");
            }
        });
        format!("http://{address}")
    }

    #[test]
    fn an_address_is_an_article_and_one_of_a_feed_its_entries() {
        let desk = desk();
        let page = server("200 OK\r\nContent-Type: text/plain\r\nConnection: close\r\n\r\nAnna Berg was in Riga.".to_owned());
        let feed = server(format!("200 OK\r\nContent-Type: text/xml\r\nConnection: close\r\n\r\n{FEED}"));
        let (status, out, err) = run(desk.path(), &["scan", "--format", "text", &page, &format!("{feed}/x"), &format!("{feed}#3")], "");
        assert_eq!((status, err.as_str(), out.lines().count()), (0, "", 7));
        assert!(out.starts_with(&format!("{page}:1:1: ")) && out.contains(&format!("{feed}/x#1:3:1: ")), "{out}");
        assert!(out.lines().last().unwrap().starts_with(&format!("{feed}#3:3:1: ")), "{out}");
    }

    #[test]
    fn a_page_that_holds_the_article_back_says_so() {
        let desk = desk();
        let page = "<html><body><h1>Cookies</h1><p>We and our partners use cookies and tracking. Give your consent, or read our privacy notice.</p></body></html>";
        let consent = server(format!("200 OK\r\nContent-Type: text/html\r\nConnection: close\r\n\r\n{page}"));
        let err = run(desk.path(), &["scan", &consent], "").2;
        assert!(
            err.starts_with(&format!("namedrop: {consent}: warning: the page asks for consent, and this may not be the article")),
            "{err}"
        );
    }

    #[test]
    fn what_cannot_be_fetched_is_one_line_and_the_others_are_scanned() {
        let desk = desk();
        let gone = server("404 Not Found\r\nConnection: close\r\n\r\nRiga".to_owned());
        let secret = gone.replace("http://", "http://mia:secret@");
        let (status, out, err) = run(desk.path(), &["scan", "--format", "text", &secret, "news/a.txt"], "");
        assert_eq!((status, out.lines().count()), (2, 1));
        assert_eq!(err, format!("namedrop: {gone}: the server says 404, not found\n"));
    }
}
