//! Pictures: the network around a node, its DOT, and what Graphviz makes of it.

use std::path::PathBuf;
use std::time::Duration;

use casegraph::network::Projection;
use casegraph::network::around;
use casegraph::network::find_by_name;
use casegraph::render::Picture;
use casegraph::render::draw;
use casegraph::render::to_dot;
use oxigraph::io::RdfFormat;
use oxigraph::io::RdfParser;
use oxigraph::store::Store;

/// The reference graph of the shared test data, if it is there.
fn reference() -> Option<Store> {
    let shared = std::env::var_os("CASEGRAPH_SHARED")
        .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared"), PathBuf::from);
    let Ok(bytes) = std::fs::read(shared.join("seed/gold.trig")) else {
        eprintln!("skipped: no reference graph in {}", shared.display());
        return None;
    };
    let store = Store::new().unwrap();
    store.load_from_slice(RdfParser::from_format(RdfFormat::TriG), &bytes).unwrap();
    Some(store)
}

#[test]
fn look() {
    let Some(store) = reference() else { return };
    let name = std::env::var_os("LOOK").unwrap().into_string().unwrap();
    let found = find_by_name(&store, "https://w3id.org/casegraph/id/", &name).unwrap();
    eprintln!("{found:?}");
    let roots = found.into_iter().map(|named| named.iri).collect::<Vec<_>>();
    let network = around(&store, &roots, Projection::default()).unwrap();
    let drawing = to_dot(&network, &name);
    std::fs::write("/tmp/look.dot", &drawing.dot).unwrap();
    let png = draw("dot", &drawing.dot, Picture::Png, Duration::from_secs(20)).unwrap();
    std::fs::write("/tmp/look.png", png).unwrap();
}
