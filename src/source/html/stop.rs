//! Lines that stand in an article and are none of it: "Read more", "Lesen Sie auch", "Teilen", "Foto: dpa".

use super::flow::Piece;
use crate::engine::article::BlockKind;

/// The longest line that is taken for one of them, in characters.
const LONGEST: usize = 160;

/// The longest line that names a source or a photographer, in characters.
const LONGEST_CREDIT: usize = 90;

/// How lines begin that point elsewhere, in lower case.
const BEGINNINGS: &[&str] = &[
    // German
    "das könnte sie",
    "das könnte dich",
    "auch interessant",
    "lesen sie auch",
    "lesen sie mehr",
    "lesen sie hier",
    "lesen sie dazu",
    "lesen sie das",
    "lies auch",
    "mehr zum thema",
    "mehr dazu",
    "mehr lesen",
    "mehr artikel",
    "mehr news",
    "mehr infos",
    "mehr zu:",
    "mehr aus ",
    "weiterführende",
    "weiterfuehrende",
    "weitere artikel",
    "weitere informationen",
    "weitere infos",
    "weitere themen",
    "weitere meldungen",
    "weitere nachrichten",
    "weitere links",
    "weitere beiträge",
    "weitere news",
    "zum weiterlesen",
    "zum thema",
    "artikel zum thema",
    "schon gelesen",
    "ähnliche artikel",
    "ähnliche beiträge",
    "verwandte",
    "neueste artikel",
    "passend dazu",
    "siehe auch",
    "auch auf ",
    "zur startseite",
    "dieser artikel teilen",
    "artikel teilen",
    "teilen",
    "drucken",
    "anzeige",
    "werbung",
    "newsletter",
    "jetzt abonnieren",
    "jetzt anmelden",
    "jetzt registrieren",
    "über den autor",
    "über die autorin",
    "lade weitere",
    "alle angaben ohne",
    "alle rechte vorbehalten",
    "empfehlungen der",
    "empfehlungen aus",
    "unsere empfehlungen",
    "war der artikel",
    "war dieser artikel",
    "möchten sie den artikel",
    "diskutieren sie",
    "bewerten",
    "gefällt mir",
    "folgen sie",
    "folge uns",
    "melden sie sich",
    "bitte registrieren",
    "bitte melden sie",
    "kommentare",
    "kommentar schreiben",
    "schreibe einen kommentar",
    "kommentar verfassen",
    "erstellt am",
    "veröffentlicht am",
    "veröffentlicht von",
    "zuletzt aktualisiert",
    "lesezeit",
    "wir verwenden cookies",
    "wir respektieren deine privat",
    "wir respektieren ihre privat",
    "externer inhalt",
    "an dieser stelle finden sie",
    "empfohlener externer",
    "themen:",
    "schlagwort",
    "stichwort",
    "ansprechpartner",
    "pressekontakt",
    "zum vergrößern",
    "von:",
    "autor:",
    "autorin:",
    "redaktion:",
    "kategorie:",
    "kategorien:",
    "rubrik:",
    // English
    "read more",
    "read also",
    "read next",
    "related",
    "see also",
    "more from",
    "more on",
    "more stories",
    "more news",
    "more like",
    "you may like",
    "you may also like",
    "you might like",
    "you might also like",
    "recommended",
    "also read",
    "don't miss",
    "don’t miss",
    "advertisement",
    "sponsored",
    "subscribe",
    "sign up",
    "follow us",
    "follow the",
    "share this",
    "share on",
    "share your",
    "be sociable",
    "never miss",
    "most read",
    "most popular",
    "about the author",
    "submit your letter",
    "click here to",
    "for the latest stories",
    "for the latest news",
    "filed under",
    "tagged",
    "tag:",
    "tags:",
    "posted in",
    "all rights reserved",
    "leave a reply",
    "leave a comment",
    "post a comment",
    "this article is the copyright",
    "was this article",
    "author:",
    "category:",
    "categories:",
    "we use cookies",
    // French
    "à lire",
    "à voir",
    "à découvrir",
    "lire aussi",
    "lire la suite",
    "voir aussi",
    "crédit photo",
    "crédits photo",
    "sur le même sujet",
    "inscrivez",
    "partager",
    "laisser un commentaire",
    "abonnez-vous",
    // Spanish
    "le puede interesar",
    "te puede",
    "lea también",
    "lea además",
    "mire:",
    "lee también",
    "lee más",
    "temas relacionados",
    "más noticias",
    "más información",
    "síguenos",
    "siguenos",
    "suscrí",
    "suscri",
    "puede leer",
    "vea también",
    "también lee",
    "hazte ",
    "compartir",
    "deja una respuesta",
    "deja un comentario",
    // Italian
    "leggi anche",
    "iscriviti",
    "potrebbe interessarti",
    "condividi",
    "lascia un commento",
    // Polish
    "czytaj też",
    "czytaj także",
    "czytaj więcej",
    "zobacz też",
    "zobacz także",
    "zobacz również",
    "przeczytaj",
    "polecamy",
    "więcej na ten",
    "dodaj komentarz",
    "udostępnij",
    // Russian and Ukrainian
    "читайте также",
    "читайте ещё",
    "читайте еще",
    "читайте далее",
    "смотрите также",
    "подписывайтесь",
    "подписаться",
    "по теме",
    "читайте також",
    "дивіться також",
    "підпис",
    "поделиться",
    "поділитися",
];

/// How whole sentences begin that ask something of the reader, in lower case.
const PROMPTS: &[&str] = &[
    "bitte registrieren",
    "jetzt abonnieren",
    "jetzt anmelden",
    "melden sie sich",
    "folgen sie uns",
    "abonnieren sie",
    "subscribe to",
    "sign up",
    "follow us",
    "submit your",
    "for the latest stories",
    "for the latest news",
    "click here",
    "download the",
    "share your",
];

/// How lines begin that name a source, a photographer or a right.
const CREDITS: &[&str] = &[
    "foto:",
    "fotos:",
    "foto ",
    "bild:",
    "bilder:",
    "bildquelle",
    "bildnachweis",
    "quelle:",
    "quellen:",
    "photo:",
    "photos:",
    "photo by",
    "photo ",
    "image:",
    "image credit",
    "picture:",
    "credit:",
    "credits:",
    "source:",
    "copyright",
    "©",
    "(c)",
    "symbolfoto",
    "symbolbild",
    "archivfoto",
    "archivbild",
    "getty",
    "afp",
    "dpa",
    "reuters",
    "imago",
    "picture alliance",
    "picture-alliance",
    "grafik:",
    "video:",
    "zdj",
    "fot.",
    "фото",
    "foto/",
    "crédit",
    "crédits",
    "fuente:",
    "fonte:",
    "źródło",
];

/// Whether a line is one of them.
pub fn is_stop(piece: &Piece) -> bool {
    let line = piece.text.as_str();
    if line.chars().nth(LONGEST).is_some() {
        return false;
    }
    let lower = line.to_lowercase();
    let begin = lower.trim_start_matches(|c: char| !c.is_alphanumeric());
    // A whole sentence without a link is prose that begins like that.
    let sentence = line.ends_with('.') && piece.linked * 2 < line.len() && line.chars().nth(60).is_some();
    let prompts = PROMPTS.iter().any(|prompt| begin.starts_with(prompt));
    prompts || (!sentence && BEGINNINGS.iter().any(|beginning| begin.starts_with(beginning))) || is_credit(line, &lower)
}

/// Whether a line only says who made a picture or a text.
fn is_credit(line: &str, lower: &str) -> bool {
    let begin = lower.trim_start_matches(|c: char| !c.is_alphanumeric() && c != '©' && c != '(');
    let begin = begin.strip_prefix('(').filter(|_| !begin.starts_with("(c)")).unwrap_or(begin);
    let short = line.chars().nth(LONGEST_CREDIT).is_none() && !line.trim_end_matches([')', ' ']).ends_with(['.', '!', '?']);
    short && CREDITS.iter().any(|credit| begin.starts_with(credit))
}

/// Takes the lines out, and what belongs to them: the links below such a heading, headings at the end.
pub fn strip(pieces: &mut Vec<Piece>) {
    // A lone date stands above the text, and the metadata tell it; many times are the entries of a live report.
    let is_time = |piece: &Piece| piece.timed * 10 >= piece.text.len() * 6;
    if pieces.iter().filter(|piece| is_time(piece)).count() <= 2 {
        pieces.retain(|piece| !is_time(piece));
    }
    // Rows of links that are no list and no paragraph.
    pieces.retain(|piece| {
        piece.kind != BlockKind::Paragraph || piece.linked * 100 <= piece.text.len() * 80 || !piece.text.contains(['|', '·', '•', '\n'])
    });
    let mut after_stop = false;
    pieces.retain(|piece| {
        if is_stop(piece) {
            after_stop = matches!(piece.kind, BlockKind::Heading(_)) || piece.text.chars().count() < 60;
            return false;
        }
        after_stop &= piece.linked * 10 > piece.text.len() * 7;
        !after_stop
    });
    while pieces.len() > 1 && pieces.last().is_some_and(|last| matches!(last.kind, BlockKind::Heading(_))) {
        pieces.pop();
    }
    for piece in pieces.iter_mut().filter(|piece| piece.caption) {
        cut_credit(piece);
    }
    pieces.retain(|piece| !piece.text.is_empty());
}

/// Marks before the name of a photographer at the end of a caption.
const MARKS: &[&str] =
    &["foto:", "fotos:", "bild:", "photo:", "image:", "quelle:", "©", "(c)", "credit:", "copyright", "picture alliance", "getty images"];

/// Cuts the photographer off a caption.
fn cut_credit(piece: &mut Piece) {
    let lower = piece.text.to_lowercase();
    if lower.len() != piece.text.len() {
        return;
    }
    let Some(at) = MARKS.iter().filter_map(|mark| lower.rfind(mark)).min() else { return };
    if lower.len() - at <= LONGEST_CREDIT {
        let edge = [' ', '\n', '(', '|', '/', '–', '-', '['];
        let before = piece.text[..at].trim_end_matches(edge);
        let word = ["Photograph", "Photo", "Foto", "Bild", "Image", "Copyright"].into_iter().find_map(|word| before.strip_suffix(word));
        let kept = word.unwrap_or(before).trim_end_matches(edge).len();
        piece.text.truncate(kept);
        piece.styles.retain(|(range, _)| range.end <= kept);
    }
}
