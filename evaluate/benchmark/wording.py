"""What the benchmark says, in English and in Chinese."""

from __future__ import annotations

from gongkai.models.terms import Term


class Heading(Term):
    """The parts of the results."""

    WORKLOAD = "workload", "Made-up reports", "合成报告"
    SPEED = "speed", "Speed on one core", "单核速度"
    STAGES = "stages", "Stages", "各阶段"
    STARTUP = "startup", "Start-up of a fresh process", "新进程启动"
    IMPORTS = "imports", "Costliest packages to import", "导入最慢的包"
    GROWTH = "growth", "Growth: one process of gongkai extract", "规模增长：gongkai extract 单进程"
    SIZES = "sizes", "Sizes", "体积"
    PEERS = "peers", "Beside other libraries", "与其他库对比"
    HOT_FUNCTIONS = "hot_functions", "Hottest functions", "最耗时的函数"
    LIKENESS = "likeness", "What the reports are made of, on average", "每份报告的构成（平均）"
    SCALING = "scaling", "From one core to two", "从单核到双核"
    CURVE = "curve", "The run over time", "运行过程"
    COST = "cost", "What the run took, and what more reports would at this rate", "本次用量与推算"


class Column(Term):
    """The columns of the parts."""

    REPORTS = "reports", "reports", "份数"
    CHARACTERS = "characters", "characters each", "每份字数"
    BYTES_EACH = "bytes_each", "size each", "每份大小"
    BYTES = "bytes", "size", "大小"
    FILES = "files", "files", "文件数"
    TEXT_TIME = "text_time", "text: ms", "文本：毫秒"
    TEXT_SHARE = "text_share", "share", "占比"
    TEXT_RATE = "text_rate", "reports/s", "每秒份数"
    PAGE_TIME = "page_time", "page: ms", "网页：毫秒"
    PAGE_SHARE = "page_share", "share", "占比"
    RATE = "rate", "reports/s", "每秒份数"
    CPU_RATE = "cpu_rate", "reports/s of CPU time", "CPU 每秒份数"
    TIME = "time", "time", "用时"
    CPU_TIME = "cpu_time", "CPU time", "CPU 用时"
    OWN_TIME = "own_time", "own time", "自身用时"
    OWN_SHARE = "own_share", "share", "占比"
    TOTAL_TIME = "total_time", "with callees", "含被调用"
    CALLS = "calls", "calls/report", "每份调用次数"
    MODULES = "modules", "modules", "模块数"
    MARGINAL = "marginal", "CPU ms each further", "每多一份 CPU 毫秒"
    TO_LINEAR = "to_linear", "to linear", "与线性之比"
    MEMORY = "memory", "peak memory", "内存峰值"
    OUTPUT = "output", "output each", "每份输出"
    SPEED = "speed", "characters/s", "每秒字数"
    NUMBERS = "numbers", "numbers", "数字"
    CLAIMS = "claims", "claims", "数据陈述"
    CELLS = "cells", "cells", "单元格"
    CELLS_NOT_ZERO = "cells_not_zero", "not zero", "非零"
    ONE_CORE = "one_core", "one core: reports/s", "单核：每秒份数"
    TWO_CORES = "two_cores", "two cores: reports/s", "双核：每秒份数"
    TIMES_ONE_CORE = "times_one_core", "times one core", "相对单核倍数"
    CPU_EACH = "cpu_each", "CPU ms each", "每份 CPU 毫秒"
    DONE = "done", "done", "已完成"
    FAILED = "failed", "failed", "失败"
    RESIDENT = "resident", "memory", "内存"
    CORE_HOURS = "core_hours", "core-hours", "核时"
    TIMES_OURS = "times_ours", "beside gongkai", "与 gongkai 相比"


class Name(Term):
    """The rows that are not stages, functions or packages."""

    SAMPLES = "samples", "the bundled samples, plain text", "内置样本，纯文本"
    SAMPLE_PAGES = "sample_pages", "the bundled samples, web pages", "内置样本，网页"
    TEXTS = "texts", "made up, plain text", "合成，纯文本"
    PAGES = "pages", "made up, web pages", "合成，网页"
    WHOLE = "whole", "whole", "合计"
    TEXT_SPEED = "text_speed", "plain text", "纯文本"
    PAGE_SPEED = "page_speed", "web pages", "网页"
    FIRST_RECORD = "first_record", "extract ONE: first record", "单份：首条记录写出"
    ONE_REPORT = "one_report", "extract ONE: to its end", "单份：处理完毕"
    HELP = "help", "gongkai --help", "gongkai --help"
    IMPORT = "import", "import gongkai.extract", "import gongkai.extract"
    INTERPRETER = "interpreter", "the interpreter alone", "仅解释器"
    STANDARD_LIBRARY = "standard_library", "the standard library", "标准库"
    MODEL_DATA = "model_data", "data that models ship", "模型自带数据"
    MODELS = "models", "models: code and data", "模型：代码与数据"
    CORPUS = "corpus", "annotated corpus and samples", "标注语料与样本"
    PACKAGE = "package", "the package as installed", "已安装的整个包"
    CLAIMS_TRAINED = "claims-trained", "gongkai, trained", "gongkai 训练模型"
    CLAIM_RULES = "claim-rules", "gongkai, rules", "gongkai 规则"
    TABLES = "tables", "gongkai, tables", "gongkai 表格"
    MADE_UP = "made_up", "made up", "合成"
    MADE_UP_2021 = "made_up_2021", "form of 2021", "合成，2021年格式"
    MADE_UP_2019 = "made_up_2019", "form of 2019", "合成，2019年格式"
    MADE_UP_BEFORE_2019 = "made_up_before_2019", "before 2019", "合成，2019年以前"
    BUNDLED = "bundled", "samples", "内置样本"
    CORPUS_REPORTS = "corpus_reports", "corpus:dev", "corpus:dev"
    GIVEN = "given", "those given", "所给报告"
    SCALED = "scaled", "{model}, {formats}", "{model}，{formats}"
    MOMENT = "moment", "after {time}", "{time} 后"
    WHOLE_RUN = "whole_run", "the run", "本次运行"
    PROJECTED = "projected", "so many more", "更大规模"
    GROWTH_STEP = "growth_step", "reports: {count}", "{count} 份"


class Task(Term):
    """What peers are compared at."""

    NUMERALS = "numerals", "numbers", "数字"
    CLAIMS = "claims", "claims", "数据陈述"
    TABLES = "tables", "web tables", "网页表格"


class Phrase(Term):
    """Whole sentences, and what progress is called."""

    HEAD = (
        "head",
        "measured on {processor}, cores: {cores}, {python}, {system}; gongkai {version}, "
        "model: {model}; written to {output}",
        "测于 {processor}，{cores} 核，{python}，{system}；gongkai {version}，模型：{model}；"
        "结果写入 {output}",
    )
    SPREAD = (
        "spread",
        "Figures are medians; (smallest–largest) over the rounds.",
        "数值为中位数；括号内为各轮最小值–最大值。",
    )
    ROUNDS = (
        "rounds",
        "reports a round: {reports}, rounds: {rounds}; whatever is compared takes turns.",
        "每轮 {reports} 份，共 {rounds} 轮，各项轮流进行。",
    )
    MIXED = (
        "mixed",
        "One of {every} files is a web page; one worker; times hold the start-up.",
        "每 {every} 个文件中有一个网页；单进程；用时含启动时间。",
    )
    ONCE = (
        "once",
        "Steps of more than {most} reports are run once.",
        "超过 {most} 份的步骤只运行一次。",
    )
    PROFILED = (
        "profiled",
        "Under the profiler, which slows short functions most: read the order, not the times.",
        "在剖析器下测得，短函数偏慢：请看次序，勿看绝对值。",
    )
    NO_PEER = (
        "no_peer",
        "{peer} was left out, since a package is missing: pip install 'gongkai[{extra}]'",
        "缺少软件包，未比较 {peer}：请运行 pip install 'gongkai[{extra}]'",
    )
    PROCESSOR_TIME = (
        "processor_time",
        "Processor time of one report; shares are of its sum.",
        "单份报告的处理器时间；占比为其在总和中的比例。",
    )
    WRITTEN = (
        "written",
        "made-up reports: {number:,}, in {files:,} files or folders of {directory}; "
        "{seconds:.1f} s, {rate:,.0f} a second",
        "已在 {directory} 的 {files:,} 个文件（夹）中写入合成报告 {number:,} 份；"
        "用时 {seconds:.1f} 秒，每秒 {rate:,.0f} 份",
    )
    LIKENESS = (
        "likeness",
        "Claims and cells are what the model rules finds. What is made up is synthetic.",
        "陈述和单元格由 rules 模型抽取。合成报告并非真实报告。",
    )
    SCALING = (
        "scaling",
        "reports a run: {reports}, rounds: {rounds}, in turns; load of the machine before: "
        "{load}. Rates are from the first report to the last, without the start-up.",
        "每次 {reports} 份，共 {rounds} 轮，轮流进行；测量前机器负载：{load}。"
        "速率从首份算到末份，不含启动。",
    )
    NO_AFFINITY = (
        "no_affinity",
        "This system cannot bind processes to cores, or allows only one: nothing is compared.",
        "本系统不能将进程限定在指定核上，或仅允许使用一核：未作比较。",
    )
    COST = (
        "cost",
        "Core-hours are workers times hours by the clock: what a cluster counts. "
        "Workers: {workers}.",
        "核时为工作进程数乘以实际小时数，即集群的计费方式。工作进程数：{workers}。",
    )
    MINUTES = "minutes", "minutes", "分钟"
    DRAWN = "drawn", "drawn in {path}", "曲线图：{path}"
    LISTED = "listed", "{column}: {figure}", "{column}：{figure}"
    SLOWER = "slower", "{ratio}× slower{spread}", "用时 {ratio} 倍{spread}"
    FASTER = "faster", "{ratio}× faster{spread}", "用时 1/{ratio}{spread}"
    READ_ALIKE = (
        "read_alike",
        "the same texts for all, after a warm-up: {texts} ({characters} characters).",
        "各系统预热后读取相同的 {texts} 段文本（{characters} 字）。",
    )


class Activity(Term):
    """What is being done, for the display of progress."""

    MAKING = "making", "making up reports", "生成报告"
    STAGES = "stages", "timing the stages", "测量各阶段"
    STARTUP = "startup", "starting processes", "测量启动"
    GROWTH = "growth", "growing to {count} reports", "增至 {count} 份"
    PEERS = "peers", "timing other libraries", "测量其他库"
    PROFILE = "profile", "profiling", "剖析"
