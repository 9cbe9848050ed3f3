//! The built-in dictionary on a text of its own world.

use std::sync::Arc;

use namedrop::engine::language::Language;
use namedrop::engine::lexicon::Lexicon;
use namedrop::store;

use crate::marked::article;

#[test]
fn the_built_in_dictionary_reads_a_report() {
    let loaded = store::load(&store::Options::default());
    let dictionary = Arc::new(loaded.dictionary);
    let lexicon = Lexicon::new(dictionary.clone(), Language::De);
    let text = "Frankreichs Präsident rief in Moskau an. Lecornus Sprecher nannte Sébastien Lecornu; das russische Verteidigungsministerium schwieg.";
    let found = lexicon.scan(&article(text, Some("2024-04")));
    let ids: Vec<&str> = found.all().iter().filter(|m| !m.nested).filter_map(|m| Some(&*dictionary[m.entity?].id)).collect();
    assert_eq!(ids, ["emmanuel-macron", "moscow", "sebastien-lecornu", "sebastien-lecornu", "russia-defence-ministry"]);
}
