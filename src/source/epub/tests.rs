//! Books, made here.

use std::io::{Cursor, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use crate::engine::article::{Article, BlockKind};
use crate::engine::language::Language;
use crate::source::{Options, Reason, from_bytes};

const CONTAINER: &str = r#"<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container" version="1.0"><rootfiles>
    <rootfile full-path="OPS/book.opf" media-type="application/oebps-package+xml"/></rootfiles></container>"#;

/// An archive of these members, the way a book is packed.
pub fn pack(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let plain = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    let packed = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    archive.start_file("mimetype", plain).unwrap();
    archive.write_all(b"application/epub+zip").unwrap();
    for (name, bytes) in [("META-INF/container.xml", CONTAINER.as_bytes())].iter().chain(members) {
        archive.start_file(*name, packed).unwrap();
        archive.write_all(bytes).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

/// The package document of a book with these chapters; a name with `*` is not linear.
fn package(chapters: &[&str]) -> String {
    let item = |(number, name): (usize, &&str)| {
        let properties = if name.contains("nav") { " properties=\"nav\"" } else { "" };
        let href = name.trim_end_matches('*').replace(' ', "%20");
        format!("<item id=\"c{number}\" href=\"{href}\" media-type=\"application/xhtml+xml\"{properties}/>")
    };
    let reference = |(number, name): (usize, &&str)| {
        let linear = if name.ends_with('*') { " linear=\"no\"" } else { "" };
        format!("<itemref idref=\"c{number}\"{linear}/>")
    };
    let all = |of: &dyn Fn((usize, &&str)) -> String| chapters.iter().enumerate().map(of).collect::<String>();
    format!(
        r#"<package xmlns="http://www.idpf.org/2007/opf" version="3.0"><metadata xmlns:dc="http://purl.org/dc/elements/1.1/">
        <dc:title>Die Akte  Linde</dc:title><dc:creator>Ida Marsh</dc:creator><dc:creator>Ole Brandt</dc:creator>
        <dc:language>de-AT</dc:language><dc:date>2024-05-17T00:00:00Z</dc:date></metadata>
        <manifest>{}</manifest><spine>{}</spine></package>"#,
        all(&item),
        all(&reference)
    )
}

fn page(body: &str) -> String {
    format!(
        r#"<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"><head><title/></head><body>{body}</body></html>"#
    )
}

fn book(chapters: &[(&str, &str)]) -> Vec<u8> {
    let names: Vec<&str> = chapters.iter().map(|(name, _)| *name).collect();
    let package = package(&names);
    let pages: Vec<String> = chapters.iter().map(|(_, body)| page(body)).collect();
    let paths: Vec<String> = names.iter().map(|name| format!("OPS/{}", name.trim_end_matches('*'))).collect();
    let members = paths.iter().map(String::as_str).zip(pages.iter().map(String::as_bytes));
    pack(&[("OPS/book.opf", package.as_bytes())].into_iter().chain(members).collect::<Vec<_>>())
}

fn read(bytes: Vec<u8>) -> Result<Article, Reason> {
    from_bytes("book.epub", bytes, &Options::default())
}

/// The blocks of a book, headings with as many `#` as their level.
fn shown(bytes: Vec<u8>) -> Vec<String> {
    let article = read(bytes).unwrap();
    let mark = |kind| if let BlockKind::Heading(level) = kind { format!("{} ", "#".repeat(usize::from(level))) } else { String::new() };
    article.blocks.iter().map(|block| mark(block.kind) + &article.text[block.range.clone()]).collect()
}

fn message(bytes: Vec<u8>) -> String {
    read(bytes).map_or_else(|reason| reason.to_string(), |article| panic!("was read: {}", article.text))
}

const NAV: &str = r#"<nav epub:type="toc"><ol><li><span>Erster Teil</span><ol>
    <li><a href="eins.xhtml">Der Anfang</a></li><li><a href="zwei%20a.xhtml#p2">Der <i>zweite</i> Tag</a></li></ol></li>
    <li><a href="ende.xhtml">Nachwort</a></li></ol></nav>"#;

#[test]
fn chapters_are_sections_in_reading_order_with_the_levels_of_the_contents() {
    let bytes = book(&[
        ("nav.xhtml", NAV),
        ("eins.xhtml", "<h1>Der Anfang</h1><p>Es begann in Riga.</p><h2>Vorher</h2><p>Davor war nichts.</p>"),
        ("zwei a.xhtml", "<p>Noch am Abend.</p><p class='t' id='p2'>Der zweite Tag</p><p>Dann kam Paris.</p>"),
        ("note.xhtml*", "<p>Eine Fußnote.</p>"),
        ("ende.xhtml", "<p>Das war alles.</p>"),
    ]);
    let expected = [
        "# Die Akte Linde",
        "## Erster Teil",
        "### Der Anfang",
        "Es begann in Riga.",
        "#### Vorher",
        "Davor war nichts.",
        "Noch am Abend.",
        "### Der zweite Tag",
        "Dann kam Paris.",
        "## Nachwort",
        "Das war alles.",
    ];
    assert_eq!(shown(bytes), expected);
}

#[test]
fn the_book_tells_title_authors_date_and_language() {
    let article = read(book(&[("a.xhtml", "<p>Riga</p>")])).unwrap();
    assert_eq!((article.title.as_deref(), article.byline.as_deref()), (Some("Die Akte Linde"), Some("Ida Marsh, Ole Brandt")));
    assert_eq!((article.date.unwrap().to_string(), article.language), ("2024-05-17".to_owned(), Some(Language::De)));
    assert!(article.warnings.is_empty());
}

#[test]
fn a_book_that_says_nothing_of_itself_is_read() {
    let whole = package(&["a.xhtml"]);
    let (begin, end) = (whole.find("<metadata").unwrap(), whole.find("<manifest>").unwrap());
    let package = format!("{}<metadata/>{}", &whole[..begin], &whole[end..]);
    let chapter = page("<h2>Riga</h2><p>Text</p>");
    assert_eq!(shown(pack(&[("OPS/book.opf", package.as_bytes()), ("OPS/a.xhtml", chapter.as_bytes())])), ["### Riga", "Text"]);
}

#[test]
fn a_packed_book_is_a_book_and_all_of_it_is_shown_when_wanted() {
    let bytes = book(&[("nav.xhtml", NAV), ("a.xhtml", "<p>Riga</p>"), ("b.xhtml*", "<p>Paris</p>")]);
    let packed = crate::source::gzip::tests::pack(&bytes);
    assert_eq!(from_bytes("b.epub.gz", packed, &Options::default()).unwrap().text, "Die Akte Linde\n\nRiga\n");
    let all = from_bytes("-", bytes, &Options { raw: true, ..Options::default() }).unwrap();
    assert!(all.text.contains("Nachwort") && all.text.ends_with("Paris\n"));
}

#[test]
fn elements_that_end_themselves_swallow_nothing() {
    let bytes = book(&[(
        "a.xhtml",
        "<p>Aus <a id='p1'/>Riga<sup><a href='#f'>1</a></sup> kam <span epub:type='pagebreak'>12</span>er.</p><div/><p>Ja.</p>",
    )]);
    let article = read(bytes).unwrap();
    assert_eq!(article.text, "Die Akte Linde\n\nAus Riga[1] kam er.\n\nJa.\n");
    assert_eq!(article.blocks[1].styles.len(), 1);
}

#[test]
fn an_old_book_has_its_contents_in_another_file() {
    let package = package(&["a.xhtml", "b.xhtml"])
        .replace("version=\"3.0\"", "version=\"2.0\"")
        .replace("<spine>", "<spine toc=\"ncx\">")
        .replace("<manifest>", "<manifest><item id=\"ncx\" href=\"toc.ncx\" media-type=\"application/x-dtbncx+xml\"/>");
    let point = |label: &str, src: &str, inner: &str| {
        format!("<navPoint><navLabel><text>{label}</text></navLabel><content src=\"{src}\"/>{inner}</navPoint>")
    };
    let ncx = format!(
        "<ncx xmlns=\"http://www.daisy.org/z3986/2005/ncx/\"><navMap>{}</navMap></ncx>",
        point("Teil", "a.xhtml", &point("Kapitel", "b.xhtml", ""))
    );
    let (a, b) = (page("<h1>Teil</h1>"), page("<h1>Kapitel</h1><p>Text</p>"));
    let members: [(&str, &[u8]); 4] = [
        ("OPS/book.opf", package.as_bytes()),
        ("OPS/toc.ncx", ncx.as_bytes()),
        ("OPS/a.xhtml", a.as_bytes()),
        ("OPS/b.xhtml", b.as_bytes()),
    ];
    assert_eq!(shown(pack(&members)), ["# Die Akte Linde", "## Teil", "### Kapitel", "Text"]);
}

#[test]
fn a_chapter_that_unpacks_to_too_much_is_refused_and_what_is_not_needed_is_passed_over() {
    let large = format!("<p>{}</p>", "Riga ".repeat(4 << 20));
    assert_eq!(message(book(&[("a.xhtml", &large)])), "its chapter OPS/a.xhtml unpacks to more than 16 MiB, which is not read");
    let (package, chapter, zeros) = (package(&["a.xhtml"]), page("<p>Riga</p>"), vec![0; 32 << 20]);
    let with = [("OPS/book.opf", package.as_bytes()), ("OPS/a.xhtml", chapter.as_bytes()), ("OPS/x.bin", &zeros)];
    assert_eq!(shown(pack(&with)), ["# Die Akte Linde", "Riga"]);
    let half = format!("<p>{}</p>", "Riga ".repeat(2 << 20));
    let names: Vec<String> = (0..8).map(|number| format!("{number}.xhtml")).collect();
    let chapters: Vec<(&str, &str)> = names.iter().map(|name| (name.as_str(), half.as_str())).collect();
    assert_eq!(message(book(&chapters)), "a book that unpacks to more than 64 MiB, which is not read");
}

#[test]
fn a_protected_book_is_told_from_one_with_protected_fonts() {
    let (package, chapter) = (package(&["a.xhtml"]), page("<p>Riga</p>"));
    let with = |algorithm: &str| {
        let xml = format!("<encryption><EncryptedData><EncryptionMethod Algorithm=\"{algorithm}\"/></EncryptedData></encryption>");
        let members =
            [("META-INF/encryption.xml", xml.as_bytes()), ("OPS/book.opf", package.as_bytes()), ("OPS/a.xhtml", chapter.as_bytes())];
        read(pack(&members))
    };
    assert!(with("http://www.idpf.org/2008/embedding").is_ok());
    let refused = with("http://www.w3.org/2001/04/xmlenc#aes128-cbc").unwrap_err();
    assert_eq!(refused.to_string(), "a book with copy protection (DRM), which only the shop's own programs can read");
}

#[test]
fn a_damaged_book_is_told() {
    let whole = book(&[("a.xhtml", "<p>Riga</p>")]);
    for cut in [60, 200, whole.len() / 2, whole.len() - 30] {
        assert_eq!(message(whole[..cut].to_vec()), "its EPUB data are damaged or cut off", "{cut}");
    }
    let package = package(&["a.xhtml", "b.xhtml"]);
    let chapter = page("<p>Riga</p>");
    let half = read(pack(&[("OPS/book.opf", package.as_bytes()), ("OPS/b.xhtml", chapter.as_bytes())])).unwrap();
    assert_eq!(
        (half.text.as_str(), half.warnings),
        ("Die Akte Linde\n\nRiga\n", vec!["1 of its chapters are damaged or missing".to_owned()])
    );
    assert_eq!(message(book(&[("a.xhtml", "<img/>")])), "a book without text");
}

#[test]
fn contents_without_end_are_not_read() {
    let deep = format!("<nav epub:type='toc'><ol>{}{}</ol></nav>", "<li>".repeat(200_000), "</li>".repeat(200_000));
    assert_eq!(shown(book(&[("nav.xhtml", &deep), ("a.xhtml", "<p>Riga</p>")])), ["# Die Akte Linde", "Riga"]);
}

#[test]
fn names_that_lead_out_of_the_archive_are_names_only() {
    let folder = tempfile::tempdir().unwrap();
    let outside = folder.path().join("out.xhtml");
    let name = format!("../../../..{}", outside.display());
    assert_eq!(message(book(&[(&name, "<p>Riga</p>")])), "its EPUB data are damaged or cut off");
    assert!(!outside.exists());
}
