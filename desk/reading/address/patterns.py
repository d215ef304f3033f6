"""The pattern of a part's end, made from the word lists and from the parts that carry their own figure.

No branch can run further than a few dozen characters, so reading is linear in the length of the text.
"""

import re
from functools import cache

from desk.reading.address.lexicon import lexicon
from desk.reading.address.numerals import NUMBER, NUMERAL
from desk.reading.address.parts import Sort

_COUNT = "[一二三四五六七八九十百千几两数]{1,4}"
_FIGURED: dict[str, tuple[str, ...]] = {
    "skip": (
        r"(?:19|20)[0-9]{2}-[0-9]{1,2}-[0-9]{1,2}(?![0-9])|1[3-9][0-9]{9}|0[0-9]{2,3}-[0-9]{7,8}|[0-9]{7,}",
        rf"(?:[0-9]{{1,4}}|{_COUNT})多?(?:米|公里|千米|km|KM|m(?![a-z]))(?:处|左右|外|远)?",
        r"[0-9]{1,4}[年月](?:[0-9]{1,2}[月日号])*(?:[0-9]{1,2}[日号])?|[0-9]{1,2}[日点天周次个分秒时](?!元)",
        r"[2-5][gG](?![0-9A-Za-z])|-[0-9]+dB[mM]?|[Kk][0-9]{1,4}(?![0-9A-Za-z栋幢座号室楼区路#-])",
    ),
    "road": (
        r"[GSXYC]?[0-9]{1,3}(?:国道|省道|县道|乡道|村道)",
        r"[GSXY][0-9]{2,4}(?:高速公路|高速|公路|线)",
        r"(?:国道|省道|县道|乡道)[GSXY]?[0-9]{2,4}(?:线)?",
        rf"{NUMERAL}号(?:大街|大道|公路|街|线|支路|路(?!口))",
    ),
    "group": (
        rf"第?{NUMERAL}(?:村民小组|居民小组|生产小组|村民组|居民组|小组|组(?!织|长|合|团|建|成|装))",
        rf"第?{NUMERAL}(?:生产队|作业队|队(?!人|员|伍|长|友|列|形|村|旗))",
        rf"第?{NUMERAL}(?:连队|连(?!锁|接|续|通|不|[林农]场|村|号|[0-9一二两三四五六七八九十几]{{1,2}}[天次个]))",
        rf"第?{NUMERAL}(?:经济社|社(?!区|会|保|交|团|长|里|员))",
    ),
    "block": (
        r"(?:[东西南北]?[一二三四五六七八九十]{1,2}|[0-9]{1,2}|[A-Za-z][0-9]?|[东西南北中])区(?!域|间|块|政府|委|别|医院)",
    ),
    "lane": (rf"{NUMERAL}弄(?!堂|口号)",),
    "building": (
        rf"[A-Za-z]?{NUMERAL}[A-Za-z]?(?:号楼(?![上下梯道])|号栋|号幢|号座|号厂房|号别墅|号馆|#楼|#栋|#|栋|幢|座(?!机|位)|橦)",
        r"[A-Za-z][0-9]{0,3}(?:栋|幢|座(?!机|位)|号楼|馆|橦)",
    ),
    "unit": (rf"(?:{NUMERAL}|[A-Za-z甲乙丙丁])(?:号?单元|号?门洞)",),
    "floor": (
        rf"(?:负|地下|[Bb]-?|第|-)?{NUMERAL}(?:-{NUMERAL})?(?:楼(?!盘|村|道|房|镇|乡)|层(?!次|叠))",
        "首层|顶层|地下室",
    ),
    "room": (
        r"[A-Za-z]?[0-9]{1,5}[A-Za-z]?(?:-[0-9A-Za-z]{1,5}){0,3}号?(?:室|商铺|铺面|铺位|铺|档口|车库)",
        r"[A-Za-z]?[0-9]{2,5}[A-Za-z]?(?:-[0-9A-Za-z]{1,5}){0,3}号?房(?!产|地|东|间|屋)",
        rf"{NUMERAL}(?:号房|室(?!内|外)|号铺|号商铺)",
    ),
    "number": (
        rf"(?<![0-9月]){NUMBER}(?!(?<=[一壹]号)(?:小区|公馆|花园|公寓|庄园|府)|线|楼(?![上下梯道])|机(?!电|械|关)|码(?!头)|召|称|门(?![诊市卫面店头])|库|桥(?!头)|井|岗|令|角)",
    ),
    "dashed": (r"[0-9]{1,4}[A-Za-z]?(?:-[0-9A-Za-z]{1,5}){1,3}(?![0-9A-Za-z-])",),
}
_SOME_NUMBER = rf"[附甲乙丙丁]?{NUMERAL}[-之0-9]{{0,8}}号"
_FIRSTS = (
    "(?=[0-9A-Za-z零一二两三四五六七八九十百千廿壹贰叁肆伍陆柒捌玖拾佰几数"
    "第附临甲乙丙丁特负地首顶国省县乡东西南北中-])"
)
_ONWARD = (
    "(?:[东西南北中上下前后]?[一二三四五六七八九十]?(?:路(?!口|边|[东西南北].?村)|街(?!道|工业|社区|村)|巷|弄|大道|公路)"
    "|村|[镇乡](?!政)|街道|社区|(?<![镇乡])(?:工业区|工业园|开发区)|组|队(?!部))"
)

FIGURED_SORT = {
    "road": Sort.ROAD,
    "group": Sort.GROUP,
    "building": Sort.BUILDING,
    "unit": Sort.UNIT,
    "floor": Sort.FLOOR,
    "room": Sort.ROOM,
    "dashed": Sort.ROOM,
    "number": Sort.NUMBER,
}


def _words(onward: bool) -> str:
    """The guarded endings whose sorts may or may not lead onward, the longest first."""
    lists = lexicon()
    branches = []
    for ending in sorted(lists.endings, key=lambda word: (word[0], -len(word))):
        guard = lists.guards.get(ending, "").replace("NUMBER", _SOME_NUMBER)
        if (lists.endings[ending] in lists.onward) is onward:
            branches.append(f"{ending}(?!{guard})" if guard else ending)
    return "|".join(branches)


@cache
def ending_pattern() -> re.Pattern[str]:
    """The end of a part (group `word`), or a whole part with its own figure (the other groups)."""
    figured = "|".join(f"(?P<{name}>{'|'.join(patterns)})" for name, patterns in _FIGURED.items())
    firsts = "".join(sorted({ending[0] for ending in lexicon().endings}))
    words = f"{_words(onward=False)}|(?:{_words(onward=True)})(?!{_ONWARD})"
    return re.compile(rf"{_FIRSTS}(?:{figured})|(?=[{firsts}])(?P<word>{words})")


BARE_NUMBER = re.compile(
    r"[ 东西南北]?(?P<number>[0-9]{1,4}(?:[-之][0-9]{1,4})?(?:#(?![0-9楼栋幢])|[A-FH-LN-Za-fh-ln-z]?(?!#)))"
    r"(?![0-9A-Za-z\-]|[栋幢座楼层室房单门米公千万里号年月日点时分秒个次天周路街巷线期区排队组连社村弄多余元兆Mm格户人岁位%％]"
    r"|小时|国道|省道|县道|乡道)"
)
"""A house number without 号, right after a road."""

BARE_ROOM = re.compile(
    r"-?(?P<number>[A-Za-z]?[0-9]{2,5}[A-Za-z]?)(?![0-9A-Za-z#-]|[号室房商铺档车栋幢座楼层单米点年月日元兆分个次天多])"
)
"""A room without 室, right after its building, unit or floor."""

NO_BARE_NUMBER = re.compile(r"[、,，~～至][0-9]{1,2}[楼层]|[:：][0-9]{2}(?![0-9])")
"""What shows right after a figure that it counts floors or tells the time."""

BETWEEN = re.compile(
    r"[\s,，、/|>_\-:：]*(?:[东西南北中]?[一二三四五]?[段侧边面头端]?|路段|沿线|[0-9]{1,3}(?:公里|千米|米)处?|里|内|口|尾|头)?[\s,，、/|>_\-:：]*"
    r"(?:[(（][^()（）]{0,12}[)）])?(?:门牌号?)?[\s:：]*[(（]?"
)
"""What may stand between a road and its number."""

BESIDE = re.compile(r"(?:斜?对面|旁边?|隔壁|附近|[东西南北]{1,2}[侧面边])[\s,，]*")
"""What stands between a house and the number of the road beside it."""

LEAD = re.compile(
    r"(?:[东西南北]{1,2}[角侧面边](?=.{2})|与|及|至|往|近|跟|靠近|靠|口|旁|附近|边|、|和(?=.{2})|到|距|离)+"
)
"""What may stand before a name without belonging to it."""

_EDGE = (
    "[东西南北]{1,2}(?:大?门|[侧边面]|方向|角|头|段)|大?门口?|门前|路口|[上下里内外旁边口前后中处墟圩]|附近|沿线"
    "|[0-9A-Za-z#-]+|国道|省道|县道|乡道|[号省市区县]|中国|快递|代收|地方国营|国营|国有"
)
FILLER = re.compile(rf"^(?:{_EDGE})+|(?:{_EDGE})+$")
"""What stands around names and names nothing."""
