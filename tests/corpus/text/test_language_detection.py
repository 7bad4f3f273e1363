import pytest

from pressmark.corpus.text.language_detection import detect_language

TEXTS = {
    "en": "The mayor of the city said on Monday that the bridge would be closed for repairs, "
    "and it was not clear when it will be opened for traffic.",
    "de": "Der Bürgermeister der Stadt sagte am Montag, dass die Brücke für die Arbeiten "
    "gesperrt wird und es nicht klar ist, wann sie wieder für den Verkehr geöffnet wird.",
    "fr": "Le maire de la ville a dit lundi que le pont est fermé pour des travaux et que les "
    "habitants ne savent pas quand il sera rouvert, ce qui est un problème pour eux.",
    "es": "El alcalde de la ciudad dijo el lunes que el puente está cerrado por las obras y "
    "que no se sabe cuándo se abrirá de nuevo para los coches, lo que es un problema "
    "para la gente.",
    "pt": "O presidente da câmara disse na segunda que a ponte está fechada para obras e que "
    "não se sabe quando será aberta de novo, o que é um problema para os moradores da "
    "cidade.",
    "it": "Il sindaco della città ha detto che il ponte è chiuso per i lavori e che non si sa "
    "quando sarà riaperto, e questo è un problema per la gente del posto che è in attesa.",
    "nl": "De burgemeester van de stad zei maandag dat de brug voor het werk dicht is en dat "
    "het niet duidelijk is wanneer die weer open gaat, en dat is een probleem voor de "
    "mensen.",
    "sv": "Borgmästaren i staden sade på måndagen att bron är stängd för arbete och att det "
    "inte är klart när den ska öppnas, och det är ett problem för de som bor där.",
    "pl": "Burmistrz miasta powiedział w poniedziałek, że most jest zamknięty na czas prac i "
    "że nie wiadomo, kiedy zostanie otwarty, co jest problemem dla osób, które się do "
    "pracy spieszą.",
    "ru": "Мэр города сказал в понедельник, что мост закрыт на время работ и что не известно, "
    "когда его откроют для движения, и это беда для тех, кто едет на работу из пригорода.",
    "uk": "Мер міста сказав у понеділок, що міст закрито на час робіт і що не відомо, коли "
    "його відкриють для руху, і це біда для тих, хто їде на роботу з передмістя до міста.",
    "ar": "قال رئيس البلدية في المدينة إن الجسر مغلق من أجل العمل على الطريق وإن هذا لا يعني "
    "أن الناس في المدينة لا يعرفون ما كان من قبل، وقد عاد عن ذلك إلى العمل مع الذي كان "
    "من قبل.",
    "el": "Ο δήμαρχος της πόλης είπε τη Δευτέρα ότι η γέφυρα είναι κλειστή για έργα.",
    "ja": "市長は月曜日に、橋は工事のために閉鎖されていると述べ、いつ再開するかはわからない"
    "と語った。住民にとっては大きな問題である。",
    "zh": "市长星期一表示，大桥因施工关闭，何时重新开放尚不清楚，这对当地居民来说是一个很大"
    "的问题，许多人不得不绕道上班。",
    "th": "นายกเทศมนตรีกล่าวเมื่อวันจันทร์ว่าสะพานปิดเพื่อซ่อมแซมและไม่ทราบว่าจะเปิดเมื่อใด",
}


@pytest.mark.parametrize("language", TEXTS)
def test_the_language_of_running_text_is_detected(language):
    assert detect_language(TEXTS[language]) == language


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("es", "El puente sobre el río fue cerrado el lunes por las obras."),
        ("it", "Il ponte sul fiume è stato chiuso lunedì, e la sindaca non sa per quanto."),
        ("en", "The bridge over the river was closed on Monday for repairs."),
    ],
)
def test_a_sentence_is_enough_where_one_language_alone_has_its_words(language, text):
    assert detect_language(text) == language


@pytest.mark.parametrize(
    "text",
    ["", "Venice, Turin, Milan", "The pier is closed.", "1 2 3 " * 50, "東京", "Rome Oslo " * 60],
)
def test_where_a_text_does_not_say_nothing_is_guessed(text):
    assert detect_language(text) == ""
