//! Heads, chunks and codings of responses, right and wrong.

use std::io::Write as _;

use super::*;

fn decoded(fields: &str, content: &[u8], is_cut: bool) -> Result<(String, bool), String> {
    let fields = Fields::of(format!("HTTP/1.1 200 OK\r\n{fields}\r\n\r\n").as_bytes());
    let decoded = Codings::of(&fields).decode(content.to_vec(), is_cut);
    decoded.map(|(text, note)| (String::from_utf8_lossy(&text).into_owned(), note.is_some()))
}

fn well(text: &str) -> Result<(String, bool), String> {
    Ok((text.to_owned(), false))
}

#[test]
fn a_response_has_a_status_fields_and_content() {
    for (response, status, length) in [
        ("HTTP/1.1 200 OK\r\nA: b\r\n\r\nx", 200, 25),
        ("HTTP/2 404\nA: b\n\nx", 404, 17),
        ("http/1.0 301 Moved", 301, 18),
        ("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\n\nx", 200, 42),
    ] {
        let head = head(response.as_bytes()).expect(response);
        assert_eq!((head.status, head.length), (status, length), "{response}");
    }
    for none in [
        "",
        "HTTP/1.1",
        "HTTP/1.1 OK",
        "HTTP/1.1 2",
        "GET / HTTP/1.1",
        "<html> 200",
    ] {
        assert!(head(none.as_bytes()).is_none(), "{none}");
    }
}

#[test]
fn chunks_are_joined_where_there_are_any() {
    let chunked = |content: &str| decoded("Transfer-Encoding: chunked", content.as_bytes(), false);
    assert_eq!(
        chunked("4\r\nThe \r\n5;x=y\r\ntide.\r\n0\r\n\r\n"),
        well("The tide.")
    );
    assert_eq!(chunked("4\nThe \n5\ntide.\n0\n"), well("The tide."));
    assert_eq!(chunked("The tide."), well("The tide."));
    assert_eq!(chunked("4\r\nThe \r\n"), Ok(("The ".to_owned(), true)));
    for bad in [
        "4\r\nThe \r\nzz\r\ntide",
        "4\r\nThe \r\n50\r\ntide",
        "ffffffffffffffff\r\na",
    ] {
        assert!(chunked(bad).is_err(), "{bad}");
    }
    let cut = decoded(
        "Transfer-Encoding: chunked",
        b"4\r\nThe \r\n50\r\ntide",
        true,
    );
    assert_eq!(cut, Ok(("The tide".to_owned(), true)));
}

#[test]
fn codings_are_taken_off_where_they_are_on() {
    let text = b"<p>The tide fell.</p>";
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    gzip.write_all(text).expect("in memory");
    let gzip = gzip.finish().expect("in memory");
    let mut zlib = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::fast());
    zlib.write_all(text).expect("in memory");
    let zlib = zlib.finish().expect("in memory");
    let expected = well("<p>The tide fell.</p>");
    assert_eq!(decoded("Content-Encoding: gzip", &gzip, false), expected);
    assert_eq!(decoded("Content-Encoding: deflate", &zlib, false), expected);
    assert_eq!(
        decoded("Content-Encoding: deflate", &zlib[2..], false),
        expected
    );
    for name in ["gzip", "deflate", "br", "identity", "UTF-8"] {
        let field = format!("Content-Encoding: {name}");
        assert_eq!(decoded(&field, text, false), expected, "{name}");
    }
    let cut = &gzip[..gzip.len() - 8];
    assert!(decoded("Content-Encoding: gzip", cut, false).is_err());
    let note = decoded("Content-Encoding: gzip", cut, true).expect("a beginning");
    assert_eq!(note, ("<p>The tide fell.</p>".to_owned(), true));
    #[cfg(feature = "archives")]
    {
        // An empty block of Brotli, text as it is, and the end.
        let brotli = b"\x0B\x02\x80tide\n\x03";
        assert_eq!(
            decoded("Content-Encoding: br", brotli, false),
            well("tide\n")
        );
        assert!(decoded("Content-Encoding: br", &brotli[..5], false).is_err());
        let packed = zstd::encode_all(text.as_slice(), 1).expect("in memory");
        assert_eq!(decoded("Content-Encoding: zstd", &packed, false), expected);
    }
    let unknown = decoded("Content-Encoding: rot13", b"Gur gvqr", false);
    assert!(unknown.is_err_and(|reason| reason.contains("`rot13`")));
}
