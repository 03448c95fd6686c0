from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from langdetect.detector_factory import DetectorFactory

from cleaner.language import MIN_LETTERS, language_of

TEXTS = {
    "de": "Der Stadtrat hat am Dienstag über die neue Brücke beraten, die niemand in der Stadt haben wollte und die "
    "dreimal so viel kosten soll wie die alte. Die Fähre bleibt vorerst im Hafen.",
    "en": "The council met on Tuesday to talk about the new bridge, which nobody in the town had asked for, and which "
    "was going to cost three times as much as the old one. The ferry stays in port for now.",
    "es": "El ayuntamiento se reunió el martes para hablar del nuevo puente, que nadie en la ciudad había pedido y que "
    "costará tres veces más que el antiguo. El transbordador se queda de momento en el puerto.",
    "fr": "Le conseil municipal s'est réuni mardi pour parler du nouveau pont, que personne dans la ville n'avait "
    "demandé et qui coûtera trois fois plus cher que l'ancien. Le bac reste au port pour l'instant.",
    "it": "Il consiglio comunale si è riunito martedì per parlare del nuovo ponte, che nessuno in città aveva chiesto "
    "e che costerà tre volte più di quello vecchio. Il traghetto per ora resta in porto.",
    "nl": "De gemeenteraad vergaderde dinsdag over de nieuwe brug, waar niemand in de stad om had gevraagd en die drie "
    "keer zoveel gaat kosten als de oude. De veerboot blijft voorlopig in de haven.",
    "pl": "Rada miasta zebrała się we wtorek, aby porozmawiać o nowym moście, o który nikt w mieście nie prosił i "
    "który będzie kosztował trzy razy więcej niż stary. Prom na razie zostaje w porcie.",
    "pt": "A câmara municipal reuniu-se na terça-feira para falar da nova ponte, que ninguém na cidade tinha pedido e "
    "que vai custar três vezes mais do que a antiga. A balsa fica por enquanto no porto.",
    "sv": "Kommunfullmäktige träffades på tisdagen för att tala om den nya bron, som ingen i staden hade bett om och "
    "som kommer att kosta tre gånger så mycket som den gamla. Färjan ligger kvar i hamnen tills vidare.",
    "ru": "Городской совет собрался во вторник, чтобы поговорить о новом мосте, о котором никто в городе не просил и "
    "который будет стоить втрое дороже старого. Паром пока остаётся в порту.",
    "ja": "市議会は火曜日、町の誰も求めていなかった新しい橋について話し合った。費用は古い橋の三倍になるという。"
    "渡し船は当分のあいだ港にとどまる。雨の中、住民は岸壁に集まった。",
    "ko": "시의회는 화요일에 마을에서 아무도 원하지 않았던 새 다리에 대해 논의했다. "
    "비용은 옛 다리의 세 배가 될 것이다. 나룻배는 당분간 항구에 머문다.",
    "zh": "市议会星期二开会讨论新桥的事情，城里没有人要求修建这座桥，而它的费用将是旧桥的三倍。渡船暂时留在港口里。"
    "居民们冒着雨聚集在码头上，等待市长的答复。",
}  # fmt: skip


@pytest.mark.parametrize("language", [pytest.param(language, id=language) for language in TEXTS])
def test_paragraph_is_recognised(language: str) -> None:
    assert language_of(TEXTS[language]) == language


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="nothing"),
        pytest.param("Die Fähre bleibt im Hafen.", id="one short sentence"),
        pytest.param("12345 67890 " * 40, id="figures"),
        pytest.param("-=* " * 100, id="marks"),
        pytest.param("https://example.com/der/die/das kim@example.com " * 20, id="addresses"),
    ],
)
def test_too_little_text_is_undetermined(text: str) -> None:
    assert language_of(text) == "und"


def test_least_text_that_is_looked_at() -> None:
    words = "the council met on tuesday to talk about the new bridge today"
    assert language_of(words[:MIN_LETTERS]) == "en"
    assert language_of(words[: MIN_LETTERS - 1]) == "und"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        pytest.param(f"{TEXTS['en']} https://example.com/der/die/das/und " * 9, "en", id="addresses do not count"),
        pytest.param("x" * 20_000 + TEXTS["de"] * 12 + "x" * 20_000, "de", id="the middle counts"),
        pytest.param(f"{TEXTS['ja']} Harbour Gazette", "ja", id="Latin names in Japanese"),
        pytest.param(TEXTS["de"].upper(), "de", id="capitals"),
    ],
)
def test_sample_is_the_text_itself(text: str, language: str) -> None:
    assert language_of(text) == language


# Half English by its words, which langdetect is asked about.
MIXED = {language: " ".join(TEXTS["en"].split()[:15] + TEXTS[language].split() * 3) for language in TEXTS}


@pytest.mark.parametrize("language", [pytest.param(language, id=language) for language in MIXED])
def test_english_beside_another_language_does_not_make_a_text_english(language: str) -> None:
    assert language_of(MIXED[language]) == language


def test_clearly_english_text_is_told_without_langdetect(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cleaner.language._detect", None)
    assert language_of(TEXTS["en"]) == "en"


def test_answer_is_the_same_in_threads() -> None:
    texts = [*TEXTS.values()] * 8
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(language_of, texts)) == [*TEXTS] * 8


@pytest.mark.parametrize("seed", [pytest.param(seed, id=f"seed {seed}") for seed in (None, 0, 1, 99)])
def test_global_seed_of_langdetect_does_not_matter(seed: int | None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(DetectorFactory, "seed", seed)
    near = "Den nye broen kommer til å koste tre ganger så mye som den gamle, og ingen i byen ville ha den."
    assert [language_of(near) for _ in range(5)] == [language_of(near)] * 5
    assert DetectorFactory.seed == seed
