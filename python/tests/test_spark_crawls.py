"""Web archives: the cluster makes of their records what a local run makes of them."""

from __future__ import annotations

import gzip
from pathlib import Path
from typing import Any

import pytest

# It skips these tests where there is no Spark, before anything of Spark is imported.
from spark_here import MARKS

import refrain_text
from refrain_text import spark as cluster
from refrain_text.spark import running

pytestmark = MARKS

HTML = "200 OK\r\nContent-Type: text/html; charset=utf-8"
QUAY = "The crane on the old quay was painted green, and the gulls sat on it before noon."
LOCK = "The keeper opened the lock at six, since the barges had waited for the tide all night."


def record(kind: str, content: bytes, address: str = "", more: str = "") -> bytes:
    target = f"WARC-Target-URI: {address}\r\n" if address else ""
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Date: 2023-05-06T07:08:09Z\r\n{target}{more}"
        f"Content-Length: {len(content)}\r\n\r\n"
    )
    return head.encode() + content + b"\r\n\r\n"


def response(address: str, http: str, content: bytes) -> bytes:
    kind = "Content-Type: application/http; msgtype=response\r\n"
    return record("response", f"HTTP/1.1 {http}\r\n\r\n".encode() + content, address, kind)


def page(title: str, text: str) -> bytes:
    body = f"<article><h1>{title}</h1><p>{text}</p></article>"
    return f"<html><head><title>{title}</title></head><body>{body}</body></html>".encode()


def troubled() -> list[bytes]:
    """Return a crawl with what goes wrong in crawls."""
    quay = page("Quay", QUAY)
    chunked = b"%x\r\n%s\r\n%x\r\n%s\r\n0\r\n\r\n" % (40, quay[:40], len(quay) - 40, quay[40:])
    no_chunk = b"%x\r\n%s\r\nwrong\r\n%s" % (40, quay[:40], quay[40:])
    latin = page("Hafen", "Die Kräne am Kai waren grün, und die Möwen saßen darauf.")
    too_long = response("http://lock.example/long", HTML, page("Long", LOCK))
    cut = response("http://lock.example/cut", HTML, page("Cut", LOCK))
    return [
        record("warcinfo", b"software: made for a test\r\n"),
        record("request", b"GET / HTTP/1.1\r\n\r\n", "http://quay.example/"),
        response("https://www.quay.example/a", f"{HTML}\r\nTransfer-Encoding: chunked", chunked),
        response("http://quay.example/b", f"{HTML}\r\nTransfer-Encoding: chunked", no_chunk),
        response(
            "http://hafen.example/",
            "200 OK\r\nContent-Type: text/html; charset=iso-8859-1",
            latin.decode().encode("latin-1"),
        ),
        response("http://lock.example/gone", "404 Not Found\r\nContent-Type: text/html", b"-"),
        response("http://lock.example/map", "200 OK\r\nContent-Type: image/png", b"\x89PNG"),
        record("revisit", b"HTTP/1.1 304 Not Modified\r\n\r\n", "https://quay.example/a"),
        too_long.replace(b"Content-Length: ", b"Content-Length: 1", 1),
        response("http://lock.example/void", HTML, b""),
        response(
            "http://lock.example/packed",
            f"{HTML}\r\nContent-Encoding: gzip",
            gzip.compress(page("Lock", LOCK)),
        ),
        cut[:-70],
    ]


def extracted(number: int) -> bytes:
    text = f"The lock keeper of gate {number} wrote down each barge that passed him."
    kind = "Content-Type: text/plain\r\n"
    return record("conversion", text.encode(), f"http://gate{number}.example/log", kind)


@pytest.fixture(scope="module")
def crawls(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("crawls")
    records = troubled()
    (folder / "plain.warc").write_bytes(b"".join(records))
    members = [gzip.compress(one) for one in records]
    (folder / "members.warc.gz").write_bytes(b"".join(members))
    damaged = [*members[:3], members[3][:10] + b"\xff" + members[3][11:], *members[4:]]
    (folder / "damaged.warc.gz").write_bytes(b"".join(damaged))
    (folder / "broken-off.warc.gz").write_bytes(b"".join(members)[:-200])
    texts = [record("warcinfo", b"x"), *map(extracted, range(40))]
    (folder / "part-1.warc.wet").write_bytes(b"".join(texts))
    (folder / "part-2.warc.wet.gz").write_bytes(b"".join(map(gzip.compress, texts[:20])))
    (folder / "empty.warc").touch()
    return folder


@pytest.fixture(scope="module")
def local(crawls: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    output = tmp_path_factory.mktemp("local") / "output"
    refrain_text.run(crawls, output=output, progress=False)
    return output


def files(folder: Path) -> dict[str, bytes]:
    paths = (path for path in folder.rglob("*") if path.is_file())
    named = ((path.relative_to(folder), path) for path in paths)
    return {str(name): path.read_bytes() for name, path in named if name.parts[0] != "segments"}


@pytest.mark.parametrize("partitions", [1, 7])
def test_each_record_is_what_it_is_in_a_local_run(
    session: Any, crawls: Path, local: Path, tmp_path: Path, partitions: int
) -> None:
    cluster.run(crawls, output=tmp_path / "paths", spark=session, partitions=partitions)
    assert files(tmp_path / "paths") == files(local)
    job = running.Job(str(tmp_path / "addresses"), partitions=partitions)
    running._run_remote(session, [crawls.as_uri()], job)
    # The report names the folder that was read.
    assert files(tmp_path / "addresses") == files(local)


def test_records_have_address_date_and_site_and_each_loss_a_row(local: Path) -> None:
    documents = refrain_text.load(local).documents.set_index("doc_id")
    of_crawl = documents[documents["path"] == "plain.warc"]
    read = of_crawl[of_crawl["status"] == "analysed"]
    assert dict(zip(read["url"], read["source"], strict=True)) == {
        "https://www.quay.example/a": "quay.example",
        "http://hafen.example/": "hafen.example",
        "http://lock.example/long": "lock.example",
        "http://lock.example/packed": "lock.example",
    }
    assert set(read["fetched"]) == {"2023-05-06T07:08:09Z"}
    reasons = "\n".join(of_crawl[of_crawl["status"] == "skipped"]["reason"])
    for told in (
        "record 4: ",
        "no chunk",
        "HTTP status other than 200: 404 (1)",
        "image/png (1)",
        "revisit record",
        "record 10: ",
        "empty",
        "record 12: ",
        "cut off after",
        "request (1), warcinfo (1)",
    ):
        assert told in reasons, told
    damaged = documents[documents["path"].str.startswith("damaged.warc")]["reason"].dropna()
    assert damaged.str.contains("gzip member at byte").sum() == 1
    assert documents["path"].str.startswith("part-2.warc.wet").sum() >= 19
    assert documents.loc["empty", "reason"] == "the web archive contains no records"


def test_a_large_crawl_is_cut_into_segments_that_stay_small(session: Any, tmp_path: Path) -> None:
    import pyarrow.parquet as pq

    long = " ".join(f"barge {number} of the lock" for number in range(60_000))
    kind = "Content-Type: text/plain\r\n"
    texts = [
        record("conversion", f"{number} {long}".encode(), f"http://lock.example/{number}", kind)
        for number in range(8)
    ]
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "all.warc.wet.gz").write_bytes(b"".join(map(gzip.compress, texts)))
    output = tmp_path / "out"
    job = running.Job(str(output), arguments=("--only=documents", "--no-report"))
    running._run_remote(session, [(tmp_path / "in").as_uri()], job)
    packs = [pq.read_table(path) for path in output.glob("segments/*/run-1/packs/*.parquet")]
    sizes = [len(pack) for table in packs for pack in table.column("pack").to_pylist()]
    # A task of one file, and several segments of at most some MiB.
    assert len(sizes) > 2
    assert max(sizes) < 16 << 20
    assert (refrain_text.load(output).documents["status"] == "analysed").sum() == 8
