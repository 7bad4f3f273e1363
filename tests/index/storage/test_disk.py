import os
import stat
import sys

import pytest

from pressmark.corpus.errors import IndexCorrupt
from pressmark.index.storage import disk

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs the file types of Unix")

OPENERS = (disk.open_to_read, disk.open_to_change, disk.open_lock, disk.read, disk.size_of)


def link(path, letter):
    path.symlink_to(letter)


def dangling_link(path, letter):
    path.symlink_to(letter.with_name("nowhere"))


def pipe(path, letter):
    os.mkfifo(path)


def folder(path, letter):
    path.mkdir()


KINDS = (link, dangling_link, pipe, folder)


@pytest.fixture
def letter(tmp_path):
    """A file outside of the index."""
    path = tmp_path / "letter.txt"
    path.write_text("My own.")
    return path


@pytest.fixture
def place(tmp_path):
    (tmp_path / "index").mkdir()
    return tmp_path / "index" / "file"


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("open_", OPENERS)
def test_what_is_no_regular_file_is_not_opened(place, letter, kind, open_):
    kind(place, letter)
    with pytest.raises(IndexCorrupt, match="file"):
        open_(place)
    assert not letter.with_name("nowhere").exists()


@pytest.mark.parametrize("open_", [disk.open_to_read, disk.open_to_change, disk.size_of])
def test_a_file_that_is_not_there_is_named(place, open_):
    with pytest.raises(FileNotFoundError) as missing:
        open_(place)
    assert missing.value.filename == str(place)


@pytest.mark.parametrize("kind", [link, dangling_link, pipe])
def test_a_new_file_takes_the_place_of_anything_but_a_folder(place, letter, kind):
    kind(place, letter)
    with disk.create(place) as file:
        file.write(b"new")
    assert stat.S_ISREG(place.lstat().st_mode) and place.read_bytes() == b"new"
    assert letter.read_text() == "My own." and not letter.with_name("nowhere").exists()


def test_a_folder_in_the_place_of_a_new_file_stays(place):
    (place / "full").mkdir(parents=True)
    with pytest.raises(IndexCorrupt, match="a folder"):
        disk.create(place)
    disk.discard(place)
    assert (place / "full").exists()


def test_a_file_is_replaced_and_not_what_a_link_of_that_name_points_to(place, letter):
    (place.parent / "link").symlink_to(letter)
    with disk.create(place) as file:
        file.write(b"new")
    disk.replace(place, "link")
    assert (place.parent / "link").read_bytes() == b"new" and not place.exists()
    assert letter.read_text() == "My own."


def test_what_is_discarded_is_the_link_and_not_the_file(place, letter):
    place.symlink_to(letter)
    disk.discard(place)
    assert not os.path.lexists(place) and letter.exists()


def test_no_descriptor_is_left_open(place, letter):
    place.mkdir()
    before = os.dup(0)
    os.close(before)
    for open_ in OPENERS:
        with pytest.raises(IndexCorrupt):
            open_(place)
    after = os.dup(0)
    os.close(after)
    assert after == before


def test_without_directory_descriptors_the_same_is_refused(place, letter, monkeypatch):
    monkeypatch.setattr(disk, "_HAS_FOLDERS", False)
    monkeypatch.setattr(disk, "_CAREFUL", 0)
    for kind in KINDS:
        kind(place, letter)
        for open_ in OPENERS:
            with pytest.raises(IndexCorrupt):
                open_(place)
        place.rename(place.with_name(kind.__name__))
    with disk.create(place) as file:
        file.write(b"new")
    disk.replace(place, "other")
    assert disk.read(place.with_name("other"), 3) == b"new"
    disk.discard(place.with_name("other"))
    assert not place.with_name("other").exists()
