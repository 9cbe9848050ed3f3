//! What `class` and `id` of an element say of it. Sites call things by a few words: `nav-main`, `relatedPosts`,
//! `article__body`.

/// How sure a name makes that something is no part of the article.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    /// Nothing is said.
    None,
    /// Often so.
    Maybe,
    /// Nearly always so.
    Foreign,
}

/// Words for what is around an article.
const FOREIGN: &[&str] = &[
    "nav",
    "navi",
    "navigation",
    "navbar",
    "menu",
    "submenu",
    "breadcrumb",
    "breadcrumbs",
    "footer",
    "sidebar",
    "rail",
    "related",
    "recommend",
    "recommended",
    "recommendations",
    "recommendation",
    "recirc",
    "teaser",
    "teasers",
    "teaserlist",
    "popular",
    "trending",
    "newsletter",
    "subscribe",
    "subscription",
    "signup",
    "abo",
    "paywall",
    "share",
    "sharing",
    "shares",
    "sharebar",
    "social",
    "socials",
    "addthis",
    "sharedaddy",
    "comment",
    "comments",
    "kommentar",
    "kommentare",
    "disqus",
    "respond",
    "replies",
    "cookie",
    "cookies",
    "consent",
    "gdpr",
    "advert",
    "advertisement",
    "advertorial",
    "ad",
    "ads",
    "adsense",
    "anzeige",
    "anzeigen",
    "werbung",
    "sponsor",
    "sponsored",
    "promo",
    "promotion",
    "banner",
    "outbrain",
    "taboola",
    "popup",
    "modal",
    "lightbox",
    "toolbar",
    "tags",
    "taglist",
    "tagcloud",
    "keywords",
    "topics",
    "categories",
    "pager",
    "pagination",
    "paging",
    "bio",
    "widget",
    "skip",
    "login",
    "register",
    "search",
    "poll",
    "rating",
    "feedback",
    "linkbox",
    "linkboxes",
    "placeholder",
    "calendar",
    "copyright",
    "copyrights",
    "disclaimer",
    "ratings",
    "postmetadata",
    "appstores",
    "rss",
    "credit",
    "credits",
    "masthead",
    "topbar",
    "twitter",
    "instagram",
    "linklist",
    "readmore",
    "toc",
    "reflist",
    "navbox",
    "catlinks",
    "printfooter",
    "editsection",
    "byline",
    "vcard",
    "prev",
    "next",
    "previous",
    "ticker",
    "marginal",
    "marginalspalte",
    "impressum",
    "donate",
    "donation",
    "spenden",
    "buttons",
    "button",
    "btn",
    "follow",
    "partner",
    "shop",
    "buy",
    "price",
    "preise",
    "relatedposts",
    "relatedarticles",
    "relatedarticle",
    "relatednews",
    "relatedlinks",
    "relatedcontent",
    "relatedstories",
    "similarposts",
    "yarpp",
    "crp",
    "zergnet",
    "revcontent",
    "mgid",
    "plista",
    "ligatus",
    "nativendo",
    "strossle",
    "livefyre",
    "spotim",
    "openweb",
    "viafoura",
    "addtoany",
    "heateor",
    "ssba",
    "readnext",
    "upnext",
    "mostread",
    "mostpopular",
    "meistgelesen",
    "recirculation",
    "morestories",
    "interstitial",
    "cta",
    "regwall",
    "adblock",
    "adslot",
    "adunit",
    "authorbox",
    "authorbio",
    "aboutauthor",
    "offcanvas",
    "megamenu",
    "skiplink",
    "skiplinks",
    "backtotop",
    "publicite",
    "publicidad",
    "pubblicita",
    "reklama",
    "reklamy",
    "relacionadas",
    "relacionados",
    "relacionado",
    "relacionada",
    "correlati",
    "correlate",
    "correlata",
    "powiazane",
    "polecane",
    "podobne",
    "komentarze",
    "comentarios",
    "commenti",
    "commentaires",
    "compartir",
    "partage",
    "partager",
    "condividi",
    "udostepnij",
    "suscripcion",
    "suscribete",
    "abonnement",
    "abonnieren",
    "teilen",
    "merkliste",
    "weiterlesen",
    "empfehlungen",
    "empfehlung",
    "etiquetas",
    "etichette",
    "tagi",
];

/// Words that stand for parts of an article as well.
const MAYBE: &[&str] = &[
    "overlay",
    "print",
    "gallery",
    "slideshow",
    "carousel",
    "slider",
    "player",
    "audio",
    "embed",
    "infobox",
    "references",
    "jump",
    "hidden",
    "author",
    "meta",
    "metadata",
    "service",
    "services",
    "tools",
    "kontakt",
    "contact",
    "support",
    "app",
    "produkt",
    "product",
    "products",
];

/// First words of names that say what a page holds (`category-comments`, `has-sidebar`), not what the element is.
const ABOUT_THE_PAGE: &[&str] = &[
    "tag",
    "category",
    "type",
    "status",
    "format",
    "has",
    "is",
    "with",
    "no",
    "layout",
    "hentry",
    "elementor",
    "field",
    "fusion",
    "wp",
    "one",
    "two",
    "left",
    "hide",
    "et",
    "vc",
    "col",
    "lg",
    "md",
    "sm",
    "js",
    "icon",
    "post",
    "page",
    "site",
    "single",
];

/// Words that name the lead of an article as well as what is around it: what has much unlinked text is the lead.
const PERHAPS_LEAD: &[&str] =
    &["teaser", "intro", "lead", "abo", "hidden", "service", "author", "meta", "product", "products", "produkt", "print", "support"];

/// Names of the element that holds the article's text, in lower case without separators.
const BODIES: &[&str] = &[
    "articlebody",
    "articletext",
    "articlecontent",
    "artikeltext",
    "artikelinhalt",
    "artikelbody",
    "postbody",
    "postcontent",
    "posttext",
    "postentry",
    "entrycontent",
    "entrybody",
    "entrytext",
    "storybody",
    "storycontent",
    "storytext",
    "bodytext",
    "maincontent",
    "contentbody",
    "fieldnamebody",
    "blogcontent",
    "newstext",
    "newsbody",
    "newscontent",
    "articlecopy",
    "storycopy",
    "corpoarticolo",
    "testoarticolo",
    "trescartykulu",
    "articlecorps",
    "corpsarticle",
    "textearticle",
];

/// Words that leave no doubt wherever they stand in a name.
const PLAIN: &[&str] = &[
    "cookie",
    "cookies",
    "consent",
    "gdpr",
    "dsgvo",
    "newsletter",
    "disqus",
    "taboola",
    "outbrain",
    "breadcrumb",
    "breadcrumbs",
    "cookiebanner",
    "recommendations",
    "sharedaddy",
    "adsense",
    "advertisement",
    "sociable",
    "shariff",
    "comments",
    "kommentare",
    "related",
    "recommended",
    "relatedposts",
    "relatedarticles",
    "relacionadas",
    "correlati",
    "powiazane",
    "comentarios",
    "komentarze",
    "commentaires",
    "cookiebar",
    "cookielaw",
    "cookieconsent",
    "cookienotice",
    "onetrust",
    "usercentrics",
    "borlabs",
    "didomi",
    "zergnet",
    "mgid",
    "revcontent",
    "plista",
    "addtoany",
    "livefyre",
    "spotim",
];

/// Whether a name leaves no doubt that this is around an article.
pub fn is_plain(names: &str) -> bool {
    names.split_whitespace().any(|name| words(name).iter().any(|word| PLAIN.contains(&word.as_str())))
}

/// Names of a lead: words of a name.
const LEADS: &[&str] = &[
    "lead",
    "leadtext",
    "lede",
    "chapo",
    "deck",
    "dek",
    "excerpt",
    "standfirst",
    "subtitle",
    "subheadline",
    "subheading",
    "subline",
    "summary",
    "vorspann",
    "vorspanntext",
    "anriss",
    "abstract",
    "intro",
    "introtext",
    "introduction",
    "einleitung",
    "teasertext",
    "teaser",
    "description",
    "bajada",
    "copete",
    "entradilla",
    "sommario",
    "sottotitolo",
    "lid",
    "zajawka",
    "soustitre",
    "subtitulo",
    "sumario",
    "podtytul",
    "unterzeile",
    "articlelead",
    "articlesummary",
];

/// Whether the names are those of a lead.
pub fn is_lead(names: &str) -> bool {
    names.split_whitespace().any(|name| words(name).iter().any(|word| LEADS.contains(&word.as_str())))
}

/// Whether the names are those of the text below a picture.
pub fn is_caption(names: &str) -> bool {
    const CAPTIONS: &[&str] = &["caption", "bildunterschrift", "bildtext", "imagedescription", "legend", "legende", "figcaption", "bu"];
    names.split_whitespace().any(|name| words(name).iter().any(|word| CAPTIONS.contains(&word.as_str())))
}

/// Whether a name says plainly that this is around an article.
pub fn is_foreign(names: &str) -> bool {
    names.split_whitespace().map(words).any(|words| {
        let first = words.first().map_or("", String::as_str);
        !(words.len() > 1 && ABOUT_THE_PAGE.contains(&first))
            && words.iter().any(|word| !PERHAPS_LEAD.contains(&word.as_str()) && word_verdict(word) == Verdict::Foreign)
    })
}

/// What the names of an element say; `lead`: whether it may be the lead of an article, by its text.
pub fn verdict(names: &str, lead: impl Fn() -> bool) -> Verdict {
    let mut found = Verdict::None;
    for name in names.split_whitespace() {
        let words = words(name);
        let (Some(first), Some(last)) = (words.first(), words.last()) else { continue };
        let own = first == "post" || first == "site";
        if first == "field" && last == "label" {
            return Verdict::Foreign;
        }
        if words.len() > 1 && ABOUT_THE_PAGE.contains(&first.as_str()) && !(own && words.len() == 2) {
            continue;
        }
        if words.iter().any(|word| PLAIN.contains(&word.as_str())) {
            return Verdict::Foreign;
        }
        if words.windows(2).any(|pair| pair[0] == "link" && pair[1] == "box") {
            return Verdict::Foreign;
        }
        let author = words.iter().any(|word| word == "author" || word == "autor");
        if author
            && words.iter().any(|word| {
                matches!(word.as_str(), "box" | "bio" | "card" | "info" | "about" | "description" | "profile" | "text" | "detail")
            })
        {
            return Verdict::Foreign;
        }
        if words.iter().any(|word| PERHAPS_LEAD.contains(&word.as_str())) && lead() {
            continue;
        }
        let mut of = |word: &str| found = found.max(word_verdict(word));
        if words.len() <= 4 {
            of(last);
        }
        if words.len() <= 3 {
            of(first);
        }
        if words.len() == 3 {
            of(&words[1]);
        }
    }
    found
}

fn word_verdict(word: &str) -> Verdict {
    if FOREIGN.contains(&word) {
        Verdict::Foreign
    } else if MAYBE.contains(&word) {
        Verdict::Maybe
    } else {
        Verdict::None
    }
}

/// Whether the names are those of the element that holds the article's text.
pub fn is_body(names: &str) -> bool {
    names.split_whitespace().any(|name| {
        let plain: String = name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
        BODIES.iter().any(|body| plain.contains(body))
    })
}

/// The words of a name: cut at separators and before capitals, in lower case.
fn words(name: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word = String::new();
    let mut after_small = false;
    for c in name.chars() {
        let begins = !c.is_alphanumeric() || (c.is_uppercase() && after_small);
        if begins && !word.is_empty() {
            words.push(std::mem::take(&mut word));
        }
        if c.is_alphanumeric() {
            word.extend(c.to_lowercase());
        }
        after_small = c.is_lowercase();
    }
    if !word.is_empty() {
        words.push(word);
    }
    words
}
