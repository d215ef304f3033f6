"""Whether a sensitive phrase is meant: not negated, no place, employer, used app or dead number.

Every test looks at a window of bounded length beside the phrase (context.py), with expressions that
repeat only within fixed bounds.
"""

import re

from desk.reading.phrases.context import any_of, clause_after, clause_before, sentence_after, sentence_before
from desk.reading.phrases.manner import Manner

_BODIES = ["12345", "12315", "12300", "12381", "12388", "10080", "110", "工信部", "工信局", "通信管理局", "通管局", "管局", "消协", "消委会", "工商局", "工商", "市监局", "市场监管局", "市场监督管理局", "法院", "律师", "媒体", "记者", "电视台", "信访局", "信访办", "信访", "市长热线", "政府", "派出所", "公安局", "公安", "警察", "抖音", "微博", "快手", "小红书", "网上", "热线", "电话", "平台", "网站", "相关", "有关", "部门", "国家", "省", "市", "县", "北京", "中央", "上级", "监管", "黑猫"]
_WAYS = ["要", "想", "会", "去", "再", "继续", "向", "到", "往", "至", "给", "在", "于", "找", "打", "拨打", "拨", "致电", "联系", "投诉", "举报", "申诉", "反映", "反应", "升级", "越级", "通过", "上", "用", "把", "将", "对", "进行", "提起", "提出", "采取", "走", "发", "跟", "和", "与", "或", "及", "或者", "、", "等", "的", "了", "过", "任何", "打算", "准备", "考虑", "选择", "我司", "我方", "我们", "你们", "你", "我", "他", "移动", "中国移动", "移动公司", "公司", "贵司", "贵公司", "此事", "这事", "该", "一步", "进一步", "法律", "用户", "客户", "其", "直接", "就", "也", "真的", "真", "有", "曾", "曾经", "到处", "集体", "出现", "发生", "扬言", "威胁", "说", "表示", "过激", "行为"]
_DEEDS = ["投诉", "举报", "申诉", "上告", "告状", "告", "反映", "反应", "反馈", "上报", "捅", "闹", "打", "拨", "拨打", "致电", "打电话", "打给", "找", "联系", "求助", "走", "上", "去", "到", "向", "往", "至", "通过", "诉诸", "寻求", "惊动", "升级", "越级", "写信", "请", "报", "求助于", "起诉", "曝光", "爆料", "叫", "喊", "带", "发给", "发到", "提交", "诉", "通知", "报告", "信"]
_STRONG_DEEDS = ["投诉", "举报", "申诉", "上告", "告状", "告", "曝光", "爆料", "起诉", "维权", "升级", "越级", "捅", "闹", "反映"]
_LINKS = (
    *_BODIES,
    *["到", "至", "给", "去", "向", "在", "于", "往", "上", "了", "过", "的", "你们", "你", "移动", "中国移动", "移动公司", "公司", "贵司", "贵公司", "我司", "一下", "个", "和", "或", "或者", "及", "与", "、", "我", "他", "这", "此事"],
)

_NEGATORS = ["不", "不会", "不想", "不打算", "不准备", "不愿", "不愿意", "不再", "不去", "不要", "不必", "不需要", "不需", "无需", "不用", "没有", "没", "未", "并未", "并没有", "并没", "尚未", "未曾", "从未", "从没", "无意", "不考虑", "放弃", "撤销", "撤回", "取消", "暂不", "拒绝", "避免", "防止", "以免", "免得", "防范", "谨防", "杜绝", "并非", "不是", "不曾", "别", "勿", "不能", "不可能", "无", "预防"]
_NEGATED = re.compile(any_of(_NEGATORS) + any_of(_WAYS + _BODIES) + "{0,8}$")
_NOT_REALLY = re.compile(
    "(?:不得不|不能不|不会不|不排除|不惜|不介意|不怕|忍不住|迫不得已|信不信|要不要我|要不|动不动|何不|为何不|非得|是不是).{0,10}$"
)
_UNLESS = re.compile("^.{0,8}(?:誓不罢休|不罢休|就不|不行)")
_UNDONE = re.compile(
    "^(?:的|之|事宜|诉求|投诉|申诉|举报|事情|案件|工单|请求|一事){0,3}(?:现|已|已经|均|都|自愿|同意|愿意|决定|可以|可|予以|后){0,3}"
    "(?:撤销|撤回|撤诉|取消|撤案|撤单|作罢|放弃)"
)

_CHANNEL_BEFORE = re.compile(any_of(_DEEDS) + any_of(_LINKS) + "{0,4}$")
_STRONG_BEFORE = re.compile(any_of(_STRONG_DEEDS) + any_of(_LINKS) + "{0,4}$")
_AFTER_LINKS = (
    *_BODIES,
    *["的", "上", "网", "官网", "官方", "那里", "那边", "那儿", "这边", "等", "去", "来", "发起", "提交", "已", "已经", "再", "也", "又", "正式", "在线", "里", "机构", "反", "进行", "和", "及", "或", "、", "会", "就", "要", "我", "你们", "处", "做", "app"],
)
_CHANNEL_AFTER = re.compile(
    "^" + any_of(_AFTER_LINKS) + "{0,5}"
    "(?:投诉|举报|申诉|起诉|反映|反应|曝光|告|维权|信访|求助|诉讼|仲裁|工单|转办|转派|转来|转接|交办|督办|派单|受理|立案|报道|采访|介入|说理|评理|施压|"
    "爆料|揭|见|来电|下派|派发|催办|问责|诉求)"
)
_EXPOSING = ["曝光", "爆料", "揭露", "揭发", "曝", "维权", "投诉", "举报", "吐槽", "发帖", "公布", "公开", "让大家", "让网友", "让全国", "评评理", "讨个说法", "讨说法", "讨公道", "挂出", "挂到", "挂上", "骂", "找记者", "抨击"]
_EXPOSED_AFTER = re.compile("^.{0,12}" + any_of(_EXPOSING))
_EXPOSED_BEFORE = re.compile(any_of(_EXPOSING) + ".{0,6}$")
_POSTED_BEFORE = re.compile("(?:把|将).{1,14}(?:发|传|放|挂)(?:到|至|在|上|去){0,2}$")
_THREAT = re.compile("(?:再不|不然|否则|要不然|不给|如果不|如不|若不|信不信).{0,24}$")
_POSTED_NEAR = re.compile("(?:发|上|挂|传|找)(?:到|至|在|上|去){0,2}$")
_POSTED_ON_PURPOSE = re.compile(
    "(?:要|会|将|准备|打算|就)(?:把.{1,8})?(?:发|上|挂|传)(?:到|至|在|上|去){0,2}$"
)

_DEAD = ["打不通", "拨不通", "接不通", "打不进", "打不出", "拨不出", "拨打不了", "打不了", "拨不了", "无法接通", "无法打通", "无法拨", "无法打", "不能拨", "不能打", "没法打", "没人接", "无人接听", "占线", "忙音", "空号", "停机", "听不到", "呼叫失败", "呼不通", "不通", "打不上"]
_BROKEN = ["卡", "慢", "打不开", "上不去", "上不了", "看不了", "刷不了", "刷不出", "加载", "缓冲", "转圈", "没信号", "无信号", "没有信号", "信号", "没网", "无网", "没有网", "网速", "网络", "断网", "掉线", "断线", "黑屏", "闪退", "连不上", "用不了", "无法使用", "不能使用", "无法正常", "延迟", "流量", "登录", "登陆", "视频发不", "发不出", "发送失败", "上传失败"]
_BUSY = ["上班", "办公", "开会", "办事", "工作", "任职", "出差", "送货", "送外卖", "路过", "住", "宿舍", "食堂", "家属", "一带", "开庭", "当", "兼职", "实习"]
_DEAD_AFTER = re.compile("^.{0,10}" + any_of(_DEAD))
_DEAD_NEXT = re.compile(
    "^[^，,]{0,6}[，,](?:但|但是|却|结果|一直|都|总是|始终|也|均|提示|显示|电话|是){0,3}" + any_of(_DEAD)
)
_DEAD_BEFORE = re.compile(
    "(?:无法|不能|打不通|拨打不了|打不了|拨不了|拨不通|接不通|不通|打不进|没法|打不出|拨不出|呼叫不了|打开不了|打不开|上不了|刷不了|看不了|登不上|用不了|无法正常|不能正常)"
    "(?:正常|成功|顺利){0,1}(?:拨打|打|拨|呼叫|接通|进入|打开|登录|登陆|访问|观看|刷|看|使用|拨通|打通|浏览|联系|上){0,2}"
    + any_of(_LINKS)
    + "{0,5}$"
)
_BROKEN_AFTER = re.compile("^.{0,12}" + any_of((*_BROKEN, *_BUSY, *_DEAD)))

_PLACE_AFTER = re.compile(
    "^(?:的|里|内|门|大|办公)?(?:路|街|大道|巷|楼|大厦|大楼|小区|宿舍|家属|附近|旁|对面|门口|隔壁|院内|院里|上班|任职|工作|站台|公交|地铁|食堂|公寓|花园|新村|东门|西门|南门|北门|"
    "后面|前面|周边|一带|位置|旧址|广场|培训|中心附近|停车场|办公|大院|区域|机房|基站|片区|室内)"
)
_HYDRANT = re.compile(
    "^(?:器|系统|铃|灯|装置|主机|设备|信息|信号|短信|记录|按钮|平台监控|电话打不|探测|声|音|阈值|日志)"
)
_ASKED_BEFORE = re.compile(
    "(?:请问|咨询|询问|问一下|问下|想问|查询|了解|什么是|是否|有没有|有无)[^，,。]{0,12}$"
)
_ASKED_WHOSE = re.compile("(?:是否|有没有)[^，,。]{0,8}(?:要我|逼我|非要|一定要|只有)[^，,。]{0,8}$")
_ASKED_AFTER = re.compile("^[^，,。！!？?；;]{0,14}(?:吗|么|呢)?[？?]")
_INFORMATION = re.compile(
    "^[^，,。！!？?；;]{0,10}(?:有用|管用|收费|是多少|是什么|怎么打|怎么投诉|号码|几点|可以吗|行吗|能管|管不管|流程|怎么走|什么条件)"
)
_RHETORIC = re.compile(
    "(?:难道|是不是|非要|非得|一定要|信不信|要不要|逼|才|必须|只能|还要|真要|要我|怕不怕|敢不敢)[^。]{0,16}$"
)
_CUSTOMER = ["用户", "客户", "机主", "投诉人", "来电人", "对方", "业主", "村民"]
_OURS = ["我方", "我司", "测试员", "测试人员", "工作人员", "处理人员", "维护人员", "现场人员", "代维", "代维人员", "客服", "物业", "铁塔", "铁塔公司", "优化人员", "施工队"]
_ADVICE = re.compile(
    "(?:建议|引导|提醒|提示|指引|推荐|请|告知|答复|解释|回复|让|指导)(?:了|过|给|到){0,2}"
    + any_of((*_CUSTOMER, "其", "您", "他", "她"))
    + "(?!称|表示|说|不满)[^。！!？?；;]{0,24}$"
)
_CAN = re.compile(
    any_of((*_CUSTOMER, "您"))
    + "(?:也|亦|还|均|如|有|疑问|需要|仍|不满|，|若){0,4}(?:可|可以|可以自行|可自行)"
    + any_of((*_WAYS, *_BODIES))
    + "{0,5}$"
)
_CUSTOMER_SPEAKS = re.compile(
    any_of(_CUSTOMER)
    + "[^，,。；;]{0,8}(?:称|表示|说|扬言|威胁|反映|反应|要求|情绪|不满|认为|坚持|仍|告知|来电|要|将|会|声称|提出|强调|欲|准备|打算|不认可)"
)
_OUR_DEED = re.compile(
    any_of(_OURS) + "(?:已经|已|将|会|也|曾|进行|及时|立即|向|联系|当场|并|去|到|后){0,3}$"
)
_THEFT = re.compile(
    "(?:被盗|丢失|遗失|失窃|盗窃|偷|诈骗电话|诈骗短信|被骗|骗子|走失|车祸|打架|被抢|盗打|丢了|不见了|被剪)[^。！!？?]{0,20}$"
)
_OWN_MATTER = re.compile("(?:被盗|丢失|诈骗|骗|车祸)")
_TOWARDS_US = re.compile("(?:你们|移动|贵司|再不|否则|不然|如不|不处理|不解决|要报警|就报警)[^。]{0,12}$")


def is_asserted(folded: str, start: int, end: int, manner: Manner) -> bool:
    """Whether the phrase at the span of the folded text is an act or a threat towards us."""
    before, after = clause_before(folded, start), clause_after(folded, end)
    if _PLACE_AFTER.search(after) or _HYDRANT.search(after):
        return False
    if _is_negated(before, after):
        return False
    phrase = folded[start:end]
    if manner is Manner.CHANNEL and not _is_approached(folded, end, before, after):
        return False
    if manner is Manner.APP and not _is_stage(folded, start, before, after):
        return False
    if manner is Manner.STANDING:
        return True
    if manner is Manner.ACT and _DEAD_BEFORE.search(before):
        return False
    return not (
        _is_asked(folded, start, end)
        or _is_ours(folded, start, before)
        or _is_own_matter(folded, start, phrase)
    )


def _is_negated(before: str, after: str) -> bool:
    if _UNDONE.search(after):
        return True
    return bool(_NEGATED.search(before)) and not _NOT_REALLY.search(before) and not _UNLESS.search(after)


def _is_approached(folded: str, end: int, before: str, after: str) -> bool:
    """A body or hotline with a deed of complaining, not a place gone to or a number that is dead."""
    if _DEAD_BEFORE.search(before):
        return False
    if _STRONG_BEFORE.search(before):
        return True
    if _DEAD_AFTER.search(after) or _DEAD_NEXT.search(sentence_after(folded, end, 40)):
        return False
    if _CHANNEL_AFTER.search(after):
        return True
    return bool(_CHANNEL_BEFORE.search(before)) and not _BROKEN_AFTER.search(after)


def _is_stage(folded: str, start: int, before: str, after: str) -> bool:
    """An application used to expose us, not one that stutters."""
    if _DEAD_BEFORE.search(before):
        return False
    if _EXPOSED_AFTER.search(after) or _EXPOSED_BEFORE.search(before) or _POSTED_BEFORE.search(before):
        return True
    if _BROKEN_AFTER.search(after):
        return False
    threatened = _THREAT.search(sentence_before(folded, start)) and _POSTED_NEAR.search(before)
    return bool(threatened or _POSTED_ON_PURPOSE.search(before))


def _is_asked(folded: str, start: int, end: int) -> bool:
    """A plain question, not one that threatens."""
    before = sentence_before(folded, start, 30)
    if _RHETORIC.search(before):
        return False
    if _ASKED_BEFORE.search(before) and not _ASKED_WHOSE.search(before):
        return True
    after = folded[end : end + 20]
    return bool(_ASKED_AFTER.search(after) or _INFORMATION.search(after))


def _is_ours(folded: str, start: int, before: str) -> bool:
    """What our side did, or told the customer that he may do."""
    if _OUR_DEED.search(before) or _CAN.search(before):
        return True
    told = _ADVICE.search(sentence_before(folded, start))
    return told is not None and not _CUSTOMER_SPEAKS.search(told.group()[2:])


def _is_own_matter(folded: str, start: int, phrase: str) -> bool:
    """A call to the police about a thief or a swindler is not about us."""
    if "警" not in phrase and "派出所" not in phrase and "110" not in phrase and "公安" not in phrase:
        return False
    before = sentence_before(folded, start, 40)
    return bool(_THEFT.search(before)) and not _TOWARDS_US.search(before)
