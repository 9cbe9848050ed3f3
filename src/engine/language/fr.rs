//! French.

use super::Rules;

pub(super) static RULES: Rules = Rules {
    title: &["e", "s", "es"],
    adjective: &["e", "s", "es", "ne", "nes"],
    capital_adjective: &["e", "s", "es"],
    demonym: &[("s", &["e", "es"]), ("x", &[]), ("en", &["s", "ne", "nes"]), ("e", &["s"]), ("", &["s", "e", "es"])],
    determiners: &["le", "la", "l", "les", "ce", "cet", "cette", "son", "sa", "leur", "du", "au"],
    indefinite: &["un", "une", "le", "la", "les", "des", "chaque", "aucun", "aucune"],
    elisions: &["d", "l", "qu", "s", "n", "j", "m", "t", "c", "jusqu", "lorsqu", "puisqu", "quoiqu", "presqu", "o"],
    of_words: &["de", "de la", "de l", "du", "des", "d"],
    in_words: &["a"],
    not_in_office: &[
        "ancien",
        "ancienne",
        "ex",
        "vice",
        "futur",
        "future",
        "prochain",
        "prochaine",
        "interim",
        "adjoint",
        "elu",
        "elue",
        "feu",
    ],
    of_another: &["de", "du", "des", "d"],
    bracket_cues: &["ou", "dit", "dite", "ci apres", "abrege"],
    heads: &[("ministry", &["ministere"])],
    head_ends_before: &["de", "du", "des", "d", "a", "aux", "au"],
    adjective_after: true,
    ..Rules::EMPTY
};
