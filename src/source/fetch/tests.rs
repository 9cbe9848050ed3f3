//! What servers do, good and bad: each is a thread that listens on the loopback and answers once or more.

use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::atomic::Ordering;
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::Instant;

use super::*;
use crate::source::gzip::tests::pack;
use crate::source::{Input, Opened, Options, load};

/// A server that answers every request by this, until the test is over; and the requests that came.
fn server(answer: impl Fn(&str, &mut TcpStream) + Send + Sync + 'static) -> (String, Receiver<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let base = format!("http://{}", listener.local_addr().unwrap());
    let (sender, requests) = channel();
    thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            let mut request = String::new();
            let mut reader = BufReader::new(stream.try_clone().unwrap());
            while reader.read_line(&mut request).unwrap_or(0) > 2 {}
            let path = request.split(' ').nth(1).unwrap_or("").to_owned();
            let _ = sender.send(request);
            answer(&path, &mut stream);
        }
    });
    (base, requests)
}

/// One that answers with this head and body.
fn fixed(head: &'static str, body: impl Into<Vec<u8>>) -> String {
    let body = body.into();
    server(move |_, stream| say(stream, head, &body)).0
}

/// Writes an answer; whoever hung up meanwhile does not matter.
fn say(stream: &mut TcpStream, head: &str, body: &[u8]) {
    let _ = write!(stream, "HTTP/1.1 {head}\r\nConnection: close\r\n\r\n").and_then(|()| stream.write_all(body));
}

const SHORT: Limits = Limits { time: Duration::from_millis(400), size: 1 << 20, hops: 5 };
const LIMITS: Limits = Limits { time: Duration::from_secs(10), ..SHORT };

fn web(address: &str, limits: Limits) -> Web {
    Web::new(Address::parse(address).unwrap(), limits)
}

fn fetch(address: &str, limits: Limits) -> Result<Arc<Page>, String> {
    web(address, limits).page(false, &AtomicBool::new(false)).map_err(|error| error.to_string())
}

fn article(address: &str) -> crate::engine::article::Article {
    let input = Input::Web(Arc::new(web(address, LIMITS)));
    match load(&input, &Options::default(), false, &AtomicBool::new(false)).unwrap() {
        Opened::Article(article) => *article,
        Opened::Entries(..) => panic!("a feed"),
    }
}

#[test]
fn a_page_is_fetched_once_and_its_address_is_where_it_was_in_the_end() {
    let page = "<html><body><article><h1>Der Hafen wird neu</h1><p>Der Hafen von Riga wächst, sagte die Ministerin am Dienstag, und zwar schnell.</p></article></body></html>";
    let (base, requests) = server(move |path, stream| match path {
        "/old" => say(stream, "301 Moved\r\nLocation: news/../new?a=1", b""),
        _ => say(stream, "200 OK\r\nContent-Type: text/html; charset=UTF-8", page.as_bytes()),
    });
    let input = Input::Web(Arc::new(web(&format!("{base}/old#top"), LIMITS)));
    for _ in 0..2 {
        let Opened::Article(article) = load(&input, &Options::default(), false, &AtomicBool::new(false)).unwrap() else { panic!() };
        assert_eq!(article.doc, format!("{base}/old#top"));
        assert_eq!(article.source, Some(format!("{base}/new?a=1")));
        assert!(article.text.contains("Der Hafen von Riga wächst"), "{}", article.text);
    }
    let asked: Vec<String> = requests.try_iter().collect();
    assert_eq!(
        asked.iter().map(|request| request.split("\r\n").next().unwrap()).collect::<Vec<_>>(),
        ["GET /old HTTP/1.1", "GET /new?a=1 HTTP/1.1"]
    );
    assert!(asked[0].to_lowercase().contains("user-agent: namedrop/"));
    load(&input, &Options::default(), true, &AtomicBool::new(false)).unwrap();
    assert_eq!(requests.try_iter().count(), 2);
}

#[test]
fn what_the_server_says_of_type_and_encoding_counts_where_the_content_does_not_tell() {
    let cyrillic = fixed("200 OK\r\nContent-Type: text/plain; charset=\"windows-1251\"", b"\xD0\xE8\xE3\xE0.".as_slice());
    assert_eq!(article(&cyrillic).text, "Рига.");
    let markdown = fixed("200 OK\r\nContent-Type: text/markdown", "# Riga\n\nDer *Hafen*.");
    assert_eq!(article(&markdown).title.as_deref(), Some("Riga"));
    let by_name = fixed("200 OK\r\nContent-Type: text/plain", "# Riga\n\nDer *Hafen*.");
    assert_eq!(
        (article(&format!("{by_name}/a.md?raw=1")).title.as_deref(), article(&by_name).title),
        (Some("Riga"), Some("# Riga".to_owned()))
    );
    let bare = fixed("200 OK\r\nContent-Type: text/html", "Riga <b>und</b> Oslo");
    assert!(article(&bare).extracted);
    let wrong = fixed("200 OK\r\nContent-Type: text/plain", "<!doctype html><p>Riga");
    assert!(article(&wrong).extracted);
}

#[test]
fn a_feed_is_its_entries_and_their_links_start_from_its_address() {
    let (base, requests) = server(|_, stream| {
        say(
            stream,
            "200 OK\r\nContent-Type: text/xml",
            b"<rss><item><title>Riga</title><link>/a</link></item><item><title>Oslo</title></item></rss>",
        );
    });
    let options = Options::default();
    let input = Input::Web(Arc::new(web(&format!("{base}/feed"), LIMITS)));
    let Opened::Entries(entries, _) = load(&input, &options, false, &AtomicBool::new(false)).unwrap() else { panic!("no feed") };
    assert_eq!(entries[1].key(), Some(format!("{base}/feed#Oslo")));
    let Opened::Article(first) = load(&entries[0], &options, false, &AtomicBool::new(false)).unwrap() else { panic!() };
    assert_eq!((first.doc, first.source), (format!("{base}/feed#1"), Some(format!("{base}/a"))));
    assert_eq!(requests.try_iter().count(), 1, "no link is followed");
}

#[test]
fn packed_answers_are_unpacked_and_a_bomb_stops_at_the_limit() {
    let packed = fixed("200 OK\r\nContent-Encoding: gzip", pack(b"Riga"));
    assert_eq!(fetch(&packed, LIMITS).unwrap().bytes, b"Riga");
    let bomb = fixed("200 OK\r\nContent-Encoding: gzip", pack(&vec![b'x'; 50 << 20]));
    assert_eq!(fetch(&bomb, LIMITS).unwrap_err(), "larger than the 1 MiB that are fetched");
    let damaged = fixed("200 OK\r\nContent-Encoding: gzip", b"\x1f\x8b\x08no gzip at all, not even close".as_slice());
    assert_eq!(fetch(&damaged, LIMITS).unwrap_err(), "its packed data are damaged");
}

#[test]
fn a_body_without_end_stops_at_the_limit() {
    let (base, _) = server(|_, stream| {
        say(stream, "200 OK", b"");
        while stream.write_all(&[b'x'; 8192]).is_ok() {}
    });
    assert_eq!(fetch(&base, LIMITS).unwrap_err(), "larger than the 1 MiB that are fetched");
}

#[test]
fn a_body_that_drips_and_a_server_that_says_nothing_are_given_up_in_time() {
    let (drip, _) = server(|_, stream| {
        say(stream, "200 OK", b"");
        while stream.write_all(b"x").is_ok() {
            thread::sleep(Duration::from_millis(20));
        }
    });
    let (silent, _) = server(|_, _| thread::sleep(Duration::from_secs(30)));
    let (head, _) = server(|_, stream| {
        let _ = stream.write_all(b"HTTP/1.1 200 OK\r\nX: ");
        while stream.write_all(b"x").is_ok() {
            thread::sleep(Duration::from_millis(20));
        }
    });
    let (hops, _) = server(|_, stream| {
        thread::sleep(Duration::from_millis(150));
        say(stream, "302 Found\r\nLocation: /", b"");
    });
    for base in [drip, silent, head, hops] {
        let begin = Instant::now();
        assert_eq!(fetch(&base, SHORT).unwrap_err(), "no complete answer within 0.4 s");
        assert!(begin.elapsed() < Duration::from_secs(3), "{:?}", begin.elapsed());
    }
}

#[test]
fn a_redirection_is_followed_five_times_and_never_off_the_web() {
    let (turning, requests) = server(|_, stream| say(stream, "302 Found\r\nLocation: /", b""));
    assert_eq!(fetch(&turning, LIMITS).unwrap_err(), "is redirected more than 5 times");
    assert_eq!(requests.try_iter().count(), 6);
    for (location, said) in [
        ("file:///etc/passwd", "is redirected to file:///etc/passwd, which is no address of the web"),
        ("ftp://127.0.0.1/x", "is redirected to ftp://127.0.0.1/x, which is no address of the web"),
        ("javascript:alert(1)", "is redirected to javascript:alert(1), which is no address of the web"),
        ("http://", "is redirected to http://, which is no address of the web"),
    ] {
        let (base, _) = server(move |_, stream| say(stream, &format!("302 Found\r\nLocation: {location}"), b""));
        assert_eq!(fetch(&base, LIMITS).unwrap_err(), said);
    }
    assert_eq!(fetch(&fixed("302 Found", ""), LIMITS).unwrap_err(), "the server says 302, no");
}

#[test]
fn what_the_server_says_instead_is_told() {
    assert_eq!(fetch(&fixed("404 Not Found", "no"), LIMITS).unwrap_err(), "the server says 404, not found");
    assert_eq!(fetch(&fixed("503 Down", ""), LIMITS).unwrap_err(), "the server says 503, that it has a fault itself: try again later");
    assert_eq!(fetch(&fixed("200 OK\r\nContent-Length: 100", "Riga"), LIMITS).unwrap_err(), "the connection broke before the end");
    let (rude, _) = server(|_, stream| stream.write_all(b"SSH-2.0-x\r\n\r\n").unwrap());
    assert_eq!(fetch(&rude, LIMITS).unwrap_err(), "the server's answer cannot be understood");
    let free = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    assert_eq!(fetch(&format!("http://{free}/"), LIMITS).unwrap_err(), "the server cannot be reached: connection refused");
    let (huge, _) = server(|_, stream| say(stream, &format!("200 OK\r\nX: {}", "x".repeat(1 << 20)), b"Riga"));
    assert_eq!(fetch(&huge, LIMITS).unwrap_err(), "the server's answer cannot be understood");
    assert_eq!(fetch(&fixed("200 OK\r\nContent-Length: 0", ""), LIMITS).unwrap().bytes, b"");
    assert!(fetch(&fixed("200 OK", "").replace("http:", "https:"), LIMITS).unwrap_err().starts_with("no secure connection"));
}

#[test]
fn a_password_is_sent_to_its_server_and_to_no_other() {
    let (other, others) = server(|_, stream| say(stream, "200 OK", b"Riga"));
    let there = other.clone();
    let (base, requests) = server(move |path, stream| {
        let to = if path == "/a" { "/b".to_owned() } else { there.clone() };
        say(stream, &format!("302 Found\r\nLocation: {to}"), b"");
    });
    let address = base.replace("http://", "http://mia:secret@") + "/a";
    let found = web(&address, LIMITS);
    assert_eq!(found.page(false, &AtomicBool::new(false)).unwrap().bytes, b"Riga");
    let sent = |request: String| request.contains("Basic bWlhOnNlY3JldA==");
    assert_eq!(requests.try_iter().map(sent).collect::<Vec<_>>(), [true, true]);
    assert_eq!(others.try_iter().map(sent).collect::<Vec<_>>(), [false]);
    assert!(!found.doc().contains("secret") && !format!("{found:?}").contains("secret"));
}

#[test]
fn whoever_loses_patience_waits_no_longer() {
    let (silent, requests) = server(|_, _| thread::sleep(Duration::from_secs(30)));
    let cancelled = Arc::new(AtomicBool::new(false));
    let found = Arc::new(web(&silent, LIMITS));
    let (job, flag) = (found.clone(), cancelled.clone());
    let waiting = thread::spawn(move || job.page(false, &flag).map_err(|error| error.to_string()));
    requests.recv_timeout(Duration::from_secs(5)).unwrap();
    let begin = Instant::now();
    cancelled.store(true, Ordering::Relaxed);
    assert_eq!(waiting.join().unwrap().unwrap_err(), "called off");
    assert!(begin.elapsed() < Duration::from_secs(1), "{:?}", begin.elapsed());
}
