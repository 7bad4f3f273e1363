"""The columns that scrapers, feeds, APIs and people use for the fields of an article.

A name is written here as `normalized_name` makes it: without case, accents and separators. Within a
field the names of a language are in the order in which they are preferred; languages follow each
other in the order of the table, and `last` has those that are used only where no other is there.
"""

from collections.abc import Mapping
from functools import lru_cache

from pressmark.corpus.readers.further_field_names import FURTHER
from pressmark.corpus.text.normalized_names import normalized_name

TITLE: Mapping[str, str] = {
    "en": "title headline articletitle newstitle ogtitle webtitle headlinetext newsheadline"
    " posttitle pagetitle storytitle heading h1 titletext titlefull fulltitle cleantitle"
    " headlines titles",
    "es": "titulo titular encabezado titulonoticia",
    "pt": "titulo manchete titulonoticia",
    "fr": "titre titrearticle intitule",
    "de": "titel ueberschrift uberschrift schlagzeile",
    "it": "titolo",
    "nl": "titel kop koptekst",
    "ca": "titol titular",
    "ro": "titlu",
    "id": "judul judulberita judulartikel tajuk",
    "tr": "baslik haberbaslik haberbasligi manset",
    "pl": "tytul naglowek",
    "cs": "titulek nadpis nazev nazov",
    "hr": "naslov naslovclanka",
    "hu": "cim focim",
    "fi": "otsikko",
    "sv": "rubrik titel",
    "da": "overskrift tittel",
    "el": "τιτλος",
    "ru": "заголовок название titul заглавие наслов",
    "uk": "назва заголовок",
    "ar": "العنوان عنوان عنوانالخبر عنوانالمقال",
    "fa": "تیتر عنوان سرخط",
    "ur": "سرخی عنوان",
    "he": "כותרת",
    "hi": "शीर्षक हेडलाइन",
    "bn": "শিরোনাম",
    "zh": "标题 標題 题目 新闻标题 新聞標題",
    "ja": "タイトル 見出し 題名 記事タイトル",
    "ko": "제목 기사제목 타이틀",
    "vi": "tieude",
    "sw": "kichwa kichwachahabari",
    "th": "หัวข้อ หัวข้อข่าว",
    "last": "name head subject",
}
TEXT: Mapping[str, str] = {
    "en": "maintext articletext articlebody articlecontent fulltext fullcontent fullarticle"
    " cleanedtext textcleaned cleantext text texttext body bodytext content contenttext newscontent"
    " newstext newsbody storytext storybody posttext postcontent pagetext plaintext contentplain"
    " maincontent contentencoded textcontent selftext rawtext fullstory story article"
    " newsarticle document news paragraphs paragraph leadparagraph transcript ctext texts contents",
    "es": "texto contenido cuerpo cuerponoticia textonoticia noticia textocompleto",
    "pt": "texto conteudo corpo noticia materia textocompleto",
    "fr": "texte contenu corps textecomplet contenuarticle",
    "de": "volltext artikeltext text inhalt artikel fliesstext haupttext",
    "it": "testo contenuto corpo articolo testocompleto",
    "nl": "tekst inhoud artikel artikeltekst",
    "ca": "text contingut cos noticia",
    "ro": "continut corp textul articol",
    "id": "isi isiberita konten teks berita isiartikel artikel kandungan",
    "tr": "metin icerik habermetni habericerik habericerigi haber",
    "pl": "tresc tekst artykul",
    "cs": "obsah telo clanek",
    "hr": "sadrzaj tekst clanak besedilo vsebina",
    "hu": "szoveg tartalom cikk torzs",
    "fi": "teksti sisalto leipateksti",
    "sv": "brodtext innehall artikeltext",
    "da": "brodtekst indhold innhold tekst",
    "el": "κειμενο περιεχομενο αρθρο",
    "ru": "текст содержание текстновости текстстатьи статья съдържание садржај",
    "uk": "текст зміст вміст стаття",
    "ar": "النص نص المحتوى محتوى نصالخبر المقال الخبر نصالمقال",
    "fa": "متن متنخبر محتوا",
    "ur": "متن خبر",
    "he": "תוכן טקסט גוףהכתבה",
    "hi": "पाठ सामग्री समाचार लेख",
    "bn": "খবর বিষয়বস্তু লেখা",
    "zh": "正文 内容 內容 全文 新闻内容 新聞內容 文章内容 文本",
    "ja": "本文 記事本文 内容 記事",
    "ko": "본문 기사본문 내용 기사 기사내용",
    "vi": "noidung vanban",
    "sw": "maudhui habari",
    "th": "เนื้อหา เนื้อหาข่าว",
}
SUMMARY: Mapping[str, str] = {
    "en": "summary abstract description excerpt standfirst lead lede teaser snippet"
    " shortdescription ogdescription metadescription summarytext trailtext deck dek subtitle"
    " subheadline intro",
    "es": "resumen descripcion bajada entradilla copete extracto sumario",
    "pt": "resumo descricao linhafina",
    "fr": "resume chapo chapeau extrait",
    "de": "zusammenfassung beschreibung vorspann anriss kurztext",
    "it": "sommario riassunto descrizione occhiello",
    "nl": "samenvatting beschrijving inleiding",
    "ro": "rezumat descriere",
    "id": "ringkasan deskripsi kutipan",
    "tr": "ozet aciklama spot",
    "pl": "streszczenie opis zajawka",
    "cs": "perex popis souhrn",
    "hr": "sazetak opis",
    "hu": "osszefoglalo leiras",
    "fi": "ingressi tiivistelma kuvaus",
    "sv": "ingress sammanfattning beskrivning",
    "da": "resume manchet beskrivelse",
    "el": "περιληψη περιγραφη",
    "ru": "аннотация описание анонс резюме",
    "uk": "анотація опис",
    "ar": "الملخص ملخص الوصف وصف",
    "fa": "خلاصه چکیده توضیحات",
    "he": "תקציר תיאור כותרתמשנה",
    "hi": "सारांश विवरण",
    "zh": "摘要 简介 簡介 描述",
    "ja": "概要 要約 説明",
    "ko": "요약 설명",
    "vi": "tomtat mota",
}
HTML: Mapping[str, str] = {
    "en": "html articlehtml rawhtml contenthtml bodyhtml fullhtml htmlcontent pagehtml htmltext"
    " rawcontent pagesource",
}
URL: Mapping[str, str] = {
    "en": "url canonicallink canonicalurl articleurl articlelink newsurl newslink storyurl weburl"
    " ogurl targeturl pageurl posturl link permalink uri originalurl urlfull fullurl sourcelink"
    " documentidentifier href address webaddress finalurl requestedurl readmore",
    "es": "enlace direccion urlnoticia",
    "pt": "endereco ligacao",
    "fr": "lien adresse",
    "de": "adresse verweis",
    "it": "collegamento indirizzo",
    "nl": "koppeling",
    "id": "tautan linkberita urlberita",
    "tr": "baglanti haberlink",
    "pl": "odnosnik adres",
    "cs": "odkaz",
    "hr": "poveznica",
    "fi": "linkki osoite",
    "sv": "lank",
    "el": "συνδεσμος",
    "ru": "ссылка адрес",
    "uk": "посилання",
    "ar": "الرابط رابط",
    "fa": "لینک پیوند نشانی",
    "he": "קישור כתובת",
    "hi": "लिंक",
    "zh": "链接 網址 网址 连结 連結 鏈接",
    "ja": "リンク アドレス",
    "ko": "링크 주소 원문주소 기사주소",
    "vi": "duongdan lienket",
    "last": "urlmobile mobileurl guid mainentityofpage mainentityofpageid v2documentidentifier"
    " sourceurl",
}
DATE: Mapping[str, str] = {
    "en": "datepublish datepublished publishdate publisheddate published publishedat publishedon"
    " publishedtime publishtime pubdate publicationdate publicationtime dateofpublication"
    " articlepublishedtime webpublicationdate firstpublished firstpublicationdate articledate"
    " newsdate postdate posteddate dateposted postedat postedon storydate dateline issuedate"
    " datetime date dategmt dateutc datestr datetext timestamp time posted",
    "es": "fecha fechapublicacion fechadepublicacion fechanoticia fechahora",
    "pt": "data datapublicacao datadepublicacao publicadoem datahora",
    "fr": "date datepublication datedepublication datedeparution",
    "de": "datum veroeffentlicht veroffentlicht veroffentlichungsdatum erscheinungsdatum",
    "it": "data datapubblicazione datadipubblicazione",
    "nl": "datum publicatiedatum",
    "ca": "data datapublicacio",
    "ro": "data datapublicarii",
    "id": "tanggal tanggalterbit tanggalpublikasi tanggalberita waktu tarikh tgl",
    "tr": "tarih yayintarihi yayinlanmatarihi habertarihi",
    "pl": "data datapublikacji",
    "cs": "datum datumvydani datumzverejneni",
    "hr": "datum datumobjave",
    "hu": "datum megjelenes kozzetetel",
    "fi": "paivamaara julkaistu julkaisupaiva pvm",
    "sv": "datum publicerad publiceringsdatum",
    "da": "dato publiceret publisert udgivelsesdato",
    "el": "ημερομηνια ημερομηνιαδημοσιευσης",
    "ru": "дата датапубликации опубликовано датаивремя датум",
    "uk": "дата датапублікації опубліковано",
    "ar": "التاريخ تاريخ تاريخالنشر",
    "fa": "تاریخ تاریخانتشار",
    "ur": "تاریخ",
    "he": "תאריך תאריךפרסום",
    "hi": "दिनांक तारीख तिथि",
    "bn": "তারিখ",
    "zh": "日期 发布时间 發布時間 发布日期 发表时间 时间 時間 出版日期",
    "ja": "日付 公開日 掲載日 発行日 日時 公開日時 配信日",
    "ko": "날짜 일자 게시일 작성일 발행일 보도일자 등록일",
    "vi": "ngay ngaydang ngayxuatban",
    "sw": "tarehe",
    "th": "วันที่",
    "last": "v21date sqldate seendate createdat createdutc created createdtime creationdate"
    " datecreated createdon",
}
SOURCE: Mapping[str, str] = {
    "en": "sitename metasitename ogsitename medianame newspaper newspapername publisher"
    " publishername publication publicationname outlet outletname sourcename newssource"
    " sourcecommonname newsoutlet newssite site website paper agency newsagency channel source"
    " sourcetitle sourcehostname sourcedomain domain hostname host basename",
    "es": "medio periodico diario fuente",
    "pt": "jornal veiculo fonte portal",
    "fr": "journal nomdusite editeur",
    "de": "zeitung quelle medium verlag",
    "it": "testata giornale fonte",
    "nl": "krant bron",
    "ro": "ziar sursa publicatie",
    "id": "sumber media sumberberita koran namamedia",
    "tr": "kaynak gazete haberkaynagi",
    "pl": "zrodlo gazeta",
    "cs": "zdroj noviny denik",
    "hr": "izvor novine vir medij",
    "hu": "forras ujsag lap",
    "fi": "lahde lehti",
    "sv": "kalla tidning",
    "da": "kilde avis",
    "el": "πηγη εφημεριδα",
    "ru": "источник издание сми газета извор",
    "uk": "джерело видання газета",
    "ar": "المصدر مصدر الصحيفة الجريدة",
    "fa": "منبع خبرگزاری روزنامه",
    "he": "מקור עיתון אתר",
    "hi": "स्रोत अखबार",
    "bn": "উৎস পত্রিকা",
    "zh": "来源 來源 媒体 媒體 报纸 報紙 网站",
    "ja": "媒体 新聞 新聞社 出典 情報源 媒体名 新聞名",
    "ko": "언론사 출처 매체 매체명 신문사",
    "vi": "nguon bao",
    "sw": "chanzo gazeti",
    "last": "v2sourcecommonname media mediaurl sourceurl feed feedname provider newsroom cleanurl",
}
AUTHOR: Mapping[str, str] = {
    "en": "authors author byline articleauthor authorname authornames authorsname creator dccreator"
    " writer writers reporter reporters journalist by embeddedauthorname",
    "es": "autor autores periodista firma",
    "pt": "autor autores autora reporter",
    "fr": "auteur auteurs journaliste",
    "de": "autor autoren verfasser",
    "it": "autore autori giornalista firma",
    "nl": "auteur auteurs schrijver",
    "id": "penulis pengarang wartawan jurnalis",
    "tr": "yazar muhabir yazarlar",
    "pl": "autor autorzy",
    "cs": "autor autori",
    "hr": "autor novinar avtor",
    "hu": "szerzo ujsagiro",
    "fi": "kirjoittaja tekija toimittaja",
    "sv": "forfattare skribent",
    "da": "forfatter journalist",
    "el": "συγγραφεας συντακτης",
    "ru": "автор авторы журналист",
    "uk": "автор автори",
    "ar": "الكاتب كاتب المؤلف الصحفي",
    "fa": "نویسنده خبرنگار",
    "he": "מחבר כתב",
    "hi": "लेखक पत्रकार",
    "bn": "লেখক প্রতিবেদক",
    "zh": "作者 记者 記者",
    "ja": "著者 記者 筆者 執筆者",
    "ko": "기자 작성자 저자 기고자",
    "vi": "tacgia",
    "sw": "mwandishi",
}
LANGUAGE: Mapping[str, str] = {
    "en": "language lang metalang languagecode langcode articlelanguage inlanguage oglocale locale",
    "es": "idioma lengua",
    "fr": "langue",
    "de": "sprache",
    "it": "lingua",
    "nl": "taal",
    "id": "bahasa",
    "tr": "dil",
    "pl": "jezyk",
    "ru": "язык",
    "uk": "мова",
    "ar": "اللغة",
    "zh": "语言 語言",
    "ja": "言語",
    "ko": "언어",
}
SECTION: Mapping[str, str] = {
    "en": "section sectionname articlesection category categoryname categories newscategory"
    " newstype topic topics desk newsdesk subject rubric",
    "es": "seccion categoria tema",
    "pt": "secao editoria categoria",
    "fr": "rubrique categorie",
    "de": "ressort rubrik kategorie",
    "it": "sezione categoria rubrica",
    "nl": "rubriek categorie sectie",
    "ro": "sectiune categorie",
    "id": "kategori kanal topik rubrik",
    "tr": "kategori bolum",
    "pl": "dzial kategoria",
    "cs": "rubrika kategorie sekce",
    "hr": "kategorija rubrika",
    "hu": "rovat kategoria",
    "fi": "osasto kategoria aihe",
    "sv": "avdelning kategori sektion",
    "da": "sektion kategori",
    "el": "κατηγορια ενοτητα",
    "ru": "рубрика раздел категория тема",
    "uk": "рубрика розділ категорія",
    "ar": "القسم قسم التصنيف الفئة",
    "fa": "دسته بخش سرویس دستهبندی",
    "he": "מדור קטגוריה",
    "hi": "श्रेणी वर्ग",
    "zh": "分类 分類 栏目 欄目 类别 频道 版面",
    "ja": "カテゴリ カテゴリー 分類 面",
    "ko": "분류 카테고리 섹션 통합분류1",
    "vi": "chuyenmuc danhmuc",
}

FIELDS: Mapping[str, Mapping[str, str]] = {
    "title": TITLE,
    "text": TEXT,
    "html": HTML,
    "summary": SUMMARY,
    "url": URL,
    "date": DATE,
    "author": AUTHOR,
    "source": SOURCE,
    "language": LANGUAGE,
    "section": SECTION,
}
"""Each field of an article with the names of its columns; `summary` is text where no other is."""

Role = tuple[str, int]
"""A field, and how many names of it are preferred to this one."""


@lru_cache(maxsize=1)
def _roles() -> Mapping[str, tuple[Role, ...]]:
    roles: dict[str, tuple[Role, ...]] = {}
    for field, languages in FIELDS.items():
        lines = (*languages.values(), *FURTHER.get(field, {}).values())
        names = dict.fromkeys(name for line in lines for name in line.split())
        for rank, name in enumerate(dict.fromkeys(map(normalized_name, names))):
            roles[name] = (*roles.get(name, ()), (field, rank))
    return roles


def roles_of(plain: str) -> tuple[Role, ...]:
    """The fields that a column of that plain name may hold; none where it is not known."""
    return _roles().get(plain, ())
