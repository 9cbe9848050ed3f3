//! What is proposed, told by articles.

use super::*;
use crate::engine::article::{Block, BlockKind};
use crate::engine::few::Few;
use crate::engine::mentions::{Flags, Form, Mention, Why};
use crate::engine::rule::Rule;

/// The proposals as `name|kind letter|count`; `[…]` marks what a mention covers already.
fn proposed(language: Language, marked: &str) -> Vec<String> {
    let (mut text, mut mentions, mut open) = (String::new(), Vec::new(), None);
    for c in marked.chars() {
        match c {
            '[' => open = Some(text.len()),
            ']' => mentions.push(mention(open.take().unwrap()..text.len())),
            _ => text.push(c),
        }
    }
    let mut article = Article { language: Some(language), ..Article::default() };
    let mut at = 0;
    for block in text.split("\n\n") {
        article.blocks.push(Block::plain(BlockKind::Paragraph, at..at + block.len()));
        at += block.len() + 2;
    }
    article.text = text;
    let kind = |KindId(kind)| ["P", "M", "O", "L"][usize::from(kind)];
    unknown(&article, &Mentions::new(mentions))
        .iter()
        .map(|found| format!("{}|{}|{}", found.name, kind(found.kind), found.spans.len()))
        .collect()
}

fn mention(span: Range<usize>) -> Mention {
    let why = Why { form: "".into(), support: None };
    Mention {
        span,
        entity: None,
        candidates: Few::default(),
        form: Form::Name,
        flags: Flags::default(),
        nested: false,
        made_by: Rule::Name,
        why,
    }
}

#[test]
fn a_title_makes_a_name_of_what_follows_it() {
    let text = "Am Montag sprach der Hafenminister Rühmkorf mit Frau Quint. Später lobte Rühmkorf den Vertrag.";
    assert_eq!(proposed(Language::De, text), ["Rühmkorf|P|2", "Quint|P|1"]);
    assert_eq!(proposed(Language::En, "On Monday president Rumcroft met Mr. Quint. It rained."), ["Rumcroft|P|1", "Quint|P|1"]);
    assert_eq!(proposed(Language::Ru, "Вчера президент Румкорфов встретил министра Квинтова."), ["Румкорфов|P|1", "Квинтова|P|1"]);
    assert_eq!(proposed(Language::Uk, "Учора прем'єр Румкорфенко і міністр Квінтенко були там."), ["Румкорфенко|P|1", "Квінтенко|P|1"]);
    assert_eq!(proposed(Language::Fr, "Hier, le ministre Rumcroft a parlé avec Mme Quinteau."), ["Rumcroft|P|1", "Quinteau|P|1"]);
    assert_eq!(proposed(Language::Es, "Ayer el ministro Rumcroft habló con la señora Quintera."), ["Rumcroft|P|1", "Quintera|P|1"]);
    assert_eq!(
        proposed(Language::It, "Ieri il ministro Rumcrofti ha parlato con la signora Quintelli."),
        ["Rumcrofti|P|1", "Quintelli|P|1"]
    );
    assert_eq!(proposed(Language::Pl, "Wczoraj prezydent Rumkorfski spotkał ministra Kwintowicza."), ["Rumkorfski|P|1", "Kwintowicza|P|1"]);
}

#[test]
fn a_given_name_makes_one_and_the_family_name_alone_counts_with_it() {
    let text = "Später kam Anna Rühmkorf an die Mole. Wer auf Rühmkorf wartete, fror. Rühmkorfs Mantel war nass.";
    assert_eq!(proposed(Language::De, text), ["Anna Rühmkorf|P|3"]);
}

#[test]
fn what_is_marked_is_not_proposed_again_nor_what_stands_beside_it() {
    assert_eq!(proposed(Language::De, "Gestern sprach Minister [Rühmkorf] mit Minister [Quint]."), [""; 0]);
    assert_eq!(proposed(Language::En, "Then [Almut Rumcroft] spoke, and president [Quint] too."), [""; 0]);
}

#[test]
fn capitals_that_prove_nothing_are_no_names() {
    let german =
        "Der Hafen ist groß. Die Gutachter halten das Becken für flach. Hafen und Becken sind Hafen und Becken. Im Mai kam der Regen.";
    assert_eq!(proposed(Language::De, german), [""; 0]);
    let english = "The harbour is large. Experts say so. On Monday it rained, and in March it snowed. I left. Experts stayed.";
    assert_eq!(proposed(Language::En, english), [""; 0]);
    assert_eq!(proposed(Language::En, "Ten Things That Nobody Told Anna Rumcroft About"), [""; 0]);
}

#[test]
fn bodies_places_and_acronyms_are_told_apart() {
    let text = "The Grauwal Shipping Company pays. Ships from Mulesund come to Mulesund, and in Mulesund the HLV waits; the HLV is late.";
    assert_eq!(proposed(Language::En, text), ["Mulesund|L|3", "HLV|O|2", "Grauwal Shipping Company|O|1"]);
}

#[test]
fn cases_of_one_name_are_counted_together() {
    let text = "Вчера губернатор Румкорфов уехал. Говорили с Румкорфовым и о Румкорфове.";
    assert_eq!(proposed(Language::Ru, text), ["Румкорфов|P|3"]);
}

#[test]
fn small_words_inside_of_names_belong_to_them() {
    assert_eq!(proposed(Language::De, "Es kam Ministerin Anna von der Mole zurück."), ["Anna von der Mole|P|1"]);
    assert_eq!(proposed(Language::En, "It is the Bank of Mulesund that pays."), ["Bank of Mulesund|O|1"]);
}
