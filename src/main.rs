//! The `casegraph` program.

use std::io;
use std::io::IsTerminal;
use std::io::Write;
use std::process::ExitCode;

use casegraph::cli::Console;
use casegraph::cli::run;

fn main() -> ExitCode {
    let stdout = io::stdout();
    let stderr = io::stderr();
    let (out_is_terminal, err_is_terminal) = (stdout.is_terminal(), stderr.is_terminal());
    let mut out = io::BufWriter::new(stdout.lock());
    let mut err = stderr.lock();
    let mut console = Console {
        out: &mut out,
        err: &mut err,
        out_is_terminal,
        err_is_terminal,
        width: 100,
        quiet: false,
        color: true,
    };
    let code = run(std::env::args_os(), &mut console);
    // A closed pipe at the very end is no error.
    out.flush().unwrap_or_default();
    ExitCode::from(code)
}
