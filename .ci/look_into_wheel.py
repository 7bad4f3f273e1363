"""Looks inside the wheel named on the command line: what must ship is there, nothing strays."""

import sys
import zipfile

MUST_SHIP = (
    "pressmark/corpus/py.typed",
    "pressmark/index/py.typed",
    "pressmark/search/py.typed",
    "pressmark/corpus/html/leaf_model.npz",
    "pressmark/corpus/rules/default.toml",
    "pressmark/corpus/samples/",
    "pressmark/search/web/templates/",
    "pressmark/search/web/static/",
)
names = zipfile.ZipFile(sys.argv[1]).namelist()
missing = [part for part in MUST_SHIP if not any(name.startswith(part) for name in names)]
stray = sorted({name.split("/")[0] for name in names} - {"pressmark"})
stray = [top for top in stray if not top.endswith(".dist-info")]
if missing or stray:
    sys.exit(f"wheel: missing {missing}, stray top level {stray}")
print(f"wheel: {len(names)} files, all in place")
