//! The loop of a process that reads documents for another: a document in, an answer out, until the input ends.

use std::io::{self, Read, Write};

use super::pool::HEAD;

/// Address space that is not memory: the program itself, the stacks of its threads.
#[cfg(target_os = "linux")]
const BESIDES: u64 = 448 << 20;

/// Answers each document of `input` on `output`, with what `answer` makes of the question and the document.
///
/// # Errors
/// If the other process is gone in the middle of a document.
pub fn serve(
    input: &mut dyn Read,
    output: &mut dyn Write,
    answer: &dyn Fn(u8, Vec<u8>) -> Vec<u8>,
) -> io::Result<()> {
    // If the system refuses, the end of the input comes all the same.
    let _ = end_with_parent();
    answer_each(input, output, &limit_memory, answer)
}

fn answer_each(
    input: &mut dyn Read,
    output: &mut dyn Write,
    limit_memory: &dyn Fn(u64),
    answer: &dyn Fn(u8, Vec<u8>) -> Vec<u8>,
) -> io::Result<()> {
    loop {
        let mut head = [0; HEAD];
        match input.read_exact(&mut head) {
            Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => return Ok(()),
            read => read?,
        }
        let number = |at: usize| {
            let mut bytes = [0; 8];
            bytes.copy_from_slice(&head[at..at + 8]);
            u64::from_le_bytes(bytes)
        };
        limit_memory(number(1));
        let size = number(9);
        let mut document = Vec::new();
        // What is asked for is reserved at once, so that little of it is copied; the limit is far above.
        document.reserve_exact(usize::try_from(size).unwrap_or(0));
        input.take(size).read_to_end(&mut document)?;
        let answer = answer(head[0], document);
        output.write_all(&(answer.len() as u64).to_le_bytes())?;
        output.write_all(&answer)?;
        output.flush()?;
    }
}

/// Limits the memory of this process, in bytes. Systems other than Linux count it in ways that do not fit.
#[cfg(target_os = "linux")]
fn limit_memory(bytes: u64) {
    use nix::sys::resource::{Resource, getrlimit, setrlimit};
    // A limit that cannot be set leaves the one of time.
    if let Ok((_, most)) = getrlimit(Resource::RLIMIT_AS) {
        let _ = setrlimit(
            Resource::RLIMIT_AS,
            most.min(bytes.saturating_add(BESIDES)),
            most,
        );
    }
}

#[cfg(not(target_os = "linux"))]
fn limit_memory(_: u64) {}

/// Asks the system to end this process with the one that started it. Elsewhere than on Linux it ends with its
/// input.
///
/// # Errors
/// If the system refuses.
pub fn end_with_parent() -> io::Result<()> {
    #[cfg(target_os = "linux")]
    nix::sys::prctl::set_pdeathsig(nix::sys::signal::Signal::SIGKILL)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn request(question: u8, document: &[u8]) -> Vec<u8> {
        let mut bytes = vec![question];
        bytes.extend(9_u64.to_le_bytes());
        bytes.extend((document.len() as u64).to_le_bytes());
        bytes.extend(document);
        bytes
    }

    #[test]
    fn each_document_is_answered_in_turn() {
        let input = [request(1, b"abc"), request(2, b"")].concat();
        let mut output = Vec::new();
        let answer = |question, mut document: Vec<u8>| {
            document.push(question);
            document
        };
        let limit = |bytes| assert_eq!(bytes, 9);
        answer_each(&mut &input[..], &mut output, &limit, &answer).expect("served");
        assert_eq!(
            output,
            [
                &4_u64.to_le_bytes()[..],
                b"abc\x01",
                &1_u64.to_le_bytes(),
                b"\x02"
            ]
            .concat()
        );
    }
}
