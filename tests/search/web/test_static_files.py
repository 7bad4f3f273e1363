from pressmark.search.web.static_files import StaticFiles, minify_css, minify_js


def test_a_stylesheet_is_sent_without_what_only_its_readers_need():
    written = "/* why\n so */\na {\n  b: c d;\n}\n\n.e :is(f, g) { h: calc(1px + 2px); } /* i */\n"
    assert minify_css(written) == "a{b:c d;}.e :is(f,g){h:calc(1px + 2px);}"


def test_a_script_is_sent_without_comments_and_keeps_addresses():
    written = '// why\nconst a = "http://b"; // what for\n/* Part. */\n\n  go(`/?${a}`);\n'
    assert minify_js(written).split() == ["const", "a", "=", '"http://b";', "go(`/?${a}`);"]


def test_the_digest_of_all_files_is_made_of_those_in_their_addresses():
    files = StaticFiles()
    for name in ("pressmark.css", "pressmark.js", "favicon.svg"):
        assert files.url(name).rpartition("=")[2] in files.digest
