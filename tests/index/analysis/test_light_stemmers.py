"""Forms of one word have one term, in languages that Snowball lacks or stems badly."""

import pytest

from pressmark.index.analysis.analyzers import TermFilter

FAMILIES = {
    "bg": "президент президентът президенти президента, правителство правителства "
    "правителството правителствата, пожар пожари пожарът пожарите, наводнение "
    "наводнения наводнението наводненията, влак влакове влакът влаковете, село села "
    "селото селата, партия партии партията партиите, депутат депутати депутатът "
    "депутатите, музей музеи музеят музеите, писател писатели писателят писателите, "
    "книга книги книгата книгите, престъпление престъпления престъплението, полицай "
    "полицаи полицаят полицаите, заплата заплати заплатата заплатите, решение "
    "решения решението решенията, университет университети университетът, лекар "
    "лекари лекарят лекарите, танк танкове танкът танковете, граница граници "
    "границата границите, протест протести протестът протестите",
    "sk": "nemocnica nemocnice nemocnicu, polícia polície políciu, študent študenta "
    "študenti študentov, kniha knihy knihu knihách, rodina rodiny rodinu rodinách, "
    "obec obce obcí obciach, auto autá auta autách, festival festivalu festivaly "
    "festivalov, hráč hráča hráči hráčov, lekár lekára lekári lekárov, krajina "
    "krajiny krajinu krajinách, banka banky banku bankách, dôchodca dôchodcu "
    "dôchodcovia dôchodcov, zamestnanec zamestnanca zamestnanci zamestnancov, "
    "reforma reformy reformu reformách, ulica ulice ulicu uliciach, oheň ohňa ohne "
    "ohňov, firma firmy firmu firmách, požiar požiaru požiare požiarov, občan občana "
    "občania občanov",
    "pl": "policjant policjanta policjanci policjantów, lekarz lekarza lekarze lekarzy, "
    "kobieta kobiety kobietę kobietach, student studenta studenci studentów, gmina "
    "gminy gminę gminach, pożar pożaru pożary pożarów, książka książki książkę "
    "książkach, urzędnik urzędnika urzędnicy urzędników, strajk strajku strajki "
    "strajków, podatek podatku podatki podatków, firma firmy firmę firmach, reforma "
    "reformy reformę, kandydat kandydata kandydaci kandydatów, samochód samochodu "
    "samochody samochodów, uchodźca uchodźcy uchodźców, granica granicy granicę "
    "granicach, kościół kościoła kościoły, ulica ulicy ulicę ulicach, wojna wojny "
    "wojnę wojnach, żołnierz żołnierza żołnierze żołnierzy",
    "cs": "škola školy školu školách, ministr ministra ministři ministrů, město města "
    "městech, cena ceny cenu cenách, zákon zákona zákony zákonů, vláda vlády vládu "
    "vládě, nemocnice nemocnici nemocnicích, volba volby volbu volbách, učitel "
    "učitele učitelé učitelů, most mostu mosty mostů, dům domu domy domů, soud soudu "
    "soudy soudů, vlak vlaku vlaky vlaků, pracovník pracovníka pracovníci "
    "pracovníků, poslanec poslance poslanci poslanců, řeka řeky řeku řekách, cesta "
    "cesty cestu cestách, vesnice vesnici vesnicích, strana strany stranu stranách, "
    "prezident prezidenta prezidenti prezidentů",
    "uk": "харків харкова харкові харковом, львів львова львові, чернігів чернігова "
    "чернігові, київ києва києві києвом, миколаїв миколаєва миколаєві, голова голови "
    "голову, слово слова словом, політика політики політику",
}
"""Families of forms; those of Bulgarian, Slovak and Polish were not looked at while the rules were
made, except that five of the Bulgarian ones led to two more rules."""

JOINED = {"bg": 19, "sk": 18, "pl": 16, "cs": 18, "uk": 8}
"""Families of which all forms have one term, at least: without the rules 0 of 20 Bulgarian and
Slovak ones, 13 of the Polish ones."""


@pytest.mark.parametrize("language", FAMILIES)
def test_all_forms_of_most_words_find_each_other(language):
    terms_of = TermFilter(language).terms
    families = [family.split() for family in FAMILIES[language].split(", ")]
    apart = [
        family for family in families if not set.intersection(*map(set, map(terms_of, family)))
    ]
    assert len(families) - len(apart) >= JOINED[language], apart
