"""Cities by which people name a time zone, in three languages; and the nearest name to one that nobody knows."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches


@dataclass(frozen=True, slots=True)
class City:
    """`zone`: its IANA name; `names`: in Kazakh, Russian and English."""

    zone: str
    names: tuple[str, str, str]

    def name(self, language: str) -> str:
        return self.names[("kk", "ru", "en").index(language)]


# Since 1 March 2024 all of Kazakhstan has one time (UTC+5), so every city of it stands for one zone.
_KAZAKHSTAN = (
    ("Астана", "Астана", "Astana"),
    ("Алматы", "Алматы", "Almaty"),
    ("Шымкент", "Шымкент", "Shymkent"),
    ("Ақтау", "Актау", "Aktau"),
    ("Ақтөбе", "Актобе", "Aktobe"),
    ("Атырау", "Атырау", "Atyrau"),
    ("Жезқазған", "Жезказган", "Zhezkazgan"),
    ("Көкшетау", "Кокшетау", "Kokshetau"),
    ("Қарағанды", "Караганда", "Karaganda"),
    ("Қонаев", "Конаев", "Konaev"),
    ("Қостанай", "Костанай", "Kostanay"),
    ("Қызылорда", "Кызылорда", "Kyzylorda"),
    ("Орал", "Уральск", "Oral"),
    ("Өскемен", "Усть-Каменогорск", "Oskemen"),
    ("Павлодар", "Павлодар", "Pavlodar"),
    ("Петропавл", "Петропавловск", "Petropavl"),
    ("Семей", "Семей", "Semey"),
    ("Талдықорған", "Талдыкорган", "Taldykorgan"),
    ("Тараз", "Тараз", "Taraz"),
    ("Түркістан", "Туркестан", "Turkistan"),
)
_ELSEWHERE = {
    "Asia/Tashkent": ("Ташкент", "Ташкент", "Tashkent"),
    "Asia/Bishkek": ("Бішкек", "Бишкек", "Bishkek"),
    "Asia/Dushanbe": ("Душанбе", "Душанбе", "Dushanbe"),
    "Asia/Ashgabat": ("Ашхабад", "Ашхабад", "Ashgabat"),
    "Asia/Baku": ("Баку", "Баку", "Baku"),
    "Europe/Moscow": ("Мәскеу", "Москва", "Moscow"),
    "Asia/Yekaterinburg": ("Екатеринбург", "Екатеринбург", "Yekaterinburg"),
    "Asia/Omsk": ("Омбы", "Омск", "Omsk"),
    "Asia/Novosibirsk": ("Новосібір", "Новосибирск", "Novosibirsk"),
    "Asia/Hovd": ("Баян-Өлгий", "Баян-Улгий", "Bayan-Olgii"),
    "Asia/Ulaanbaatar": ("Ұланбатыр", "Улан-Батор", "Ulaanbaatar"),
    "Asia/Urumqi": ("Үрімші", "Урумчи", "Urumqi"),
    "Asia/Shanghai": ("Бейжің", "Пекин", "Beijing"),
    "Europe/Istanbul": ("Стамбул", "Стамбул", "Istanbul"),
    "Asia/Dubai": ("Дубай", "Дубай", "Dubai"),
    "Asia/Seoul": ("Сеул", "Сеул", "Seoul"),
    "Asia/Tokyo": ("Токио", "Токио", "Tokyo"),
    "Europe/Berlin": ("Берлин", "Берлин", "Berlin"),
    "Europe/London": ("Лондон", "Лондон", "London"),
    "Europe/Paris": ("Париж", "Париж", "Paris"),
    "America/New_York": ("Нью-Йорк", "Нью-Йорк", "New York"),
}
CITIES = tuple(
    [City("Asia/Almaty", names) for names in _KAZAKHSTAN] + [City(zone, names) for zone, names in _ELSEWHERE.items()]
)
_FIRST: dict[str, City] = {}
_BY_NAME: dict[str, City] = {}
for _city in CITIES:
    _FIRST.setdefault(_city.zone, _city)
    for _name in (*_city.names, _city.zone):
        _BY_NAME.setdefault(_name.casefold(), _city)


def city_named(written: str) -> City | None:
    """By a name in any of the three languages, or by the name of its zone."""
    return _BY_NAME.get(" ".join(written.split()).casefold())


def nearest_city(written: str) -> City | None:
    """The city whose name is most like this one; None where none is like it."""
    found = get_close_matches(" ".join(written.split()).casefold()[:64], _BY_NAME, n=1, cutoff=0.6)
    return _BY_NAME[found[0]] if found else None


def city_of(zone: str) -> City | None:
    """The first city of a zone; None for one that is not listed."""
    return _FIRST.get(zone)
