//! PDF files, made here.

use std::fmt::Write;

use super::*;
use crate::engine::article::BlockKind;
use crate::engine::language::Language;
use crate::source::{Options, from_bytes};

/// A page of lines: from the left, from the bottom, size, text in Latin-1.
type Page<'a> = Vec<(f64, f64, f64, &'a str)>;

/// A file with these pages in Helvetica; `info` is the dictionary of what it says of itself.
fn file(pages: &[Page<'_>], info: &str) -> Vec<u8> {
    let contents = |page: &Page<'_>| {
        let mut out = String::new();
        for (x, y, size, text) in page {
            let text = text.replace('\\', "\\\\").replace('(', "\\(").replace(')', "\\)");
            writeln!(out, "BT /F1 {size} Tf {x} {y} Td ({text}) Tj ET").unwrap();
        }
        out
    };
    file_of(&pages.iter().map(contents).collect::<Vec<_>>(), info)
}

fn file_of(contents: &[String], info: &str) -> Vec<u8> {
    let kids = (0..contents.len()).map(|number| format!("{} 0 R", 5 + 2 * number)).collect::<Vec<_>>().join(" ");
    let mut objects = vec![
        "<</Type/Catalog/Pages 2 0 R/Lang(de-DE)>>".to_owned(),
        format!("<</Type/Pages/Kids[{kids}]/Count {}/MediaBox[0 0 595 842]/Resources<</Font<</F1 3 0 R>>>>>>", contents.len()),
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>".to_owned(),
        format!("<<{info}>>"),
    ];
    for (number, content) in contents.iter().enumerate() {
        objects.push(format!("<</Type/Page/Parent 2 0 R/Contents {} 0 R>>", 6 + 2 * number));
        objects.push(format!("<</Length {}>>stream\n{content}\nendstream", content.chars().count()));
    }
    let mut out = "%PDF-1.4\n".to_owned();
    let mut places = Vec::new();
    for (number, object) in objects.iter().enumerate() {
        places.push(out.chars().count());
        writeln!(out, "{} 0 obj\n{object}\nendobj", number + 1).unwrap();
    }
    let table = out.chars().count();
    writeln!(out, "xref\n0 {}\n0000000000 65535 f ", objects.len() + 1).unwrap();
    for place in places {
        writeln!(out, "{place:010} 00000 n ").unwrap();
    }
    writeln!(out, "trailer<</Size {}/Root 1 0 R/Info 4 0 R>>\nstartxref\n{table}\n%%EOF", objects.len() + 1).unwrap();
    // Each character is a byte of Latin-1.
    out.chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect()
}

fn read(bytes: Vec<u8>) -> Result<Article, Reason> {
    from_bytes("report.pdf", bytes, &Options::default())
}

/// The blocks of a file, headings with as many `#` as their level, items with a dash.
fn shown(pages: &[Page<'_>]) -> Vec<String> {
    let article = read(file(pages, "")).unwrap();
    let mark = |kind| match kind {
        BlockKind::Heading(level) => format!("{} ", "#".repeat(usize::from(level))),
        BlockKind::Item { .. } => "- ".to_owned(),
        _ => String::new(),
    };
    article.blocks.iter().map(|block| mark(block.kind) + &article.text[block.range.clone()]).collect()
}

/// Lines one below the other.
fn column<'a>(x: f64, top: f64, lines: &[&'a str]) -> Page<'a> {
    lines.iter().zip(0_u32..).map(|(line, row)| (x, top - 12.0 * f64::from(row), 10.0, *line)).collect()
}

#[test]
fn columns_are_read_one_after_another_and_divided_words_are_one_again() {
    let mut page: Page<'_> = vec![(72.0, 780.0, 20.0, "Der Umbau der Stra\u{df}en und Br\u{fc}cken")];
    page.extend(column(
        72.0,
        740.0,
        &["Die Stadt baut um. Die Ge-", "neralsanierung beginnt im", "Mai und endet fr\u{fc}hestens", "im Herbst, sagt die Ver-"],
    ));
    page.extend(column(
        320.0,
        734.0,
        &["waltung. In Nordrhein-", "Westfalen sei das \u{fc}blich,", "sagte Anna Bach am Tag", "davor im Rat der Stadt."],
    ));
    let expected = [
        "# Der Umbau der Stra\u{df}en und Br\u{fc}cken",
        "Die Stadt baut um. Die Generalsanierung beginnt im Mai und endet fr\u{fc}hestens im Herbst, sagt die Verwaltung. In Nordrhein-Westfalen \
         sei das \u{fc}blich, sagte Anna Bach am Tag davor im Rat der Stadt.",
    ];
    assert_eq!(shown(&[page]), expected);
}

#[test]
fn lines_of_three_columns_at_different_heights_stay_in_their_paragraphs() {
    let lines = [
        "Riga hat am Abend Paris",
        "und dann auch noch Rom",
        "lange nicht erreicht und",
        "weiss bis heute nicht so",
        "recht, warum das so war,",
        "und am Ende war es egal.",
    ];
    let mut page = column(40.0, 780.0, &lines);
    page.extend(column(210.0, 776.5, &lines));
    page.extend(column(380.0, 771.8, &lines));
    let whole = lines.join(" ");
    assert_eq!(shown(&[page]), [whole.as_str(), whole.as_str(), whole.as_str()]);
}

#[test]
fn paragraphs_begin_after_a_gap_after_an_early_end_and_with_an_indentation() {
    let mut page = column(
        72.0,
        780.0,
        &[
            "Der erste Absatz geht \u{fc}ber mehr als eine Zeile und",
            "endet bald.",
            "Der zweite Absatz schlie\u{df}t ohne Abstand an und ist",
        ],
    );
    page.extend(column(72.0, 744.0, &["auch zwei Zeilen lang, bis an den rechten Rand hin."]));
    page.push((90.0, 732.0, 10.0, "Der dritte ist einger\u{fc}ckt, was nichts weiter sagt,"));
    page.push((72.0, 720.0, 10.0, "und er h\u{f6}rt hier auf, ganz am Ende dieser Zeile so."));
    page.extend(column(72.0, 696.0, &["Der vierte kommt nach einem Abstand, der gro\u{df} ist."]));
    let begins: Vec<String> = shown(&[page]).iter().map(|block| block.split(' ').take(2).collect::<Vec<_>>().join(" ")).collect();
    assert_eq!(begins, ["Der erste", "Der zweite", "Der dritte", "Der vierte"]);
}

#[test]
fn running_heads_and_page_numbers_are_left_out_unless_all_is_wanted() {
    let numbers = ["Seite 1", "Seite 2", "Seite 3"];
    let texts =
        ["Auf der ersten Seite steht Riga und noch ein wenig", "mehr, was auf der zweiten Seite weitergeht, wo", "am Ende Paris steht."];
    let page = |at: usize| -> Page<'_> {
        vec![(72.0, 810.0, 9.0, "Jahrbuch der Stadt"), (72.0, 700.0, 10.0, texts[at]), (280.0, 30.0, 9.0, numbers[at])]
    };
    let pages = [page(0), page(1), page(2)];
    assert_eq!(shown(&pages), [texts.join(" ")]);
    let all = from_bytes("a.pdf", file(&pages, ""), &Options { raw: true, ..Options::default() }).unwrap();
    assert_eq!(all.text.matches("Jahrbuch").count(), 3);
}

#[test]
fn items_footnotes_and_spread_words_are_understood() {
    let mut page = column(72.0, 780.0, &["\u{95} Riga", "\u{95} Paris   und    Rom", "Anna Bach"]);
    page.push((119.0, 760.0, 6.0, "12"));
    assert_eq!(shown(&[page]), ["- Riga", "- Paris und Rom", "Anna Bach[12]"]);
}

#[test]
fn the_file_tells_title_author_date_and_language() {
    let page: Page<'_> = vec![(72.0, 780.0, 10.0, "Riga")];
    let info = "/Title(Bericht \\374ber Riga)/Author(Ida Marsh)/CreationDate(D:20240517120000Z)";
    let article = read(file(std::slice::from_ref(&page), info)).unwrap();
    assert_eq!((article.title.as_deref(), article.byline.as_deref()), (Some("Bericht über Riga"), Some("Ida Marsh")));
    assert_eq!((article.date.unwrap().to_string(), article.language), ("2024-05-17".to_owned(), Some(Language::De)));
    let packed = crate::source::gzip::tests::pack(&file(&[page], "/Title(riga.indd)"));
    assert_eq!(from_bytes("a.pdf.gz", packed, &Options::default()).unwrap().title, None);
}

#[test]
fn what_is_no_text_or_damaged_is_told() {
    let message = |bytes: Vec<u8>| read(bytes).map_or_else(|reason| reason.to_string(), |article| panic!("was read: {}", article.text));
    assert_eq!(message(file(&[vec![]], "")), "a PDF without text, perhaps scanned; text recognition such as `ocrmypdf` adds it");
    assert_eq!(message(b"%PDF-1.4\n1 0 obj".to_vec()), "its PDF data are damaged or cut off");
    let page: Page<'_> = vec![(72.0, 780.0, 10.0, "Riga")];
    let mut locked = String::from_utf8(file(&[page], "")).unwrap();
    let key = "5A".repeat(32);
    locked = locked.replace("/Info 4 0 R", &format!("/Info 4 0 R/ID[<00><00>]/Encrypt<</Filter/Standard/V 1/R 2/P -4/O<{key}>/U<{key}>>>"));
    assert_eq!(message(locked.into_bytes()), "a PDF with a password; save it without one, for example with `qpdf --decrypt`");
}

#[test]
fn a_page_that_cannot_be_read_does_not_take_the_others_with_it() {
    let text = |text: &str| format!("BT /F1 10 Tf 72 700 Td ({text}) Tj ET");
    // An unknown colour space stops the library.
    let pages = [text("Riga."), format!("/Nowhere cs {}", text("Rom.")), text("Paris.")];
    let article = read(file_of(&pages, "")).unwrap();
    assert_eq!(
        (article.text.as_str(), article.warnings),
        ("Riga.\n\nParis.\n", vec!["1 of its 3 pages could not be read in full".to_owned()])
    );
}

#[test]
fn a_page_that_is_its_own_parent_does_not_take_the_others_with_it() {
    let text = |text: &str| format!("BT /F1 10 Tf 72 700 Td ({text}) Tj ET");
    let sound = String::from_utf8(file_of(&[text("Riga."), text("Rom.")], "")).unwrap();
    let article = read(sound.replacen("/Page/Parent 2 0 R", "/Page/Parent 5 0 R", 1).into_bytes()).unwrap();
    assert_eq!((article.text.as_str(), article.warnings.len()), ("Rom.\n", 1));
}
