"""The names of months in other languages, as feeds and saved pages write them; searches do not read them."""

from __future__ import annotations

from text.time.lexicon import by_form, folded

# Portuguese, Spanish, Italian, French, German, Dutch, Polish, Czech, Romanian, Danish, Swedish, Turkish, Azerbaijani,
# Uzbek; then Ukrainian, Belarusian, Bulgarian, Kyrgyz, Tatar, Uzbek in Cyrillic. Without marks on Latin letters.
_MONTHS = by_form(
    {
        1: (
            "janeiro enero ene gennaio gen janvier janv januar januari janner stycznia styczen ledna leden "
            "ianuarie ocak oca yanvar січня січень студзеня януари гыйнвар январь"
        ),
        2: (
            "fevereiro fev febrero febbraio fevrier fevr februar februari lutego luty unora unor februarie subat "
            "sub fevral лютого лютий лютага февруари февраль"
        ),
        3: ("marco marzo mars marz maart mrt marca marzec brezna brezen martie mart березня березень сакавіка март"),
        4: (
            "abril abr aprile avril avr aprilie kwietnia kwiecien dubna duben nisan nis aprel квітня квітень "
            "красавіка април апрель"
        ),
        5: "maio mayo maggio mag mai mei maja kvetna kveten mayis травня травень траўня май",
        6: (
            "junho jun junio giugno giu juin juni czerwca czerwiec cervna cerven iunie haziran haz iyun червня "
            "червень чэрвеня юни июнь"
        ),
        7: (
            "julho julio luglio lug juillet juil juli lipca lipiec cervence cervenec iulie temmuz tem iyul липня "
            "липень ліпеня юли июль"
        ),
        8: (
            "agosto ago aout augustus sierpnia sierpien srpna srpen augusti agustos agu avqust avgust серпня "
            "серпень жніўня август"
        ),
        9: (
            "setembro set septiembre settembre septembre wrzesnia wrzesien zari septembrie eylul eyl sentyabr "
            "sentabr вересня вересень верасня септември сентябрь"
        ),
        10: (
            "outubro out octubre ottobre ott octobre oktober okt pazdziernika pazdziernik rijna rijen octombrie "
            "ekim eki oktyabr жовтня жовтень кастрычніка октомври октябрь"
        ),
        11: (
            "novembro noviembre novembre listopada listopad listopadu noiembrie kasim kas noyabr листопада "
            "листопад лістапада ноември ноябрь"
        ),
        12: (
            "dezembro dez diciembre dic dicembre decembre dezember grudnia grudzien prosince prosinec decembrie "
            "aralik ara dekabr грудня грудень снежня декември декабрь"
        ),
    }
)


def foreign_month_of(word: str) -> int:
    """The month, 1 to 12, that a word of another language names; 0 when it names none."""
    return _MONTHS.get(folded(word), 0)
