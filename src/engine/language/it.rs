//! Italian.

use super::Rules;
use super::paradigm::{Paradigm, adjectives, nouns};

static ADJECTIVES: &[Paradigm] = &[
    adjectives(&["o"], &["o", "a", "i", "e"]),
    adjectives(&["co", "go"], &["o", "a", "i", "he", "hi"]),
    adjectives(&["e"], &["e", "i"]),
    adjectives(&["a"], &["a", "i", "e"]),
];

static DEMONYMS: &[Paradigm] = &[
    nouns(&["o"], &["o", "a", "i", "e"]),
    nouns(&["co"], &["o", "a", "i", "he", "hi"]),
    nouns(&["e"], &["e", "i"]),
    nouns(&["a"], &["a", "i", "e"]),
];

pub(super) static RULES: Rules = Rules {
    determiners: &[
        "il", "lo", "la", "l", "i", "gli", "le", "questo", "questa", "quel", "quella", "suo", "sua", "del", "dal", "al", "nel", "sul",
    ],
    indefinite: &["un", "uno", "una", "il", "lo", "la", "i", "gli", "le", "ogni", "nessun"],
    elisions: &["d", "l", "all", "dell", "dall", "nell", "sull", "un", "quest", "quell", "c", "anch", "o"],
    of_words: &["di", "della", "del", "dell", "dei", "degli", "delle", "dello", "d"],
    in_words: &["a", "di"],
    not_in_office: &["ex", "vice", "futuro", "futura", "prossimo", "prossima", "precedente", "allora", "gia", "eletto", "eletta"],
    of_another: &["di", "del", "della", "dell", "dei", "degli", "delle", "dello"],
    bracket_cues: &["o", "in breve", "detto", "detta", "sigla"],
    heads: &[("ministry", &["ministero", "dicastero"])],
    head_ends_before: &["di", "del", "della", "dell", "dei", "degli", "delle", "dello", "per"],
    adjectives: ADJECTIVES,
    demonyms: DEMONYMS,
    adjective_after: true,
    ..Rules::EMPTY
};
