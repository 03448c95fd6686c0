"""Menus of plain lines: what is left of navigation in a page copied as text, where nothing shows what is a link."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from cleaner.model import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from cleaner.model import Block

# Short lines in a row that make a menu, and the words a line of it has at most.
MIN_LINES, MAX_WORDS = 6, 4
# Characters of a folded line beyond which it is not looked at: four words, and long ones.
MAX_LENGTH = 60
# A row is a menu if two of its lines, and this share of them, are what only menus say; one may stand in any list.
MIN_LABELS, MIN_LABEL_SHARE = 2, 1 / 8
# So it is if one line is, and this share of them begin as the lines of menus do.
MIN_SHARE = 1 / 3
ENDS_OF_SENTENCES = (".", "!", "?", ":", ";", ",", "…", "。", "！", "？", "：")
# Whole lines of menus, folded.
LABELS = frozenset({
    "home", "homepage", "home page", "about", "about us", "about me", "archive", "archives", "blog", "contact",
    "contact us", "help", "faq", "faqs", "support", "search", "login", "log in", "sign in", "sign up", "register",
    "subscribe", "my account", "account", "menu", "sitemap", "site map", "careers", "jobs", "press", "press room",
    "newsroom", "media center", "shop", "store", "cart", "donate", "get involved", "volunteer", "services",
    "products", "resources", "events", "forum", "forums", "community", "members", "member", "membership",
    "newsletter", "newsletters", "podcast", "podcasts", "topics", "rss", "rss feed", "advertise",
    "advertise with us", "past issues", "read past issues", "all issues", "feedback", "privacy", "privacy policy",
    "news", "sport", "sports", "business", "opinion", "politics", "weather", "video", "videos", "photos", "gallery",
    "galleries", "women", "men", "kids", "sale", "clearance", "accessories", "new arrivals", "best sellers",
    "gift cards",
    "gifts", "store locator", "stores", "find a store", "my orders", "track order", "wishlist", "rewards", "outlet",
    "media", "issues", "our work", "who we are", "what we do", "take action", "ways to give", "give", "partners",
    "sponsors", "advertising", "latest news", "all news", "newsletter archive", "publications", "research",
    "programs",
    "projects", "calendar", "programmes", "departments", "directory", "staff", "board", "faculty", "alumni", "links",
    "guestbook", "chat", "message boards", "classifieds", "obituaries", "entertainment", "lifestyle", "travel",
    "technology", "science", "health", "education", "culture", "world", "local", "national", "games", "music",
    "movies",
    "tv", "books", "apps", "wallet", "pricing plans", "case studies", "customers", "solutions", "industries",
    "company",
    "leadership", "investors", "security", "status", "changelog", "learn", "shop now", "shop all", "terms",
    "terms of use", "terms of service", "explore", "team", "our team", "mission", "download", "downloads",
    "documentation", "pricing", "startseite", "über uns", "ueber uns", "kontakt", "impressum", "datenschutz",
    "archiv", "suche", "anmelden", "hilfe", "termine", "spenden", "presse", "karriere", "mein konto", "warenkorb",
    "agb", "themen", "accueil", "à propos", "qui sommes nous", "contactez nous", "nous contacter",
    "mentions légales", "se connecter", "rechercher", "boutique", "mon compte", "plan du site", "aide", "adhérer",
    "actualités", "agenda", "inicio", "sobre nosotros", "quiénes somos", "contacto", "buscar", "iniciar sesión",
    "mi cuenta", "tienda", "ayuda", "aviso legal", "noticias", "suscríbete", "início", "página inicial", "sobre",
    "sobre nós", "quem somos", "contato", "entrar", "minha conta", "loja", "ajuda", "fale conosco", "assine",
    "chi siamo", "contatti", "cerca", "accedi", "negozio", "archivio", "iscriviti", "note legali", "area riservata",
    "over ons", "contact opnemen", "zoeken", "inloggen", "winkel", "archief", "vacatures", "doneren",
    "veelgestelde vragen", "hem", "startsida", "om oss", "kontakta oss", "sök", "logga in", "butik", "arkiv",
    "hjälp", "kundservice", "strona główna", "o nas", "szukaj", "zaloguj się", "sklep", "archiwum", "pomoc",
    "moje konto", "regulamin", "главная", "о нас", "контакты", "поиск", "войти", "магазин", "архив", "помощь",
    "о проекте", "новости",
})  # fmt: skip
# First words that many lines of menus have. They also say where a menu begins and ends.
FIRST_WORDS = frozenset({
    "about", "advertise", "all", "browse", "contact", "download", "explore", "find", "get", "join", "latest",
    "link", "my", "our", "past", "read", "search", "shop", "sign", "submit", "subscribe", "top", "view", "watch",
    "alle", "mehr", "tous", "toutes", "todos", "todas", "tutti", "tutte", "alla", "wszystkie", "все",
})  # fmt: skip
THRESHOLDS = ("min_lines",)


def find(blocks: Sequence[Block], folded: Sequence[str], thresholds: Mapping[str, float]) -> Iterator[tuple[int, str]]:
    """Find the lines of menus, from the first that only a menu has to the last.

    Thresholds: `min_lines` (blocks), the least that must stand in a row.
    """
    least = int(thresholds.get("min_lines", MIN_LINES))
    folded = [text.strip() for text in folded]
    lines = [block for block in blocks if block.kind not in (Kind.RULE, Kind.IMAGE)]
    for is_short, group in groupby(lines, key=lambda block: _is_short(block, folded[block.index])):
        row = [block.index for block in group]
        if is_short and len(row) >= least and any(folded[index] in LABELS for index in row):
            menu = _trimmed(row, folded)
            if len(menu) >= least and _is_menu(menu, folded):
                for index in menu:
                    yield index, f"one of {len(menu)} in a row"


def _is_short(block: Block, folded: str) -> bool:
    if not folded or len(folded) > MAX_LENGTH or block.kind in (Kind.CODE, Kind.TABLE) or "\n" in block.text:
        return False
    return len(folded.split()) <= MAX_WORDS and not block.text.rstrip().endswith(ENDS_OF_SENTENCES)


def _trimmed(row: Sequence[int], folded: Sequence[str]) -> Sequence[int]:
    """Leave out what stands at the ends of a row: the title below a menu, the signature above it."""
    sure = [n for n, index in enumerate(row) if _is_sure(folded[index])]
    return row[sure[0] : sure[-1] + 1]


def _is_menu(row: Sequence[int], folded: Sequence[str]) -> bool:
    labels = len({folded[index] for index in row if folded[index] in LABELS})
    sure = sum(_is_sure(folded[index]) for index in row)
    return (labels >= MIN_LABELS and labels >= MIN_LABEL_SHARE * len(row)) or sure >= MIN_SHARE * len(row)


def _is_sure(line: str) -> bool:
    return line in LABELS or line.split()[0] in FIRST_WORDS
