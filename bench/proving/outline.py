"""The words of a report that carry no figures, and which paragraphs go into which section."""

from __future__ import annotations

SEVERAL = 0.15
PAGED = 0.2
LONG = 6
NUMERALS = "一二三四五六七八九十"
TITLES = {
    "self": ("{y}年{p}绩效自评报告", "{p}{y}年度绩效自评报告", "{c}{p}支出绩效自评报告（{y}年度）"),
    "evaluation": (
        "{y}年{p}绩效评价报告",
        "{c}{p}{y}年度财政支出绩效评价报告",
        "{p}部门绩效评价报告",
    ),
    "monitoring": ("{y}年{p}绩效运行监控报告", "{p}{y}年1—{m}月绩效运行监控报告"),
}
FILLERS = (
    "项目单位高度重视绩效管理工作，成立了由主要负责人任组长的工作小组，明确了责任分工。",
    "为规范资金使用，项目单位制定了专项资金管理办法，实行专账核算、专款专用。",
    "项目实施过程中，严格执行政府采购和合同管理有关规定，资料归档较为完整。",
    "相关部门加强协调配合，定期调度项目进展，及时研究解决实施中的困难和问题。",
    "通过现场查看、查阅资料、座谈访谈等方式，对项目实施情况进行了核实。",
    "项目的实施改善了当地基础条件，得到群众认可，社会反响良好。",
)
PROBLEMS = (
    "一是前期准备不够充分，部分工作启动较晚；二是基层工作人员业务能力有待提高。",
    "绩效管理的基础工作还需加强，部分资料收集不够及时。",
    "部分环节衔接不够顺畅，项目管理的精细化水平有待提升。",
)
ADVICE = (
    "下一步将加强部门沟通，提前谋划项目，加快资金支付，提高资金使用效益。",
    "建议进一步完善管理制度，加强业务培训，强化绩效结果应用。",
    "今后将健全项目储备机制，压实工作责任，切实提升绩效管理水平。",
)
YEAR = {
    "intro": ("naming", "formula", "annot", "period"),
    "money": ("sources", "double", "adjust", "received", "spent", "chain", "uses", "projects",
              "balance", "left", "growth", "share", "years", "average", "partial"),
    "work": ("places", "classes", "tasks", "growth_count", "survey", "procure"),
    "office": ("sangong", "guests", "procured", "sme"),
}  # fmt: skip
TRACK = {
    "intro": ("naming",), "money": ("sources", "adjust", "progress", "expected"),
    "work": ("procure",), "office": (),
}  # fmt: skip
RIVALS = (
    ("sources", "double"), ("received", "chain"), ("spent", "chain"), ("uses", "double"),
    ("uses", "projects"), ("projects", "double"),
)  # fmt: skip
