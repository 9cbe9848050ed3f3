//! Languages other than German and English: names in all their cases, countries' adjectives, ministries.

use namedrop::engine::language::Language;

use crate::marked::check_in;

/// One case a line; every line is an article.
#[track_caller]
fn lines(language: Language, date: Option<&str>, toml: &str, marked: &str) {
    for line in marked.lines().map(str::trim).filter(|line| !line.is_empty()) {
        check_in(language, toml, date, line);
    }
}

const SLAVIC: &str = r#"
[[place]]
id = "russia"
name = "Россия"
names = { uk = "Росія", pl = "Rosja" }
adjectives = ["российский", "російський", "rosyjski"]
[[place]]
name = "Москва"
[[place]]
name = "Київ"
[[place]]
name = "Львів"
[[place]]
name = "Польща"
[[place]]
name = "Polska"
[[place]]
name = "Warszawa"
[[place]]
name = "Kijów"
[[place]]
name = "Осло"
[[place]]
id = "britain"
name = "Великая Британия"
[[organisation]]
name = "Партия Британии"
[[organisation]]
name = "Европейский союз"
[[organisation]]
name = "Верховна Рада"
[[organisation]]
name = "Komisja Europejska"
[[organisation]]
name = "Unia Europejska"
[[organisation]]
name = "Parlament Europejski"
[[organisation]]
name = "Prawo i Sprawiedliwość"
[[ministry]]
id = "ru-def"
name = "Министерство обороны"
names = { uk = "Міністерство оборони", pl = "Ministerstwo Obrony" }
of = "russia"
[[person]]
id = "putin"
name = "Владимир Путин"
names = { uk = "Володимир Путін", pl = "Władimir Putin" }
roles = [{ title = "президент", titles = { pl = "prezydent" }, of = "russia", since = "2012" }]
[[person]]
id = "zelenskyj"
name = "Владимир Зеленский"
names = { uk = "Володимир Зеленський" }
[[person]]
name = "Мария Захарова"
[[person]]
id = "merkel"
name = "Ангела Меркель"
names = { pl = "Angela Merkel" }
[[person]]
name = "Donald Tusk"
[[person]]
name = "Jarosław Kaczyński"
[[person]]
name = "George Bush"
"#;

#[test]
fn russian_names_decline() {
    lines(
        Language::Ru,
        Some("2024-04"),
        SLAVIC,
        "Речь [Владимира Путина|id putin name inflected], затем [Путин|id putin short] уехал.
        Встреча с [Владимиром Путиным|id putin] и [Путину|id putin short inflected] дали слово.
        О [Владимире Зеленском|id zelenskyj], для [Зеленского|id zelenskyj short].
        Слова [Марии Захаровой|person]: ответ [Захаровой|person short].
        Визит [Ангелы Меркель|id merkel] и [Меркель|id merkel short].
        До [Москвы|place inflected], в [Москве|place], за [Москвой|place], [МОСКВА|place].
        Страны [Европейского союза|organisation inflected], в [Европейском союзе|organisation].
        [Российские|place adjective] войска, [российского|place] газа.
        В [Великой Британии|id britain], потом в [Британии|id britain short].
        В [Осло|place] холодно, Москвич и Московия тоже.
        [Министерство обороны [России|place]|id ru-def], [[российское|place] Министерство обороны|id ru-def].
        [Президент [России|place]|id putin role] молчал.",
    );
}

#[test]
fn ukrainian_names_decline() {
    lines(
        Language::Uk,
        Some("2024-04"),
        SLAVIC,
        "Промова [Володимира Зеленського|id zelenskyj name inflected].
        Зустріч з [Володимиром Зеленським|id zelenskyj], потім [Зеленському|id zelenskyj short] відповіли.
        Слова [Володимира Путіна|id putin], лист [Путіну|id putin].
        З [Києва|place inflected] до [Києві|place] і за [Києвом|place].
        До [Львова|place], у [Львові|place].
        У [Польщі|place inflected], про [Польщу|place], з [Польщею|place].
        Засідання [Верховної Ради|organisation inflected] у [Верховній Раді|organisation].
        [Російські|place adjective] війська та [російського|place] газу.
        Кордон [Росії|place], з [Росією|place].
        [Міністерство оборони [Росії|place]|id ru-def] мовчить.
        Львівський, Києвлянин і Польщак тут ні до чого.",
    );
}

#[test]
fn polish_names_decline() {
    lines(
        Language::Pl,
        Some("2024-04"),
        SLAVIC,
        "Rozmowa z [Donaldem Tuskiem|person inflected], potem [Tuskowi|person short] podziękowano.
        Słowa [Donalda Tuska|person]; o [Tusku|person short].
        Partia [Jarosława Kaczyńskiego|person], z [Kaczyńskim|person short].
        Wizyta [Angeli Merkel|id merkel] i [Merkel|id merkel].
        Prezydentura [George'a Busha|person].
        Granice [Polski|place inflected], w [Polsce|place], [Polskę|place], z [Polską|place].
        W [Warszawie|place], do [Kijowa|place], w [Kijowie|place].
        Decyzja [Komisji Europejskiej|organisation inflected], prawo [Unii Europejskiej|organisation].
        Posłowie [Parlamentu Europejskiego|organisation inflected].
        Program [Prawa i Sprawiedliwości|organisation inflected].
        [Ministerstwo Obrony [Rosji|place]|id ru-def], [[rosyjskiego|place] Ministerstwa Obrony|id ru-def inflected].
        [Prezydent [Rosji|place]|id putin role] milczał. Polskawy, Warszawianin.",
    );
}

const ROMANCE: &str = r#"
[[place]]
id = "russia"
name = "Russie"
names = { es = "Rusia", it = "Russia" }
adjectives = ["russe", "ruso", "russo"]
[[place]]
id = "france"
name = "France"
names = { es = "Francia", it = "Francia" }
adjectives = ["français", "francés", "francese"]
[[ministry]]
id = "ru-def"
name = "ministère de la Défense"
names = { es = "Ministerio de Defensa", it = "Ministero della Difesa" }
of = "russia"
[[person]]
id = "macron"
name = "Emmanuel Macron"
roles = [{ title = "président", titles = { es = "presidente", it = "presidente" }, of = "france", since = "2017-05" }]
"#;

#[test]
fn french_names_and_offices() {
    lines(
        Language::Fr,
        Some("2024-04"),
        ROMANCE,
        "Le [ministère [russe|place] de la Défense|id ru-def] se tait.
        Le [ministère de la Défense de [Russie|place]|id ru-def] se tait.
        Le [président [français|place]|id macron role] est là.
        L'ancien président [français|place] est là.
        Qu'[Emmanuel Macron|id macron] parle, et [Macron|id macron short] se tait.
        Les troupes [russes|place adjective], la politique [française|place].",
    );
}

#[test]
fn spanish_names_and_offices() {
    lines(
        Language::Es,
        Some("2024-04"),
        ROMANCE,
        "El [Ministerio [ruso|place] de Defensa|id ru-def] calla.
        El [Ministerio de Defensa de [Rusia|place]|id ru-def] calla.
        El [presidente [francés|place]|id macron role] habla.
        Las tropas [rusas|place adjective] y la política [francesa|place].
        El [presidente de [Francia|place]|id macron role] habla.",
    );
}

#[test]
fn italian_names_and_offices() {
    lines(
        Language::It,
        Some("2024-04"),
        ROMANCE,
        "Il [Ministero [russo|place] della Difesa|id ru-def] tace.
        Il [Ministero della Difesa della [Russia|place]|id ru-def] tace.
        Il [presidente [francese|place]|id macron role] parla.
        Le truppe [russe|place adjective] e i [francesi|place].
        Dell'[Emmanuel Macron|id macron] di ieri.",
    );
}
