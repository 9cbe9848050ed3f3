use super::*;

/// Every finding of a text as `line:col: message`.
fn findings(text: &str) -> Vec<String> {
    let file = Arc::new(File::new("a.toml", text.to_owned()));
    let (_, findings) = parse(&file, &Kinds::default());
    let line = |finding: &Finding| {
        let (line, column) = finding.position();
        format!("{line}:{column}: {}", finding.message)
    };
    findings.iter().map(line).collect()
}

/// What a sound text says.
fn contents(text: &str) -> Contents {
    let file = Arc::new(File::new("a.toml", text.to_owned()));
    let (contents, findings) = parse(&file, &Kinds::default());
    assert_eq!(findings, []);
    contents.unwrap()
}

#[test]
fn every_problem_is_told_at_once_in_the_order_of_the_file() {
    let text = "[[persn]]\nname = \"A B\"\n\n[[place]]\nalais = [\"x\"]\nname = 7\nrank = \"1\"\n";
    assert_eq!(
        findings(text),
        [
            "1:3: undeclared kind `persn`; did you mean `person`?",
            "5:1: unknown key `alais`; did you mean `aliases`?",
            "6:8: `name` must be a string, not a number",
            "7:8: `rank` must be a whole number, not a string",
        ]
    );
}

#[test]
fn two_lines_are_an_entry() {
    let said = contents("[[person]]\nname = \" Sergej Schoigu \"\n");
    let entry = &said.entries[0];
    assert_eq!((entry.id.text.as_ref(), entry.name.as_ref().unwrap().written.text.as_str()), ("sergej-schoigu", "Sergej Schoigu"));
    assert_eq!(entry.kind, KindId::PERSON);
}
