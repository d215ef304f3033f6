"""Which parts of a stage reply can be recognised: 现象, 原因, 措施, 计划, 时间."""

from desk.reading.folding import fold
from desk.reading.occurrence import has_time_of_day
from desk.reading.words import WordTable

_PARTS = WordTable(
    {
        "现象": "现象 反映 反应 投诉 无信号 没信号 没有信号 信号弱 信号差 信号不好 弱覆盖 网速慢 上网慢 上网卡 卡顿 掉线 断线 断网 无法上网 无法通话 不能上网 不能通话 打不通 打不开 接不通 无法接通 通话断续 杂音 单通 掉话 "
        "无服务 无网络 没网 故障 退服 断站 rsrp sinr 实测 测试结果 速率 干扰 信号正常 覆盖",
        "原因": "原因 由于 因为 导致 造成 引起 系 因 所致 经查 经核查 核查 核实 排查 发现 定位 分析 判断 疑似 告警 停电 断电 光缆中断 光缆断 负荷高 高负荷 拥塞 遮挡 距离远 距离较远 站点少 无站点 设备故障 传输故障",
        "措施": "措施 调整 优化 处理 抢修 维修 更换 重启 复位 扩容 整改 修复 恢复 现场测试 上门 联系用户 联系客户 已联系 转派 派单 转至 协调 上报 提交 申请 加装 安装 开通 割接 参数 天线 功率 下倾角 方位角 测试 解释 安抚 告知",
        "计划": "计划 将于 将在 预计 后续 下一步 拟 安排 预约 约定 纳入规划 规划 建设 新建 待 准备 打算 届时 争取 持续跟踪 继续跟踪 跟进 将",
        "时间": "今日 今天 明日 明天 后天 昨日 昨天 本周 下周 月底 本月 下月 年底 上午 下午 晚上 小时内 日内 天内 个工作日 工作日 周一 周二 周三 周四 周五 周六 周日 小时 分钟",
    }
)


def read_reply_parts(text: str) -> frozenset[str]:
    """The parts that the text has, by their Chinese names."""
    found = {word.kind for word in _PARTS.find(fold(text))}
    if any(has_time_of_day(text)):
        found.add("时间")
    return frozenset(found)
