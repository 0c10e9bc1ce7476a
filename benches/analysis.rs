//! Speed of analysis.

fn main() {
    let args: Vec<String> = std::env::args().collect();
    let t = std::time::Instant::now();
    let analyzer = casegraph::nlp::Analyzer::embedded().unwrap();
    eprintln!("load {:?}", t.elapsed());
    let text = std::fs::read_to_string(&args[1]).unwrap();
    let t = std::time::Instant::now();
    let analysis = analyzer.analyze(&text);
    let e = t.elapsed();
    eprintln!(
        "{} tokens {:?} {:.0} tok/s",
        analysis.tokens.len(),
        e,
        analysis.tokens.len() as f64 / e.as_secs_f64()
    );
    if args.len() > 2 && args[2] == "json" {
        casegraph::nlp::write_json(&mut std::io::stdout().lock(), &text, &analysis).unwrap();
    }
    if args.len() > 2 && args[2] == "conllu" {
        casegraph::nlp::write_conllu(&mut std::io::stdout().lock(), &text, &analysis).unwrap();
    }
}
