//! Polish.
//!
//! Endings are written folded: *ą* and *ę* are `a` and `e`, *ł* is `l`, *ó* is `o`; so Kraków – Krakowa needs no rule.

use super::Rules;
use super::paradigm::{Paradigm, adjectives, nouns, people, things};

static PARADIGMS: &[Paradigm] = &[
    // Johnson, Londyn: the genitive of persons is -a, that of things also -u.
    people(&["b", "p", "m", "n", "f", "v", "w", "s", "z"], &["", "a", "owi", "a", "em", "ie", "u"]),
    things(&["b", "p", "m", "n", "f", "v", "w", "s", "z"], &["", "u", "owi", "", "em", "ie"]),
    things(&["b", "p", "m", "n", "f", "v", "w", "s", "z"], &["", "a", "owi", "a", "em", "ie", "u"]),
    people(&["l"], &["", "a", "owi", "a", "em", "u"]),
    things(&["l"], &["", "u", "owi", "", "em", "u"]),
    things(&["l"], &["", "a", "owi", "a", "em", "e", "u"]),
    nouns(&["ł"], &["", "a", "owi", "a", "em", "e", "u"]),
    things(&["ł"], &["", "u", "owi", "", "em", "e"]),
    // Trump is above; Tusk, Bank: -iem, -u
    people(&["k", "g", "q", "x"], &["", "a", "owi", "a", "iem", "u"]),
    things(&["k", "g", "q", "x"], &["", "u", "owi", "", "iem", "u"]),
    things(&["k", "g", "q", "x"], &["", "a", "owi", "a", "iem", "u"]),
    nouns(&["h", "j", "c"], &["", "a", "owi", "a", "em", "u"]),
    nouns(&["cz", "sz", "rz", "ż", "sh", "ch"], &["", "a", "owi", "a", "em", "u"]),
    things(&["h", "j", "c"], &["", "u", "owi", "", "em", "u"]),
    nouns(&["t"], &["t", "ta", "towi", "ta", "tem", "cie", "tu"]),
    things(&["t"], &["t", "tu", "towi", "t", "tem", "cie"]),
    nouns(&["st"], &["st", "sta", "stowi", "sta", "stem", "scie", "stu"]),
    things(&["st"], &["st", "stu", "stowi", "st", "stem", "scie"]),
    nouns(&["d"], &["d", "da", "dowi", "da", "dem", "dzie", "du"]),
    things(&["d"], &["d", "du", "dowi", "d", "dem", "dzie"]),
    nouns(&["r"], &["r", "ra", "rowi", "ra", "rem", "rze", "ru"]),
    things(&["r"], &["r", "ru", "rowi", "r", "rem", "rze"]),
    people(&["ń", "ś"], &["", "ia", "iowi", "ia", "iem", "iu"]),
    // Poznań; Łódź, Białoruś, Sprawiedliwość
    things(&["ń"], &["", "ia", "iowi", "", "iem", "iu", "i"]),
    things(&["ś", "ź", "ć"], &["", "i", "i", "", "ia", "i", "iu"]),
    things(&["ość", "osc"], &["", "i", "i", "", "ia", "i"]),
    // Marek, Związek; Niemiec, Mielec; Aleksander, Paweł
    nouns(&["ek"], &["ek", "ka", "kowi", "ka", "kiem", "ku"]),
    things(&["ek"], &["ek", "ku", "kowi", "ek", "kiem", "ku"]),
    nouns(&["ec"], &["ec", "ca", "cowi", "ca", "cem", "cu"]),
    nouns(&["iec"], &["iec", "ca", "cowi", "ca", "cem", "cu", "iecia"]),
    people(&["leksander"], &["er", "ra", "rowi", "ra", "rem", "rze"]),
    people(&[" paweł", " pawel"], &["el", "la", "lowi", "la", "lem", "le"]),
    // Theresa, Warszawa; Marta; Wanda; Barbara; Angela
    nouns(&["a"], &["a", "y", "ie", "e", "a", "ie", "o"]),
    nouns(&["ta"], &["ta", "ty", "cie", "te", "ta", "cie"]),
    nouns(&["sta"], &["sta", "sty", "scie", "ste", "sta", "scie"]),
    nouns(&["da"], &["da", "dy", "dzie", "de", "da", "dzie"]),
    nouns(&["ra"], &["ra", "ry", "rze", "re", "ra", "rze"]),
    nouns(&["la"], &["a", "i", "i", "e", "a", "i", "y", "e"]),
    nouns(&["ła"], &["a", "y", "e", "e", "a", "e"]),
    nouns(&["ka"], &["ka", "ki", "ce", "ke", "ka", "ce"]),
    nouns(&["ga"], &["ga", "gi", "dze", "ge", "ga", "dze"]),
    nouns(&["cha"], &["cha", "chy", "sze", "che", "cha", "sze"]),
    nouns(&["ca", "cza", "sza", "rza", "ża"], &["a", "y", "y", "e", "a", "y"]),
    // Rosja, Komisja; Unia, Brytania, Gdynia
    nouns(&["ja", "ea", "ua"], &["a", "i", "i", "e", "a", "i"]),
    nouns(&["ia"], &["ia", "ii", "ii", "ie", "ia", "ii", "i"]),
    // Kaczyński, Cimoszewicz above; Kowalska, Szymborska; Duda above
    people(&["ski", "cki", "dzki", "ki"], &["i", "iego", "iemu", "iego", "im", "im"]),
    people(&["i"], &["", "ego", "emu", "ego", "m", "m"]),
    people(&["y"], &["", "'ego", "'emu", "'ego", "m", "m"]),
    people(&["ny", "owy", "czy", "ży", "szy", "ty"], &["y", "ego", "emu", "ego", "ym", "ym"]),
    people(&[" tony", " tommy", " jerry"], &["", "'ego", "'emu", "'ego", "m", "m"]),
    people(&["e"], &["", "'a", "'owi", "'a", "'em", "'ie", "go", "m"]),
    people(&["ska", "cka", "dzka"], &["a", "iej", "iej", "a", "a", "iej"]),
    people(&["owa"], &["a", "ej", "ej", "a", "a", "ej", "y", "ie", "e"]),
    people(&["ko"], &["ko", "ki", "ce", "ke", "ka", "ce"]),
    // Ministerstwo, Państwo; Zgromadzenie, Stowarzyszenie; Morze
    things(&["wo", "no", "mo", "so", "zo", "po"], &["o", "a", "u", "o", "em", "ie"]),
    things(&["to"], &["to", "ta", "tu", "to", "tem", "cie"]),
    things(&["ro"], &["ro", "ra", "ru", "ro", "rem", "rze"]),
    things(&["ło"], &["o", "a", "u", "o", "em", "e"]),
    things(&["ko", "go"], &["o", "a", "u", "o", "iem", "u"]),
    things(&["nie", "cie"], &["ie", "ia", "iu", "ie", "iem", "iu"]),
    things(&["rze", "sce", "lce"], &["e", "a", "u", "e", "em", "u"]),
    // Stany, Indie, Katowice, Chiny
    things(&["y"], &["y", "ow", "om", "y", "ami", "ach"]),
    things(&[" chiny", "piny", "eny", " ateny", " karaiby"], &["y", "", "om", "y", "ami", "ach"]),
    things(&["ice", "nice"], &["e", "", "om", "e", "ami", "ach"]),
    things(&[" indie"], &["ie", "ii", "iom", "ie", "iami", "iach"]),
    things(&[" niemcy"], &["cy", "iec", "com", "cy", "cami", "czech"]),
    things(&[" wegry"], &["ry", "ier", "rom", "ry", "rami", "rzech"]),
    things(&[" włochy", " wlochy"], &["chy", "ch", "chom", "chy", "chami", "szech"]),
    things(&[" czechy"], &["y", "", "om", "y", "ami", "ach"]),
    things(&[" helsinki", "ynki", "jki"], &["ki", "ek", "kom", "ki", "kami", "kach"]),
    // Komisja Europejska, Sąd Najwyższy, Stany Zjednoczone
    adjectives(&["ska", "cka", "dzka", "lka", "rga"], &["a", "iej", "iej", "a", "a", "iej"]),
    adjectives(
        &["na", "owa", "awa", "iwa", "sza", "cza", "ża", " biała", " mała", " stara", " święta"],
        &["a", "ej", "ej", "a", "a", "ej"],
    ),
    adjectives(&["ski", "cki", "dzki", "lki", "ogi"], &["i", "iego", "iemu", "i", "im", "im"]),
    adjectives(&["ny", "wy", "szy", "czy", "ży", "sty", "ty", " biały", " mały", " stary"], &["y", "ego", "emu", "y", "ym", "ym"]),
    adjectives(&["skie", "ckie", "dzkie", "lkie"], &["ie", "iego", "iemu", "ie", "im", "im"]),
    adjectives(&["skie", "ckie", "dzkie", "lkie"], &["ie", "ich", "im", "ie", "imi", "ich"]),
    adjectives(&["ne", "we", "sze", "cze", "że", "ste", "te"], &["e", "ego", "emu", "e", "ym", "ym"]),
    adjectives(&["ne", "we", "sze", "cze", "że", "ste", "te"], &["e", "ych", "ym", "e", "ymi", "ych"]),
];

static ADJECTIVES: &[Paradigm] = &[
    adjectives(&["ki", "gi"], &["i", "iego", "iemu", "im", "a", "iej", "ie", "ich", "imi"]),
    adjectives(&["y"], &["y", "ego", "emu", "ym", "a", "ej", "e", "ych", "ymi", "i"]),
];

static DEMONYMS: &[Paradigm] = &[
    nouns(&["in"], &["in", "ina", "inowi", "inem", "inie", "ie", "", "om", "ami", "ach"]),
    nouns(&["czyk"], &["k", "ka", "kowi", "kiem", "ku", "cy", "kow", "kom", "kami", "kach"]),
    nouns(&["ak"], &["k", "ka", "kowi", "kiem", "ku", "cy", "kow", "kom", "kami", "kach"]),
    nouns(&["ka"], &["ka", "ki", "ce", "ke", "ek", "kom", "kami", "kach"]),
    nouns(&["iec"], &["iec", "ca", "cowi", "cem", "cu", "cy", "cow", "com", "cami", "cach"]),
    nouns(&["n", "m"], &["", "a", "owi", "em", "ie", "i", "ow", "om", "ami", "ach"]),
    nouns(&["cy"], &["cy", "kow", "kom", "kami", "kach", "cow", "com", "cami", "cach"]),
    nouns(&["ie"], &["ie", "", "om", "ami", "ach"]),
];

pub(super) static RULES: Rules = Rules {
    determiners: &["to", "tego", "temu", "tym", "ta", "tej", "te", "ten", "owo", "jego", "jej", "ich"],
    indefinite: &["jeden", "jedna", "jedno", "pewien", "pewna", "kazdy"],
    elisions: &["d", "l", "o"],
    in_words: &["w", "we"],
    bare_genitive: true,
    not_in_office: &[
        "byly", "byla", "bylego", "bylemu", "bylym", "bylej", "eks", "wice", "zastepc", "przyszl", "nastepn", "owczesn", "nowy", "nowo",
        "pelniac",
    ],
    of_another: &["do", "dla", "ds", "przy"],
    bracket_cues: &["w skrocie", "dalej", "skrot", "lub"],
    heads: &[("ministry", &["ministerstwo", "resort"])],
    head_ends_before: &["do", "dla", "ds"],
    paradigms: PARADIGMS,
    adjectives: ADJECTIVES,
    demonyms: DEMONYMS,
    adjective_after: true,
    conjunctions: &["i"],
    ..Rules::EMPTY
};
