"""Words whose forms no ending makes: "bought" is buy, "children" are a child, "швы" a "шов".

Each line is a word with its other forms. A form that is a word of its own as often ("rose", "saw", "left" beside
"right") stands here only where its verb is the commoner one in news.
"""

from __future__ import annotations

from collections.abc import Mapping

from text.words.folding import fold

_ENGLISH = """
arise arose arisen
awake awoke awoken
become became
begin began begun
bend bent
bite bitten
blow blew blown
break broke broken
breed bred
bring brought
build built
burn burnt
buy bought
catch caught
choose chose chosen
come came
cling clung
creep crept
deal dealt
dig dug
draw drew drawn
dream dreamt
drink drank drunk
drive drove driven
eat ate eaten
fall fell fallen
feed fed
fight fought
find found
flee fled
fly flew flown
forbid forbade forbidden
forget forgot forgotten
forgive forgave forgiven
freeze froze frozen
get got gotten
give gave given
go went gone
grow grew grown
hang hung
hear heard
hide hid hidden
hold held
keep kept
kneel knelt
know knew known
lead led
learn learnt
leave left
lend lent
lose lost
make made
meet met
mistake mistook mistaken
overcome overcame
pay paid
prove proven
ride rode ridden
ring rang rung
run ran
say said
seek sought
sell sold
send sent
shake shook shaken
shine shone
shoot shot
shrink shrank shrunk
sing sang sung
sink sank sunk
sleep slept
slide slid
speak spoke spoken
spell spelt
spend spent
spill spilt
spin spun
spoil spoilt
spring sprang sprung
stand stood
steal stole stolen
stick stuck
strike struck
swear swore sworn
sweep swept
swell swollen
swim swam swum
swing swung
take took taken
teach taught
tear tore torn
tell told
think thought
throw threw thrown
understand understood
wake woke woken
wear wore worn
weave wove woven
weep wept
win won
withdraw withdrew withdrawn
write wrote written
child children
foot feet
goose geese
knife knives
half halves
loaf loaves
man men
mouse mice
ox oxen
shelf shelves
thief thieves
tooth teeth
wife wives
wolf wolves
woman women
fisherman fishermen
fireman firemen
policeman policemen
businessman businessmen
sportsman sportsmen
analysis analyses
crisis crises
centre center centers centres
colour color colors colours
metre meter meters metres
kilometre kilometer kilometers kilometres
litre liter liters litres
theatre theater theaters theatres
programme program programs programmes
travel travelled traveller travellers travelling
cancel cancelled cancelling
"""
# Russian nouns that lose the vowel of a stem too short for a rule, or change it.
_RUSSIAN = """
день дня дню днем дне дни дней дням днями днях
лед льда льду льдом льде льды льдов льдам льдами льдах
пес пса псу псом псе псы псов псам псами псах
лев льва льву львом льве львы львов львам львами львах
сон сна сну сном сне сны снов снам снами снах
лоб лба лбу лбом лбе лбы лбов
рот рта рту ртом рте рты ртов
пень пня пню пнем пне пни пней
лен льна льну льном льне
ров рва рву рвом рве рвы рвов
шов шва шву швом шве швы швов швами швам швах
мать матери матерью матерей матерям матерями матерях
дочь дочери дочерью дочерей дочерям дочерями дочерях
письмо письма письму письмом письме писем письмам письмами письмах
яйцо яйца яйцу яйцом яиц яйцам яйцами
ребенок ребенка ребенку ребенком ребенке дети детей детям детьми детях
человек человека человеку человеком человеке люди людей людям людьми людях
"""


def _lines(table: str) -> list[list[str]]:
    return [line.split() for line in table.strip().splitlines()]


ENGLISH: Mapping[str, str] = {form: base for base, *forms in _lines(_ENGLISH) for form in forms}
"""A form -> the word itself."""
RUSSIAN: Mapping[str, str] = {form: fold(line[0]) for line in _lines(_RUSSIAN) for form in line}
"""A form, the word itself included -> its stem."""


ALL = (*_lines(_ENGLISH), *_lines(_RUSSIAN))
"""Each word with its other forms."""
