//! Words beside a name that tell what it is, for the eight languages. Data only; in lower case.

use super::super::kind::KindId;
use super::super::language::Language;

/// Titles and functions that stand before a person's name. German ones also end compounds (Hafenminister), those of
/// languages with cases also take endings.
fn titles(language: Language) -> &'static str {
    match language {
        Language::De => {
            "\
             minister präsident kanzler chef sprecher direktor sekretär vorsitzender vorsitzende vorsitzenden abgeordnete \
             abgeordneter abgeordneten bürgermeister general botschafter professor experte expertin trainer autor regisseur \
             schauspieler sänger richter anwalt anwältin senator gouverneur könig prinz prinzessin papst kardinal bischof \
             herr herrn frau dr prof politiker journalist forscher analyst leiter gründer manager unternehmer beauftragte \
             beauftragter kommissar ökonom premier kapitän oberst pfarrer sheriff scheich außenminister"
        }
        Language::En => {
            "\
             president minister chancellor secretary senator governor mayor mr mrs ms miss dr prof professor general judge \
             justice king queen prince princess pope bishop sir lord lady chairman chairwoman director chief spokesman \
             spokeswoman spokesperson ambassador commissioner coach captain colonel officer attorney lawyer analyst leader \
             founder premier sheriff sheikh sen gov rep gen lt col sgt rev congressman congresswoman expert economist author"
        }
        Language::Fr => {
            "\
             président présidente ministre chancelier chancelière m mme mlle général maire sénateur sénatrice député députée \
             directeur directrice porte-parole juge roi reine prince pape docteur dr professeur maître secrétaire ambassadeur \
             premier"
        }
        Language::Es => {
            "\
             presidente presidenta ministro ministra canciller señor señora sr sra don doña general alcalde alcaldesa senador \
             senadora diputado diputada director directora portavoz juez jueza rey reina papa doctor doctora dr dra \
             secretario secretaria embajador líder premier"
        }
        Language::It => {
            "\
             presidente ministro ministra cancelliere signor signora sig generale sindaco sindaca senatore senatrice deputato \
             deputata direttore direttrice portavoce giudice re regina papa onorevole dottor dott segretario segretaria \
             ambasciatore leader premier"
        }
        Language::Pl => {
            "\
             prezydent minister ministr premier kanclerz pan pani generał burmistrz senator poseł posłank dyrektor rzecznik \
             rzecznicz sędzi król papież szef przewodnicząc ambasador profesor dr prof lider sekretarz redaktor"
        }
        Language::Ru => {
            "\
             президент министр премьер канцлер господин госпож генерал мэр сенатор депутат директор спикер секретар судь \
             корол глав председател посол посл профессор лидер губернатор представител эксперт адвокат"
        }
        Language::Uk => {
            "\
             президент міністр прем'єр прем’єр канцлер пан пані генерал мер сенатор депутат директор спікер речни секретар судд \
             корол голов посол професор лідер губернатор експерт адвокат очільни"
        }
    }
}

/// What a title may end with.
fn endings(language: Language) -> &'static [&'static str] {
    match language {
        Language::De => &["", "s", "es", "n", "en", "in", "innen"],
        Language::Pl => {
            &["", "a", "i", "y", "e", "u", "em", "owi", "om", "ów", "ą", "ę", "ka", "ki", "kę", "ką", "ce", "cy", "ego", "emu", "im"]
        }
        Language::Ru | Language::Uk => &[
            "", "а", "у", "ом", "е", "я", "ю", "ем", "ь", "ы", "и", "ой", "ою", "ою", "і", "ові", "ові", "ів", "ам", "ами", "ця", "ка",
            "ку", "ку", "ком", "к", "ком", "кові", "ня", "єм", "ею",
        ],
        _ => &["", "s"],
    }
}

/// Whether a word is a title or a function, such as a person's name follows.
pub fn is_title(word: &str, language: Language) -> bool {
    let lower = word.to_lowercase();
    let word = lower.rsplit('-').next().unwrap_or(&lower);
    let compounds = language == Language::De;
    titles(language).split_whitespace().any(|title| {
        endings(language).iter().any(|ending| {
            let begin = word.strip_suffix(ending).and_then(|word| word.strip_suffix(title));
            begin.is_some_and(|begin| begin.is_empty() || compounds && title.len() > 4 && begin.chars().count() > 2)
        })
    })
}

/// Words that end the name of an organisation or a ministry, alone or as the end of a compound.
const BODIES: [(&str, KindId); 70] = [
    ("ministerium", KindId::MINISTRY),
    ("ministry", KindId::MINISTRY),
    ("ministère", KindId::MINISTRY),
    ("ministerio", KindId::MINISTRY),
    ("ministero", KindId::MINISTRY),
    ("ministerstwo", KindId::MINISTRY),
    ("министерство", KindId::MINISTRY),
    ("міністерство", KindId::MINISTRY),
    ("ag", KindId::ORGANISATION),
    ("gmbh", KindId::ORGANISATION),
    ("se", KindId::ORGANISATION),
    ("kg", KindId::ORGANISATION),
    ("inc", KindId::ORGANISATION),
    ("ltd", KindId::ORGANISATION),
    ("corp", KindId::ORGANISATION),
    ("llc", KindId::ORGANISATION),
    ("plc", KindId::ORGANISATION),
    ("group", KindId::ORGANISATION),
    ("holding", KindId::ORGANISATION),
    ("bank", KindId::ORGANISATION),
    ("university", KindId::ORGANISATION),
    ("institute", KindId::ORGANISATION),
    ("party", KindId::ORGANISATION),
    ("association", KindId::ORGANISATION),
    ("committee", KindId::ORGANISATION),
    ("council", KindId::ORGANISATION),
    ("company", KindId::ORGANISATION),
    ("corporation", KindId::ORGANISATION),
    ("foundation", KindId::ORGANISATION),
    ("agency", KindId::ORGANISATION),
    ("organization", KindId::ORGANISATION),
    ("organisation", KindId::ORGANISATION),
    ("commission", KindId::ORGANISATION),
    ("society", KindId::ORGANISATION),
    ("airlines", KindId::ORGANISATION),
    ("universität", KindId::ORGANISATION),
    ("institut", KindId::ORGANISATION),
    ("partei", KindId::ORGANISATION),
    ("verband", KindId::ORGANISATION),
    ("verein", KindId::ORGANISATION),
    ("stiftung", KindId::ORGANISATION),
    ("gesellschaft", KindId::ORGANISATION),
    ("gewerkschaft", KindId::ORGANISATION),
    ("akademie", KindId::ORGANISATION),
    ("kammer", KindId::ORGANISATION),
    ("werke", KindId::ORGANISATION),
    ("zeitung", KindId::ORGANISATION),
    ("kommission", KindId::ORGANISATION),
    ("banque", KindId::ORGANISATION),
    ("université", KindId::ORGANISATION),
    ("parti", KindId::ORGANISATION),
    ("société", KindId::ORGANISATION),
    ("fondation", KindId::ORGANISATION),
    ("banco", KindId::ORGANISATION),
    ("universidad", KindId::ORGANISATION),
    ("partido", KindId::ORGANISATION),
    ("fundación", KindId::ORGANISATION),
    ("banca", KindId::ORGANISATION),
    ("università", KindId::ORGANISATION),
    ("partito", KindId::ORGANISATION),
    ("fondazione", KindId::ORGANISATION),
    ("uniwersytet", KindId::ORGANISATION),
    ("partia", KindId::ORGANISATION),
    ("fundacja", KindId::ORGANISATION),
    ("партия", KindId::ORGANISATION),
    ("партія", KindId::ORGANISATION),
    ("университет", KindId::ORGANISATION),
    ("університет", KindId::ORGANISATION),
    ("банк", KindId::ORGANISATION),
    ("фонд", KindId::ORGANISATION),
];

/// What kind of body a word of a name says that it is.
pub fn body(word: &str, language: Language) -> Option<KindId> {
    let lower = word.to_lowercase();
    let fits = |cue: &str| {
        lower == cue || language == Language::De && cue.len() > 4 && lower.strip_suffix(cue).is_some_and(|begin| begin.chars().count() > 2)
    };
    BODIES.iter().find(|(cue, _)| fits(cue)).map(|(_, kind)| *kind)
}

/// Small words inside of names, after the word `before`: von der Leyen, Osama bin Laden, Bank of England. `of_body`: a word
/// such as Bank stands before it.
pub fn joins(word: &str, before: &str, of_body: bool, language: Language) -> bool {
    if matches!(before, "von" | "van" | "de" | "aus" | "op") && matches!(word, "der" | "den" | "dem" | "la" | "las" | "los" | "het") {
        return true;
    }
    let everywhere = ["von", "van", "de", "del", "della", "di", "dos", "al", "bin", "ibn", "ten", "ter", "af"];
    let own: &[&str] = match language {
        Language::En => &["of", "da", "du", "la", "le", "el"],
        Language::Fr => &["du", "des", "la", "le"],
        Language::Es => &["da"],
        Language::It => &["da", "dei", "du"],
        _ => &[],
    };
    let after_bodies: &[&str] = match language {
        Language::En => &["for", "of"],
        Language::De => &["für"],
        Language::Fr => &["pour"],
        Language::Es => &["para"],
        Language::It => &["per"],
        _ => &[],
    };
    everywhere.contains(&word) || own.contains(&word) || of_body && after_bodies.contains(&word)
}

/// Endings of nouns and adjectives in languages where names decline, the longest first.
pub fn case_endings(language: Language) -> &'static [&'static str] {
    match language {
        Language::Pl => &[
            "iego", "iemu", "owie", "ego", "emu", "iem", "owi", "ami", "ach", "iej", "om", "em", "im", "ym", "ej", "ą", "ę", "a", "i", "y",
            "u", "e", "o",
        ],
        Language::Ru => &[
            "ыми", "ими", "ого", "его", "ому", "ему", "ами", "ями", "ым", "им", "ом", "ем", "ой", "ей", "ою", "ею", "ах", "ях", "ую", "юю",
            "ая", "яя", "ий", "ый", "а", "у", "е", "ы", "и", "о", "я", "ю", "ь", "й",
        ],
        Language::Uk => &[
            "ими",
            "ого",
            "ому",
            "ові",
            "еві",
            "ами",
            "ями",
            "ським",
            "им",
            "ом",
            "ем",
            "єм",
            "ої",
            "ою",
            "ею",
            "єю",
            "ій",
            "ах",
            "ях",
            "а",
            "у",
            "е",
            "и",
            "і",
            "о",
            "я",
            "ю",
            "ь",
            "й",
            "є",
        ],
        _ => &[],
    }
}

/// Words before the name of a place, where no article follows them.
pub fn leads_to_place(word: &str, language: Language) -> bool {
    let words: &[&str] = match language {
        Language::De => &["in", "nach", "aus", "bei"],
        Language::En => &["in", "near", "from", "across", "outside"],
        Language::Fr => &["à", "vers", "depuis"],
        Language::Es => &["en", "desde", "hacia"],
        Language::It => &["a", "da", "verso"],
        Language::Pl => &["w", "we", "do", "z", "ze", "pod", "koło"],
        Language::Ru => &["в", "во", "из", "под"],
        Language::Uk => &["в", "у", "з", "із", "під", "до"],
    };
    words.contains(&word)
}

/// Abbreviations, in small letters, after whose full stop the name goes on.
pub fn stands_before_names(word: &str) -> bool {
    const WORDS: [&str; 16] = ["dr", "mr", "mrs", "ms", "st", "sen", "gov", "gen", "rep", "prof", "lt", "col", "sgt", "mme", "sr", "sra"];
    WORDS.contains(&word)
}

/// Months, days, and other words with a capital that name nobody.
pub fn is_calendar(word: &str) -> bool {
    const WORDS: [&str; 44] = [
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "january",
        "february",
        "march",
        "april",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
        "sept",
        "jan",
        "feb",
        "oct",
        "nov",
        "dec",
        "montag",
        "dienstag",
        "mittwoch",
        "donnerstag",
        "freitag",
        "samstag",
        "sonntag",
        "sonnabend",
        "januar",
        "februar",
        "märz",
        "mai",
        "juni",
        "juli",
        "oktober",
        "dezember",
        "uhr",
        "euro",
        "prozent",
        "christmas",
    ];
    WORDS.contains(&word.to_lowercase().as_str())
}
