//! What resolving promises: exclusions, context words, rank, nesting, competition, order.

use crate::marked::{article, check, check_dated, check_en, dictionary};
use namedrop::engine::language::Language;
use namedrop::engine::lexicon::Lexicon;

#[test]
fn an_exclusion_holds_in_any_case() {
    check(
        "[[organisation]]\nname = \"Union\"\nnot = [\"europäische union\"]",
        "Die EUROPÄISCHE UNION und die Europäische Union; die [Union|organisation].",
    );
}

#[test]
fn an_exclusion_holds_with_endings() {
    check("[[place]]\nname = \"Essen\"\nnot = [\"Essen auf Rad\", \"Mittags-Essen\"]", "Das Essen auf Rades kam nach [Essen|place].");
}

#[test]
fn an_exclusion_holds_on_word_edges_only() {
    check("[[organisation]]\nname = \"Union\"\nnot = [\"Union B\"]", "Die [Union|organisation] Berlin und die Union B.");
}

#[test]
fn an_exclusion_covers_what_lies_inside_it_only() {
    check("[[organisation]]\nname = \"Union\"\nnot = [\"die Union der\"]", "Und die Union der Leser. Die [Union|organisation] dagegen.");
}

#[test]
fn an_exclusion_holds_over_a_line_break() {
    check("[[organisation]]\nname = \"Union\"\nnot = [\"Europäische Union\"]", "Die Europäische\nUnion und die [Union|organisation].");
}

#[test]
fn an_exclusion_leaves_the_others_alone() {
    let dict = "[[organisation]]\nid = \"a\"\nname = \"Union\"\nnot = [\"Union Berlin\"]\n[[organisation]]\nid = \"b\"\nname = \"Union\"";
    check(dict, "[Union|id b] Berlin.");
}

#[test]
fn an_exclusion_removes_short_forms_too() {
    check(
        "[[person]]\nname = \"Olaf Scholz\"\nnot = [\"Scholz & Friends\"]",
        "[Olaf Scholz|person] traf Scholz & Friends, [Scholz|person short] ging.",
    );
}

#[test]
fn a_context_word_holds_in_any_case_and_with_an_ending() {
    check("[[organisation]]\nname = \"Bild\"\nneeds = [\"zeitung\"]", "Die [Bild|organisation] der Zeitungen.");
    check("[[organisation]]\nname = \"Bild\"\nneeds = [\"zeitung\"]", "Die [Bild|organisation], EINE ZEITUNG.");
}

#[test]
fn a_context_word_holds_on_word_edges_only() {
    check("[[organisation]]\nname = \"Bild\"\nneeds = [\"Blatt\"]", "Ein Bild und ein Blattwerk.");
}

#[test]
fn a_context_word_may_stand_after_or_before() {
    check(
        "[[organisation]]\nname = \"Bild\"\nneeds = [\"Blatt\"]",
        "Das Blatt heißt [Bild|organisation].\n\nDas [Bild|organisation]-Blatt."
            .replace("[Bild|organisation]-", "[Bild|organisation compound]-")
            .as_str(),
    );
}

#[test]
fn a_context_word_in_a_later_paragraph_opens_nothing_before() {
    check("[[organisation]]\nname = \"Bild\"\nneeds = [\"Blatt\"]", "Das Bild hing.\n\nDas Blatt [Bild|organisation] schrieb.");
}

#[test]
fn a_context_word_alone_in_an_earlier_paragraph_supports_nothing() {
    check("[[organisation]]\nname = \"Bild\"\nneeds = [\"Blatt\"]", "Ein Blatt fiel.\n\nDas Bild hing.");
}

#[test]
fn context_words_gate_every_form_of_the_entry() {
    let dict = "[[organisation]]\nname = \"Bild am Sonntag\"\nacronyms = [\"BAMS\"]\naliases = [\"Sonntagsbild\"]\nneeds = [\"Blatt\"]";
    check(dict, "BAMS, Sonntagsbild, Bild am Sonntag.");
    check(dict, "[BAMS|organisation], [Sonntagsbild|organisation], [Bild am Sonntag|organisation]: ein Blatt.");
}

#[test]
fn context_words_gate_family_names_too() {
    check("[[person]]\nname = \"Anton Schulze\"\nneeds = [\"Sänger\"]", "Schulze kam. Anton Schulze kam.");
    check(
        "[[person]]\nname = \"Anton Schulze\"\nneeds = [\"Sänger\"]",
        "Der Sänger [Anton Schulze|person] kam. [Schulze|person short] sang.",
    );
}

#[test]
fn any_one_context_word_is_enough() {
    check("[[organisation]]\nname = \"Bild\"\nneeds = [\"Blatt\", \"Springer\"]", "Springer druckt [Bild|organisation].");
}

#[test]
fn a_higher_rank_wins_over_a_longer_name() {
    let dict = "[[place]]\nname = \"Bayern\"\nrank = 5\n[[organisation]]\nname = \"Bayern München\"\ninfer = false";
    check(dict, "[Bayern|place] München siegt.");
}

#[test]
fn the_earlier_start_wins_before_the_longer() {
    let dict =
        "[[organisation]]\nname = \"Alpha Beta\"\ninfer = false\n[[organisation]]\nname = \"Beta Gamma Delta Epsilon\"\ninfer = false";
    check(dict, "[Alpha Beta|organisation] Gamma Delta Epsilon, [Beta Gamma Delta Epsilon|organisation]");
}

#[test]
fn names_are_nested_three_deep() {
    let dict = "[[place]]\nname = \"York\"\n[[place]]\nname = \"New York\"\n[[organisation]]\nname = \"New York Times\"";
    check_en(dict, "The [[New [York|place]|place] Times|organisation] wrote.");
}

#[test]
fn an_acronym_stays_inside_a_name() {
    let dict = "[[place]]\nname = \"Vereinigte Staaten\"\nacronyms = [\"US\"]\n[[organisation]]\nname = \"US Steel\"";
    check(dict, "Der Konzern [[US|place acronym] Steel|organisation]");
}

#[test]
fn a_demonym_stays_inside_a_name() {
    let dict = "[[place]]\nname = \"Kurdistan\"\ndemonyms = [\"Kurde\"]\n[[organisation]]\nname = \"Verein der Kurden\"";
    check(dict, "Der [Verein der [Kurden|place demonym]|organisation] tagt.");
}

#[test]
fn an_entity_is_not_nested_in_itself() {
    let dict = "[[organisation]]\nname = \"Partei Die Linke\"\naliases = [\"Die Linke\"]";
    check(dict, "Die [Partei Die Linke|organisation] und [Die Linke|organisation].");
}

#[test]
fn a_short_form_is_not_nested() {
    let dict = "[[person]]\nname = \"Konrad Adenauer\"\n[[organisation]]\nname = \"Konrad Adenauer Stiftung\"";
    check(dict, "[Konrad Adenauer|person]. Die [[Konrad Adenauer|person name] Stiftung|organisation]");
    check(
        "[[person]]\nname = \"Willy Brandt\"\n[[organisation]]\nname = \"Haus Brandt\"",
        "[Willy Brandt|person]. Das [Haus Brandt|organisation].",
    );
}

#[test]
fn nothing_stays_inside_a_short_name_of_a_person() {
    let dict = "[[person]]\nname = \"Ahmad Bagdad\"\nshort = [\"Bagdad\"]\n[[place]]\nname = \"Basra\"";
    check(dict, "[Ahmad Bagdad|person] kam aus [Basra|place].");
}

#[test]
fn a_name_beats_a_family_name_on_the_same_span() {
    let dict = "[[person]]\nname = \"Jack London\"\n[[place]]\nname = \"London\"";
    check_en(dict, "[Jack London|person] left [London|place name].");
}

#[test]
fn an_acronym_beats_an_adjective_and_a_demonym_beats_a_short_form() {
    let dict = "[[place]]\nname = \"Pommern\"\ndemonyms = [\"Pommer\"]\n[[person]]\nname = \"Horst Pommer\"";
    check(dict, "[Horst Pommer|person] ist ein [Pommer|place demonym].");
}

#[test]
fn the_spelling_as_written_beats_another_case() {
    let dict = "[[organisation]]\nid = \"a\"\nname = \"Focus\"\n[[organisation]]\nid = \"b\"\nname = \"FOCUS\"";
    check(dict, "Der [FOCUS|id b] und der [Focus|id a].");
}

#[test]
fn the_spelling_as_written_beats_another_accent() {
    let dict = "[[person]]\nid = \"a\"\nname = \"José Garcia\"\n[[person]]\nid = \"b\"\nname = \"Jose Garcia\"";
    check(dict, "[José Garcia|id a] und [Jose Garcia|id b].");
}

#[test]
fn the_spelling_as_written_beats_an_ending() {
    let dict = "[[place]]\nid = \"a\"\nname = \"Hall\"\n[[place]]\nid = \"b\"\nname = \"Halls\"";
    check(dict, "In [Halls|id b] und [Hall|id a].");
}

#[test]
fn preferring_settles_a_family_name() {
    let dict = "[[person]]\nid = \"a\"\nname = \"Gerd Müller\"\n[[person]]\nid = \"b\"\nname = \"Michael Müller\"\n[[prefer]]\nform = \"Müller\"\nid = \"b\"";
    check(dict, "[Gerd Müller|id a] und [Michael Müller|id b] kamen. [Müller|id b] sprach.");
}

#[test]
fn preferring_does_not_beat_a_better_class() {
    let dict = "[[organisation]]\nid = \"a\"\nname = \"Union\"\n[[organisation]]\nid = \"b\"\nname = \"Bundesverband\"\nshort = [\"Union\"]\n[[prefer]]\nform = \"Union\"\nid = \"b\"";
    check(dict, "Der [Bundesverband|id b] und die [Union|id a].");
}

#[test]
fn the_one_mentioned_elsewhere_wins() {
    let dict = "[[place]]\nid = \"a\"\nname = \"Frankfurt\"\naliases = [\"Frankfurt an der Oder\"]\n[[place]]\nid = \"b\"\nname = \"Frankfurt\"\naliases = [\"Frankfurt am Main\"]";
    check(dict, "[Frankfurt|id b] wächst.\n\nIn [Frankfurt am Main|id b] regnet es.");
}

#[test]
fn an_ambiguous_name_is_marked_once() {
    let dict = "[[place]]\nid = \"a\"\nname = \"Frankfurt\"\n[[place]]\nid = \"b\"\nname = \"Frankfurt\"";
    check(dict, "In [Frankfurt|? name ambiguous] regnet es.".replace("? name ambiguous", "?").as_str());
}

#[test]
fn the_candidates_of_an_ambiguous_mention_are_sorted_by_id() {
    let dict = dictionary(
        "[[place]]\nid = \"z\"\nname = \"Neustadt\"\n[[place]]\nid = \"a\"\nname = \"Neustadt\"\n[[organisation]]\nid = \"m\"\nname = \"Neustadt\"",
    );
    let found = Lexicon::new(dict.clone(), Language::De).scan(&article("In Neustadt.", None));
    let ids: Vec<&str> = found.all()[0].candidates.iter().map(|&ix| &*dict[ix].id).collect();
    assert_eq!((found.len(), ids), (1, vec!["a", "m", "z"]));
}

#[test]
fn mentions_come_by_start_then_the_longer_first() {
    let dict = dictionary(
        "[[place]]\nname = \"York\"\n[[place]]\nname = \"New York\"\n[[organisation]]\nname = \"New York Times\"\n[[place]]\nname = \"Rom\"",
    );
    let text = "Rom las die New York Times in York.";
    let found = Lexicon::new(dict, Language::De).scan(&article(text, None));
    let order: Vec<(&str, bool)> = found.all().iter().map(|m| (&text[m.span.clone()], m.nested)).collect();
    assert_eq!(order, [("Rom", false), ("New York Times", false), ("New York", true), ("York", true), ("York", false)]);
}

#[test]
fn a_hidden_form_holds_with_its_endings_free() {
    check("[[organisation]]\nname = \"Union\"\n[[hide]]\nform = \"Union\"", "Die Union schweigt.");
}

#[test]
fn a_hidden_form_hides_no_longer_name() {
    check(
        "[[organisation]]\nname = \"Union\"\n[[organisation]]\nname = \"Union Berlin\"\n[[hide]]\nform = \"Union\"",
        "Die Union und [Union Berlin|organisation]",
    );
}

#[test]
fn a_hidden_family_name_keeps_the_full_name() {
    check("[[person]]\nname = \"Olaf Scholz\"\n[[hide]]\nform = \"Scholz\"", "[Olaf Scholz|person] kam, Scholz ging.");
}

#[test]
fn a_hidden_entity_leaves_its_form_to_others() {
    let dict = "[[place]]\nid = \"a\"\nname = \"Frankfurt\"\n[[place]]\nid = \"b\"\nname = \"Frankfurt\"\n[[hide]]\nid = \"a\"";
    check(dict, "In [Frankfurt|id b].");
}

#[test]
fn a_family_name_of_one_goes_to_the_nearest_across_paragraphs() {
    let dict = "[[person]]\nid = \"a\"\nname = \"Gerd Müller\"\n[[person]]\nid = \"b\"\nname = \"Michael Müller\"";
    check(dict, "[Gerd Müller|id a] kam.\n\nDann kam [Michael Müller|id b].\n\n[Müller|id b] sprach.");
}

#[test]
fn an_alias_outside_its_dates_is_former() {
    let dict =
        "[[organisation]]\nname = \"X Corp\"\naliases = [{ text = \"Twitter\", until = 2023 }, { text = \"Tweetie\", since = 2010 }]";
    check_dated(dict, "[Twitter|organisation name former] und [Tweetie|organisation name].");
}

#[test]
fn an_alias_inside_its_dates_is_not_former() {
    let dict = "[[organisation]]\nname = \"X Corp\"\naliases = [{ text = \"Twitter\", until = \"2024-04\" }]";
    let dict = dictionary(dict);
    for (date, former) in [(Some("2024-04"), false), (Some("2024-05"), true), (None, false)] {
        let found = Lexicon::new(dict.clone(), Language::De).scan(&article("Auf Twitter.", date));
        assert_eq!(found.all()[0].flags.former, former, "{date:?}");
    }
}

#[test]
fn a_form_shared_with_the_winner_is_not_nested_as_another_s() {
    let dict =
        "[[place]]\nid = \"a\"\nname = \"Frankfurt\"\n[[place]]\nid = \"b\"\nname = \"Frankfurt\"\naliases = [\"Frankfurt am Main\"]";
    check(dict, "In [Frankfurt am Main|id b].");
}

#[test]
fn an_inner_name_of_two_others_is_ambiguous_inside() {
    let dict = "[[place]]\nid = \"a\"\nname = \"Neustadt\"\n[[place]]\nid = \"b\"\nname = \"Neustadt\"\n[[organisation]]\nname = \"Bank Neustadt\"\ninfer = false";
    check(dict, "Die [Bank [Neustadt|?]|organisation].");
}

#[test]
fn an_acronym_of_two_is_settled_by_the_full_name() {
    let dict = "[[organisation]]\nid = \"a\"\nname = \"Arbeiterpartei\"\nacronyms = [\"AP\"]\n[[organisation]]\nid = \"b\"\nname = \"Associated Press\"\nacronyms = [\"AP\"]";
    check(dict, "[AP|id b] meldet, so die [Associated Press|id b].");
}

#[test]
fn an_acronym_of_two_is_the_one_mentioned_last() {
    let dict = "[[organisation]]\nid = \"a\"\nname = \"Arbeiterpartei\"\nacronyms = [\"AP\"]\n[[organisation]]\nid = \"b\"\nname = \"Associated Press\"\nacronyms = [\"AP\"]";
    check(dict, "Die [Arbeiterpartei|id a] tagt. Die [Associated Press|id b] meldet. [AP|id b] bestätigt.");
}

#[test]
fn removal_of_a_form_silences_it_for_its_entity_only() {
    let dict = "[[organisation]]\nid = \"a\"\nname = \"Arbeiterpartei\"\nacronyms = [\"AP\"]\nnot = [\"AP\"]\n[[organisation]]\nid = \"b\"\nname = \"Associated Press\"\nacronyms = [\"AP\"]";
    check(dict, "[AP|id b] meldet.");
}

#[test]
fn an_exclusion_that_holds_a_mention_on_its_edge_removes_it() {
    check("[[place]]\nname = \"Essen\"\nnot = [\"Essen und Trinken\"]", "Essen und Trinken, [Essen|place] und Dortmund.");
}

#[test]
fn an_exclusion_overlapping_a_mention_in_part_keeps_it() {
    check("[[organisation]]\nname = \"Union Berlin\"\ninfer = false\nnot = [\"Berlin siegt\"]", "[Union Berlin|organisation] siegt.");
}

#[test]
fn a_context_word_inside_another_mention_counts() {
    let dict = "[[organisation]]\nname = \"Bild\"\nneeds = [\"Zeitung\"]\n[[organisation]]\nname = \"Berliner Zeitung\"\ninfer = false";
    check(dict, "[Bild|organisation] und [Berliner Zeitung|organisation].");
}

#[test]
fn a_hidden_form_is_hidden_in_any_spelling_of_its_case() {
    check("[[organisation]]\nname = \"Union\"\n[[hide]]\nform = \"union\"", "Die Union.");
}

#[test]
fn rank_beats_a_longer_role() {
    let dict = "[[place]]\nid = \"fr\"\nname = \"Frankreich\"\nrank = 3\n[[person]]\nname = \"Emmanuel Macron\"\nroles = [{ title = \"Präsident\", of = \"fr\", since = 2017 }]";
    check_dated(dict, "[Frankreichs|place name] Präsident sprach.");
}

#[test]
fn a_kind_of_one_s_own_works_like_an_organisation() {
    check(
        "[kinds.ship]\nlabel = \"Schiffe\"\n[[ship]]\nname = \"Graues Boot\"",
        "Das [Graue Boot|ship inflected], des [Grauen Bootes|ship inflected].",
    );
}

#[test]
fn a_weak_name_yields_to_a_place_of_the_same_name() {
    check("[[person]]\nname = \"Jack London\"\n[[place]]\nname = \"London\"", "In [London|place name].");
}

#[test]
fn a_supported_family_name_yields_to_a_place_of_the_same_name() {
    check("[[person]]\nname = \"Jack London\"\n[[place]]\nname = \"London\"", "[Jack London|person]. In [London|place name].");
}
