//! Articles as a whole: what the parts make together.

use proptest::prelude::*;

use super::*;

fn article(doc: &str, bytes: impl Into<Vec<u8>>) -> Article {
    from_bytes(doc, bytes.into(), &Options::default()).unwrap()
}

fn shown(article: &Article) -> Vec<String> {
    article.blocks.iter().map(|block| block.pieces(&article.text).map(|(_, piece)| piece).collect()).collect()
}

#[test]
fn a_date_at_the_head_is_metadata_and_no_prose() {
    let article = article("a.txt", " date 2024-04 Nach dem ersten Gespräch haben sie es gesagt.\n\nDas war alles.");
    assert_eq!(article.date.unwrap().to_string(), "2024-04");
    assert_eq!(shown(&article), ["Nach dem ersten Gespräch haben sie es gesagt.", "Das war alles."]);
    assert_eq!(article.blocks[0].range.start, 14);
    assert_eq!(article.language, Some(Language::De));
}

#[test]
fn the_first_heading_serves_as_title_and_stays_prose() {
    let article = article("a.txt", "date 2024\n\nDas  Treffen\n\nSie kamen.");
    assert_eq!(article.title.as_deref(), Some("Das Treffen"));
    assert_eq!(shown(&article), ["Das  Treffen", "Sie kamen."]);
}

#[test]
fn front_matter_is_no_prose_in_text_and_markdown() {
    for doc in ["a.txt", "a.md"] {
        let article = article(doc, "\u{FEFF}---\ntitle: Gipfel\nlang: fr\n---\n\nSie kamen.");
        assert_eq!((article.title.as_deref(), article.language), (Some("Gipfel"), Some(Language::Fr)));
        assert_eq!(shown(&article), ["Sie kamen."]);
    }
}

#[test]
fn what_the_user_says_beats_what_the_article_says() {
    let options = Options { language: Some(Language::En), date: PartialDate::parse("2020"), ..Options::default() };
    let article = from_bytes("a.md", b"---\ndate: 2024\nlang: de\n---\nText".to_vec(), &options).unwrap();
    assert_eq!((article.language, article.date), (options.language, options.date));
}

#[test]
fn a_byte_order_mark_is_part_of_the_text_and_of_no_block() {
    let article = article("a.txt", b"\xEF\xBB\xBFRiga is the first word.\n".to_vec());
    assert_eq!(article.blocks[0].range, 3..26);
    assert_eq!(article.file_byte(3), 3);
}

#[test]
fn an_empty_article_has_no_blocks() {
    for text in ["", "\n", "\u{FEFF}", "date 2024-04", "---\na: b\n---\n"] {
        assert!(article("a.txt", text).blocks.is_empty(), "{text:?}");
    }
}

#[test]
fn offsets_of_a_file_with_bad_bytes_are_those_of_the_file() {
    let bytes = b"Riga \xff\xfe\x80 Riga \xe2\x82 Riga \xed\xa0\x80 \xf4\x90\x80\x80 Riga\xc3";
    let article = article("a.txt", bytes.to_vec());
    let in_text: Vec<usize> = article.text.match_indices("Riga").map(|(at, _)| article.file_byte(at)).collect();
    let in_file: Vec<usize> = memchr::memmem::find_iter(bytes, b"Riga").collect();
    assert_eq!(in_text, in_file);
}

#[test]
fn brackets_and_quotes_without_end_take_no_time() {
    for piece in ["[", "![a](", "> ", "**a ", "*a _b ", "`", "<a ", "- ", "&#27;", "[a]: b\n[a]"] {
        let begin = std::time::Instant::now();
        let article = article("a.md", format!("{}Riga\n", piece.repeat(20_000)));
        assert!(article.text.contains("Riga"), "{piece}");
        assert!(begin.elapsed().as_secs() < 20, "{piece}: {:?}", begin.elapsed());
    }
}

#[test]
fn languages_are_told_apart() {
    let cases = [
        ("Der Minister sprach am Montag mit seinen Kollegen über den Haushalt.", Language::De),
        ("The minister spoke with his colleagues about the budget on Monday.", Language::En),
        ("Le ministre a parlé du budget avec ses collègues lundi dernier.", Language::Fr),
        ("Министр обсудил с коллегами бюджет страны на следующий год.", Language::Ru),
        ("Міністр обговорив із колегами бюджет країни на наступний рік.", Language::Uk),
    ];
    for (text, language) in cases {
        assert_eq!(article("a.txt", text).language, Some(language), "{text}");
    }
}

/// Text that is likely to hit the rules: markup, marks, line ends, bad bytes.
fn tricky() -> impl Strategy<Value = Vec<u8>> {
    let part = prop_oneof![
        Just(b"\n".to_vec()),
        Just(b"\r\n".to_vec()),
        Just(b"\r".to_vec()),
        Just(b"\n\n".to_vec()),
        Just(b" ".to_vec()),
        Just(b"- ".to_vec()),
        Just(b"1. ".to_vec()),
        Just(b"> ".to_vec()),
        Just(b"# ".to_vec()),
        Just(b"**".to_vec()),
        Just(b"*".to_vec()),
        Just(b"`".to_vec()),
        Just(b"```\n".to_vec()),
        Just(b"&amp;".to_vec()),
        Just(b"&#0;".to_vec()),
        Just(b"[a](b)".to_vec()),
        Just(b"![".to_vec()),
        Just(b"<b>".to_vec()),
        Just(b"<!--".to_vec()),
        Just(b"\\".to_vec()),
        Just(b"| a | b |\n|--|--|\n".to_vec()),
        Just(b"---\n".to_vec()),
        Just(b"date 2024-04 ".to_vec()),
        Just(b"\xFF".to_vec()),
        Just(b"\xC3".to_vec()),
        Just(b"\xEF\xBB\xBF".to_vec()),
        Just(b"\t".to_vec()),
        "[a-zA-Zäß世]{1,9}".prop_map(String::into_bytes),
        proptest::collection::vec(any::<u8>(), 0..4),
    ];
    proptest::collection::vec(part, 0..40).prop_map(|parts| parts.concat())
}

/// A word with markup around it, and the word.
fn marked_word() -> impl Strategy<Value = (String, String)> {
    let before = prop_oneof!["", "\\*", "\\*\\*", "`", "# ", "- ", "2\\. ", "> ", "    ", "\\[", "\\| ", "~~", "_"];
    let after = prop_oneof![" ", "\n", "\r\n", "\r", "\n\n", "\\* ", "\\*\\*\n", "` ", "\\](u) ", "  \n", "\\\n", " &amp; ", "~~ ", "_ "];
    (before, "[a-zäß]{1,6}", after).prop_map(|(before, word, after)| (format!("{before}{word}{after}"), word))
}

proptest! {
    #[test]
    fn blocks_are_sorted_disjoint_and_hold_their_pieces(bytes in tricky(), markdown: bool) {
        let options = Options { text: false, ..Options::default() };
        let Ok(article) = from_bytes(if markdown { "a.md" } else { "a.txt" }, bytes, &options) else { return Ok(()) };
        let mut end = 0;
        for block in &article.blocks {
            prop_assert!(block.range.start >= end && block.range.end <= article.text.len() && !block.range.is_empty());
            prop_assert!(article.text.get(block.range.clone()).is_some());
            end = block.range.end;
            let mut piece_end = block.range.start;
            for (range, piece) in block.pieces(&article.text) {
                prop_assert!(range.start >= piece_end && range.end <= block.range.end && !piece.is_empty());
                prop_assert!(article.text.get(range.clone()).is_some());
                piece_end = range.end;
            }
            prop_assert!(block.cuts.iter().all(|cut| article.text.get(cut.range.clone()).is_some()));
            prop_assert!(block.styles.iter().all(|(style, _)| article.text.get(style.clone()).is_some()));
            prop_assert!(block.styles.is_sorted_by_key(|(style, _)| style.start));
        }
    }

    #[test]
    fn plain_text_loses_nothing_but_white_space(bytes in tricky()) {
        let text = String::from_utf8_lossy(&bytes).replace("\u{FEFF}", "");
        let body = text::blocks(&text, 0, 1);
        let shown: String = body.iter().flat_map(|block| text[block.range.clone()].chars()).filter(|c| !c.is_whitespace()).collect();
        let all: String = text.chars().filter(|c| !c.is_whitespace()).collect();
        // The underline of a title is markup.
        prop_assert_eq!(shown.replace(['-', '=', '~'], ""), all.replace(['-', '=', '~'], ""));
    }

    #[test]
    fn markdown_loses_no_word(parts in proptest::collection::vec(marked_word(), 1..20)) {
        let (text, words): (Vec<String>, Vec<String>) = parts.into_iter().unzip();
        let text = text.concat();
        let article = article("a.md", text.as_bytes());
        let shown = shown(&article).join(" ");
        let mut rest = shown.as_str();
        for word in words {
            let at = rest.find(&word);
            prop_assert!(at.is_some(), "{word} of {text:?} is not in {shown:?}");
            rest = &rest[at.unwrap_or(0) + word.len()..];
        }
    }

    #[test]
    fn byte_offsets_of_any_bytes_address_the_file(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        let options = Options { text: true, ..Options::default() };
        prop_assume!(!bytes.starts_with(b"\xFF\xFE") && !bytes.starts_with(b"\xFE\xFF"));
        let article = from_bytes("a", bytes.clone(), &options).unwrap();
        for (at, c) in article.text.char_indices().filter(|(_, c)| *c != char::REPLACEMENT_CHARACTER) {
            let byte = article.file_byte(at);
            let written = c.to_string();
            prop_assert_eq!(&bytes[byte..byte + c.len_utf8()], written.as_bytes());
        }
        prop_assert_eq!(article.file_byte(article.text.len()), bytes.len());
    }
}
