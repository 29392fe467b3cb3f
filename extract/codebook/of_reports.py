"""The columns of ``reports`` and ``texts``."""

from __future__ import annotations

from typing import Final

from gongkai.extract.codebook.terms import Absence, Description, Origin, Unit

_D = Description
RECORD_ID: Final = _D(
    "Report: 16 hexadecimal digits made from the bytes of the source and its place; ties the rows "
    "of all tables to their report",
    "报告编号：由来源字节与位置算出的 16 位十六进制数，各表以此相连",
    Origin.RECORD,
)

REPORTS: Final[dict[str, Description]] = {
    "record_id": RECORD_ID,
    "schema_version": _D(
        "Version of the schema: changes when the meaning of a column does",
        "结构版本：字段含义改变时随之改变",
        Origin.RECORD,
    ),
    "text_sha256": _D(
        "Digest of the text: SHA-256, for telling copies",
        "文本摘要：SHA-256，用于辨认相同文本",
        Origin.RECORD,
    ),
    "source_uri": _D(
        "File: its path, relative to the input given",
        "文件：相对于所给输入的路径",
        Origin.SOURCE,
    ),
    "source_member": _D(
        "Member: the path in the archive",
        "压缩包内文件：在压缩包中的路径",
        Origin.SOURCE,
        Absence.NO_ARCHIVE,
    ),
    "source_media_type": _D(
        "Media type: of the source, told by its content",
        "媒体类型：按内容判断",
        Origin.SOURCE,
    ),
    "source_encoding": _D(
        "Encoding: in which the text was written",
        "编码：文本所用的字符编码",
        Origin.SOURCE,
        Absence.NO_ENCODING,
    ),
    "source_bytes": _D("Size: of the source", "大小：来源的字节数", Origin.SOURCE, unit=Unit.BYTES),
    "source_sha256": _D(
        "Digest of the source: SHA-256 of its bytes",
        "来源摘要：来源字节的 SHA-256",
        Origin.SOURCE,
    ),
    "title": _D(
        "Title: in simplified characters and without odd spaces",
        "标题：简体，去除多余空格",
        Origin.IDENTITY,
        Absence.NOT_FOUND,
    ),
    "published": _D(
        "Published: the day of publication, from the page or the text",
        "发布日期：取自网页或正文",
        Origin.IDENTITY,
        Absence.NOT_FOUND,
    ),
    "issuer_name": _D(
        "Issuer: the body that issued the report",
        "发布机构：发布报告的机关",
        Origin.IDENTITY,
        Absence.NOT_FOUND,
    ),
    "issuer_tier": _D(
        "Tier: the level of government of the issuer",
        "层级：发布机构的行政层级",
        Origin.IDENTITY,
        Absence.NOT_FOUND,
    ),
    "issuer_type": _D(
        "Type: what sort of body the issuer is",
        "类型：发布机构的类型",
        Origin.IDENTITY,
        Absence.NOT_FOUND,
    ),
    "issuer_region_province": _D(
        "Province: of the issuer", "省：发布机构所在", Origin.IDENTITY, Absence.NOT_FOUND
    ),
    "issuer_region_city": _D(
        "City: prefecture of the issuer",
        "市：发布机构所在地级区划",
        Origin.IDENTITY,
        Absence.NOT_FOUND,
    ),
    "issuer_region_county": _D(
        "County: of the issuer", "县：发布机构所在县级区划", Origin.IDENTITY, Absence.NOT_FOUND
    ),
    "issuer_region_code": _D(
        "Region code: by GB/T 2260, of the smallest division known",
        "区划代码：GB/T 2260，已知最小区划",
        Origin.IDENTITY,
        Absence.NOT_FOUND,
    ),
    "issuer_confidence": _D(
        "Confidence, issuer: the probability that the name is right; tier, type and region are not "
        "judged",
        "机构置信度：名称正确的概率；层级、类型与区划未作评判",
        Origin.IDENTITY,
        Absence.NOT_CALIBRATED,
        Unit.PROBABILITY,
    ),
    "year_value": _D(
        "Year: reported on; for a school year the year it ends in",
        "年度：报告年度；学年取其结束之年",
        Origin.IDENTITY,
        Absence.NOT_FOUND,
        Unit.YEAR,
    ),
    "year_confidence": _D(
        "Confidence, year: the probability that the year is right",
        "年度置信度：年度正确的概率",
        Origin.IDENTITY,
        Absence.NOT_CALIBRATED,
        Unit.PROBABILITY,
    ),
    "period_start": _D(
        "First day: of the statistical period",
        "统计期起：统计期第一日",
        Origin.IDENTITY,
        Absence.NOT_FOUND,
    ),
    "period_end": _D(
        "Last day: of the statistical period, which it belongs to",
        "统计期止：统计期最后一日，含当日",
        Origin.IDENTITY,
        Absence.NOT_FOUND,
    ),
    "tables_regime": _D(
        "Form: which form of tables the report follows",
        "表式：报告所用的表格格式",
        Origin.TABLES,
        Absence.NO_TABLES,
    ),
    "extractor_version": _D(
        "Version: of gongkai that made the record",
        "版本：生成记录的 gongkai 版本",
        Origin.RECORD,
    ),
    "extractor_model": _D(
        "Model: what read the narrative", "模型：读取叙述所用的模型", Origin.RECORD
    ),
    "extractor_model_sha256": _D(
        "Digest of the model: SHA-256 of a trained model's files",
        "模型摘要：训练模型文件的 SHA-256",
        Origin.RECORD,
        Absence.RULES,
    ),
}

TEXTS: Final[dict[str, Description]] = {
    "record_id": RECORD_ID,
    "text": _D(
        "Text: the plain text of the report, which all offsets point into",
        "文本：报告纯文本，各处偏移均指向此文本",
        Origin.SOURCE,
    ),
}
