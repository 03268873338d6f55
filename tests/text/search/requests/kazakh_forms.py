"""Writes the forms of Kazakh verbs as school grammar does, in usual letters, so that a test need not list them."""

from __future__ import annotations

from collections.abc import Iterator

_FRONT, _VOWELS, _VOICELESS = "әеөүі", "аәеоөұүыі", "пткқсш"
_PLAIN = str.maketrans("әғқңөұүһі", "агкноууxи")


class Verb:
    """A stem with the sounds that its endings take."""

    def __init__(self, stem: str) -> None:
        last = stem[-1]
        front = next(letter for letter in reversed(stem) if letter in _VOWELS) in _FRONT
        self.stem = stem
        self.vowel = last in _VOWELS
        self.a, self.y = ("е", "і") if front else ("а", "ы")
        hard = last in _VOICELESS
        self.d = "т" if hard else "д"
        self.g = {(True, True): "к", (True, False): "г", (False, True): "қ", (False, False): "ғ"}[front, hard]
        self.m = "п" if hard else "б" if last in "зжмнң" else "м"

    def before_vowel(self, ending: str) -> str:
        """With an ending whose first vowel falls out behind a vowel; к and п are voiced before it."""
        if self.vowel:
            return self.stem + ending[1:]
        voiced = {"қ": "ғ", "к": "г", "п": "б"}.get(self.stem[-1], self.stem[-1])
        return f"{self.stem[:-1]}{voiced}{ending}"

    @property
    def p(self) -> str:
        """Жіберіп."""
        return self.before_vowel(f"{self.y}п")

    @property
    def present(self) -> str:
        """Жібере, тоқтай; behind it stand the persons."""
        return f"{self.stem}й" if self.vowel else self.before_vowel(self.a)

    @property
    def action(self) -> str:
        """Жіберу."""
        return f"{self.stem}у" if self.vowel else self.before_vowel("у")

    @property
    def denied(self) -> str:
        """Жіберме."""
        return f"{self.stem}{self.m}{self.a}"

    def bidding(self) -> Iterator[str]:
        """How one asks for it."""
        y, a = self.y, self.a
        polite = [self.before_vowel(f"{y}ң{y}з"), self.before_vowel(f"{y}ңд{a}р"), self.before_vowel(f"{y}ң{y}зд{a}р")]
        for form in (self.stem, *polite):
            yield form
            yield f"{form}ш{y}"
        yield f"{self.stem}с{a}ң{y}з екен"
        yield f"{self.stem}с{a}ң{y}зш{y}"
        yield f"{self.stem}с{a}ңд{a}р болады"
        yield f"{self.present}с{y}з б{a}"
        yield f"{self.present} ал{a if a == 'а' else 'а'}сыз ба"
        yield f"{self.action}ға болады ма" if a == "а" else f"{self.action}ге бола ма"
        yield f"{self.action}{y}ң{y}зд{y} сұраймын"
        for auxiliary in ("берші", "беріңізші", "жіберіңіз", "тастаңыздаршы", "қойсаңыз екен", "қойыңдар"):
            yield f"{self.p} {auxiliary}"
        yield f"{self.denied}йс{y}з б{a}"

    def refusing(self) -> Iterator[str]:
        """How one asks that it be not done."""
        y, a, denied = self.y, self.a, self.denied
        for form in (denied, f"{denied}ң{y}з", f"{denied}ңд{a}р", f"{denied}ң{y}зд{a}р"):
            yield form
            yield f"{form}ш{y}"
        yield f"{denied}с{y}н"
        yield f"{denied}с{a}ң{y}з екен"
        yield f"{denied}с{a}ңд{a}р болады"
        yield f"{denied}у керек"
        yield f"{denied}у{y}ң{y}зд{y} сұраймын"
        for auxiliary in ("қойыңыз", "қойсаңызшы", "-ақ қойыңдаршы", "тұрып қалсаңыз екен"):
            yield f"{denied}й {auxiliary}".replace(" -", "-")
        for auxiliary in ("берме", "бермеңізші", "бермесеңіздер екен"):
            yield f"{self.present} {auxiliary}"
        yield f"{self.p} жатпаңыз"
        yield f"{self.p} отырмасаңшы"
        yield f"{self.action} керек емес"

    def wishing(self, *, denied: bool = False) -> Iterator[str]:
        """How one says that one wants to do it, or does not."""
        for wish in (f"{self.stem}{self.g}{self.y}м", f"{self.stem}{self.g}{self.y}м{self.y}з"):
            for comes in ("келмейді", "келмей тұр", "жоқ") if denied else ("келеді", "келіп тұр", "келед"):
                yield f"{wish} {comes}"


def without_kazakh_letters(text: str) -> str:
    """As a Russian keyboard gives it."""
    return text.translate(_PLAIN)
