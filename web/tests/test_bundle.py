import gzip

from program import BUILT


def packed(name: str) -> int:
    return len(gzip.compress((BUILT / name).read_bytes(), 9))


def test_the_widget_is_under_80_kb_with_react() -> None:
    assert packed("widget.js") < 80_000


def test_the_page_is_under_85_kb_in_all() -> None:
    assert sum(packed(name) for name in ("index.html", "app.js", "app.css")) < 85_000


def test_the_bundles_ask_for_nothing_that_the_policy_forbids() -> None:
    for path in BUILT.glob("*.html"):
        text = path.read_text()
        assert "<style" not in text and " style=" not in text and "onclick" not in text
        assert all("src=" in part for part in text.split("<script")[1:])
