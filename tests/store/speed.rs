use super::*;
fn cpu() -> f64 {
    let text = std::fs::read_to_string("/proc/self/stat").unwrap();
    let rest: Vec<&str> = text.rsplit(')').next().unwrap().split_whitespace().collect();
    (rest[11].parse::<f64>().unwrap() + rest[12].parse::<f64>().unwrap()) / 100.0
}
fn rss() -> u64 {
    let text = std::fs::read_to_string("/proc/self/status").unwrap();
    text.lines()
        .find(|l| l.starts_with("VmRSS"))
        .unwrap()
        .split_whitespace()
        .nth(1)
        .unwrap()
        .parse::<u64>()
        .unwrap()
        / 1024
}
fn paragraph(n: usize) -> (Document, Statements) {
    let names: Vec<String> = (0..6).map(|k| format!("Person Number{}", (n * 7 + k * 131) % 1500)).collect();
    let text = format!(
        "{} met {} in Town{} on some day of the month for talks about trade. {} praised {} for the new harbour and the long road. The council of {} and {} will look into the matter again next year. ",
        names[0],
        names[1],
        n % 300,
        names[2],
        names[3],
        names[4],
        names[5]
    );
    let mut told = Told::new(&text).published(date(2021, 5, 5)).publisher(["The A", "The B", "C"][n % 3]);
    told.document.id = Some(format!("doc{n}"));
    let nodes: Vec<Node> = names.iter().map(|x| told.mention(x, class::PERSON, x)).collect();
    let town = format!("Town{}", n % 300);
    let place = told.mention(&town, class::PLACE, &town);
    let topic = told.concept(class::TOPIC, ["trade", "harbour", "road"][n % 3]);
    told.told(
        class::CONSULT,
        "meet",
        &[(property::ACTOR, nodes[0]), (property::ACTOR, nodes[1]), (property::PLACE, place)],
        Some(day(date(2021, 5, 1 + (n % 27) as i8))),
    );
    told.told(
        class::SUPPORT,
        "praise",
        &[(property::ACTOR, nodes[2]), (property::RECIPIENT, nodes[3]), (property::CONTEXT, topic)],
        Some(day(date(2021, 4, 1 + (n % 27) as i8))),
    );
    told.told(
        class::COMMITMENT,
        "",
        &[(property::ACTOR, nodes[4]), (property::ACTOR, nodes[5]), (property::CONTEXT, topic)],
        None,
    );
    told.told(class::TENURE, "", &[(property::HOLDER, nodes[2]), (property::POST, nodes[4])], None);
    told.claim(nodes[0], Some((property::AFFILIATED_STATE, Value::Node(place))));
    told.claim(nodes[1], Some((property::IN_ORGANIZATION, Value::Node(nodes[5]))));
    told.done()
}
fn measure(mut store: GraphStore, name: &str) {
    let documents: Vec<_> = (0..4000).map(paragraph).collect();
    let (mut last, start) = (cpu(), std::time::Instant::now());
    for (n, chunk) in documents.chunks(1000).enumerate() {
        let mut quads = 0;
        for part in
            chunk.chunks(std::env::var_os("BATCH").map_or(50, |n| n.to_str().unwrap().parse().unwrap()))
        {
            quads += store.ingest(part, &run()).unwrap().quads;
        }
        store.finish().unwrap();
        let now = cpu();
        eprintln!(
            "{name} {n}: {quads} quads, cpu {:.2} s, wall {:.2}, {:.0} quads/s, rss {} MB",
            now - last,
            start.elapsed().as_secs_f64(),
            quads as f64 / (now - last),
            rss()
        );
        last = now;
    }
    let mut out = Vec::new();
    store.dump(DumpFormat::Nq, &mut out).unwrap();
    eprintln!("{name} dump {} MB cpu {:.2}", out.len() / 1_000_000, cpu() - last);
}
#[test]
fn speed_memory() {
    measure(GraphStore::in_memory(None).unwrap(), "memory");
}
#[cfg(feature = "disk")]
#[test]
fn speed_disk() {
    let folder = tempfile::tempdir().unwrap();
    measure(GraphStore::create_or_open(folder.path(), None).unwrap(), "disk");
}
