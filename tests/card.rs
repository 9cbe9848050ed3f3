//! What the card counts: how somebody is named in an article, and with whom they stand in its paragraphs.
#![expect(clippy::unwrap_used, reason = "what a test needs is there, or the test fails")]

mod fixture;

use std::sync::Arc;

use namedrop::reader::card::{Card, card};
use namedrop::reader::index::{Index, Marks};

/// The card of the entity with this id in a marked text, as `form count` and `id count`.
fn counts(marked: &str, id: &str) -> (Vec<String>, Vec<String>) {
    let dictionary = fixture::dictionary();
    let (article, mentions) = fixture::article(marked, &dictionary);
    let index = Index::new(&article, &dictionary, Arc::new(mentions), &Marks::default());
    let Card { forms, with, .. } = card(&article, &dictionary, &index, dictionary.find(id).unwrap());
    let with = with.iter().map(|(other, count)| format!("{} {count}", dictionary[*other].id)).collect();
    (forms.iter().map(|(form, count)| format!("{form} {count}")).collect(), with)
}

#[test]
fn the_most_frequent_form_and_company_come_first_and_then_whoever_came_first() {
    let text = "[Westerland|westerland] schweigt.\n\n\
        [Nordmark|nordmark] lobt [Jasper Quint|quint], [Westerland|westerland] rügt [Quint|quint], [Nordmark|nordmark] lacht.\n\n\
        [Quint|quint] besucht den [HSV|hsv] in [Mühlensund|muehlensund].";
    let (forms, with) = counts(text, "quint");
    assert_eq!(forms, ["Quint 2", "Jasper Quint 1"]);
    assert_eq!(with, ["nordmark 2", "westerland 1", "hsv 1", "muehlensund 1"]);
    let (forms, with) = counts(text, "westerland");
    assert_eq!(forms, ["Westerland 2"]);
    assert_eq!(with, ["nordmark 2", "quint 2"], "where nobody else stands, nobody is with them");
}

#[test]
fn what_is_shown_alike_is_one_form_and_what_is_not_is_two() {
    let (forms, _) = counts("[Jasper Quint|quint] kam.\n\n[Jasper\nQuint|quint] ging, [Jasper *Quint*|quint] auch.", "quint");
    assert_eq!(forms, ["Jasper Quint 3"], "broken over lines, and with markup inside");
}

#[test]
fn nested_mentions_count_and_open_ones_do_not() {
    let text = "Das [Hafenministerium von [Nordmark|nordmark]|hafenministerium] lud [Berg|berg-a+berg-b] ein.";
    assert_eq!(counts(text, "hafenministerium").1, ["nordmark 1"]);
    assert_eq!(counts(text, "berg-a").1, Vec::<String>::new(), "nobody knows whether it is them");
}
