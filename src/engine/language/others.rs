//! Languages of which only the outlines stand here: names as they are written, and what holds a name's place.

use super::{Belonging, Rules};

const OUTLINE: Rules = Rules {
    name: &[],
    noun: &[],
    noun_after: &[],
    title: &[],
    acronym: &[],
    adjective: &[],
    capital_adjective: &[],
    bare_capital_is_language: false,
    demonym: &[],
    phrase: &[],
    articles: &[],
    determiners: &[],
    indefinite: &[],
    elisions: &[],
    of_words: &[],
    in_words: &[],
    bare_genitive: false,
    name_before_noun: false,
    not_in_office: &[],
    of_another: &[],
    bracket_cues: &[],
    heads: &[],
    belonging: Belonging::Brackets,
    compound_nouns: &[],
    head_ends_before: &[],
};

pub(super) static FRENCH: Rules = Rules {
    adjective: &["e", "s", "es"],
    demonym: &[("s", &[]), ("", &["s"])],
    determiners: &["le", "la", "ce", "cette", "son", "sa", "leur"],
    indefinite: &["un", "une", "le", "la"],
    elisions: &["d", "l", "qu", "s", "n", "j", "m", "t", "c", "jusqu", "lorsqu", "puisqu"],
    of_words: &["de", "de la", "du", "des", "d"],
    in_words: &["a"],
    ..OUTLINE
};

pub(super) static SPANISH: Rules = Rules {
    adjective: &["s"],
    demonym: &[("s", &[]), ("", &["s"])],
    determiners: &["el", "la", "este", "esta", "su"],
    indefinite: &["un", "una", "el", "la"],
    of_words: &["de", "de la", "del", "de los"],
    in_words: &["en"],
    ..OUTLINE
};

pub(super) static ITALIAN: Rules = Rules {
    determiners: &["il", "lo", "la", "questo", "questa", "suo", "sua"],
    indefinite: &["un", "uno", "una", "il", "la"],
    elisions: &["d", "l", "all", "dell", "dall", "nell", "sull", "un", "quest"],
    of_words: &["di", "della", "del", "dell", "dei"],
    in_words: &["a"],
    ..OUTLINE
};

pub(super) static POLISH: Rules = Rules { of_words: &["z", "ze"], in_words: &["w", "we"], ..OUTLINE };

pub(super) static RUSSIAN: Rules = Rules { bare_genitive: true, in_words: &["в", "во"], ..OUTLINE };

pub(super) static UKRAINIAN: Rules = Rules { bare_genitive: true, in_words: &["в", "у"], ..OUTLINE };
