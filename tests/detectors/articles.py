"""Articles and cut-off teasers of others, in ten languages, written for the tests of the detectors."""

from __future__ import annotations

BODIES = {
    "en": (
        "The ferry between Tarn and the island of Skell will stop running in October, the harbour board said on "
        "Monday, because the ship has become too old to insure.",
        "The ship was built in 1971 and has carried 90,000 passengers a year. Its insurer wants a new engine, and the "
        "board says that an engine would cost more than the ship is worth.",
        "Islanders fear for the school. Eleven of its pupils come over from Tarn each morning, and without the ferry "
        "they would have to stay with families on Skell during the week.",
        "“We were told about it by the insurer, not by the board,” said Ruth Callan, who runs the school. She wants "
        "the board to charter a ship until a new one is built.",
        "The board will meet the islanders on Friday. A charter would cost 4,000 a day, its chairman said, and the "
        "ferry has never earned more than half of that.",
    ),
    "de": (
        "Die Stadtwerke Lindenau wollen das alte Freibad am Mühlteich nach diesem Sommer schließen, weil die "
        "Sanierung der Becken mehr als vier Millionen Euro kosten würde.",
        "Das Freibad wurde 1962 eröffnet. Die Becken verlieren inzwischen jeden Tag dreißig Kubikmeter Wasser, und "
        "die Stadtwerke müssen sie nachts nachfüllen lassen.",
        "Der Förderverein hält die Rechnung für falsch. Eine Folie für die Becken koste nur ein Drittel, sagte die "
        "Vorsitzende Karin Wedel, und sei in drei Monaten verlegt.",
        "Die Stadtwerke haben die Folie prüfen lassen. Sie halte höchstens zehn Jahre, heißt es im Gutachten, und "
        "danach müsse die Sanierung doch bezahlt werden.",
        "Im Juli soll der Stadtrat entscheiden. Bis dahin sammelt der Förderverein Unterschriften für das Freibad, am "
        "ersten Wochenende waren es schon zweitausend.",
    ),
    "fr": (
        "La mairie de Valbrune veut fermer le marché couvert pendant deux ans, le temps de refaire la charpente, que "
        "les experts jugent dangereuse depuis la tempête de janvier.",
        "Les commerçants du marché ont appris la nouvelle par une affiche. Ils demandent que la charpente soit "
        "refaite par moitié, afin que la halle reste ouverte.",
        "« Deux ans sans marché, c’est la fin pour nous », dit Mireille Castan, qui vend des fromages sous la halle "
        "depuis 1994. Ses clients, dit-elle, iront au supermarché et n’en reviendront pas.",
        "La mairie répond que des travaux par moitié coûteraient un tiers de plus et dureraient quatre ans. Elle "
        "propose aux commerçants des chalets sur la place voisine.",
        "Les experts remettront leur rapport sur la charpente en mars. D’ici là, la halle reste ouverte, mais la "
        "mairie a fait condamner l’entrée du côté nord.",
    ),
    "es": (
        "El ayuntamiento de Peñalta quiere cerrar la estación de autobuses del centro y llevar las paradas a las "
        "afueras, junto a la autovía, a partir del próximo otoño.",
        "La estación se construyó en 1958 y recibe cada día a unos nueve mil viajeros. Los vecinos se quejan del "
        "ruido de los autobuses, que empiezan a salir a las cinco.",
        "Los comerciantes del centro temen perder a los viajeros. «La mitad de mis clientes baja de un autobús», dice "
        "Teresa Olmedo, que tiene una panadería frente a la estación.",
        "El ayuntamiento promete una lanzadera gratuita cada diez minutos entre las nuevas paradas y el centro. Las "
        "empresas de autobuses dudan de que diez minutos basten.",
        "El pleno votará el traslado de la estación en junio. Los comerciantes han reunido ya seis mil firmas y piden "
        "al ayuntamiento que pregunte antes a los viajeros.",
    ),
    "ru": (
        "Городской музей в Заречье закроют на ремонт до конца следующего года: крыша старого здания протекает, и "
        "сырость угрожает коллекции деревянной скульптуры.",
        "Музей занимает купеческий особняк, построенный в 1874 году. Крышу здания не меняли сорок лет, говорит "
        "директор музея Ольга Лаврова, и ведра под потолком стоят с весны.",
        "Коллекцию скульптуры перевезут в соседний город. Сотрудники музея опасаются, что дерево не перенесет дороги, "
        "и просят оставить хотя бы часть коллекции в здании.",
        "Ремонт крыши обойдется в тридцать миллионов рублей. Город готов заплатить половину, остальное музей надеется "
        "получить от области до начала зимы.",
        "Если денег не хватит, здание накроют временной крышей. Так уже делали десять лет назад, вспоминает Лаврова, "
        "и тогда сырость испортила четыре скульптуры.",
    ),
    "ja": (
        "青山町の町営プールは、老朽化した水槽の修理費が高すぎるとして、今年の夏を最後に閉鎖されることが決まった。町議会"
        "が月曜日に明らかにした。",
        "プールは一九六八年に開設された。水槽のひび割れから毎日二十トンの水が漏れており、町は夜のうちに水を足して営業を"
        "続けてきた。",
        "町民の間では存続を求める声が強い。水泳教室に通う子どもは二百人を超え、隣の市のプールまではバスで一時間かかる。",
        "存続を求める会の代表、中村さんは、水槽の内側に防水シートを張れば修理費は三分の一で済むと主張している。",
        "町議会は来月、閉鎖の時期をあらためて話し合う。会はそれまでに町民の署名を集め、プールの存続を議会に訴える考えだ"
        "。",
    ),
    "zh": (
        "青河镇的老渡口将在十月停航。镇政府星期一表示，渡船已经使用了四十年，保险公司不愿意继续承保，修理的费用又太高。",
        "这条渡船每天运送三百名乘客过河，其中大部分是到对岸上学的孩子。停航以后，乘客只能绕道十五公里外的大桥。",
        "家长们对停航的决定很不满。他们说，镇政府事先没有征求意见，孩子们每天要多花两个小时坐车，这对学校也是一个打击。",
        "渡口的老船工李长贵认为，渡船的发动机还可以修理，费用只要八万元。保险公司的检验报告却说，船底的钢板也已经生锈。",
        "镇政府答应在停航以前再开一次会，听取家长和船工的意见。如果能找到另一家保险公司，渡口也许可以开到明年春天。",
    ),
    "pl": (
        "Rada miasta Brzezina chce zamknąć stare kino przy rynku, bo remont dachu i sali kosztowałby ponad trzy "
        "miliony złotych. Radni zdecydują we wrześniu.",
        "Kino otwarto w 1957 roku i przez lata było jedynym w okolicy. Dach przecieka od zimy, a w sali działa już "
        "tylko połowa ogrzewania.",
        "Widzowie zbierają podpisy w obronie kina. „Remont dachu można rozłożyć na pięć lat”, mówi Hanna Wolska, "
        "która prowadzi kasę od trzech dekad.",
        "Rada miasta odpowiada, że bez remontu sali inspektor budowlany zamknie kino i tak. Pieniądze z ministerstwa "
        "wystarczą najwyżej na dach.",
        "We wrześniu radni wysłuchają widzów i inspektora. Wolska obiecuje, że przyniesie do ratusza podpisy połowy "
        "mieszkańców Brzeziny.",
    ),
    "ko": (
        "강변시는 오래된 시립 도서관을 내년 봄에 닫기로 했다고 월요일 밝혔다. 건물의 지붕에서 물이 새고 수리 "
        "비용이 너무 많이 들기 때문이다.",
        "시립 도서관은 1972년에 문을 열었고 하루에 천 명이 찾는다. 지붕의 물이 서고까지 스며들어 지난겨울에는 "
        "책 삼백 권이 젖었다.",
        "주민들은 도서관을 닫지 말라고 요구한다. 아이들이 학교를 마치고 갈 곳이 도서관밖에 없다고 주민 대표 박은정 "
        "씨는 말했다.",
        "강변시는 수리 비용이 사십억 원에 이른다고 설명했다. 지붕만 고치면 십억 원이면 되지만 건물 벽도 오래되어 "
        "위험하다는 것이다.",
        "시의회는 다음 달에 도서관 문제를 다시 논의한다. 주민들은 그때까지 서명을 모아 수리 비용의 절반을 기부로 "
        "마련하겠다고 했다.",
    ),
    "ar": (
        "قررت بلدية المرسى إغلاق السوق القديم لمدة عامين بسبب تصدع سقف السوق. وقالت البلدية يوم الاثنين إن ترميم "
        "السقف سيكلف ثلاثة ملايين دينار.",
        "يعمل في السوق القديم نحو مئتي تاجر. ويخشى التجار أن يفقدوا زبائنهم إذا استمر الترميم عامين كاملين، وطالبوا "
        "البلدية بترميم السقف على مراحل.",
        "وقالت سلمى الحداد، وهي من تجار السوق منذ عشرين عاما، إن التجار علموا بقرار الإغلاق من لافتة. وأضافت أن "
        "البلدية لم تستشر أحدا منهم.",
        "وترد البلدية بأن الترميم على مراحل سيزيد الكلفة بمقدار الثلث. وعرضت على التجار أكشاكا مؤقتة في الساحة "
        "المجاورة حتى ينتهي ترميم السقف.",
        "وسيقدم المهندسون تقريرهم عن السقف في مارس. وحتى ذلك الحين يبقى السوق القديم مفتوحا، لكن البلدية أغلقت المدخل "
        "الشمالي أمام الزبائن.",
    ),
}

TEASERS = {
    "en": (
        "Few vegetables have travelled as badly as the bitter melon. Growers in the eastern valleys think that its "
        "moment has come, since seed companies have bred varieties with half the bite and kitchens have",
        "Chess clubs are supposed to be quiet. The one below the poultry market is not, and its members have learned "
        "to think between roosters. Three of them will play at the youth championship in",
        "When the typesetters of the Courier put down their sticks at midnight, nobody expected a strike of 114 days. "
        "The diary of an apprentice, given to the archive last month, shows how it",
    ),
    "de": (
        "Wer im Alter noch Geige lernt, braucht Geduld. Der Musiker Anton Brehm unterrichtet seit zwölf Jahren "
        "Anfänger über siebzig und hat dabei entdeckt, dass Finger weniger vergessen als der",
        "Im Hochmoor bei Tannried haben Forscher einen Einbaum gefunden, der älter ist als die Pyramiden. Das Holz "
        "liegt nun in einem Tank mit Zuckerlösung, wo es acht Jahre bleiben muss, bevor",
        "Ein Imker aus Oberfranken verkauft seinen Honig nach Farben statt nach Blüten. Kunden greifen seitdem "
        "doppelt so oft zu, erzählt er, obwohl sich am Geschmack überhaupt nichts",
    ),
    "fr": (
        "Le dernier fabricant de parapluies de la région a trouvé un successeur. À vingt-six ans, une ingénieure "
        "quitte l’aéronautique pour reprendre un atelier où rien n’a changé depuis un siècle, et où elle",
        "Les loutres sont de retour dans les gorges. Des promeneurs en ont photographié trois au printemps, et les "
        "pêcheurs, d’abord inquiets pour leurs truites, organisent désormais des veillées pour",
        "Faut-il apprendre à lire avec des bandes dessinées ? Une institutrice bretonne en est convaincue. Ses élèves "
        "dévorent trois albums par semaine, et leurs résultats aux évaluations nationales ont",
    ),
    "es": (
        "Cada noche, un grupo de astrónomos aficionados sube al monte con telescopios hechos en casa. Han descubierto "
        "dos cometas en seis años, y las universidades empiezan a pedirles que",
        "El azafrán vuelve a los campos de la sierra. Treinta familias jóvenes lo cultivan sin maquinaria, como "
        "hacían sus bisabuelos, y venden la cosecha entera a restaurantes de Japón antes de",
        "Una guitarra olvidada en un desván ha resultado ser obra de un maestro del siglo dieciocho. Su dueña pensaba "
        "usarla de maceta hasta que un músico de paso le",
    ),
    "ru": (
        "Шахматный клуб на окраине Томска собирается в бане. Игроки уверяют, что горячий пар помогает думать, и в "
        "прошлом месяце двое из них выиграли первенство Сибири, победив",
        "Пасечник из Вологды учит школьников слушать ульи. По звуку, рассказывает он, можно понять, голодны ли пчелы, "
        "и за неделю до роения гудение становится ниже примерно",
        "Рыбаки на Волге вытащили сетями колокол с надписью семнадцатого века. Историки спорят, с какого монастыря он "
        "родом, а деревня уже строит звонницу, чтобы",
    ),
    "ja": (
        "昆布だしの味を機械で測る研究が北海道で進んでいる。漁師の勘に頼ってきた等級を数値で決められるようになれば、若い"
        "漁師も高値で売れると期待が高まる一方、ベテランからは",
        "古い蓄音機だけを集めた喫茶店が京都にある。店主の高橋さんが四十年かけて修理した五十台が毎晩交代で鳴り、客は静か"
        "に耳を傾ける。最近は外国からの旅行者が",
        "将棋の全国大会で、九十二歳の最高齢選手が三回戦まで勝ち進んだ。戦後すぐに駒を手作りして覚えたという。対局後の感"
        "想戦では高校生の相手に向かって",
    ),
    "zh": (
        "每到秋天，云南的菌子市场凌晨三点就开门。老赵在这里收了二十年松茸，他说今年雨水好，产量翻了一倍，可是出口的价格"
        "却跌到了往年的一半以下，不少农民因此打算把山上的林子",
        "一把小提琴要经过三百道工序。年轻的制琴师林晓从意大利学成回国，在胡同里租了一间小屋。客人从各地赶来试琴，她最贵"
        "的一把卖给了上海一位退休的",
        "考古队在沙漠里发现了一批唐代的木简，上面记着驿站的账目。专家读出了其中一份菜单，原来当年的使者最爱吃的是羊肉，"
        "而账目里花钱最多的却是",
    ),
    "pl": (
        "Pszczelarz spod Suwałk nagrywa dźwięki uli i sprzedaje je na płytach. Słuchacze twierdzą, że po kwadransie "
        "zasypiają najtwardsze dzieci, a uczeni potwierdzają, że brzęczenie",
        "W jeziorze pod Ełkiem nurkowie znaleźli dzwon z zatopionej barki. Historycy spierają się, skąd płynęła, "
        "tymczasem proboszcz pobliskiej parafii zamówił już nową",
        "Najstarsza szachistka Europy ma dziewięćdziesiąt siedem lat i gra przez internet. Przeciwnicy, często młodsi "
        "o trzy pokolenia, dowiadują się o tym dopiero",
    ),
    "ko": (
        "바다에서 삼십 년 동안 해녀로 일한 할머니가 요리책을 냈다. 전복과 성게를 다루는 법을 손녀가 받아 적었고, "
        "외국 요리사들이 번역을 부탁하면서 작은 출판사는 벌써 둘째 권을",
        "산골 마을의 바둑 모임이 전국 대회에서 우승했다. 회원 열두 명의 평균 나이는 일흔여섯이다. 이들은 매일 "
        "새벽 버섯을 따고 나서",
        "사막에서 딸기를 기르는 청년이 있다. 낮에는 모래의 열을 모아 두었다가 밤에 온실을 데운다. 첫 수확은 모두 "
        "팔렸고 이제는 이웃 나라에서",
    ),
    "ar": (
        "في قرية جبلية نائية يتعلم الأطفال العزف على العود من جارة تجاوزت التسعين. تقول إن الأصابع لا تنسى ما حفظته "
        "صغيرة، وقد سجلت جامعة أجنبية ألحانها التي",
        "عثر غواصون قرب الجزيرة على سفينة غارقة محملة بجرار الزيت. ويرجح الباحثون أنها أبحرت قبل ألفي سنة من ميناء "
        "بعيد، غير أن النقوش على الجرار",
        "يزرع شاب الفراولة في الصحراء مستعينا بحرارة الرمل ليلا. وقد باع محصوله الأول كله خلال أسبوع، وبدأت شركات من "
        "بلدان أخرى تطلب منه",
    ),
}
