"""The names of the months in many languages: the only table of them.

Names are compared folded: without case and without accents, so that "ΜΑΡΤΙΟΥ", "Μαρτίου" and
"marzec" are found however they are typed.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cache

MIN_ABBREVIATION = 3
"""No language of the table abbreviates a month to fewer letters."""

MONTHS: Mapping[str, str] = {
    "en": "january february march april may june july august september october november december",
    "de": "januar/jänner februar/feber märz/maerz/mrz april mai juni juli august september oktober "
    "november dezember",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre/setiembre octubre "
    "noviembre diciembre",
    "pt": "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro "
    "dezembro",
    "it": "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre "
    "dicembre",
    "uk": "січня/січень лютого/лютий березня/березень квітня/квітень травня/травень "
    "червня/червень липня/липень серпня/серпень вересня/вересень жовтня/жовтень "
    "листопада/листопад грудня/грудень",
    "ru": "января/январь февраля/февраль марта/март апреля/апрель мая/май июня/июнь июля/июль "
    "августа/август сентября/сентябрь октября/октябрь ноября/ноябрь декабря/декабрь",
    "id": "januari februari/pebruari maret april mei juni juli agustus september oktober "
    "november/nopember desember",
    "nl": "januari februari maart/mrt april mei juni juli augustus september oktober november "
    "december",
    "tr": "ocak şubat mart nisan mayıs haziran temmuz ağustos eylül ekim kasım aralık",
    "ar": "يناير/جانفي فبراير/فيفري مارس أبريل/أفريل مايو/ماي يونيو/يونيه/جوان "
    "يوليو/يوليه/جويلية أغسطس/أوت/غشت سبتمبر/شتنبر أكتوبر نوفمبر/نونبر ديسمبر/دجنبر",
    "hu": "január február március április május június július augusztus szeptember október "
    "november december",
    "el": "ιανουαρίου/ιανουάριος φεβρουαρίου/φεβρουάριος μαρτίου/μάρτιος απριλίου/απρίλιος "
    "μαΐου/μάιος ιουνίου/ιούνιος ιουλίου/ιούλιος αυγούστου/αύγουστος σεπτεμβρίου/σεπτέμβριος "
    "οκτωβρίου/οκτώβριος νοεμβρίου/νοέμβριος δεκεμβρίου/δεκέμβριος",
    "sv": "januari februari mars april maj juni juli augusti september oktober november december",
    "da": "januar februar marts april maj juni juli august september oktober november december",
    "nb": "januar februar mars april mai juni juli august september oktober november desember",
    "is": "janúar febrúar mars apríl maí júní júlí ágúst september október nóvember desember",
    "ca": "gener febrer març abril maig juny juliol agost setembre octubre novembre desembre",
    "gl": "xaneiro febreiro marzo abril maio xuño xullo agosto setembro outubro novembro decembro",
    "he": "ינואר פברואר מרץ/מרס אפריל מאי יוני יולי אוגוסט ספטמבר אוקטובר נובמבר דצמבר",
    "bg": "януари февруари март април май юни юли август септември октомври ноември декември",
    "az": "yanvar fevral mart aprel may iyun iyul avqust sentyabr oktyabr noyabr dekabr",
}
"""Twelve months with their forms. In these languages a beginning of a name is an abbreviation."""

WHOLE_MONTHS: Mapping[str, str] = {
    "pl": "stycznia/styczeń/sty lutego/luty/lut marca/marzec kwietnia/kwiecień/kwi maja/maj "
    "czerwca/czerwiec/cze lipca/lipiec/lip sierpnia/sierpień/sie września/wrzesień/wrz "
    "października/październik/paź listopada/listopad/lis grudnia/grudzień/gru",
    "cs": "ledna/leden února/únor března/březen dubna/duben května/květen června/červen "
    "července/červenec srpna/srpen září října/říjen listopadu prosince/prosinec",
    "sk": "januára februára marca/marec apríla/apríl mája/máj júna/jún júla/júl augusta "
    "septembra októbra novembra decembra",
    "sl": "januarja februarja marca aprila maja junija julija avgusta/avgust septembra oktobra "
    "novembra decembra",
    "hr": "siječnja veljače ožujka travnja svibnja lipnja srpnja kolovoza rujna - studenoga/"
    "studenog prosinca",
    "sr": "јануар/јануара/januara фебруар/фебруара/februara март/марта/marta април/априла/aprila "
    "мај/маја/maja јун/јуна/juna/јуни јул/јула/jula/јули август/августа/avgusta "
    "септембар/септембра/septembar октобар/октобра/oktobar новембар/новембра/novembar "
    "децембар/децембра/decembar",
    "mk": "јануари февруари март април мај јуни јули август септември октомври ноември декември",
    "be": "студзеня лютага сакавіка красавіка мая чэрвеня ліпеня жніўня верасня кастрычніка "
    "лістапада снежня",
    "fi": "tammikuuta/tammikuu helmikuuta/helmikuu maaliskuuta/maaliskuu huhtikuuta/huhtikuu "
    "toukokuuta/toukokuu kesäkuuta/kesäkuu heinäkuuta/heinäkuu elokuuta/elokuu syyskuuta/syyskuu "
    "lokakuuta/lokakuu marraskuuta/marraskuu joulukuuta/joulukuu",
    "et": "jaanuar veebruar märts aprill mai juuni juuli august september oktoober november "
    "detsember",
    "lv": "janvāris/janvārī februāris/februārī marts/martā aprīlis/aprīlī maijs/maijā "
    "jūnijs/jūnijā jūlijs/jūlijā augusts/augustā septembris/septembrī oktobris/oktobrī "
    "novembris/novembrī decembris/decembrī",
    "lt": "sausio vasario kovo balandžio gegužės birželio liepos rugpjūčio rugsėjo spalio "
    "lapkričio gruodžio",
    "ro": "ianuarie februarie/feb martie aprilie/apr mai iunie/iun iulie/iul august/aug "
    "septembrie octombrie/oct noiembrie/nov decembrie/dec",
    "sq": "janar shkurt mars prill maj qershor korrik gusht shtator tetor nëntor dhjetor",
    "hi": "जनवरी फ़रवरी/फरवरी मार्च अप्रैल मई जून जुलाई अगस्त सितंबर/सितम्बर अक्टूबर/अक्तूबर नवंबर/नवम्बर "
    "दिसंबर/दिसम्बर",
    "mr": "जानेवारी फेब्रुवारी मार्च एप्रिल मे जून जुलै ऑगस्ट सप्टेंबर ऑक्टोबर नोव्हेंबर डिसेंबर",
    "bn": "জানুয়ারি/জানুয়ারী ফেব্রুয়ারি/ফেব্রুয়ারী মার্চ এপ্রিল মে জুন জুলাই আগস্ট/আগষ্ট সেপ্টেম্বর "
    "অক্টোবর নভেম্বর ডিসেম্বর",
    "ta": "ஜனவரி பிப்ரவரி மார்ச் ஏப்ரல் மே ஜூன் ஜூலை ஆகஸ்ட் செப்டம்பர் அக்டோபர் நவம்பர் டிசம்பர்",
    "ur": "جنوری فروری مارچ اپریل مئی جون جولائی اگست ستمبر اکتوبر نومبر دسمبر",
    "fa": "ژانویه فوریه مارس آوریل مه/می ژوئن ژوئیه/جولای اوت/آگوست سپتامبر اکتبر نوامبر دسامبر",
    "levantine": "كانون_الثاني شباط آذار نيسان أيار حزيران تموز آب أيلول تشرين_الأول "
    "تشرين_الثاني كانون_الأول",
    "th": "มกราคม/ม.ค กุมภาพันธ์/ก.พ มีนาคม/มี.ค เมษายน/เม.ย พฤษภาคม/พ.ค มิถุนายน/มิ.ย กรกฎาคม/ก.ค "
    "สิงหาคม/ส.ค กันยายน/ก.ย ตุลาคม/ต.ค พฤศจิกายน/พ.ย ธันวาคม/ธ.ค",
    "hy": "հունվարի փետրվարի մարտի ապրիլի մայիսի հունիսի հուլիսի օգոստոսի սեպտեմբերի հոկտեմբերի "
    "նոյեմբերի դեկտեմբերի",
    "ka": "იანვარი თებერვალი მარტი აპრილი მაისი ივნისი ივლისი აგვისტო სექტემბერი ოქტომბერი "
    "ნოემბერი დეკემბერი",
    "kk": "қаңтар ақпан наурыз сәуір мамыр маусым шілде тамыз қыркүйек қазан қараша желтоқсан",
    "cy": "ionawr chwefror mawrth ebrill mai mehefin gorffennaf awst medi hydref tachwedd rhagfyr",
    "tl": "enero pebrero marso abril mayo hunyo hulyo agosto setyembre oktubre nobyembre disyembre",
    "sw": "januari februari machi aprili mei juni julai agosti septemba oktoba novemba desemba",
}
"""Here the beginnings are words of other languages, so only what is listed is a month."""

AFTER_A_DOT: Mapping[str, int] = {"listopada": 10}
"""Croatian October is Polish November. Croatian writes a dot after the day, Polish does not."""

VIETNAMESE_MONTHS = "giêng/một hai ba tư năm sáu bảy tám chín mười mười_một mười_hai/chạp"
"""Numbers, and months only behind the word for month: "tháng 3", "tháng Ba", "thg 3"."""

_VIETNAMESE = re.compile(r"th(?:ang|g)\.?\s?(?=\w)")


def month_number(word: str, *, after_dot: bool = False) -> int | None:
    """1 to 12 for a month's name or its abbreviation in any known language."""
    name = _folded(word).rstrip(".")
    if after_dot and name in AFTER_A_DOT:
        return AFTER_A_DOT[name]
    if vietnamese := _VIETNAMESE.match(name):
        return _vietnamese_table().get(name[vietnamese.end() :].lstrip("0"))
    table = _month_table()
    return table.get(name) or (table.get(name[1:]) if name.startswith(_HEBREW_IN) else None)


def names_of_several_words() -> tuple[str, ...]:
    """The names that hold a space or a dot, as they are written."""
    months = (month for names in WHOLE_MONTHS.values() for month in names.split())
    forms = (form for month in months for form in month.split("/"))
    return tuple(form.replace("_", " ") for form in forms if "_" in form or "." in form)


_HEBREW_IN = "ב"
"""Hebrew writes "in March" as one word."""


@cache
def _month_table() -> Mapping[str, int]:
    table: dict[str, int] = {}
    beginnings: dict[str, set[int]] = defaultdict(set)
    for names in (*MONTHS.values(), *WHOLE_MONTHS.values()):
        for number, name in _named(names):
            table.setdefault(name, number)
    for names in MONTHS.values():
        for number, name in _named(names):
            for length in range(MIN_ABBREVIATION, len(name)):
                beginnings[name[:length]].add(number)
    for beginning, numbers in beginnings.items():
        if len(numbers) == 1:
            table.setdefault(beginning, *numbers)
    return table


@cache
def _vietnamese_table() -> Mapping[str, int]:
    numbers = {str(number): number for number in range(1, 13)}
    return numbers | {name: number for number, name in _named(VIETNAMESE_MONTHS)}


def _named(names: str) -> Iterable[tuple[int, str]]:
    """Each form of each month, folded, with the month's number."""
    for number, forms in enumerate(names.split(), 1):
        for form in forms.split("/"):
            if form != "-":
                yield number, _folded(form.replace("_", " "))


def _folded(word: str) -> str:
    word = word.casefold()
    if word.isascii():
        return word
    decomposed = unicodedata.normalize("NFKD", word).replace("ı", "i")
    return "".join(c for c in decomposed if not unicodedata.combining(c))
