"""Words that say nothing about the subject of a comment, in both languages."""

# English function words beyond scikit-learn's list, and words every comment on a library holds.
ENGLISH = frozenset(
    """
    also am any anything are aren't be been can can't could couldn't did didn't do does doesn't
    doing don't dont etc get gets getting give go going good got great had has hasn't have
    having help hi hope i'd i'll i'm i've im isn't it's its just know let like lot lots love
    make makes maybe much need needs nice ok okay one ones please plz pls really say should
    shouldn't so something still sure thank thanks thing things think too try use used using
    very want wants was wasn't way we're were well will wish won't would wouldn't yes you're
    your library libraries
    """.split()  # noqa: SIM905 - a hundred quotes would hide the words
)

CHINESE = frozenset(
    """
    的 了 和 是 在 我 我们 你 你们 他 她 它 们 这 那 这个 那个 这里 那里 这些 那些 有 没有 没
    不 不是 很 非常 太 都 也 还 还是 就 就是 才 又 再 更 最 比较 一个 一些 一点 有点 有些 个 些
    点 次 上 下 里 中 内 外 前 后 时 时候 到 从 对 对于 给 被 把 让 使 用 以 及 与 或 或者 而
    而且 但 但是 不过 因为 所以 如果 可以 能 能够 会 要 想 应该 应 希望 建议 需要 请 麻烦 谢谢
    感谢 觉得 感觉 认为 可能 多 少 太少 太多 不够 增加 增设 提供 加强 改善 改进 提高 多些 更多
    好 不错 挺 挺好 很好 大 小 去 来 做 说 看 吧 啊 吗 呢 呀 哦 嗯 哈 哈哈 得 地 着 过 之 其
    其中 什么 怎么 如何 为什么 哪 谁 多少 几 每 各 另外 此外 目前 现在 已经 一直 经常 总是 总
    有时 有时候 尽量 尽快 进行 方面 问题 情况 东西 地方 大家 同学 学生 老师 人 图书馆 馆 馆里
    本馆 贵馆 学校 一下 一样 一定 真的 真 特别 十分 基本 基本上 说实话 个人感觉 考虑一下 考虑
    个人 个 提 条 一条 意见 太 远 近 只能 天天 每天 不到 不要 不能 不会 不了 无 等
    """.split()  # noqa: SIM905
)

# Answers that decline to answer.
NOTHING = frozenset(
    """
    no none nothing n/a na nil nope no_comment no_comments not_applicable nothing_to_add . - /
    x 无 没 没有 没了 暂无 无建议 没有建议 没意见 无意见 没有意见 不知道 暂时没有 没想法 同上
    略
    """.split()  # noqa: SIM905
)

# Words of libraries that a general dictionary would cut apart.
LIBRARY = (
    "小组讨论室", "储物", "静读区", "研讨区", "自习区",
    "自习室", "阅览室", "静音", "研讨间", "研讨室", "讨论室", "讨论区", "研习间", "单人间",
    "占座", "抢座", "插座", "充电", "储物柜", "寄存柜", "开放时间", "闭馆", "开馆", "座位预约",
    "预约系统", "无线网", "校园网", "人工智能", "大模型", "数据库", "创客", "录音棚", "演播室",
    "沙龙", "展览", "读书会", "咖啡", "饮水机", "空调", "通宵", "无障碍", "隔板",
)  # fmt: skip
