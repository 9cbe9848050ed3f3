//! What a feed gives: articles, whoever wrote it and however badly.

use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use super::*;
use crate::source::{Hint, Opened, opened};

fn entries(doc: &str, text: impl AsRef<[u8]>) -> (Vec<Article>, Option<String>) {
    let options = Options::default();
    let found = opened(&Input::File(doc.into()), text.as_ref().to_vec().into(), Hint::of_name(doc), &options).unwrap();
    let Opened::Entries(inputs, warning) = found else { panic!("no feed") };
    let article = |input: &Input| match super::super::load(input, &options, false, &AtomicBool::new(false)).unwrap() {
        Opened::Article(article) => *article,
        Opened::Entries(..) => panic!("a feed in a feed"),
    };
    (inputs.iter().map(article).collect(), warning)
}

fn only(text: &str) -> Article {
    let (mut articles, _) = entries("feed.xml", text);
    assert_eq!(articles.len(), 1);
    articles.remove(0)
}

fn refused(text: &str) -> Reason {
    opened(&Input::Stdin, text.as_bytes().to_vec().into(), Hint::of_name("a.rss"), &Options::default()).unwrap_err()
}

const RSS: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"
  xmlns:media="http://search.yahoo.com/mrss/">
<channel>
  <title>Der Bote</title><link>https://bote.example/</link><language>de-de</language>
  <image><title>Logo</title><link>https://bote.example/logo</link></image>
  <item>
    <title>Hafen &amp;amp; Bahn: Riga baut</title>
    <media:title>Ein Bild</media:title>
    <link>https://bote.example/riga?a=1&amp;b=2</link>
    <guid isPermaLink="false">bote-17</guid>
    <pubDate>Tue, 03 Nov 2026 00:30:00 +0100</pubDate>
    <dc:creator><![CDATA[Mia Berg]]></dc:creator>
    <description>Kurz gesagt.</description>
    <media:content url="https://bote.example/bild.jpg"><media:description>Bild</media:description></media:content>
    <content:encoded><![CDATA[<p>Der <b>Hafen</b> w&auml;chst.</p><script>x()</script>
      <h2>Die Bahn</h2><ul><li>eins</li><li>zwei</li></ul><p>Lesen Sie auch: <a href="/x">Mehr</a></p>]]></content:encoded>
  </item>
  <item>
    <title>Zweiter</title><link>/zweiter</link>
    <author>redaktion@bote.example (Jan Tal)</author>
    <description>Erste Zeile &lt;em&gt;hier&lt;/em&gt;.&lt;br/&gt;Ende.</description>
  </item>
  <item><title>Nur ein Titel</title></item>
</channel></rss>"#;

#[test]
fn each_item_of_rss_is_an_article_with_what_the_feed_says_of_it() {
    let (articles, warning) = entries("news/feed.xml", RSS);
    assert_eq!((articles.len(), warning), (3, None));
    let first = &articles[0];
    assert_eq!((first.doc.as_str(), first.title.as_deref()), ("news/feed.xml#1", Some("Hafen & Bahn: Riga baut")));
    assert_eq!((first.byline.as_deref(), first.language), (Some("Mia Berg"), Some(Language::De)));
    assert_eq!(first.date.map(|date| date.to_string()).as_deref(), Some("2026-11-03"));
    assert_eq!(first.source.as_deref(), Some("https://bote.example/riga?a=1&b=2"));
    assert_eq!(first.text, "Hafen & Bahn: Riga baut\n\nDer Hafen wächst.\n\nDie Bahn\n\neins\nzwei\n");
    let second = &articles[1];
    assert_eq!((second.byline.as_deref(), second.source.as_deref()), (Some("Jan Tal"), Some("https://bote.example/zweiter")));
    assert!(second.text.starts_with("Zweiter\n\nErste Zeile hier.\nEnde."), "{}", second.text);
    assert_eq!(articles[2].text, "Nur ein Titel\n");
}

#[test]
fn atom_is_read_with_text_html_and_xhtml() {
    let feed = r#"<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>Post</title><link href="https://post.example/"/>
      <entry><title type="html">Riga &amp;lt;3 &lt;b&gt;Oslo&lt;/b&gt;</title><id>tag:1</id><updated>2026-11-04T01:00:00Z</updated>
        <published>2026-11-03T23:00:00-05:00</published><link rel="edit" href="/edit"/><link href="b/c"/>
        <author><name>Ann Lee</name><email>ann@post.example</email></author><author><name>Bo Ray</name></author>
        <summary>Short.</summary><source><title>Other</title></source>
        <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>The <i>port</i> &amp; the rail.</p><p>Second<br/>line.</p></div></content></entry>
      <entry xml:lang="de"><title>a &lt; b</title><content>Kein &lt;b&gt; hier.
Neue Zeile.</content></entry>
      <entry><title>Away</title><content type="image/png" src="https://post.example/a.png"/><summary type="html">&lt;p&gt;Seen.&lt;/p&gt;</summary></entry>
    </feed>"#;
    let (articles, _) = entries("feed.atom", feed);
    let first = &articles[0];
    assert_eq!(first.title.as_deref(), Some("Riga <3 Oslo"));
    assert_eq!((first.byline.as_deref(), first.source.as_deref()), (Some("Ann Lee, Bo Ray"), Some("https://post.example/b/c")));
    assert_eq!(first.date.map(|date| date.to_string()).as_deref(), Some("2026-11-03"));
    assert_eq!(first.text, "Riga <3 Oslo\n\nThe port & the rail.\n\nSecond\nline.\n");
    assert_eq!((articles[1].title.as_deref(), articles[1].language), (Some("a < b"), Some(Language::De)));
    assert_eq!(articles[1].text, "a < b\n\nKein <b> hier.\n\nNeue Zeile.\n");
    assert_eq!(articles[2].text, "Away\n\nSeen.\n");
}

#[test]
fn rss_1_and_prefixed_atom_are_read() {
    let rdf = r#"<?xml version="1.0"?><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
      xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>x</title><dc:language>fr</dc:language></channel>
      <item rdf:about="u"><title>Port</title><link>https://a.example/1</link><dc:date>2026-11-03</dc:date><description>Le port.</description></item></rdf:RDF>"#;
    let article = only(rdf);
    assert_eq!((article.text.as_str(), article.language), ("Port\n\nLe port.\n", Some(Language::Fr)));
    assert_eq!((article.source.as_deref(), article.date.map(PartialDate::year)), (Some("https://a.example/1"), Some(2026)));
    let atom = "<a:feed xmlns:a='http://www.w3.org/2005/Atom'><a:entry><a:title>T</a:title><a:content>C</a:content></a:entry></a:feed>";
    assert_eq!(only(atom).text, "T\n\nC\n");
}

#[test]
fn a_json_feed_is_read() {
    let feed = r#"{"version": "https://jsonfeed.org/version/1.1", "title": "x", "home_page_url": "https://a.example/", "language": "en",
      "authors": [{"name": "Ann"}], "items": [
      {"id": 7, "title": "A < B", "content_html": "<p>One &amp; two.</p>", "url": "/7", "date_published": "2026-11-03T08:00:00+01:00"},
      {"id": "8", "content_text": "Plain <text>.\n\nMore.", "author": {"name": "Bo"}, "tags": 3}, 5]}"#;
    let (articles, _) = entries("feed.json", feed);
    assert_eq!(articles[0].text, "A < B\n\nOne & two.\n");
    assert_eq!((articles[0].source.as_deref(), articles[0].byline.as_deref()), (Some("https://a.example/7"), Some("Ann")));
    assert_eq!((articles[1].text.as_str(), articles[1].byline.as_deref()), ("Plain <text>.\n\nMore.\n", Some("Bo")));
    assert!(matches!(refused(r#"{"version": "https://jsonfeed.org/version/1", "items": [{"#), Reason::Damaged("JSON")));
    assert!(matches!(refused(r#"{"version": "https://jsonfeed.org/version/1"}"#), Reason::NoEntries));
}

#[test]
fn a_feed_that_is_cut_off_gives_what_came() {
    let at = RSS.find("Erste Zeile").unwrap();
    let (articles, warning) = entries("feed.xml", &RSS[..at]);
    assert_eq!(articles.len(), 1);
    assert!(warning.unwrap().starts_with("the feed is damaged or cut off"));
    assert!(matches!(refused(&RSS[..200]), Reason::Damaged("feed")));
    assert!(matches!(refused("<rss><channel></channel></rss>"), Reason::NoEntries));
}

#[test]
fn markup_that_nobody_escaped_and_elements_that_do_not_match_are_read_all_the_same() {
    let feed = "<rss><channel><item><title>R & D</title><description><p>One<br>two &nbsp; three<p>Four</description></b></item>\
                <item><title>Next</title></channel></rss>";
    let (articles, _) = entries("feed.xml", feed);
    assert_eq!(articles.len(), 2);
    assert_eq!(articles[0].text.split("\n\n").skip(1).collect::<Vec<_>>(), ["One\ntwo \u{a0} three", "Four\n"]);
}

#[test]
fn entities_of_a_feeds_own_are_neither_expanded_nor_opened() {
    let feed = r#"<!DOCTYPE r [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;"><!ENTITY x SYSTEM "file:///etc/passwd">
      <!ENTITY % p SYSTEM "http://127.0.0.1:9/x"> %p;]><rss><channel><item><title>&b; &x; &auml;</title></item></channel></rss>"#;
    assert_eq!(only(feed).title.as_deref(), Some("&b; &x; ä"));
}

#[test]
fn control_characters_by_reference_are_text_that_nobody_obeys() {
    let article = only("<rss><item><title>A &#27;]0;x&#7; &#0; B</title><description>&amp;#27;[2J Riga &#x9b;</description></item></rss>");
    let shown = crate::engine::glyph::visible(&article.text).into_owned();
    assert!(shown.contains("^[]0;x^G") && shown.contains("^[[2J Riga"), "{shown}");
}

#[test]
fn a_hundred_thousand_entries_and_nesting_without_end_take_no_time_to_speak_of() {
    let begin = std::time::Instant::now();
    let many =
        format!("<rss><channel>{}</channel></rss>", "<item><title>Riga</title><description>Oslo</description></item>".repeat(100_000));
    let (feed, _) = read(Input::Stdin, &many, None).unwrap();
    assert_eq!(feed.len(), 100_000);
    let deep = format!("<rss><item><title>T</title>{}{}", "<a>".repeat(200_000), "</b>".repeat(200_000));
    assert!(read(Input::Stdin, &deep, None).is_err());
    let body = format!("<rss><item><title>T</title><description>{}x</description></item></rss>", "<div>".repeat(100_000));
    assert_eq!(only(&body).text, "T\n\nx\n");
    assert!(begin.elapsed().as_secs() < 60, "{:?}", begin.elapsed());
}

#[test]
fn an_old_encoding_is_as_the_feed_declares_it() {
    let feed = b"<?xml version='1.0' encoding='windows-1251'?><rss><item><title>\xD0\xE8\xE3\xE0</title></item></rss>";
    assert_eq!(entries("feed.xml", feed).0[0].title.as_deref(), Some("Рига"));
}

#[test]
fn an_entry_is_known_by_its_id_wherever_it_stands() {
    let (feed, _) = read(Input::File("/a/feed.xml".into()), RSS, None).unwrap();
    let feed = Arc::new(feed);
    assert_eq!(feed.key(1).as_deref(), Some("bote-17"));
    assert_eq!((feed.number("/zweiter"), feed.number("Nur ein Titel"), feed.number("x")), (Some(2), Some(3), None));
    assert_eq!(feed.inputs()[0].key().as_deref(), Some("/a/feed.xml#bote-17"));
}

#[test]
fn an_entry_is_read_again_from_the_file_also_where_others_came_before_it() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("feed.xml");
    let item = |id: &str, text: &str| format!("<item><guid>{id}</guid><title>{text}</title></item>");
    let write = |items: &[String]| std::fs::write(&path, format!("<rss>{}</rss>", items.concat())).unwrap();
    write(&[item("a", "Riga"), item("b", "Oslo")]);
    let load = |input: &Input, anew| super::super::load(input, &Options::default(), anew, &AtomicBool::new(false));
    let Opened::Entries(inputs, _) = load(&Input::File(path.clone()), false).unwrap() else { panic!() };
    write(&[item("c", "Bern"), item("a", "Riga, Lettland")]);
    let title = |anew| match load(&inputs[0], anew).unwrap() {
        Opened::Article(article) => (article.title.unwrap(), article.doc.ends_with("feed.xml#1")),
        Opened::Entries(..) => panic!(),
    };
    assert_eq!((title(false), title(true)), (("Riga".to_owned(), true), ("Riga, Lettland".to_owned(), true)));
    assert!(load(&inputs[1], true).unwrap_err().to_string().ends_with("feed.xml#2: the feed no longer has this entry"));
}

#[test]
fn a_packed_feed_and_one_entry_of_it_are_read() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("feed.xml.gz");
    std::fs::write(&path, crate::source::gzip::tests::pack(RSS.as_bytes())).unwrap();
    let load = |number| {
        super::super::load(&Input::Part(Box::new(Input::File(path.clone())), number), &Options::default(), false, &AtomicBool::new(false))
    };
    let Opened::Entries(inputs, _) = load(2).unwrap() else { panic!() };
    assert!(inputs.len() == 1 && inputs[0].doc().ends_with("feed.xml.gz#2"));
    assert!(load(4).unwrap_err().to_string().ends_with("the feed has no such entry; it has 3"));
}
