//! Pages that keep the article back: for consent, or for subscribers.

use super::extract;
use super::flow::Piece;
use super::meta::Meta;
use super::tag::Tag;
use super::tree::Tree;

/// An article shorter than this may be a page that only asks for consent, in characters.
const SHORT: usize = 500;

/// Words of pages that ask for consent, in lower case.
const CONSENT: &[&str] = &[
    "cookie",
    "consent",
    "einwillig",
    "zustimm",
    "datenschutz",
    "tracking",
    "privacy",
    "akzeptier",
    "accept all",
    "personalisiert",
    "personalised",
    "personalized",
    "werbepartner",
    "third part",
    "drittanbieter",
    "contentpass",
    "pur-abo",
];

/// What stands where the free part of an article ends, in lower case.
const PAID: &[&str] = &[
    "weiterlesen mit",
    "jetzt weiterlesen",
    "nur für abonnenten",
    "exklusiv für abonnenten",
    "für abonnenten lesbar",
    "artikel ist kostenpflichtig",
    "sie haben bereits ein abo",
    "bereits abonnent",
    "subscribe to continue",
    "to continue reading",
    "already a subscriber",
    "subscribers only",
    "for subscribers only",
    "réservé aux abonnés",
    "exclusivo para suscriptores",
];

/// What of the whole page tells of walls.
pub struct Page {
    consent: bool,
    paid: bool,
}

impl Page {
    /// Looks at the whole page.
    pub fn of(tree: &Tree) -> Self {
        let mut text = String::new();
        for node in tree.nodes.iter().filter(|node| node.tag == Tag::Text) {
            text.push_str(&tree.text[node.text.clone()]);
            text.push(' ');
        }
        let text = text.to_lowercase();
        let of = |words: &[&str]| words.iter().filter(|word| text.contains(*word)).count();
        Self { consent: of(CONSENT) >= 3, paid: of(PAID) > 0 }
    }

    /// What the reader should know.
    pub fn warning(&self, pieces: &[Piece], meta: &Meta) -> Option<String> {
        let text = extract::size(pieces);
        if self.consent && text < SHORT {
            Some("the page asks for consent, and this may not be the article: agree in a browser and save the page there".to_owned())
        } else if self.paid || meta.paid {
            Some("the page keeps a part for subscribers: this may be only the beginning".to_owned())
        } else if text == 0 {
            Some("no article was found in the page; --raw shows all its text".to_owned())
        } else {
            None
        }
    }
}
