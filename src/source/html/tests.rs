//! What single rules do; whole pages are in `tests/pages`.

use super::*;
use crate::source::{self, Options};

fn read_page(html: &str) -> Article {
    source::from_bytes("a.html", html.as_bytes().to_vec(), &Options::default()).unwrap()
}

fn shown(html: &str) -> Vec<String> {
    let article = read_page(html);
    article.blocks.iter().map(|block| article.text[block.range.clone()].to_owned()).collect()
}

const SENTENCE: &str = "Der Rat hat am Abend lange getagt und am Ende nichts von dem beschlossen, was angekündigt war.";

#[test]
fn a_page_that_calls_its_article_by_a_bad_name_is_read_all_the_same() {
    let html = format!("<div class=sidebar><p>{SENTENCE}</p><p>{SENTENCE}</p></div><div class=footer>Impressum</div>");
    assert_eq!(shown(&html), [SENTENCE, SENTENCE]);
}

#[test]
fn scripts_styles_frames_and_hidden_text_are_not_shown() {
    let html = "<meta http-equiv=refresh content='0;url=file:///etc/passwd'><script>Riga</script><iframe src=http://127.0.0.1:9/></iframe>\
        <style>Riga</style><p hidden>Riga</p><p>Paris</p>";
    assert_eq!(shown(html), ["Paris"]);
}

#[test]
fn breaks_separate_paragraphs_and_one_alone_is_a_line_end() {
    let html = format!("<div>{SENTENCE}<br><br>\n{SENTENCE}<br>Ende</div>");
    let article = read_page(&html);
    assert_eq!(article.text, format!("{SENTENCE}\n\n{SENTENCE}\nEnde\n"));
    assert_eq!(article.blocks.iter().map(|block| block.lines).collect::<Vec<_>>(), [false, true]);
}

#[test]
fn lists_in_lists_know_their_depth_and_number() {
    let html = format!("<p>{SENTENCE}<ol start=3><li>drei<ul><li>a<li>b</ul><li><p>vier</p><p>noch vier</p></ol>");
    let item = |depth, number| BlockKind::Item { depth, number };
    let article = read_page(&html);
    let kinds: Vec<BlockKind> = article.blocks.iter().map(|block| block.kind).collect();
    let expected = [BlockKind::Paragraph, item(0, Some(3)), item(1, None), item(1, None), item(0, Some(4)), BlockKind::Paragraph];
    assert_eq!(kinds, expected);
}

#[test]
fn emphasis_and_links_are_kept_at_their_places() {
    let html = format!("<p><b>Riga</b> und <a href=/x>Paris</a>: <i>{SENTENCE}</i></p>");
    let article = read_page(&html);
    let styles: Vec<_> = article.blocks[0].styles.iter().map(|(range, inline)| (&article.text[range.clone()], *inline)).collect();
    assert_eq!(styles, [("Riga", Inline::Strong), ("Paris", Inline::Link), (SENTENCE, Inline::Emphasis)]);
}

#[test]
fn the_lead_above_the_text_belongs_to_it() {
    let html = format!(
        "<h1>Titel der Sache</h1><div class=lead>Was bisher geschah, und warum es niemanden wundert.</div>\
         <div><a href=/a>Weiter</a> <a href=/b>Zurück</a></div><div class=article-body><p>{SENTENCE}</p><p>{SENTENCE}</p><p>{SENTENCE}</p></div>"
    );
    assert_eq!(shown(&html)[..2], ["Titel der Sache", "Was bisher geschah, und warum es niemanden wundert."]);
}

#[test]
fn prose_that_begins_like_a_pointer_elsewhere_stays() {
    let prose = "Passend dazu hat die Stadt am Freitag einen zweiten Plan vorgelegt, der mehr kostet.";
    let html = format!("<p>{SENTENCE}</p><p>{prose}</p><p>Lesen Sie auch: <a href=/a>Der erste Plan</a></p><p>Foto: M. Ilster</p>");
    assert_eq!(shown(&html), [SENTENCE, prose]);
}

#[test]
fn the_language_of_the_prose_beats_a_wrong_mark() {
    let html = |language: &str| format!("<html lang={language}><body>{}</body></html>", format!("<p>{SENTENCE}</p>").repeat(12));
    assert_eq!(read_page(&html("en")).language, Some(crate::engine::language::Language::De));
    assert_eq!(read_page("<html lang=fr><p>Riga</p>").language, Some(crate::engine::language::Language::Fr));
}

#[test]
fn a_page_that_no_person_wrote_takes_no_time() {
    let deep = format!("{}Riga{}", "<div>".repeat(100_000), "</div>".repeat(100_000));
    assert_eq!(shown(&deep), ["Riga"]);
    let attributes = format!("<p {}>Riga</p>", (0..100_000).map(|n| format!("a{n}=1")).collect::<Vec<_>>().join(" "));
    assert_eq!(shown(&attributes), ["Riga"]);
    let tables = format!("{}<td colspan=1000000 rowspan=1000000>Riga{}", "<table>".repeat(300), "</table>".repeat(300));
    assert_eq!(shown(&tables), ["Riga"]);
}

#[test]
fn a_packed_page_is_a_page() {
    let packed = crate::source::gzip::tests::pack(b"<html><p>Riga</p></html>");
    let article = source::from_bytes("a.html.gz", packed.clone(), &Options::default()).unwrap();
    assert_eq!((article.text.as_str(), article.doc.as_str()), ("Riga\n", "a.html.gz"));
    let twice = crate::source::gzip::tests::pack(&packed);
    assert!(source::from_bytes("a.gz", twice, &Options::default()).is_err());
}

/// A page with this between two paragraphs of its article.
fn between(inside: &str) -> Vec<String> {
    shown(&format!("<article><h1>Ein langer Abend</h1><p>{SENTENCE}</p>{inside}<p>{SENTENCE}</p></article>"))
}

#[test]
fn lines_that_point_elsewhere_are_left_out_in_every_language() {
    for line in [
        "Das könnte Sie auch interessieren",
        "Jetzt weiterlesen",
        "Story continues below",
        "What to read next",
        "Lire également : <a href=/a>le premier plan</a>",
        "Publicité",
        "Le recomendamos: <a href=/a>el primer plan</a>",
        "Sigue leyendo",
        "Leggi tutto",
        "Potrebbe interessarti anche",
        "Czytaj również: <a href=/a>Pierwszy plan</a>",
        "Dalsza część artykułu pod materiałem wideo",
        "Читайте по теме: <a href=/a>первый план</a>",
        "Реклама",
        "Матеріали за темою",
        "Залишити коментар",
    ] {
        assert_eq!(between(&format!("<p>{line}</p>")), ["Ein langer Abend", SENTENCE, SENTENCE], "{line}");
    }
}

#[test]
fn headings_that_begin_with_such_a_word_stay() {
    for heading in [
        "Werbungskosten steigen weiter",
        "Anzeige gegen den Minister ist jetzt erstattet",
        "Kommentare der Opposition zu dem Beschluss",
        "Relatedness is no crime",
        "Sponsored refugees find a home in Leeds",
        "Рекламация отклонена судом",
    ] {
        assert!(between(&format!("<h2>{heading}</h2>")).contains(&heading.to_owned()), "{heading}");
    }
}

#[test]
fn boxes_are_known_by_the_words_of_many_languages() {
    for name in [
        "noticias-relacionadas",
        "articoli-correlati",
        "polecane",
        "jp-relatedposts",
        "cta-box",
        "onetrust-banner",
        "author-box",
        "boton-compartir",
    ] {
        let html = format!("<div class='{name}'><p>Der erste Plan war teurer, als alle gesagt hatten.</p></div>");
        assert_eq!(between(&html), ["Ein langer Abend", SENTENCE, SENTENCE], "{name}");
    }
}
