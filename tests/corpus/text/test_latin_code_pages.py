import pytest

from pressmark.corpus.text.encoding import decode
from pressmark.corpus.text.latin_code_pages import code_page_of

SENTENCES = {
    "cp1252": (
        "Der Bürgermeister kündigte an, dass der Hafen im Sommer für größere Arbeiten schließt.",
        "Le maire a annoncé à la presse que le port fermerait cet été près de l’hôtel Muñoz.",
        "O prefeito anunciou na terça-feira que o porto será fechado para a construção.",
        "Borgarstjórinn sagði á þriðjudag að höfnin yrði lokuð í sumar vegna viðgerða.",
        "El alcalde anunció el martes que el puerto cerrará según el señor Muñoz.",
    ),
    "cp1254": ("Belediye başkanı salı günü limanın yaz boyunca kapalı kalacağını söyledi.",),
    "cp1250": (
        "Burmistrz ogłosił we wtorek, że port zostanie zamknięty z powodu remontów nabrzeża.",
        "Starosta v úterý oznámil, že přístav bude v létě uzavřen kvůli opravám jeřábů.",
        "A polgármester bejelentette, hogy a kikötőt bezárják a fűtés felújítása miatt.",
    ),
    "iso8859_2": ("Burmistrz ogłosił, że port będzie zamknięty: ścieżki, źródła, świątynie.",),
    "cp1257": ("Mērs otrdien paziņoja, ka osta vasarā tiks slēgta remontdarbu dēļ.",),
    "mac_roman": (
        "Borgmästaren meddelade att hamnen stängs i sommar för arbeten på bryggan.",
        "Il sindaco ha annunciato martedì che il porto sarà chiuso perché è stretto.",
    ),
    "cp850": ("Der Bürgermeister kündigte größere Arbeiten für den nächsten Sommer an.",),
}
CASES = [(page, text) for page, texts in SENTENCES.items() for text in texts]


@pytest.mark.parametrize(("page", "text"), CASES)
def test_a_sentence_in_latin_letters_is_read_in_its_own_code_page(page, text):
    data = text.encode(page)
    assert data.decode(code_page_of(data)) == text
    assert decode(data) == text


def test_a_foreign_name_in_a_text_changes_nothing():
    text = "Le maire a annoncé à la presse, près de l’hôtel Łódź, un été très gai. " * 3
    data = text.encode("cp1252", "replace")
    assert code_page_of(data) == "cp1252"


def test_thai_is_read_in_its_code_page():
    text = "นายกเทศมนตรีประกาศเมื่อวันอังคารว่าท่าเรือจะปิดในช่วงฤดูร้อน"
    assert decode(text.encode("cp874")) == text
