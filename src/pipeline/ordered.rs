//! Works on a stream with several threads and hands the results back in the order of the stream.

use std::collections::BTreeMap;
use std::io;
use std::num::NonZeroUsize;
use std::sync::Mutex;
use std::sync::PoisonError;
use std::sync::mpsc::Receiver;
use std::sync::mpsc::Sender;
use std::sync::mpsc::SyncSender;
use std::sync::mpsc::channel;
use std::sync::mpsc::sync_channel;
use std::thread;

use super::gate::Gate;

/// Stack of a worker: trees of long sentences are walked by recursion in places.
const STACK: usize = 16 * 1024 * 1024;
/// Entries on the way for each worker.
const ENTRIES_A_THREAD: usize = 32;
/// Bytes of entries on the way.
const BYTES: usize = 32 * 1024 * 1024;

/// Something on the way: its place in the stream, its weight, itself.
struct Ticket<T> {
    number: u64,
    weight: usize,
    value: T,
}

/// Takes items from `items` on one thread, does `work` on `threads` others, and gives the results in order to
/// `sink` on the calling thread. The first error of `sink` ends the run.
pub(super) fn in_order<J, I, O, E>(
    threads: NonZeroUsize,
    items: impl FnOnce() -> J + Send,
    work: impl Fn(I) -> O + Sync,
    mut sink: impl FnMut(O) -> Result<(), E>,
) -> Result<(), E>
where
    J: Iterator<Item = (usize, I)>,
    I: Send,
    O: Send,
    E: From<io::Error>,
{
    let gate = Gate::new(ENTRIES_A_THREAD * threads.get(), BYTES);
    let (job_sender, jobs) = sync_channel(2 * threads.get());
    let jobs = Mutex::new(jobs);
    let (result_sender, results) = channel();
    thread::scope(|scope| {
        let outcome = (|| {
            let gate = &gate;
            thread::Builder::new()
                .stack_size(STACK)
                .spawn_scoped(scope, move || read(items(), gate, &job_sender))?;
            for _ in 0..threads.get() {
                let (sender, jobs, work) = (result_sender.clone(), &jobs, &work);
                thread::Builder::new()
                    .stack_size(STACK)
                    .spawn_scoped(scope, move || labour(jobs, work, &sender))?;
            }
            drop(result_sender);
            collect(&results, gate, &mut sink)
        })();
        // Wakes the reading thread where it waits for room, also after an error.
        gate.close();
        drop(results);
        outcome
    })
}

fn read<I>(items: impl Iterator<Item = (usize, I)>, gate: &Gate, jobs: &SyncSender<Ticket<I>>) {
    for (number, (weight, value)) in (0..).zip(items) {
        if !gate.enter(weight) || jobs.send(Ticket { number, weight, value }).is_err() {
            return;
        }
    }
}

fn labour<I, O>(jobs: &Mutex<Receiver<Ticket<I>>>, work: &impl Fn(I) -> O, results: &Sender<Ticket<O>>) {
    let mut wanted = true;
    loop {
        // The lock is held while waiting: the others wait for it instead of for the channel.
        let job = jobs.lock().unwrap_or_else(PoisonError::into_inner).recv();
        let Ok(Ticket { number, weight, value }) = job else { return };
        // After an error of the sink nobody takes results. Jobs are still taken, without work, until the reading
        // thread sees the closed gate: it may be waiting for room among them, and would wait for ever.
        wanted = wanted && results.send(Ticket { number, weight, value: work(value) }).is_ok();
    }
}

fn collect<O, E>(
    results: &Receiver<Ticket<O>>,
    gate: &Gate,
    sink: &mut impl FnMut(O) -> Result<(), E>,
) -> Result<(), E> {
    let mut early = BTreeMap::new();
    let mut next = 0;
    for Ticket { number, weight, value } in results {
        early.insert(number, (weight, value));
        while let Some((weight, value)) = early.remove(&next) {
            next += 1;
            gate.leave(weight);
            sink(value)?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn squares(threads: usize, count: u64) -> Vec<u64> {
        let mut found = Vec::new();
        in_order(
            NonZeroUsize::new(threads).unwrap(),
            move || (0..count).map(|number| (1_000_000, number)),
            |number| {
                // Some take long, so that results come early and late.
                (0..(number % 7) * 10_000).fold(0_u64, |sum, term| sum ^ term.wrapping_mul(number));
                number * number
            },
            |square| {
                found.push(square);
                Ok::<_, io::Error>(())
            },
        )
        .unwrap();
        found
    }

    #[test]
    fn results_come_in_the_order_of_the_items_with_any_number_of_threads() {
        let expected: Vec<u64> = (0..500).map(|number| number * number).collect();
        for threads in [1, 2, 4] {
            assert_eq!(squares(threads, 500), expected);
        }
    }

    #[test]
    fn an_error_of_the_sink_ends_the_run_while_the_reader_waits_for_a_worker() {
        for round in 0..200 {
            let outcome = in_order(
                NonZeroUsize::new(2).unwrap(),
                || (0_u64..400).map(|number| (1, number)),
                |number| {
                    (0..2_000 + round).fold(number, |sum: u64, term: u64| sum ^ term.wrapping_mul(number));
                    number
                },
                |number| if number == round % 7 { Err(io::Error::other("full")) } else { Ok(()) },
            );
            assert!(outcome.is_err());
        }
    }

    #[test]
    fn an_error_of_the_sink_ends_an_endless_stream() {
        let mut seen = 0;
        let outcome = in_order(
            NonZeroUsize::new(3).unwrap(),
            || (0_u64..).map(|number| (1, number)),
            |number| number,
            |_| {
                seen += 1;
                if seen == 10 { Err(io::Error::other("full")) } else { Ok(()) }
            },
        );
        assert_eq!(outcome.unwrap_err().to_string(), "full");
        assert_eq!(seen, 10);
    }
}
