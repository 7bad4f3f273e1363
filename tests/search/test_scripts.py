"""Twenty words in each of many scripts are found inside running text, above all that has none."""
# ruff: noqa: E501 (columns of letters differ from what is counted)

import unicodedata

import pytest

from pressmark.corpus import Article
from pressmark.index import Index
from pressmark.search import search

WORDS = {
    "te": "తెలుగు ప్రభుత్వం ముఖ్యమంత్రి పోలీసులు విద్యార్థి పాఠశాల ఆసుపత్రి న్యాయస్థానం ఎన్నికలు రైతులు "
    "హైదరాబాద్ వార్తలు మంత్రి నది వంతెన గ్రామం ఉద్యోగం సినిమా క్రికెట్ బ్యాంకు",
    "gu": "ગુજરાતી સરકાર મુખ્યમંત્રી પોલીસ વિદ્યાર્થી શાળા હોસ્પિટલ અદાલત ચૂંટણી ખેડૂત અમદાવાદ સમાચાર "
    "મંત્રી નદી પુલ ગામ નોકરી ફિલ્મ ક્રિકેટ બેંક",
    "pa": "ਪੰਜਾਬੀ ਸਰਕਾਰ ਮੁੱਖਮੰਤਰੀ ਪੁਲਿਸ ਵਿਦਿਆਰਥੀ ਸਕੂਲ ਹਸਪਤਾਲ ਅਦਾਲਤ ਚੋਣਾਂ ਕਿਸਾਨ ਅੰਮ੍ਰਿਤਸਰ ਖ਼ਬਰਾਂ "
    "ਮੰਤਰੀ ਨਦੀ ਪੁਲ ਪਿੰਡ ਨੌਕਰੀ ਫ਼ਿਲਮ ਕ੍ਰਿਕਟ ਬੈਂਕ",
    "kn": "ಕನ್ನಡ ಸರ್ಕಾರ ಮುಖ್ಯಮಂತ್ರಿ ಪೊಲೀಸರು ವಿದ್ಯಾರ್ಥಿ ಶಾಲೆ ಆಸ್ಪತ್ರೆ ನ್ಯಾಯಾಲಯ ಚುನಾವಣೆ ರೈತರು ಬೆಂಗಳೂರು "
    "ಸುದ್ದಿ ಸಚಿವ ನದಿ ಸೇತುವೆ ಗ್ರಾಮ ಉದ್ಯೋಗ ಚಿತ್ರ ಕ್ರಿಕೆಟ್ ಬ್ಯಾಂಕ್",
    "ml": "മലയാളം സർക്കാർ മുഖ്യമന്ത്രി പോലീസ് വിദ്യാർത്ഥി സ്കൂൾ ആശുപത്രി കോടതി തിരഞ്ഞെടുപ്പ് കർഷകർ കൊച്ചി "
    "വാർത്ത മന്ത്രി നദി പാലം ഗ്രാമം ജോലി സിനിമ ക്രിക്കറ്റ് ബാങ്ക്",
    "or": "ଓଡ଼ିଆ ସରକାର ମୁଖ୍ୟମନ୍ତ୍ରୀ ପୋଲିସ ଛାତ୍ର ବିଦ୍ୟାଳୟ ଡାକ୍ତରଖାନା ଅଦାଲତ ନିର୍ବାଚନ ଚାଷୀ ଭୁବନେଶ୍ୱର ସମାଚାର "
    "ମନ୍ତ୍ରୀ ନଦୀ ସେତୁ ଗ୍ରାମ ଚାକିରି ଚଳଚ୍ଚିତ୍ର କ୍ରିକେଟ ବ୍ୟାଙ୍କ",
    "si": "සිංහල රජය ජනාධිපති පොලිසිය ශිෂ්‍යයා පාසල රෝහල අධිකරණය මැතිවරණය ගොවියා කොළඹ ප්‍රවෘත්ති අමාත්‍ය "
    "ගඟ පාලම ගම රැකියාව චිත්‍රපටය ක්‍රිකට් බැංකුව",
    "bn": "বাংলা সরকার মুখ্যমন্ত্রী পুলিশ ছাত্র বিদ্যালয় হাসপাতাল আদালত নির্বাচন কৃষক কলকাতা সংবাদ মন্ত্রী "
    "নদী সেতু গ্রাম চাকরি চলচ্চিত্র ক্রিকেট ব্যাংক",
    "ta": "தமிழ் அரசு முதல்வர் காவல்துறை மாணவர் பள்ளி மருத்துவமனை நீதிமன்றம் தேர்தல் விவசாயி சென்னை செய்தி "
    "அமைச்சர் ஆறு பாலம் கிராமம் வேலை திரைப்படம் கிரிக்கெட் வங்கி",
    "hi": "हिंदी ख़बर फ़िल्म ज़मीन सड़क पढ़ाई क़ानून ग़रीब सरकार मुख्यमंत्री पुलिस विद्यार्थी अस्पताल अदालत "
    "चुनाव किसान मंत्री नदी गाँव बाज़ार",
    "km": "កម្ពុជា រដ្ឋាភិបាល នាយករដ្ឋមន្ត្រី ប៉ូលិស សិស្ស សាលារៀន មន្ទីរពេទ្យ តុលាការ បោះឆ្នោត កសិករ ភ្នំពេញ "
    "ព័ត៌មាន រដ្ឋមន្ត្រី ទន្លេ ស្ពាន ភូមិ ការងារ ភាពយន្ត កីឡា ធនាគារ",
    "my": "မြန်မာ အစိုးရ ဝန်ကြီးချုပ် ရဲတပ်ဖွဲ့ ကျောင်းသား ကျောင်း ဆေးရုံ တရားရုံး ရွေးကောက်ပွဲ လယ်သမား ရန်ကုန် "
    "သတင်း ဝန်ကြီး မြစ် တံတား ရွာ အလုပ် ရုပ်ရှင် အားကစား ဘဏ်",
    "th": "ประเทศไทย รัฐบาล นายกรัฐมนตรี ตำรวจ นักเรียน โรงเรียน โรงพยาบาล ศาล การเลือกตั้ง เกษตรกร กรุงเทพ "
    "ข่าว รัฐมนตรี แม่น้ำ สะพาน หมู่บ้าน งาน ภาพยนตร์ กีฬา ธนาคาร",
    "lo": "ປະເທດລາວ ລັດຖະບານ ນາຍົກລັດຖະມົນຕີ ຕຳຫຼວດ ນັກຮຽນ ໂຮງຮຽນ ໂຮງໝໍ ສານ ການເລືອກຕັ້ງ ຊາວນາ ວຽງຈັນ "
    "ຂ່າວ ລັດຖະມົນຕີ ແມ່ນ້ຳ ຂົວ ບ້ານ ວຽກ ຮູບເງົາ ກິລາ ທະນາຄານ",
    "ar": "مُحَمَّد مَدْرَسَة حُكُومَة رَئِيس وَزِير شُرْطَة مُسْتَشْفَى مَحْكَمَة اِنْتِخَابَات فَلَّاح بَغْدَاد أَخْبَار نَهْر "
    "جِسْر قَرْيَة عَمَل فِيلْم رِيَاضَة بَنْك سُوق",
    "fa": "ایران دولت رئیس‌جمهور پلیس دانش‌آموز مدرسه بیمارستان دادگاه انتخابات کشاورز تهران خبر وزیر "
    "رودخانه پل روستا کار فیلم ورزش بانک",
    "he": "שָׁלוֹם מֶמְשָׁלָה נָשִׂיא שַׂר מִשְׁטָרָה תַּלְמִיד בֵּית סֵפֶר חוֹלִים מִשְׁפָּט בְּחִירוֹת חַקְלַאי יְרוּשָׁלַיִם חֲדָשׁוֹת "
    "נָהָר גֶּשֶׁר כְּפָר עֲבוֹדָה סֶרֶט בַּנְק",
    "el": "Αθήνα κυβέρνηση πρωθυπουργός αστυνομία μαθητής σχολείο νοσοκομείο δικαστήριο εκλογές αγρότης "
    "Θεσσαλονίκη ειδήσεις υπουργός ποτάμι γέφυρα χωριό εργασία ταινία αθλητισμός τράπεζα",
    "ru": "Королёв ёлка самолёт пчёлы зелёный весёлый чёрный жёлтый тяжёлый учёный актёр режиссёр шофёр "
    "вертолёт полёт счёт отчёт расчёт приём подъём",
    "am": "ኢትዮጵያ መንግስት ፕሬዝዳንት ፖሊስ ተማሪ ትምህርትቤት ሆስፒታል ፍርድቤት ምርጫ ገበሬ አዲስአበባ ዜና ሚኒስትር ወንዝ ድልድይ መንደር ሥራ ፊልም ስፖርት ባንክ",
    "ka": "საქართველო მთავრობა პრეზიდენტი პოლიცია სტუდენტი სკოლა საავადმყოფო სასამართლო არჩევნები ფერმერი თბილისი "
    "სიახლეები მინისტრი მდინარე ხიდი სოფელი სამუშაო ფილმი სპორტი ბანკი",
    "hy": "Հայաստան կառավարություն նախագահ ոստիկանություն ուսանող դպրոց հիվանդանոց դատարան ընտրություններ "
    "գյուղացի Երևան լուրեր նախարար գետ կամուրջ գյուղ աշխատանք ֆիլմ մարզիկ բանկ",
}
UNSPACED = {"km", "my", "th", "lo"}
TYPED_PLAIN = {"ar", "he", "el", "hi"}
"""Languages whose words are typed without the marks that a text may have."""


def _plain(word: str) -> str:
    """The word without marks that are typed seldom: vowels, points, accents, nukta."""
    apart = unicodedata.normalize("NFD", word)
    kept = (c for c in apart if unicodedata.category(c) != "Mn" or "\u0900" < c < "\u097f")
    return unicodedata.normalize("NFC", "".join(kept)).replace("\u093c", "")


_VARIANTS = {"fa": str.maketrans("یک", "يك"), "ru": str.maketrans("ё", "е")}
"""Letters that are typed in place of others."""


def _texts(language: str) -> list[list[str]]:
    """The words of each text: every word in three of them, between different ones."""
    words = WORDS[language].split()
    return [
        [words[i], words[(i + 7) % len(words)], words[(i + 12) % len(words)]]
        for i in range(len(words))
    ]


@pytest.fixture(scope="module")
def index(tmp_path_factory):
    index = Index.create(tmp_path_factory.mktemp("scripts") / "index")
    index.add_articles(
        Article.from_text(
            ("" if language in UNSPACED else " ").join(words),
            key=f"{language}-{number}",
            title=f"{language}-{number}",
            language=language,
        )
        for language in WORDS
        for number, words in enumerate(_texts(language))
    )
    without_marks = (" ".join(map(_consonants, words.split())) for words in WORDS.values())
    index.add_articles(
        Article.from_text(text, key=text, title=f"false-{number}")
        for number, text in enumerate(without_marks)
    )
    return index


def _consonants(word: str) -> str:
    """Its letters apart, without vowel signs: what a tokenizer makes of it that knows no marks."""
    return " ".join(c for c in word if unicodedata.category(c)[0] == "L")


def _typed(language: str, word: str) -> str:
    if language in TYPED_PLAIN:
        return _plain(word)
    return word.translate(_VARIANTS.get(language, {}))


@pytest.mark.parametrize("language", WORDS)
def test_each_word_is_found_and_nothing_false_above_it(index, language):
    texts = _texts(language)
    for word in WORDS[language].split():
        has = word.__eq__ if language not in UNSPACED else lambda text, word=word: word in text
        true = {
            f"{language}-{number}"
            for number, words in enumerate(texts)
            if any(map(has, words)) or (language in UNSPACED and word in "".join(words))
        }
        hits = search(index, _typed(language, word), copies=True, limit=99).hits
        titles = [hit.article.title for hit in hits]
        found = [title for title in titles if title.startswith((f"{language}-", "false"))]
        assert set(found[: len(true)]) == true, word


@pytest.mark.parametrize(
    ("text", "query"),
    [
        ("สภาท่าเรือในกรุงเทพมหานครผุพัง", "กรุงเทพ*"),
        ("北京市政府宣布", "北京*"),
        ("ＡＢＣの港、ｽｰﾊﾟｰ", "スーパー"),
        ("हिन्दी में", "हिंदी"),
        ("सम्बन्ध है", "संबंध"),
    ],
)
def test_prefixes_widths_and_nasals_of_scripts(tmp_path, text, query):
    index = Index.create(tmp_path / "index")
    index.add_articles([Article.from_text(text, key="1"), Article.from_text("ก น क ｽ", key="2")])
    assert search(index, query).total_articles == 1
