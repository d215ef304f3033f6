"""Who says a phrase in a note of our side: the customer, our side, or a rule that forbids it."""

import re

from desk.reading.phrases.context import any_of

_CUSTOMER = "(?<![复知释抚向给对与跟劝让请议])" + any_of(
    ["用户", "客户", "机主", "投诉人", "来电人", "对方", "业主", "村民", "住户", "来电者", "该户", "联系人", "其家人", "家属", "申告人", "顾客"]
)
_SAYS = any_of(
    ["称", "表示", "说", "反映", "反应", "反馈", "讲", "认为", "投诉", "质疑", "抱怨", "埋怨", "强调", "要求", "提出", "指出", "告知", "声称", "诉说", "描述", "不满", "觉得", "问", "想", "欲", "扬言", "威胁", "怀疑", "来电", "坚持", "提到", "自述", "口述", "讲述", "陈述", "举报", "主张", "骂", "吐槽", "回应", "回答", "回复", "答", "要", "希望", "不认可", "反问", "情绪激动", "转述", "录音", "复述", "曾说", "咨询", "打算", "计划", "准备", "申请", "执意", "坚决", "决定"]
)
_OURS_FIRST = any_of(["我方", "我司", "我们", "我组", "我处", "我部", "本人", "我", "已", "并", "现"])
_STAFF = any_of(
    ["测试员", "测试人员", "工作人员", "处理人员", "维护人员", "现场人员", "优化人员", "客服人员", "客服", "师傅", "上门人员", "装维", "营业员", "营业厅", "代维人员", "代维", "经理", "话务员", "接线员", "客户经理", "工程师", "员工", "我方人员", "技术人员", "处理人", "热线", "10086", "移动公司", "移动"]
)
_TELLS = any_of(
    ["告知", "答复", "解释", "回复", "安抚", "回应", "说明", "沟通", "表示", "说", "称", "讲", "回答", "建议", "劝说", "劝", "跟", "对", "向", "和", "让", "叫", "态度", "竟", "居然", "就"]
)
_QUOTE_OPEN = re.compile(r"[“「『]")
_QUOTE_PAIRS = {"“": "”", "「": "」", "『": "』"}

_CUSTOMER_CUE = re.compile(
    _CUSTOMER + r"[^，,：:。；;！!？?\n“”]{0,10}?" + _SAYS + "(?:到|了|道|过|是|不){0,2}"
)
_CUSTOMER_LABEL = re.compile(_CUSTOMER + r"(?:原话|诉求|意见|心声|之声|反映内容|问题|来电){0,2}[：:]")
_NO_SUBJECT = re.compile(
    "(?:来电反映|来电称|来电表示|来电投诉|现反映|反映称|投诉称|投诉内容[为：:]|反映[：:，,])"
)
_OUR_CUE = re.compile(
    "(?:"
    + any_of(["我方", "我司", "我们", "我组", "我处", "我部", "我方人员"])
    + "|"
    + _STAFF
    + r")[^，,：:。；;！!？?\n“”]{0,10}?"
    + _TELLS
    + "|(?:告知|答复|解释|回复|安抚|回应|说明|劝说|沟通)(?:给|了|过|到){0,1}(?:用户|客户|机主|对方|其|业主|他|她)"
    + "|(?:向|对|跟|和|与|给)(?:用户|客户|机主|对方|其|业主|他|她)[^，,：:。；;\n]{0,6}?(?:告知|答复|解释|回复|安抚|回应|说明|说|讲|沟通|表示|道歉)"
    + "|"
    + any_of(["测试员", "测试人员", "工作人员", "我方", "我司", "客服", "处理人", "师傅", "现场人员", "本人", "我"])
    + "[：:]"
)
_RULE = re.compile(
    "(?:不得|不能|不可|不准|不允许|不许|禁止|严禁|切勿|切忌|避免|杜绝|不应|不要|勿|请勿|不该|不会|没有|未|并未|从未|没|不曾|未曾|不宜|防止|忌|并没有|不再)"
    "(?:再|对|向|跟|和|与|用户|客户|其|业主|使用|出现|讲|说|回答|回复|答复|告知|用|过|随意|直接|在|现场|任何|类似|诸如|如|以|等|表达|表示|解释|“|「|『|‘|'|\"|：|:|，|有|类|让|叫|要求|建议|我|员工|人员|测试|工作){0,8}$"
)
_LESSON = re.compile(
    "(?:忌语|禁语|规范|培训|学习|考核|通报|宣贯|案例|话术要求|整改要求|服务要求|禁用语|自查|抽查|质检要求)"
)
_LESSON_AFTER = re.compile(
    "^[”」』’'\"]{0,2}(?:等|之类|这类|此类|这样|这种|类似){1,2}(?:的){0,1}(?:话|语句|话语|言语|用语|忌语|词|说法|回答|措辞)"
)


def said_by_customer(before: str) -> bool:
    """Whether the words that follow `before` (up to three sentences) are the customer's or his report."""
    quote = _open_quote(before)
    if quote is not None:
        return _is_customers(_last_sentence(before[:quote]))
    return _is_customers(_last_sentence(before))


def is_only_reported(before: str, after: str) -> bool:
    """Whether the phrase is named by a rule or a lesson, or said not to have been said."""
    sentence = _last_sentence(before)
    return bool(_RULE.search(sentence) or _LESSON.search(sentence) or _LESSON_AFTER.search(after))


def _open_quote(before: str) -> int | None:
    """Where the quotation begins that is still open at the end of `before`."""
    for found in reversed(list(_QUOTE_OPEN.finditer(before))):
        if _QUOTE_PAIRS[found.group()] not in before[found.start() :]:
            return found.start()
    if before.count('"') % 2:
        return before.rindex('"')
    return None


def _last_sentence(before: str) -> str:
    return re.split(r"[。！!？?\n\r]", before)[-1]


def _is_customers(sentence: str) -> bool:
    """The speaker of the end of a sentence: the last cue counts, and what the customer reports is his."""
    last_customer = (
        _last(_CUSTOMER_CUE, sentence) or _last(_CUSTOMER_LABEL, sentence) or _last(_NO_SUBJECT, sentence)
    )
    if last_customer is None:
        return False
    told = _last_our_cue(sentence, last_customer)
    if told is None:
        return True
    between = sentence[last_customer.end() : told.start()]
    return not re.search("[，,；;]", between) or between.strip() in {"，", ",", "：", ":"}


def _last_our_cue(sentence: str, customer: re.Match[str]) -> re.Match[str] | None:
    """Our side's first turn to speak after the customer's words begin."""
    return _OUR_CUE.search(sentence, customer.end())


def _last(cue: re.Pattern[str], sentence: str) -> re.Match[str] | None:
    found = None
    for found in cue.finditer(sentence):
        continue
    return found
