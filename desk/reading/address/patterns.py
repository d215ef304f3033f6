"""The compiled patterns of the scanner, made from the word lists. None backtracks beyond a fixed length."""

import re
from collections import defaultdict

from desk.reading.address.lexicon import ENDINGS, GUARDS
from desk.reading.address.numerals import NUMBER, NUMERAL
from desk.reading.address.parts import Sort

SORT_OF = {word: sort for sort, words in ENDINGS.items() for word in words.split()}

_FIGURED: dict[str, str] = {
    "skip": (
        r"1[3-9][0-9]{9}|0[0-9]{2,3}-[0-9]{7,8}|[0-9]{7,}"
        r"|(?:[0-9]{1,4}|[一二三四五六七八九十百千几两数]{1,4})多?(?:米|公里|千米|km|KM|m(?![a-z]))(?:处|左右|外|远)?"
        r"|[0-9]{1,4}[年月](?:[0-9]{1,2}[月日号])*(?:[0-9]{1,2}[日号])?|[0-9]{1,2}[日点天周次个分秒时](?!元)"
        r"|[1-9][0-9]?号(?=晚|早|上午|下午|凌晨|中午|当天|那天|开始|起|至今|到现在|以来)|[2-5][gG](?![0-9A-Za-z])|-[0-9]+dB[mM]?"
    ),
    "road": (
        r"[GSXYC]?[0-9]{1,3}(?:国道|省道|县道|乡道|村道)|[GSX][0-9]{2,4}(?:高速公路|高速|公路|线)?(?![0-9A-Za-z栋幢座])"
        rf"|{NUMERAL}号(?:大街|大道|公路|路|街|线|支路)"
    ),
    "group": (
        rf"第?{NUMERAL}(?:村民小组|居民小组|生产小组|小组|组(?!织|长|合|团|建|成|装))"
        rf"|第?{NUMERAL}(?:生产队|作业队|队(?!员|伍|长|友|列|形|村|旗))"
        rf"|第?{NUMERAL}(?:连队|连(?!锁|接|续|通|不|[林农]场|村|号|[0-9一二两三四五六七八九十几]{{1,2}}[天次个]))"
        rf"|第?{NUMERAL}(?:合作社|社)(?!区|会|保|交|团|长|里|员)"
    ),
    "lane": rf"{NUMERAL}弄(?!堂|口)",
    "building": (
        rf"[A-Za-z]?{NUMERAL}[A-Za-z]?(?:号楼|号栋|号幢|号座|号厂房|号别墅|号馆|#楼|#栋|#|栋|幢|座(?!机|位)|橦)"
        r"|[A-Za-z][0-9]{0,3}(?:栋|幢|座(?!机|位)|号楼|馆|橦)|[甲乙丙丁]?栋(?=[0-9])"
    ),
    "unit": rf"(?:{NUMERAL}|[A-Za-z甲乙丙丁])(?:号?单元|号?门洞)",
    "floor": rf"(?:负|地下|[Bb]-?|第|-)?{NUMERAL}(?:楼(?!盘|村|道|房|镇|乡)|层(?!次|叠))|首层|顶层|地下室",
    "room": rf"[A-Za-z]?{NUMERAL}[A-Za-z]?(?:-[0-9A-Za-z]{{1,5}}){{0,3}}号?(?:室|房(?!产|地|东|间|屋)|商铺|铺面|铺位|铺|档口|车库)",
    "number": rf"(?<![0-9月]){NUMBER}(?!线|楼|机|码|召|称|门|库|店|桥|井|塔|站|岗|令|角|平)",
}


def _guarded(word: str) -> str:
    guard = GUARDS.get(word)
    return f"{re.escape(word)}(?!{guard.replace('NUMBER', NUMBER)})" if guard else re.escape(word)


def _words() -> str:
    by_first: dict[str, list[str]] = defaultdict(list)
    for word in SORT_OF:
        by_first[word[0]].append(word)
    branches = []
    for first, words in sorted(by_first.items()):
        ordered = sorted(words, key=len, reverse=True)
        branches.append("|".join(_guarded(word) for word in ordered))
        assert all(word[0] == first for word in words)
    return "|".join(branches)


def _ending_pattern() -> re.Pattern[str]:
    firsts = "".join(sorted({word[0] for word in SORT_OF}))
    figured = "|".join(f"(?P<{name}>{pattern})" for name, pattern in _FIGURED.items())
    return re.compile(
        rf"(?=[0-9A-Za-z零一二两三四五六七八九十百千廿几数第附临甲乙丙丁特负地首顶栋\-])(?:{figured})|(?=[{firsts}])(?P<word>{_words()})"
    )


ENDING = _ending_pattern()
"""The end of a part (group `word`) or a whole part that carries its own figure (the other groups)."""

FIGURED_SORT = {
    "road": Sort.ROAD,
    "group": Sort.GROUP,
    "lane": Sort.NUMBER,
    "building": Sort.BUILDING,
    "unit": Sort.UNIT,
    "floor": Sort.FLOOR,
    "room": Sort.ROOM,
    "number": Sort.NUMBER,
}

BARE_NUMBER = re.compile(
    r" ?(?P<number>[0-9]{1,4}(?:[-之][0-9]{1,4})?[A-Za-z]?)"
    r"(?![0-9A-Za-z\-#]|[栋幢座楼层室房单门米公千万里号年月日点分秒个次天小时周路街巷线期区排队组连社村弄省县国乡多余元格户人岁位%％]|号楼)"
)
"""A house number without 号, right after a road."""

BETWEEN = re.compile(
    r"[\s,，_\-:：]*(?:[东西南北中]?[段侧边面头端]?|路段|沿线|里|内)?[\s,，_\-:：]*(?:[(（][^()（）]{0,12}[)）])?(?:门牌号?)?[\s:：]*"
)
"""What may stand between a road and its number."""

_PLACE_WORDS = (
    "自然村|村委会|村委|村小组|村子|村庄|村|生产队|队|连|小组|组|社区|小区|花园|大道|路|街道|街|巷|乡镇|镇|乡|县|市|区|农场|林场|"
    "大厦|大楼|酒店|学校|公司|医院|单位|工地|门牌号?|号楼|栋|楼|层|单元|室|房|号|地方|位置|地址"
)
_UNSURE = rf"(?:哪|几|什么|啥|某某|某|[Xx]{{1,4}}|[*×○]{{1,4}})(?:一?[个条栋家座号])?(?:{_PLACE_WORDS})"
_STRONG = (
    "客户|用户|机主|顾客|来电|反映|反应|投诉|诉求|表示|您好|你好|信号|断线|掉线|卡顿|网速|网络差|网络不|没网|没有|没法|没|无法|无网|无服务|"
    "不能|不通|不了|不好|不稳定|不到|不行|打电话|打不|接不|接电话|拨打|通话|上网|流量|宽带|(?:比?较|很|太|非常)[差弱慢卡]|弱覆盖|覆盖|基站|"
    "需要|希望|要求|麻烦|尽快|处理(?!厂|站|中心)|解决|核实|排查|请|一直|经常|最近|昨天|今天|明天|前天|上周|每天|晚上|早上|下午|上午|中午|凌晨|"
    "目前|现在|之后|开始|出现|发生|问题|停电|上班|下班|居住|使用|测试|本机|签收|确认"
)
_WEAK = (
    "家里|家中|自己家|我家|他家|她家|室内|室外|屋内|屋里|户外|附近|周边|旁边|斜对面|正对面|对面|这边|那边|一带|周围|里面|以内|范围|门口|"
    "后面|前面|隔壁|方向|电联|联系电话|联系|电话|手机号码?|手机(?!城|店|市|卖|专|维)|号码|微信|在(?!村)|位于|住在|住(?!宅|房|院)|的|了(?!哥)|是|我们|我|他|她|位置|具体|"
    "详细|地址|门牌号?|路名|村名|因为|所以|但是|而且|然后|都(?=[没有不很])|也(?=[没有不很])|吗|呢|(?<![酒网])吧|啊|null|NULL|市辖区|交叉口|交叉|交汇处|交汇|十字|丁字"
)
_DOUBT = "不太?(?:知道|清楚|确定|详|明确|记得)|忘了|忘记|记不清|说不清|未(?:提供|告知|说明)|(?<!是)不是|并非|而非|不在|不属于|搬离"
BREAK = re.compile(
    rf"(?P<stop>[^\u3400-\u9fff0-9A-Za-z#\-]+|(?<![0-9A-Za-z号栋幢座元楼])-+|-+(?![0-9A-Za-z]))"
    rf"|(?P<doubt>{_DOUBT})|(?P<unsure>{_UNSURE})|(?P<strong>{_STRONG})|(?P<weak>{_WEAK})"
)
"""Whatever ends a stretch of address: punctuation, doubt or denial, questions and blanks to fill, a complaint's words."""

LEAD = re.compile(r"(?:与|及|至|往|近|跟|靠近|靠|口|旁|附近|边|、|和(?=.{2})|到|距|离)+")
"""What may stand before a name without belonging to it."""

FILLER = re.compile(
    r"[东西南北]?(?:大?门|[侧边面]|方向|角|头|段)|门口|门前|路口|[上下里内外旁边口前后中处附近]|[0-9A-Za-z\-#]+"
    r"|[一二三四五六七八九十]+|[东西南北]|号|省|市|区|县|中国|快递|代收|交"
)
"""What stands between parts and names nothing."""
