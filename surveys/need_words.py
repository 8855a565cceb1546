"""Words by which a question shows which need it speaks of, English and Chinese.

One entry per need of the catalogue: pattern -> weight. English patterns match
at the start of a word, Chinese ones anywhere. 3 names the need itself, 2 is a
near synonym, 1 a hint that other words can outweigh. English words of up to
three letters must stand alone (tea is not team).
"""

NEED_WORDS: dict[str, dict[str, float]] = {
    "quiet_seats": {
        "quiet": 3, "noise": 3, "noisy": 3, "silen": 2, "acoustic": 2, "sound": 2, "loud": 2,
        "distract": 2, "安静": 3, "噪音": 3, "噪声": 3, "嘈杂": 3, "吵": 2, "静音": 2, "干扰": 1,
        "study seat": 1, "study space": 1, "quiet seat": 1,
    },
    "silent_reading": {
        "silent read": 4, "reading room": 3, "silent room": 4, "silent study": 4,
        "silent area": 3, "reading area": 2,
        "阅览室": 3, "阅览区": 3, "静读": 4, "静音阅览": 5, "阅览座位": 2, "阅览空间": 2, "静默": 3,
    },
    "focus_carrels": {
        "carrel": 4, "cubicle": 3, "individual stud": 3, "single stud": 3, "private stud": 3,
        "individual desk": 3, "study pod": 3, "phone booth": 2, "pod": 1, "个人研习": 4, "单人": 3,
        "独立座位": 3, "隔间": 3, "研习舱": 4, "专注": 2, "卡座": 2, "隔断": 2, "个人学习": 2,
    },
    "group_rooms": {
        "group room": 4, "group study": 4, "study room": 3, "team room": 4, "group work": 3,
        "collaborat": 3, "meeting room": 2, "group space": 3, "breakout": 2, "小组": 3, "研讨间": 4,
        "研修间": 4, "协作": 3, "团队": 2, "讨论室": 4, "讨论间": 4, "研讨室": 3, "合作学习": 3,
    },
    "discussion_zone": {
        "discussion": 3, "talk": 2, "conversation": 2, "open area": 2, "social learn": 3,
        "讨论区": 4, "交流区": 4, "讨论": 2, "开放讨论": 4, "交谈": 2,
    },
    "seminar_room": {
        "seminar": 4, "classroom": 3, "teaching room": 3, "lecture": 3, "training room": 3,
        "workshop room": 3, "研讨课": 4, "教室": 3, "报告厅": 3, "培训室": 3, "学术报告": 3,
        "研讨教室": 5, "学术研讨": 3,
    },
    "computers": {
        "computer": 3, "pcs": 3, "workstation": 3, "desktop": 2, "pc ": 2, "laptop": 1,
        "software": 1, "电脑": 3, "计算机": 3, "机房": 3, "上机": 3, "电子阅览": 3,
    },
    "power_sockets": {
        "power": 3, "socket": 4, "outlet": 4, "charg": 3, "plug": 3, "电源": 4, "插座": 4,
        "充电": 3, "插线板": 3, "供电": 2,
    },
    "wifi": {
        "wifi": 4, "wi-fi": 4, "wireless": 4, "internet": 2, "network": 2, "无线": 4, "网络": 2,
        "网速": 3, "上网": 2, "校园网": 3,
    },
    "printing": {
        "print": 3, "copier": 3, "copying": 3, "photocop": 3, "scan": 3, "打印": 3, "复印": 3,
        "扫描": 3, "文印": 3,
    },
    "daylight_comfort": {
        "daylight": 4, "light": 3, "temperature": 3, "heating": 3, "air": 2, "ventilat": 3,
        "furnitur": 2, "chair": 2, "comfort": 1, "climate": 2, "window": 2, "air condition": 4,
        "采光": 4, "光线": 3, "照明": 3, "灯光": 3, "温度": 3, "空调": 3, "通风": 3, "空气": 3,
        "桌椅": 2, "舒适": 1, "自然光": 4, "座椅": 2,
    },
    "opening_hours": {
        "opening hour": 4, "open late": 4, "hours": 2, "24/7": 4, "24 hour": 4, "24-hour": 4,
        "weekend": 2, "overnight": 3, "opening time": 4, "late night": 3, "开放时间": 4,
        "开馆": 3, "闭馆": 3, "通宵": 4, "24小时": 4, "开放时长": 4, "延长": 2, "夜间": 2,
    },
    "seat_booking": {
        "book a": 3, "booking": 3, "reserv": 3, "seat book": 5, "find a seat": 3,
        "free seat": 4, "a seat": 2, "seats": 1,
        "crowd": 2, "enough seat": 3, "seat avail": 4, "room book": 4, "预约": 4, "占座": 4,
        "选座": 4, "座位数量": 3, "座位系统": 4, "拥挤": 2, "找座": 3, "空位": 3, "座位紧张": 3,
    },
    "lockers": {
        "locker": 4, "storage": 3, "belongings": 2, "bags": 2, "储物": 4, "寄存": 4, "存包": 4,
        "柜": 2, "存放": 2,
    },
    "coffee_relax": {
        "coffee": 4, "cafe": 4, "café": 4, "snack": 3, "food": 3, "drink": 3, "relax": 3,
        "lounge": 3, "tea": 2, "vending": 3, "rest area": 3, "sofa": 2, "nap": 2, "咖啡": 4,
        "休闲": 3, "休息": 3, "茶": 2, "餐饮": 3, "饮水": 3, "热水": 2, "食物": 2, "简餐": 3,
        "放松": 3,
        "沙发": 2,
    },
    "accessibility": {
        "accessib": 4, "wheelchair": 4, "disab": 4, "barrier": 3, "step-free": 4, "lift": 2,
        "elevator": 2, "无障碍": 5, "轮椅": 4, "残疾": 4, "残障": 4, "电梯": 2, "特殊需要": 3,
    },
    "cleanliness_safety": {
        "clean": 4, "safe": 3, "secur": 3, "toilet": 3, "hygien": 4, "restroom": 3, "unattended": 3,
        "theft": 3, "washroom": 3, "bathroom": 3, "卫生": 4, "清洁": 4, "干净": 4, "整洁": 4,
        "安全": 3,
        "洗手间": 3, "厕所": 3, "保洁": 4, "卫生间": 4,
    },
    "exhibition": {
        "exhibit": 4, "gallery": 3, "display": 2, "展览": 4, "展示": 3, "展厅": 4, "陈列": 3,
        "展陈": 4,
    },
    "salon_events": {
        "salon": 4, "event": 2, "lecture series": 4, "talks": 3, "reading club": 2, "book club": 2,
        "沙龙": 4, "讲座": 3, "读书会": 3, "活动空间": 2, "活动": 1, "分享会": 3, "路演": 2,
    },
    "reading_promotion": {
        "reading promotion": 5, "book recommend": 4, "new book": 3, "display of books": 3,
        "themed book": 3, "reading activit": 4, "阅读推广": 5, "推荐书": 4, "新书": 3, "荐书": 4,
        "书目推荐": 4, "阅读活动": 4, "主题书": 3,
    },
    "campus_culture": {
        "campus cultur": 5, "campus histor": 4, "university histor": 4, "heritage": 3, "cultur": 2,
        "special collection": 2, "校园文化": 5, "校史": 4, "文化氛围": 3, "特藏": 3, "文化空间": 3,
        "文化": 1, "古籍": 2,
    },
    "maker_tools": {
        "maker": 4, "3d print": 5, "3-d print": 5, "laser": 3, "workshop tool": 3, "tools": 1,
        "tinker": 3, "prototyp": 3, "创客": 5, "3d打印": 5, "工作坊": 2, "激光": 3, "手工": 2,
        "动手": 2,
    },
    "media_studio": {
        "media studio": 5, "recording": 4, "studio": 3, "video": 1, "video edit": 4,
        "video record": 4, "podcast": 4, "film": 2,
        "audio": 2, "multimedia": 3, "录音": 4, "录制": 4, "视频": 2, "多媒体": 3, "演播": 4,
        "直播": 3,
        "影音": 3, "摄影": 2, "媒体": 2,
    },
    "ai_data_lab": {
        "artificial intelligence": 5, "ai lab": 5, "ai ": 3, "data lab": 5, "data analysis": 3,
        "data science": 4, "gpu": 4, "virtual realit": 3, "vr": 3, "visuali": 2, "人工智能": 5,
        "ai": 3, "数据实验": 5, "大数据": 3, "数据分析": 3, "算力": 4, "虚拟现实": 3, "智能": 1,
        "可视化": 2,
    },
    "consultation": {
        "consult": 4, "librarian": 3, "staff": 2, "reference desk": 4, "help desk": 4,
        "research support": 3, "information service": 2, "service desk": 3, "advice": 2,
        "咨询": 4, "馆员": 3, "参考服务": 4, "服务台": 3, "工作人员": 2, "学科服务": 4, "查新": 3,
    },
    "graduate_research": {
        "graduate": 1, "graduate room": 4, "graduate space": 4, "postgraduate": 2, "phd": 2,
        "research room": 4, "research commons": 5,
        "researcher": 3, "doctoral": 2, "faculty": 2, "研究生": 2, "博士": 4, "科研": 3,
        "研究室": 4,
        "研究间": 4, "学术空间": 2, "教师": 1,
    },
}  # fmt: skip

SIMPLE = str.maketrans(
    "採靜電網無線務設開館閉時間預約儲櫃閱覽討論區組課腦計機讀實驗數據創諮詢員員學術語潔淨衛環動廳廁圖書習團隊協獨"
    "個專複掃溫調風氣舊桌椅響擁擠強點號證驛聽講錄視頻媒體製資訊產業試驗導師究學飲熱場會歷史"
    "議見說補請註齡級歷職稱類頻滿評認應該為麼寫經過關於從對價",
    "采静电网无线务设开馆闭时间预约储柜阅览讨论区组课脑计机读实验数据创咨询员员学术语洁净卫环动厅厕图书习团队协独"
    "个专复扫温调风气旧桌椅响拥挤强点号证驿听讲录视频媒体制资讯产业试验导师究学饮热场会历史"
    "议见说补请注龄级历职称类频满评认应该为么写经过关于从对价",
)

REVERSED_WORDS = (
    r"\btoo (crowded|noisy|loud|dark|bright|hot|cold|warm|small|few|expensive|far|slow|short"
    r"|busy)"
    r"|\bdistract|\bnois[ey]|\bloud\b|\bcrowded\b|\bdifficult|\bhard to|\buncomfortable"
    r"|\binsufficient"
    r"|\black of|\bnot enough|\btoo (many|much)|\bunpleasant|\bdirty|\bcan'?t find|\bcannot find"
    r"|\bcould ?n[o']t|\bdidn'?t|\bdid not|\bdoes ?n[o']t|\bdoesn'?t|\bunable|\bproblem"
    r"|\bunreliable|\binconvenien"
    r"|太吵|噪音|噪声|嘈杂|拥挤|太少|不足|不够|太冷|太热|太暗|太远|难以|困难|找不到|干扰"
    r"|影响我|太小|缺乏|缺少|不方便|不便"
)
