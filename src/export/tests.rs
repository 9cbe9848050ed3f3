use crate::engine::few::Few;
use std::sync::Arc;

use serde_json::Value;

use super::*;
use crate::engine::article::{Article, Block, BlockKind, Cut};
use crate::engine::dictionary::{Dictionary, Entity, EntityIx, Written};
use crate::engine::kind::{KindId, Kinds};
use crate::engine::mentions::{Flags, Form, Mention, Mentions, Why};
use crate::engine::rule::Rule;

fn dictionary() -> Dictionary {
    let mut riga = Entity::new("riga", KindId::PLACE, Written::new("Riga"));
    riga.details.wikidata = Some("Q1773".into());
    let of = |id, kind, name| Entity::new(id, kind, Written::new(name));
    let all = vec![of("anna", KindId::PERSON, "Anna Berg"), of("eva", KindId::PERSON, "Eva Berg"), riga];
    Dictionary::new(Kinds::default(), vec![Arc::from("x")], all)
}

fn mention(span: std::ops::Range<usize>, entity: &[u32], nested: bool) -> Mention {
    let why = Why { form: "".into(), support: None };
    let all: Vec<EntityIx> = entity.iter().copied().map(EntityIx).collect();
    let (entity, candidates) = if let [one] = all[..] { (Some(one), Few::default()) } else { (None, all.into()) };
    Mention { span, entity, candidates, form: Form::Name, flags: Flags::default(), nested, made_by: Rule::Name, why }
}

/// „Ä *Anna*⏎ Berg & Bergs.“: a place within a person, markup within the name, a line end, and somebody ambiguous.
fn written(format: Format, unit: Unit) -> String {
    let text = "\u{feff}Ä *Anna*\nBerg & Bergs. Ja.";
    let at = |needle: &str| text.find(needle).unwrap();
    let cut = |at: usize| Cut { range: at..at + 1, shown: String::new() };
    let start = '\u{feff}'.len_utf8();
    let mut block = Block::plain(BlockKind::Paragraph, start..text.len());
    block.cuts = vec![cut(at("*Anna")), cut(at("*\n"))].into();
    let article = Article { doc: "a b.txt".into(), text: text.into(), blocks: vec![block], ..Article::default() };
    let found = vec![
        mention(at("Anna")..at(" & "), &[0], false),
        mention(at("Berg &")..at(" & "), &[2], true),
        mention(at("Bergs")..at("s."), &[0, 1], false),
    ];
    let (dictionary, mentions) = (dictionary(), Mentions::new(found));
    let names = Names::new(&dictionary);
    let mut out = Vec::new();
    let mut exporter = exporter(format, unit, Palette::default(), 1);
    exporter.begin(&mut out).unwrap();
    exporter.article(&Scanned::new(&article, &names, mentions), &mut out).unwrap();
    exporter.end(&mut out).unwrap();
    String::from_utf8(out).unwrap()
}

#[test]
fn a_table_names_its_unit_and_quotes_what_needs_it() {
    let table = written(Format::Csv, Unit::Utf16);
    let lines: Vec<&str> = table.lines().collect();
    assert_eq!(lines[0], "doc,start_utf16,end_utf16,line,column,text,entity,name,kind,form,flags,nested,candidates");
    assert_eq!(&lines[1..3], ["a b.txt,4,14,1,5,\"Anna*", "Berg\",anna,Anna Berg,person,name,,false,"]);
    assert_eq!(lines[4], "a b.txt,17,21,2,8,Berg,,,person,name,ambiguous,false,anna|eva");
}

#[test]
fn json_is_one_object_with_the_unit_the_entities_and_the_mentions() {
    let json: Value = serde_json::from_str(&written(Format::Json, Unit::Char)).unwrap();
    let article = &json["articles"][0];
    assert_eq!((json["offsets"].as_str(), article["mentions"].as_array().unwrap().len()), (Some("char"), 3));
    assert_eq!(article["entities"][1]["wikidata"], "Q1773");
}

#[test]
fn brat_has_a_fragment_a_line_and_every_nested_mention() {
    let ann = written(Format::Brat, Unit::Char);
    let expected = [
        "T1\tPerson 4 9;10 14\tAnna* Berg",
        "N1\tReference T1 namedrop:anna\tAnna Berg",
        "#1\tAnnotatorNotes T1\tentity=anna form=name",
        "T2\tPlace 10 14\tBerg",
        "N2\tReference T2 Wikidata:Q1773\tRiga",
        "#2\tAnnotatorNotes T2\tentity=riga form=name",
        "T3\tPerson 17 21\tBerg",
        "#3\tAnnotatorNotes T3\tcandidates=anna|eva form=name flags=ambiguous",
    ];
    assert_eq!(ann.lines().collect::<Vec<_>>(), expected);
}

#[test]
fn columns_have_one_level_of_tags_and_a_word_is_cut_at_a_mention() {
    let columns = written(Format::Conll, Unit::Char);
    let expected = "-DOCSTART- -X- O O

Ä\t_\t1-2\t_\tO
Anna\t_\t4-8\tanna\tB-PERSON
Berg\t_\t10-14\tanna\tI-PERSON
&\t_\t15-16\t_\tO
Berg\t_\t17-21\t_\tB-PERSON
s\t_\t21-22\t_\tO
.\t_\t22-23\t_\tO

Ja\t_\t24-26\t_\tO
.\t_\t26-27\t_\tO

";
    assert_eq!(columns, expected);
}

#[test]
fn a_doc_of_spacy_covers_the_text_and_has_nested_mentions_in_its_spans_only() {
    let doc: Value = serde_json::from_str(&written(Format::Spacy, Unit::Char)).unwrap();
    let text: Vec<char> = doc["text"].as_str().unwrap().chars().collect();
    let at = |value: &Value, key: &str| usize::try_from(value[key].as_u64().unwrap()).unwrap();
    let slice = |value: &Value| text[at(value, "start")..at(value, "end")].iter().collect::<String>();
    let all = |value: &Value| value.as_array().unwrap().iter().map(slice).collect::<Vec<_>>();
    assert_eq!(all(&doc["ents"]), ["Anna*\nBerg", "Berg"]);
    assert_eq!(all(&doc["spans"]["sc"]), ["Anna*\nBerg", "Berg", "Berg"]);
    assert_eq!(doc["spans"]["sc"][1]["kb_id"], "riga");
    assert_eq!(all(&doc["sents"]), ["Ä *Anna*\nBerg & Bergs.", "Ja."]);
    assert_eq!(all(&doc["tokens"]), ["\u{feff}", "Ä", "*", "Anna", "*", "\n", "Berg", "&", "Berg", "s", ".", "Ja", "."]);
}

#[test]
fn a_web_annotation_quotes_and_counts() {
    let page: Value = serde_json::from_str(&written(Format::Webanno, Unit::Char)).unwrap();
    let items = page["items"].as_array().unwrap();
    let selectors = &items[1]["target"]["selector"];
    assert_eq!(items[1]["target"]["source"], "a%20b.txt");
    assert_eq!((&selectors[0]["exact"], &selectors[0]["suffix"]), (&"Berg".into(), &" & Bergs. Ja.".into()));
    assert_eq!((&selectors[1]["start"], &selectors[1]["end"]), (&10.into(), &14.into()));
    assert_eq!(items[1]["body"][0]["source"], "http://www.wikidata.org/entity/Q1773");
    assert_eq!((&items[2]["body"][0]["type"], items[2]["body"][0]["items"].as_array().unwrap().len()), (&"Choice".into(), 2));
}

#[test]
fn money_is_followed_by_ids_that_other_data_sets_have() {
    let lines = written(Format::Ftm, Unit::Byte);
    let entities: Vec<Value> = lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let schemata: Vec<&str> = entities.iter().map(|entity| entity["schema"].as_str().unwrap()).collect();
    assert_eq!(schemata, ["Person", "Address", "Article", "Mention", "Mention", "Mention"]);
    assert_eq!((&entities[1]["id"], &entities[0]["id"]), (&"Q1773".into(), &"anna".into()));
    assert_eq!(entities[3]["properties"]["resolved"][0], "anna");
    assert!(entities[4]["properties"].get("resolved").is_none() && entities[5]["properties"].get("resolved").is_none());
}

#[test]
fn a_page_has_a_span_a_mention_also_around_markup_and_inside_another() {
    let page = written(Format::Html, Unit::Byte);
    assert!(page.contains("<meta name=\"namedrop:offsets\" content=\"byte\">"));
    let nested = "<span data-start=\"13\" data-end=\"17\" data-entity=\"riga\" data-kind=\"place\" data-form=\"name\" data-nested=\"true\" title=\"Riga\">Berg</span></span> &amp; ";
    assert!(page.contains(&format!("title=\"Anna Berg\">Anna {nested}")), "{page}");
    assert!(page.contains("data-candidates=\"anna|eva\" title=\"Anna Berg? Eva Berg?\">Berg</span>s"));
}

#[test]
fn markdown_links_to_a_list_of_names() {
    let text = written(Format::Markdown, Unit::Byte);
    assert!(text.contains("Ä [Anna Berg](#anna \"Anna Berg\") \\& [Berg](#anna \"Anna Berg? Eva Berg?\")s. Ja."), "{text}");
    assert!(text.contains("- <a id=\"riga\"></a>**Riga** – place; <https://www.wikidata.org/wiki/Q1773> (1 ×)"), "{text}");
}

#[test]
fn a_terminal_gets_colours_and_no_markup() {
    assert_eq!(written(Format::Ansi, Unit::Byte).matches("\u{1b}[1m").count(), 3);
}
