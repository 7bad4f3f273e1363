"""Labels of dates of publication and of updates, in many languages."""

import re

_UPDATED = (
    r"(?:last\s+)?(?:updated?|modified|edited|revised|amended)|lastmod(?:ified)?"
    r"|stand(?=\s*:)|(?:zuletzt\s+)?(?:aktualisiert|aktualisierung|geändert|bearbeitet)"
    r"|mis(?:e)?\s+à\s+jour|modifiée?|actualis[ée]e?"
    r"|(?:última\s+)?(?:actualización|actualizado|actualizada|modificado)"
    r"|(?:última\s+)?(?:atualização|atualizado|atualizada|modificada)"
    r"|(?:ultimo\s+)?aggiorna(?:to|ta|mento)|modificat[oa]"
    r"|bijgewerkt|gewijzigd|laatste\s+update"
    r"|uppdatera[dt]|oppdatert|opdateret|redigeret|endret|päivitetty|muokattu"
    r"|(?:ostatnia\s+)?aktualizacja|zaktualizowano|aktualizováno|aktualizované|frissítve"
    r"|actualizat|обновлен[оа]?|обновлено|изменен[оа]?|оновлен[оа]|оновлено|актуализиран[оа]?"
    r"|güncellen\w*|güncelleme|son\s+güncelleme|diperbarui|cập\s+nhật|ενημερώθηκε"
    r"|最終更新|更新日?|更新时间|更新時間|수정|업데이트|تحديث|آخر\s+تحديث|עודכן|अपडेट"
)
_PUBLISHED = (
    r"(?:first\s+)?(?:published|posted|created|issued)|veröffentlicht|erschienen"
    r"|publiée?|publicado|publicada|pubblicat[oa]|gepubliceerd|publicerad|publisert|julkaistu"
    r"|opublikowano|опубликован[оа]?|опубліковано|yayınlan\w*|公開|发布|發布|등록|입력|نشر|פורסם"
)
_LABEL = re.compile(
    rf"(?<!\w)(?:(?P<updated>{_UPDATED})|{_PUBLISHED})(?![a-zà-ÿа-я])", re.IGNORECASE
)

_DIGIT = re.compile(r"\d")
_LETTER = re.compile(r"\w")


def without_updates(text: str) -> str:
    """The line without each label of an update and what follows it up to the next label."""
    parts, at, is_kept = [], 0, True
    for label in _LABEL.finditer(text):
        if is_kept:
            parts.append(text[at : label.start()])
        at, is_kept = label.start(), label["updated"] is None
    if is_kept:
        parts.append(text[at:])
    return "".join(parts).strip()


def ends_with_update_label(text: str) -> bool:
    """Whether what comes next is the day of an update, as after "Last updated on"."""
    last = _last_label(text)
    return last is not None and bool(last["updated"]) and not _DIGIT.search(text, last.end())


def is_label(text: str) -> bool:
    """Whether the text ends with a word for publication or for an update."""
    last = _last_label(text)
    return last is not None and not _LETTER.search(text, last.end())


def has_published_label(text: str) -> bool:
    """Whether a word for publication is in the line."""
    return any(not label["updated"] for label in _LABEL.finditer(text))


def _last_label(text: str) -> re.Match[str] | None:
    return next(reversed(list(_LABEL.finditer(text))), None)
