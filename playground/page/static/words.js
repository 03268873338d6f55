// The page's own labels in Kazakh, Russian and English; what the bot says is none of this file's business.

import { LAB_WORDS } from "./lab_words.js";

const WORDS = {
  kk: {
    more: "Тағы жіберу", manage: "Топты басқару", acts: "Хабарламамен не істеу", reply: "Жауап беру", edit: "Өзгерту", forward: "Ботқа қайта жіберу", forwardHint: "жеке чатқа", cancel: "Бас тарту", sendPhoto: "Сурет не файл", sendContact: "Байланысым", sendVoice: "Дауыстық хабарлама", noChats: "Сәйкес чат жоқ", botOut: "Ботты шығару", botIn: "Ботты қосу", botAdmin: "Ботты әкімші ету", botMember: "Ботты мүше ету", botMute: "Боттан жариялау құқығын алу", topic: "Тақырып", topicNew: "Тақырып ашу", topicOpen: "Қайта ашу", topicClose: "Жабу", topicDelete: "Өшіру", toSupergroup: "Супертопқа айналдыру", promote: "Әкімші ету", demote: "Әкімшіліктен босату", chat_shared: "Чат таңдалды", forum_topic_created: "Тақырып ашылды", forum_topic_closed: "Тақырып жабылды", forum_topic_reopened: "Тақырып қайта ашылды", forum_topic_edited: "Тақырып өзгертілді",
    title: "Жаршы", subtitle: "сынақ алаңы", readers: "Адамдар", groups: "Топтар мен арналар",
    drop: "Қалтаға жаңа мақала салу", dropHint: "Бот оны байқап, жазылғандарға өзі таратады",
    dropped: "Қалтаға салынды: {0}", choose: "Чатты таңдаңыз да, сөйлесіп көріңіз", ok: "Жарайды",
    write: "Хабарлама жазыңыз", start: "Бастау", block: "Бұғаттау", unblock: "Бұғаттан шығару",
    blocked: "Бот бұғатталған", typing: "жазып жатыр", edited: "өзгертілді", today: "Бүгін", yesterday: "Кеше",
    chatWithBot: "ботпен жеке чат", group: "топ", forum: "тақырыптары бар топ", channel: "арна",
    general: "Жалпы", closed: "жабық", empty: "Әзірге хабарлама жоқ", hello: "Боттың не істей алатынын көру үшін «Бастау» түймесін басыңыз",
    forwarded: "Қайта жіберілген: {0}", via: "{0} арқылы", back: "Артқа", menu: "Пәрмендер", attach: "Файл жіберу",
    send: "Жіберу", toEnd: "Соңына", speaker: "Кім болып жазу", noMenu: "Бұл чатқа пәрмен қойылмаған",
    searching: "Ізделуде…", nothing: "Ештеңе табылмады", copied: "Көшірілді", lost: "Байланыс үзілді, қайта қосылып жатыр…",
    readOnly: "Бұл жерге тек әкімші жаза алады", migrated: "Топ супертопқа айналды", silent: "дыбыссыз",
    kk: "қазақша", ru: "орысша", en: "ағылшынша", you: "Сіз", photo: "Сурет", document: "Файл", tooBig: "Файл 20 МБ-тан үлкен",
  },
  ru: {
    more: "Отправить ещё", manage: "Управлять чатом", acts: "Что сделать с сообщением", reply: "Ответить", edit: "Изменить", forward: "Переслать боту", forwardHint: "в личный чат", cancel: "Отменить", sendPhoto: "Фото или файл", sendContact: "Мой контакт", sendVoice: "Голосовое сообщение", noChats: "Подходящих чатов нет", botOut: "Удалить бота", botIn: "Добавить бота", botAdmin: "Сделать бота администратором", botMember: "Сделать бота участником", botMute: "Забрать у бота право публиковать", topic: "Тема", topicNew: "Создать тему", topicOpen: "Открыть снова", topicClose: "Закрыть", topicDelete: "Удалить", toSupergroup: "Сделать супергруппой", promote: "Сделать администратором", demote: "Снять с администраторов", chat_shared: "Чат выбран", forum_topic_created: "Тема создана", forum_topic_closed: "Тема закрыта", forum_topic_reopened: "Тема открыта снова", forum_topic_edited: "Тема изменена",
    title: "Жаршы", subtitle: "пробная площадка", readers: "Люди", groups: "Группы и каналы",
    drop: "Положить в папку новую статью", dropHint: "Бот заметит её и сам разошлёт подписанным",
    dropped: "В папке: {0}", choose: "Выберите чат и поговорите с ботом", ok: "Хорошо",
    write: "Сообщение", start: "Начать", block: "Заблокировать", unblock: "Разблокировать",
    blocked: "Бот заблокирован", typing: "печатает", edited: "изменено", today: "Сегодня", yesterday: "Вчера",
    chatWithBot: "личный чат с ботом", group: "группа", forum: "группа с темами", channel: "канал",
    general: "Общее", closed: "закрыта", empty: "Здесь пока пусто", hello: "Нажмите «Начать», чтобы увидеть, что умеет бот",
    forwarded: "Переслано: {0}", via: "через {0}", back: "Назад", menu: "Команды", attach: "Отправить файл",
    send: "Отправить", toEnd: "В конец", speaker: "От чьего имени", noMenu: "Для этого чата команд нет",
    searching: "Поиск…", nothing: "Ничего не найдено", copied: "Скопировано", lost: "Связь прервана, подключаемся…",
    readOnly: "Писать сюда может только администратор", migrated: "Группа стала супергруппой", silent: "без звука",
    kk: "казахский", ru: "русский", en: "английский", you: "Вы", photo: "Фото", document: "Файл", tooBig: "Файл больше 20 МБ",
  },
  en: {
    more: "Send more", manage: "Manage the chat", acts: "What to do with the message", reply: "Reply", edit: "Edit", forward: "Forward to the bot", forwardHint: "to the private chat", cancel: "Cancel", sendPhoto: "Photo or file", sendContact: "My contact", sendVoice: "Voice note", noChats: "No chat fits", botOut: "Remove the bot", botIn: "Add the bot", botAdmin: "Make the bot an administrator", botMember: "Make the bot a member", botMute: "Take the right to post from the bot", topic: "Topic", topicNew: "Add a topic", topicOpen: "Open again", topicClose: "Close", topicDelete: "Delete", toSupergroup: "Turn into a supergroup", promote: "Make administrator", demote: "Remove from administrators", chat_shared: "A chat was chosen", forum_topic_created: "The topic was made", forum_topic_closed: "The topic was closed", forum_topic_reopened: "The topic was opened again", forum_topic_edited: "The topic was changed",
    title: "Zharshy", subtitle: "playground", readers: "People", groups: "Groups and channels",
    drop: "Drop a new article into the folder", dropHint: "The bot notices it and sends it to those who follow",
    dropped: "In the folder: {0}", choose: "Pick a chat and talk to the bot", ok: "OK",
    write: "Message", start: "Start", block: "Block", unblock: "Unblock",
    blocked: "The bot is blocked", typing: "typing", edited: "edited", today: "Today", yesterday: "Yesterday",
    chatWithBot: "private chat with the bot", group: "group", forum: "group with topics", channel: "channel",
    general: "General", closed: "closed", empty: "Nothing here yet", hello: "Press Start to see what the bot can do",
    forwarded: "Forwarded from {0}", via: "via {0}", back: "Back", menu: "Commands", attach: "Send a file",
    send: "Send", toEnd: "To the end", speaker: "Speak as", noMenu: "No commands for this chat",
    searching: "Searching…", nothing: "Nothing found", copied: "Copied", lost: "Connection lost, trying again…",
    readOnly: "Only administrators can write here", migrated: "The group became a supergroup", silent: "silent",
    kk: "Kazakh", ru: "Russian", en: "English", you: "You", photo: "Photo", document: "File", tooBig: "The file is over 20 MB",
  },
};

export const LANGUAGES = { kk: "Қаз", ru: "Рус", en: "Eng" };
const LOCALES = { kk: "kk-KZ", ru: "ru-RU", en: "en-GB" };
const MONTHS_KK = ["қаңтар", "ақпан", "наурыз", "сәуір", "мамыр", "маусым", "шілде", "тамыз", "қыркүйек", "қазан", "қараша", "желтоқсан"];

function remembered() {
  try { return localStorage.getItem("language"); } catch { return null; }
}

let language = remembered() || [...navigator.languages].map((tag) => tag.slice(0, 2)).find((tag) => tag in WORDS) || "kk";
if (!(language in WORDS)) language = "kk";

export const current = () => language;

export function choose(code) {
  language = code;
  try { localStorage.setItem("language", code); } catch { /* a private window keeps nothing */ }
}

export function word(name, ...values) {
  const text = WORDS[language][name] ?? LAB_WORDS[language][name] ?? name;
  return text.replace(/\{(\d)\}/g, (_, index) => values[Number(index)] ?? "");
}

export function clock(seconds) {
  return new Date(seconds * 1000).toLocaleTimeString(LOCALES[language], { hour: "2-digit", minute: "2-digit", hour12: false });
}

export function day(seconds) {
  const date = new Date(seconds * 1000);
  const days = Math.round((new Date().setHours(0, 0, 0, 0) - new Date(date).setHours(0, 0, 0, 0)) / 86400000);
  if (days === 0) return word("today");
  if (days === 1) return word("yesterday");
  // Not every browser knows Kazakh months.
  if (language === "kk") return `${date.getDate()} ${MONTHS_KK[date.getMonth()]}`;
  return date.toLocaleDateString(LOCALES[language], { day: "numeric", month: "long" });
}
