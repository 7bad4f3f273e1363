"""Names of one place or thing that no rule of transliteration makes equal, each group on a line."""

from collections.abc import Mapping

_GROUPS = """
kyiv kiev
kharkiv kharkov
odesa odessa
lviv lvov lwow
chernobyl chornobyl
mykolaiv nikolaev
zaporizhzhia zaporozhye
beijing peking
guangzhou canton
chongqing chungking
nanjing nanking
myanmar burma
yangon rangoon
mumbai bombay
kolkata calcutta
chennai madras
bengaluru bangalore
varanasi benares
quran koran
muhammad mohammed mohammad
eswatini swaziland
belarus byelorussia
bishkek frunze
tbilisi tiflis
thessaloniki salonica salonika
izmir smyrna
gdansk danzig
wroclaw breslau
bratislava pressburg
vilnius wilno
kinshasa leopoldville
hezbollah hizbullah hizballah
isis isil daesh
"""


def known_spellings() -> Mapping[str, tuple[str, ...]]:
    """Word → the other words of its group."""
    groups = (line.split() for line in _GROUPS.strip().splitlines())
    return {
        word: tuple(each for each in group if each != word) for group in groups for word in group
    }
