"""Pages as the systems of government sites write them, of an invented county.

Every page holds the same report, so that the same lines are to come out of each; what else stands
on it is the system's own furniture. No system's page is copied: the structure is theirs, the
words are not.
"""

# ruff: noqa: E501 - markup stays in the lines that systems write it in

from __future__ import annotations

from typing import Final

TITLE: Final = "苍岭县档案局2022年政府信息公开工作年度报告"
LINES: Final = (
    TITLE,
    "本报告由苍岭县档案局编制，所列数据统计到2022年年底，欢迎查阅。",
    "一、总体情况",
    "全年主动公开信息37条，其中通过网站公开25条，通过公众号公开12条。",
    "二、主动公开政府信息情况",
    "第二十条第（一）项\t\t\t",
    "信息内容\t本年制发件数\t本年废止件数\t现行有效件数",
    "规章\t0\t0\t0",
    "行政规范性文件\t3\t1\t15",
    "五、存在的主要问题及改进情况",
    "公开栏目更新不够及时，下一步由专人负责维护。",
    "六、其他需要报告的事项",
    "无。",
)
_TEXTS: Final = (LINES[1], LINES[2], LINES[3], LINES[4])
_REST: Final = LINES[9:]

TABLE: Final = """<table border="1" cellspacing="0"><tbody>
<tr><td colspan="4"><p>第二十条第（一）项</p></td></tr>
<tr><td><p>信息内容</p></td><td><p>本年制发件数</p></td><td><p>本年废止<br/>件数</p></td>
<td><p>现行有效件数</p></td></tr>
<tr><td><p>规章</p></td><td><p>0</p></td><td><p>0</p></td><td><p>0</p></td></tr>
<tr><td><p>行政规范性文件</p></td><td><p>3</p></td><td><p>1</p></td><td><p>15</p></td></tr>
</tbody></table>"""


def _paragraphs(pattern: str, table: str = TABLE) -> str:
    return (
        "\n".join(pattern.format(text) for text in _TEXTS)
        + f"\n{table}\n"
        + "\n".join(pattern.format(text) for text in _REST)
    )


def _page(head: str, body: str) -> str:
    return (
        f'<!DOCTYPE html><html><head><meta charset="utf-8">{head}</head><body>{body}</body></html>'
    )


_STANDARD_HEAD: Final = f"""<title>{TITLE}-苍岭县人民政府</title>
<meta name="SiteName" content="苍岭县人民政府"><meta name="ColumnName" content="政府信息公开年报">
<meta name="ArticleTitle" content="{TITLE}"><meta name="PubDate" content="2023-01-16 09:05">
<meta name="ContentSource" content="苍岭县档案局"><meta name="Keywords" content="年报">"""
_MENU: Final = """<div class="header"><ul><li><a href="/">首页</a></li><li><a href="/zw/">政务公开</a></li>
<li><a href="/hd/">互动交流</a></li></ul></div>
<div class="crumbs">当前位置：<a href="/">首页</a> &gt; <a href="/nb/">政府信息公开年报</a></div>"""
_FOOT: Final = """<div class="footer"><p>主办单位：苍岭县人民政府办公室　承办单位：苍岭县大数据中心</p>
<p>网站标识码：0000000000　某ICP备00000000号</p></div>"""

TRS_EDITOR: Final = _page(
    _STANDARD_HEAD,
    f"""{_MENU}<div class="xl-main"><h1>{TITLE}</h1>
<div class="xl-info"><span>发布时间：2023-01-16 09:05</span>　<span>来源：苍岭县档案局</span>
　<span class="font">字号：<a>大</a> <a>中</a> <a>小</a></span>　<a href="javascript:;">打印</a></div>
<div id="zoom" class="xl-text"><div class="view TRS_UEDITOR trs_paper_default trs_word">
<div class=TRS_Editor><style type="text/css">.TRS_Editor P{{line-height:1.5;}}</style>
{_paragraphs('<p align="justify">　　{}</p>')}
</div></div></div>
<div class="xl-fj">附件：</div>
<div class="xgxx"><h4>相关信息</h4><ul><li><a href="/1.html">{TITLE.replace("2022", "2021")}</a></li>
</ul></div></div>{_FOOT}""",
)
UCAP: Final = _page(
    f"<title>{TITLE}_政府信息公开年报_苍岭县人民政府</title>",
    f"""{_MENU}<div class="article"><table class="bd1"><tr><td><b>索&nbsp;&nbsp;引&nbsp;&nbsp;号：</b></td>
<td>000000000/2023-00045</td><td><b>主题分类：</b></td><td>综合政务</td></tr>
<tr><td><b>发文机关：</b></td><td>苍岭县档案局</td><td><b>成文日期：</b></td><td>2023年01月15日</td></tr>
<tr><td><b>标&nbsp;&nbsp;&nbsp;&nbsp;题：</b></td><td colspan="3">{TITLE}</td></tr>
<tr><td><b>发文字号：</b></td><td></td><td><b>发布日期：</b></td><td>2023年01月16日</td></tr></table>
<div id="UCAP-CONTENT" class="pages_content"><UCAPCONTENT><div style="text-align:center">{TITLE}</div>
{_paragraphs('<p style="text-indent: 2em"><span style="font-size: 16px;">{}</span></p>')}
</UCAPCONTENT></div><div class="fenxiang">【打印】 【关闭】 分享到：<a>微信</a></div></div>{_FOOT}""",
)
HANWEB: Final = _page(
    f"<!--<$[信息标题]>begin--><title>{TITLE}</title><!--<$[信息标题]>end-->",
    f"""<div id="barrierfree_container"><div class="dqwz">您现在的位置：<a href="/">首页</a> &gt;&gt; 年报</div>
<div class="xxgk"><ul class="xxgk-list"><li><b>索引号：</b><span>CL0023/2023-00003</span></li>
<li><b>组配分类：</b><span>政府信息公开年报</span></li><li><b>发布机构：</b><span>苍岭县档案局</span></li>
<li><b>生成日期：</b><span>2023-01-16</span></li></ul></div>
<table id="article" width="1000"><tr><td class="title"><!--<$[标题名称(html)]>begin-->{TITLE}
<!--<$[标题名称(html)]>end--></td></tr><tr><td align="center">发布日期：2023-01-16
浏览次数：<script>document.write("12")</script> 字号：[ <a>大</a> <a>中</a> <a>小</a> ]</td></tr>
<tr><td class="bt_content"><div id="zoom"><!--<$[信息内容]>begin--><!--ZJEG_RSS.content.begin-->
<meta name="ContentStart">{_paragraphs("<p>&ensp;&ensp;{}</p>")}<meta name="ContentEnd">
<!--ZJEG_RSS.content.end--><!--<$[信息内容]>end--></div></td></tr>
<tr><td><a href="javascript:print()">打印本页</a> <a href="javascript:close()">关闭窗口</a></td></tr>
</table></div>{_FOOT}""",
)
VISUAL_SITE_BUILDER: Final = _page(
    f"""<title>{TITLE}-苍岭县档案局</title><META Name="keywords" Content="苍岭县档案局,年报" />""",
    f"""<div class="nav"><a href="index.htm">首页</a> <a href="xxgk.htm">信息公开</a></div>
<div class="weizhi">当前位置: <a href="index.htm">首页</a>&gt;&gt; <a href="nb.htm">年报</a>&gt;&gt; 正文</div>
<form name="_newscontent_fromname"><div><h1 align="center">{TITLE}</h1>
<div align="center" style="line-height:400%">时间：2023-01-16　作者：　点击：[<span id="n1"></span>]</div>
<div id="vsb_content"><div class="v_news_content">
{_paragraphs('<p class="vsbcontent_start">{}</p>')}
</div></div><div id="div_vote_id"></div>
<p align="right">【<a href="javascript:window.close()">关闭窗口</a>】</p></div></form>
<p>上一条：<a href="2.htm">档案开放鉴定工作安排</a></p><p>下一条：<a href="3.htm">档案宣传周活动</a></p>{_FOOT}""",
)
FOUNDER: Final = _page(
    f"<title>{TITLE}</title>",
    f"""<div class="position">所在位置：<a href="/">首页</a>&gt;<a>信息公开</a></div>
<div class="detail"><founder-title><p>{TITLE}</p></founder-title>
<div class="source">来源：苍岭县档案局 时间：2023-01-16 责任编辑：沈某</div>
<div class="article-content"><founder-content><!--enpcontent-->
{_paragraphs("<p>　　{}</p>")}
<!--/enpcontent--></founder-content></div>
<div class="editor">责任编辑：沈某</div><div class="code">扫一扫在手机打开当前页</div></div>{_FOOT}""",
)
CATALOGUE: Final = _page(
    f"<title>{TITLE}</title>",
    f"""{_MENU}<div class="gkml-detail"><dl><dt>索 引 号</dt><dd>CLDA/2023-00012</dd>
<dt>发布机构</dt><dd>苍岭县档案局</dd><dt>公开日期</dt><dd>2023-01-16</dd>
<dt>公开方式</dt><dd>主动公开</dd></dl>
<div class="gkml_title">{TITLE}</div><div class="gkml-content">
{_paragraphs("<div>　　{}</div>")}</div></div>{_FOOT}""",
)
SAVED_BY_BROWSER: Final = f"""<!DOCTYPE html>
<!-- saved from url=(0042)http://www.cangling.example/gk/nb/2022.html -->
<html lang="zh-CN"><head><meta http-equiv="Content-Type" content="text/html; charset=UTF-8">
<title>{TITLE}</title><link rel="stylesheet" href="./{TITLE}_files/style.css">
<script async="" src="./{TITLE}_files/tongji.js.下载"></script></head>
<body class="vsc-initialized"><div id="app"><div data-v-1a2b3c class="hd"><a
 href="http://www.cangling.example/">首页</a></div><section data-v-1a2b3c class="detail">
<h2 data-v-1a2b3c>{TITLE}</h2><p class="time">更新时间：2023-01-16 09:05</p>
<article data-v-1a2b3c>{_paragraphs("<p data-v-1a2b3c>{}</p>")}</article></section></div>
<div id="qb-toast" style="display: none;">复制成功，可以粘贴。</div></body></html>"""
WORD: Final = """<html xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"
xmlns:w="urn:schemas-microsoft-com:office:word" xmlns="http://www.w3.org/TR/REC-html40"><head>
<meta http-equiv=Content-Type content="text/html; charset=utf-8"><meta name=ProgId content=Word.Document>
<!--[if !mso]><style>v\\:* {behavior:url(#default#VML);}</style><![endif]--><title>年报</title>
<!--[if gte mso 9]><xml><w:WordDocument><w:View>Print</w:View></w:WordDocument></xml><![endif]-->
</head><body lang=ZH-CN><div class=Section1 style='layout-grid:15.6pt'>
<p class=MsoNormal align=center><b><span style='font-size:22.0pt'>苍岭县档案局<span lang=EN-US>2022</span>
年政府信息公开工作年度报告<span lang=EN-US><o:p></o:p></span></span></b></p>
<p class=MsoNormal><span lang=EN-US><o:p>&nbsp;</o:p></span></p>
<p class=MsoNormal style='text-indent:32.0pt'>本报告由苍岭县档案局编制，所列数据统计到<span
lang=EN-US>2022</span>年年底，欢迎查阅。<span lang=EN-US><o:p></o:p></span></p>
<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><![if !supportLists]><b><span
style='mso-list:Ignore'>一、<span style='font:7.0pt "Times New Roman"'></span></span></b><![endif]>
<b>总体情况<span lang=EN-US><o:p></o:p></span></b></p>
<p class=MsoNormal>全年主动公开信息<span lang=EN-US>37</span>条，其中通过网站公开<span lang=EN-US>25</span>
条，通过公众号公开<span lang=EN-US>12</span>条。</p>
<p class=MsoListParagraph><!--[if !supportLists]-->二、<!--[endif]-->主动公开政府信息情况</p>
<table class=MsoNormalTable border=0 cellspacing=0 cellpadding=0 style='border-collapse:collapse'>
 <tr style='height:15.0pt'><td width=400 colspan=4 style='border:solid windowtext 1.0pt'>
  <p class=MsoNormal align=center>第二十条第（一）项</p></td></tr>
 <tr><td style='border:none;mso-border-alt:solid'><p class=MsoNormal>信息内容<o:p></o:p></p></td>
 <td><p class=MsoNormal>本年</p><p class=MsoNormal>制发件数</p></td><td>本年废止件数</td><td>现行有效件数</td>
 </tr><tr><td>规章</td><td><span lang=EN-US>0<o:p></o:p></span></td><td>0</td><td>0</td></tr>
 <tr><td>行政规范性文件</td><td>3</td><td>1</td><td><span lang=EN-US>1</span><span lang=EN-US>5</span></td></tr>
 <![if !supportMisalignedColumns]><tr height=0><td width=100 style='border:none'></td>
 <td width=100 style='border:none'></td><td width=100></td><td width=100></td></tr><![endif]>
</table>
<p class=MsoNormal>五、存在的主要问题及改进情况</p><p class=MsoNormal>公开栏目更新不够及时，下一步由专人负责维护。</p>
<p class=MsoNormal>六、其他需要报告的事项<!--[if gte vml 1]><v:shape id="_x0000_s1026"><v:textbox>
文本框</v:textbox></v:shape><![endif]--></p><p class=MsoNormal>无。</p></div></body></html>"""
WPS: Final = _page(
    f"<title>{TITLE}</title><meta name='Generator' content='Microsoft Word 14 (filtered)'>",
    f"""<xml><w:WordDocument><w:View>Normal</w:View></w:WordDocument></xml><div class="Section0">
<p class=MsoNormal align=center><b><span style="font-family:方正小标宋简体">{TITLE}</span></b></p>
<p>Normal 0 7.8 磅 0 2 false false false EN-US ZH-CN X-NONE MicrosoftInternetExplorer4</p>
{_paragraphs('<p class="MsoNormal"><span style="font-family:仿宋"><font face="仿宋">{}</font></span></p>')}
</div>""",
)
#: An old page: upper case, nothing closed, paragraphs that breaks divide.
OLD: Final = f"""<HTML><HEAD><META http-equiv=Content-Type content="text/html; charset=utf-8">
<TITLE>苍岭县档案局</TITLE></HEAD><BODY><TABLE width=778 align=center><TR><TD colspan=2 height=20>
<A href="/">首页</A> | <A href="/gk">信息公开</A><TR><TD width=180 valign=top><A href="/a">通知公告</A><BR>
<A href="/b">档案查阅</A><TD><TABLE width="100%"><TR><TD align=center><B>{TITLE}</B>
<TR><TD align=center>日期：2023-01-16　阅读：<TR><TD>
{"<BR><BR>".join("　　" + text for text in _TEXTS)}<BR>
<TABLE border=1><TR><TD colSpan=4>第二十条第（一）项<TR><TD>信息内容<TD>本年制发件数<TD>本年废止件数<TD>现行有效件数
<TR><TD>规章&nbsp;<TD>&nbsp;0<TD>0&nbsp;<TD>0<TR><TD>行政规范性文件<TD>3<TD>1<TD>&nbsp;15&nbsp;</TABLE><BR>
{"<BR><BR>".join("　　" + text for text in _REST)}</TABLE><TR><TD colspan=2>版权所有：苍岭县人民政府</TABLE>"""
#: A page whose headings are numbered by the editor's lists.
NUMBERED_LISTS: Final = _page(
    f"<title>{TITLE}</title>",
    f"""<ol class="breadcrumb"><li><a href="/">首页</a></li><li>年报</li></ol><h1>{TITLE}</h1>
<div class="v_news_content"><p>{LINES[1]}</p>
<ol class="custom_cn list-paddingleft-1"><li class="list-cn-1-1"><p>总体情况</p></li></ol><p>{LINES[3]}</p>
<ol style="list-style-type: cjk-ideographic;" start="2"><li>主动公开政府信息情况</li></ol>{TABLE}
<ol style="list-style-type:simp-chinese-informal"><li value="5">存在的主要问题及改进情况</li></ol>
<p>{LINES[10]}</p><ol class="custom_cn"><li value=6>六、其他需要报告的事项</li></ol><p>无。</p></div>""",
)
PRINT_VERSION: Final = f"""<html><head><title>打印 - {TITLE}</title></head>
<body onload="window.print()"><div id="printArea"><center><h3>{TITLE}</h3></center>
{_paragraphs("<p>{}</p>")}</div></body></html>"""

SITES: Final = {
    "TRS": TRS_EDITOR,
    "UCAP": UCAP,
    "Hanweb": HANWEB,
    "Visual SiteBuilder": VISUAL_SITE_BUILDER,
    "Founder": FOUNDER,
    "catalogue": CATALOGUE,
    "saved by a browser": SAVED_BY_BROWSER,
    "Word": WORD,
    "WPS": WPS,
    "old": OLD,
    "numbered lists": NUMBERED_LISTS,
    "print version": PRINT_VERSION,
}
