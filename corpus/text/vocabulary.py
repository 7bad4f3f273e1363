"""Closed classes of words that newspapers print around an article, in eight languages.

The order is English, German, French, Spanish, Portuguese, Italian, Ukrainian and Russian. The
names of months are in `months`.
"""


def word_set(words: str) -> frozenset[str]:
    """The words of a text as a set."""
    return frozenset(words.split())


WEEKDAYS = word_set(
    """
    monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri
    sat sun
    montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag mo di mi do fr sa so
    lundi mardi mercredi jeudi vendredi samedi dimanche
    lunes martes miércoles jueves viernes sábado domingo
    segunda terça quarta quinta sexta feira
    lunedì martedì mercoledì giovedì venerdì sabato domenica
    понеділок вівторок середа четвер пʼятниця субота неділя
    понедельник вторник среда четверг пятница суббота воскресенье
    الإثنين الاثنين الثلاثاء الأربعاء الخميس الجمعة السبت الأحد
    """
)

TIME_WORDS = word_set(
    """
    published publish updated update posted modified created last first on at the of am pm a p m
    ago an just now today yesterday min mins minute minutes hour hours hr hrs day days week weeks
    month months year years
    st nd rd th er
    utc gmt bst est edt cst cdt mst mdt pst pdt cet cest ist aest sast eet eest msk et pt ct t z
    veröffentlicht aktualisiert stand am um uhr vor stunde stunden minuten tag tagen zuletzt heute
    gestern erstellt geändert den der
    publié publie mis mise à jour le modifié il y heure heures jours hier aujourd hui
    publicado actualizado actualizada el las hace horas minutos hoy ayer de del h hs última
    actualización
    atualizado atualizada em às há hoje ontem atualização
    pubblicato aggiornato alle ore fa minuti ieri oggi ultimo aggiornamento
    опубліковано оновлено о год годин годину години хвилин хвилини день дні днів тому
    сьогодні вчора р року
    опубликовано обновлено в час часа часов минут минуты день дня дней назад сегодня вчера г года
    نشر في بتاريخ تاريخ النشر آخر تحديث تم التحديث الساعة
    입력 수정 등록 송고 승인 발행 기사입력 최종수정 업데이트 오전 오후 년 월 일 시 분
    """
)
"""Words that may be next to the numbers of a date or a time."""

META_WORDS = word_set(
    """
    by comment comments view views read reply replies share shares
    von kommentar kommentare par commentaire commentaires por comentario comentarios
    comentário comentários di commento commenti автор коментар коментарі коментарів
    комментарий комментарии комментариев oleh door
    """
)
"""Other words next to an author and a date: "Posted on 3 May 2015 by Ada Bell | 2 comments"."""

AGE_WORDS = word_set("ago vor il hace há fa тому назад")
"""Words that make a point in the past of a span of time."""

BYLINE_STARTS = (
    *("words by", "written by", "story by", "reported by", "by"),
    *("text von", "von", "par", "escrito por", "por", "a cura di", "di"),
    *("автори", "авторы", "автор", "текст"),
)
"""Words before authors' names, the longer before the shorter."""

BYLINE_LINKS = word_set("for the in at of on from and with a an special staff für aus im pour dans")
"""Words that join an author's name to the paper, the place and the date, in lower case."""

JOURNALIST_ROLES = word_set(
    """
    writer writers reporter reporters correspondent correspondents editor editors journalist
    columnist contributor
    redakteur redakteurin korrespondent korrespondentin reporterin autor autorin
    journaliste rédacteur rédactrice correspondant correspondante envoyé envoyée
    periodista redactor redactora corresponsal
    jornalista repórter redator redatora
    giornalista redattore redattrice inviato inviata corrispondente
    журналіст журналістка кореспондент кореспондентка редактор редакторка
    журналист журналистка корреспондент корреспондентка
    """
)

JOB_WORDS = word_set(
    """
    analyst ceo cfo communications consultant coordinator copywriter cto department development
    dietician dietitian director executive founder lecturer management manager marketing
    nutritionist officer president producer researcher specialist strategist therapist
    geschäftsführer geschäftsführerin leiter leiterin abteilung directeur directrice responsable
    gerente directora direttore direttrice diretor diretora директор менеджер
    """
)
"""Words of jobs and departments that are no surnames."""

RANKS = word_set("senior junior chief lead head associate principal assistant deputy executive")
"""Words that begin a job without a comma before it."""

NAME_PARTICLES = word_set("de da do dos di del della van von der den la le bin al el y e ter ten")
"""Words in lower case within a name."""

AGENCIES = (
    *("getty images", "getty", "shutterstock", "istock", "istockphoto", "adobe stock", "alamy"),
    *("reuters", "ap", "ap photo", "associated press", "afp", "epa", "efe", "dpa", "ansa", "apa"),
    *("lusa", "pa", "pa wire", "pa media", "tass", "тасс", "риа новости", "ria novosti"),
    *("укрінформ", "ukrinform", "уніан", "unian", "xinhua", "anadolu", "bloomberg", "zuma"),
    *(
        "imago",
        "picture alliance",
        "keystone",
        "lapresse",
        "sipa",
        "sipa usa",
        "nurphoto",
        "maxppp",
    ),
    *("depositphotos", "unsplash", "pexels", "pixabay", "wikimedia commons", "wikimedia", "flickr"),
    *("agência brasil", "europa press", "canadian press", "press association", "upi", "rex"),
)
"""Agencies and sites that provide press pictures, in lower case."""

CREDIT_STARTS = (
    *("photo", "photos", "photograph", "photography", "picture", "pictures", "image", "images"),
    *("credit", "photo credit", "image credit", "picture credit", "illustration"),
    *("image source,", "media source,", "image source", "source photo"),
    *("fuente de la imagen,", "crédito,", "crédit photo,", "автор фото,", "автор фото"),
    *("джерело зображення,", "источник изображения,", "صدر الصورة،", "इमेज स्रोत,"),
    *("photo by", "photograph by", "photos by", "image by", "picture by", "illustration by"),
    *("foto", "fotos", "bild", "bilder", "bildquelle", "quelle", "grafik"),
    *("crédit", "crédits", "crédit photo", "photo d'illustration"),
    *("foto de", "fotografía", "imagen", "crédito", "imagem", "foto di", "immagine", "crediti"),
    *("фото", "світлина", "джерело фото", "ілюстрація", "источник фото", "иллюстрация"),
)
"""Words before the name of a photographer, in lower case."""

CREDIT_LINKS = word_set("for via of the by and courtesy für von pour par para por per di de da y e")
"""Words that join the names in a credit, in lower case."""

COPULAS = word_set("is are ist sind est sont es son é são è sono")
"""Forms of "to be" between an author's name and role."""

META_LABELS = word_set(
    """
    by author authors posted published written filed category categories tag tags topic topics
    keywords section von autor autorin autoren kategorie kategorien rubrik schlagworte
    schlagwörter stichworte thema themen par auteur auteurs publié catégorie catégories étiquettes
    por autora autores publicado postado categoría categorías etiquetas tema temas categoria
    categorias autore autori pubblicato argomento argomenti автор категорія категорії теги мітки
    тема категория категории метки door auteur categorie trefwoorden forfatter författare
    kategori emneord
    """
)
"""Words of the labels before an author's name or topics."""

ABOUT_WORDS = tuple(
    tuple(words.split())
    for words in (
        "about", "über", "à propos de", "acerca de", "sobre", "informazioni su", "про", "о", "об",
        "over", "om", "o",
    )
)  # fmt: skip
"""How the heading of a note about an organization begins."""

BIO_WORDS = word_set(
    """
    author writes wrote covers covered reports reported edits joined lives based teaches works
    schreibt berichtet arbeitet lebt écrit couvre travaille vit escribe cubre trabaja vive
    escreve cobre trabalha scrive lavora пише працює живе пишет работает живет живёт
    """
)
"""Words of author bios other than roles."""

READER_WORDS = word_set(
    """
    you your yours youre youll
    ihnen dir dich dein deine euch
    vous votre vos
    usted tu tus
    você seu sua
    vostra vostro
    ви вам вас вашу ваша ваші вы вам вашу ваша ваши
    """
)
"""Words that address the reader; ambiguous ones (German "sie") are left out."""
