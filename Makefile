# make demo    set-up, build, load the sample reports and look around
# make test    set-up, all tests
# make lint    format, lints, documentation
# make bench   set-up of the peers, then the benches
#
# One profile and one set of features everywhere, so that RocksDB is compiled once (10 to 15 minutes on two cores).

CARGO ?= cargo
PYTHON ?= python3
PEERS := target/peers

.PHONY: demo test lint bench system peers

demo: system
	rm -rf casegraph-demo
	$(CARGO) run --release --locked --quiet -- demo

test: system
	$(CARGO) test --release --locked

lint: system
	$(CARGO) fmt --check
	$(CARGO) clippy --release --locked --all-targets -- -D warnings
	RUSTDOCFLAGS="-D warnings" $(CARGO) doc --release --locked --no-deps

bench: system peers
	CASEGRAPH_SPACY_PYTHON="$(CURDIR)/$(PEERS)/bin/python" $(CARGO) bench --profile release --locked
	$(PEERS)/bin/python benches/records_peers.py

# What the build needs beside Rust: a C++ compiler, clang and libclang (bindings of RocksDB), Graphviz (pictures).
system:
	@command -v $(CARGO) >/dev/null || { \
	    echo "cargo is missing: install Rust 1.89 or newer, see https://www.rust-lang.org/tools/install" >&2; exit 1; }
	@PATH="$$PATH:/sbin:/usr/sbin"; missing=""; \
	{ command -v cc && command -v c++; } >/dev/null || missing="$$missing g++"; \
	command -v clang >/dev/null || missing="$$missing clang"; \
	[ -n "$$LIBCLANG_PATH" ] || ldconfig -p 2>/dev/null | grep -q 'libclang[-.]' \
	    || ls /usr/lib/llvm*/lib/libclang*.so* >/dev/null 2>&1 || missing="$$missing libclang-dev"; \
	command -v dot >/dev/null || missing="$$missing graphviz"; \
	[ -n "$$missing" ] || exit 0; \
	if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	    echo "installing$$missing" >&2; \
	    apt-get update -qq && DEBIAN_FRONTEND=noninteractive \
	        apt-get install --yes -qq --no-install-recommends $$missing >/dev/null; \
	else \
	    echo "missing:$$missing. Type this and try again:" >&2; \
	    echo "  sudo sh -c 'apt-get update && apt-get install --yes$$missing'" >&2; exit 1; \
	fi

# The programs that the benches compare with, from PyPI, in a virtual environment of their own.
peers: $(PEERS)/.complete

$(PEERS)/.complete: benches/peers.txt
	$(PYTHON) -m venv $(PEERS) || { echo "python3 with venv is missing: apt-get install python3-venv" >&2; exit 1; }
	$(PEERS)/bin/pip install --quiet --requirement benches/peers.txt
	touch $@
