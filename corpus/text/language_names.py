"""Codes of languages, from their names in English and in themselves and from other codes."""

import re
from collections.abc import Mapping
from functools import lru_cache

from pressmark.corpus.text.normalized_names import normalized_name

NAMES: Mapping[str, str] = {
    "af": "afr afrikaans",
    "am": "amh amharic አማርኛ",
    "ar": "ara arabic العربية",
    "az": "aze azerbaijani azərbaycan",
    "be": "bel belarusian беларуская",
    "bg": "bul bulgarian български",
    "bn": "ben bengali bangla বল",
    "bs": "bos bosnian bosanski",
    "ca": "cat catalan catala",
    "cs": "ces cze czech cestina",
    "cy": "cym wel welsh cymraeg",
    "da": "dan danish dansk",
    "de": "deu ger german deutsch",
    "el": "ell gre greek ελληνικα",
    "en": "eng english",
    "es": "spa spanish espanol castellano",
    "et": "est estonian eesti",
    "eu": "eus baq basque euskara",
    "fa": "fas per persian فارسی farsi",
    "fi": "fin finnish suomi",
    "fil": "tgl tl filipino tagalog",
    "fr": "fra fre french francais",
    "ga": "gle irish gaeilge",
    "gl": "glg galician galego",
    "gu": "guj gujarati ગજરત",
    "ha": "hau hausa",
    "he": "heb iw hebrew עברית",
    "hi": "hin hindi हनद",
    "hr": "hrv croatian hrvatski",
    "hu": "hun hungarian magyar",
    "hy": "hye arm armenian հայերեն",
    "id": "ind indonesian indonesia",
    "is": "isl ice icelandic islenska",
    "it": "ita italian italiano",
    "ja": "jpn jp japanese 日本語",
    "ka": "kat geo georgian ქართული",
    "kk": "kaz kazakh қазақтілі",
    "km": "khm khmer ខមរ",
    "kn": "kan kannada ಕನನಡ",
    "ko": "kor korean 한국어",
    "lo": "lao ລາວ",
    "lt": "lit lithuanian lietuviu",
    "lv": "lav latvian latviesu",
    "mk": "mkd mac macedonian македонски",
    "ml": "mal malayalam മലയള",
    "mn": "mon mongolian монгол",
    "mr": "mar marathi मरठ",
    "ms": "msa may malay melayu",
    "my": "mya bur burmese မနမ",
    "nb": "nob no nor norwegianbokmal norskbokmal norwegian norsk",
    "ne": "nep nepali नपल",
    "nl": "nld dut dutch nederlands",
    "nn": "nno norwegiannynorsk norsknynorsk",
    "pa": "pan punjabi ਪਜਬ",
    "pl": "pol polish polski",
    "ps": "pus pashto پښتو",
    "pt": "por portuguese portugues",
    "ro": "ron rum romanian romana moldovan",
    "ru": "rus russian русскии",
    "si": "sin sinhala සහල",
    "sk": "slk slo slovak slovencina",
    "sl": "slv slovenian slovenscina",
    "so": "som somali soomaali",
    "sq": "sqi alb albanian shqip",
    "sr": "srp scc serbian српски",
    "sv": "swe swedish svenska",
    "sw": "swa swahili kiswahili",
    "ta": "tam tamil தமழ",
    "te": "tel telugu తలగ",
    "th": "tha thai ไทย",
    "tr": "tur turkish turkce",
    "uk": "ukr ukrainian украінська",
    "ur": "urd urdu اردو",
    "uz": "uzb uzbek ozbek",
    "vi": "vie vietnamese tiengviet",
    "yo": "yor yoruba edeyoruba",
    "zh": "zho chi cmn cn chinese 中文 mandarin",
    "zu": "zul zulu isizulu",
}
"""Codes of three letters, English and own names of each language, without accents and spaces."""

_CODE = re.compile(r"([a-z]{2,3})(?:[-_][a-z0-9]{2,4})*$")


def language_code(stated: str) -> str:
    """The code of a language that a record states by a code or a name; "" if it is not known.

    >>> language_code("Japanese"), language_code("en_US"), language_code("deutsch")
    ('ja', 'en', 'de')
    """
    text = stated.strip().lower()
    code = _CODE.match(text)
    if code and code[1] in NAMES:
        return code[1]
    first = text.split(" (")[0].split(";")[0]
    return _codes().get(normalized_name(first)) or (_codes().get(code[1], code[1]) if code else "")


@lru_cache(maxsize=1)
def _codes() -> Mapping[str, str]:
    return {name: code for code, names in NAMES.items() for name in names.split()}
