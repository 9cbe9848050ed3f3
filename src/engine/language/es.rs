//! Spanish.

use super::Rules;
use super::paradigm::{Paradigm, adjectives, nouns};

static ADJECTIVES: &[Paradigm] = &[
    adjectives(&["o"], &["o", "a", "os", "as"]),
    adjectives(&["es", "an"], &["", "a", "es", "as"]),
    adjectives(&["e", "i", "a"], &["", "s", "es"]),
    adjectives(&["l", "r"], &["", "es"]),
];

static DEMONYMS: &[Paradigm] =
    &[nouns(&["o"], &["o", "a", "os", "as"]), nouns(&["es", "an"], &["", "a", "es", "as"]), nouns(&["e", "i", "a"], &["", "s", "es"])];

pub(super) static RULES: Rules = Rules {
    title: &["a", "s", "es", "as"],
    determiners: &["el", "la", "los", "las", "este", "esta", "ese", "esa", "dicho", "dicha", "su", "del", "al"],
    indefinite: &["un", "una", "el", "la", "los", "las", "cada", "ningun", "ninguna"],
    elisions: &["d", "l", "o"],
    of_words: &["de", "de la", "del", "de los", "de las"],
    in_words: &["en"],
    not_in_office: &[
        "ex", "antiguo", "antigua", "anterior", "vice", "futuro", "futura", "proximo", "proxima", "interino", "interina", "entonces",
        "electo",
    ],
    of_another: &["de", "del"],
    bracket_cues: &["o", "en adelante", "siglas", "conocido como"],
    heads: &[("ministry", &["ministerio", "cartera"])],
    head_ends_before: &["de", "del", "para"],
    adjectives: ADJECTIVES,
    demonyms: DEMONYMS,
    adjective_after: true,
    ..Rules::EMPTY
};
