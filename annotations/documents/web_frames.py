"""What stands around a report on its page, system by system."""

from __future__ import annotations

from typing import Final

_TRS: Final = """<!DOCTYPE html>
<html lang="zh-CN"><head><meta charset="{charset}" /><title>{title}_青溪县人民政府</title>
<meta name="SiteName" content="青溪县人民政府" />
<meta name="ColumnName" content="政府信息公开年报" />
<meta name="ArticleTitle" content="{title}" /><meta name="PubDate" content="{date} 10:20" />
<meta name="ContentSource" content="{issuer}" />
<script>var size = 16; if (size < 18 && size > 2) document.write("<p>字号</p>");</script></head>
<body><div class="header"><ul class="nav"><li><a href="/">首页</a></li><li>政务公开</li></ul></div>
<div class="location">您现在的位置：<a href="/">首页</a> &gt; 政府信息公开 &gt; 年报</div>
<h1 class="title">{title}</h1>
<div class="info"><span>发布时间：{date}</span><span>来源：{issuer}</span>
<span>【字体：大 中 小】</span><a href="javascript:window.print()">打印</a></div>
<div class="article"><div class="view TRS_UEDITOR trs_paper_default trs_web">
{body}
</div></div>
<div class="fj">附件：</div><div class="share">分享到：<a>微信</a><a>微博</a></div>
<div class="footer"><p>主办：青溪县人民政府办公室</p><p>网站标识码：3300000000</p></div>
</body></html>
"""

_UCAP: Final = """<!DOCTYPE html>
<html><head><meta http-equiv="Content-Type" content="text/html; charset={charset}" />
<meta name="ArticleTitle" content="{title}"/><meta name="PubDate" content="{date}"/>
<title>{title}</title><style>.pages_content td {{ border: 1px }}</style></head><body>
<!--ecms header--><div class="top"><a>无障碍阅读</a><a>长者模式</a></div>
<div class="zwxl-table"><table><tr><td>索 引 号：</td><td>000014349/2023-00011</td>
<td>主题分类：</td><td>政务公开</td></tr><tr><td>发布机构：</td><td>{issuer}</td>
<td>发布日期：</td><td>{date}</td></tr>
<tr><td>名　　称：</td><td colspan="3">{title}</td></tr></table></div>
<div class="xxgk-content"><div class="share-title" id="share-title">{title}</div>
<UCAPTITLE style="display:none">{title}</UCAPTITLE>
<div class="pages_content" id="UCAP-CONTENT"><UCAPCONTENT>
{body}
</UCAPCONTENT></div></div><div class="ewm">扫一扫在手机上查看当前页面</div>
<div class="foot">版权所有：{issuer}　技术支持：青溪县大数据中心</div></body></html>
"""

_HANWEB: Final = """<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN"
 "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">
<html xmlns="http://www.w3.org/1999/xhtml"><head>
<meta http-equiv="Content-Type" content="text/html; charset={charset}" />
<!--<$[信息标题]>begin--><title>{title}</title><!--<$[信息标题]>end-->
<meta name="author" content="{issuer}" /></head><body>
<div id="barrierfree_container"><table width="1000" align="center"><tr><td>
<span>当前位置：</span><a>首页</a>&gt;&gt;<a>法定主动公开内容</a></td></tr></table>
<div class="main"><div class="main-txt"><table class="xxgk_table" width="100%"><tbody>
<tr><td>索引号</td><td>330000/2023-00001</td><td>发布机构</td><td>{issuer}</td></tr>
<tr><td>成文日期</td><td>{date}</td><td>公开方式</td><td>主动公开</td></tr></tbody></table>
<div class="sp_title"><!--<$[标题名称(html)]>begin-->{title}<!--<$[标题名称(html)]>end--></div>
<div class="sp_time">发布日期：{date} 浏览次数：<script src="/vc.jsp?id=1"></script>
字号：[ 大 中 小 ]</div>
<div id="zoom"><!--<$[信息内容]>begin--><!--ZJEG_RSS.content.begin--><meta name="ContentStart"/>
{body}
<meta name="ContentEnd"/><!--ZJEG_RSS.content.end--><!--<$[信息内容]>end--></div>
<div class="bt_link"><a>打印本页</a><a>关闭窗口</a></div></div></div></div></body></html>
"""

_VSB: Final = """<!DOCTYPE html><HTML><HEAD><META Name="SiteName" Content="青溪县信息公开网"/>
<META http-equiv="Content-Type" content="text/html; charset={charset}"/>
<TITLE>{title}-青溪县信息公开网</TITLE><META Name="keywords" Content="信息公开,年度报告"/>
<!--Announced by Visual SiteBuilder 9--></HEAD><BODY>
<div class="list_nav"><a href="../index.htm">首页</a>&gt;&gt;<a>年度报告</a>&gt;&gt;正文</div>
<form name="_newscontent_fromname"><div class="content">
<div align="center"><h1>{title}</h1></div>
<div align="center">时间：{date}　作者：{issuer}　点击：[<span id="dynclicks_wbnews">]</span></div>
<div id="vsb_content_2"><div class="v_news_content">
{body}
</div></div><div id="div_vote_id"></div>
<p align="right">【<a href="javascript:window.close()">关闭</a>】</p></div></form>
<div class="sxt"><p>上一条：政务公开要点</p><p>下一条：没有了</p></div></BODY></HTML>
"""

_WORD: Final = """<html xmlns:v="urn:schemas-microsoft-com:vml"
xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:w="urn:schemas-microsoft-com:office:word">
<head><meta http-equiv=Content-Type content="text/html; charset={charset}">
<meta name=Generator content="Microsoft Word 15"><title>{title}</title>
<!--[if gte mso 9]><xml><w:WordDocument><w:View>Normal</w:View></w:WordDocument></xml><![endif]-->
<style><!-- p.MsoNormal {{mso-style-parent:""; text-align:justify;}} --></style></head>
<body lang=ZH-CN style="text-justify-trim:punctuation"><div class=WordSection1>
<p class=MsoNormal align=center style="text-align:center"><b><span style="font-size:22.0pt;
font-family:方正小标宋简体">{title}<o:p></o:p></span></b></p>
<p class=MsoNormal><span lang=EN-US><o:p>&nbsp;</o:p></span></p>
{body}
</div></body></html>
"""

_BARE: Final = """<HTML><HEAD><META http-equiv=Content-Type content="text/html; charset={charset}">
<TITLE>{title}</TITLE></HEAD>
<BODY bgColor=#ffffff><TABLE width=980 border=0 cellPadding=0 cellSpacing=0><TBODY>
<TR><TD height=30 background=/images/nav.gif>首页 &gt;&gt; 政府信息公开年报
<TR><TD><TABLE width="96%" align=center><TR><TD align=center><FONT size=5>{title}</FONT></TD></TR>
<TR><TD align=center>发布日期：{date}　来源：{issuer}　阅读次数：86</TD></TR>
<TR><TD class=content>
{body}
</TD></TR></TABLE><TR><TD align=center>版权所有：青溪县人民政府</TD></TR></TABLE></BODY></HTML>
"""

_PRINT: Final = """<html><head><meta charset="{charset}"><title>打印 - {title}</title></head><body>
<div class="print-title">{title}</div>
<div class="print-content">
{body}
</div></body></html>
"""

#: The page around a report by the name of its style; braces name what is filled in.
FRAMES: Final = {
    "trs": _TRS,
    "ucap": _UCAP,
    "hanweb": _HANWEB,
    "vsb": _VSB,
    "word": _WORD,
    "bare": _BARE,
    "print": _PRINT,
}
