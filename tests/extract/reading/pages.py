"""Pages of an invented county, put up in the ways that government sites put theirs up."""

from __future__ import annotations

HEAD = """<!DOCTYPE html>
<html><head><meta charset="utf-8">
<title>青禾县水务局2023年政府信息公开工作年度报告_青禾县人民政府</title>
<meta name="SiteName" content="青禾县人民政府">
<meta name="ArticleTitle" content="青禾县水务局2023年政府信息公开工作年度报告">
<meta name="PubDate" content="2024-01-19 10:32">
<meta name="ContentSource" content="县水务局">
<style>.a{color:red}</style><script>var 信息 = "<p>一、总体情况</p>";</script></head><body>
<div class="header"><ul><li><a href="/">首页</a></li><li><a href="/gk">政务公开</a></li></ul></div>
<div class="position">您现在的位置：<a href="/">首页</a> &gt; <a href="/gk">信息公开年报</a></div>
"""
PROPERTIES = """<table class="head"><tr><td>索 引 号：</td><td>QH012/2024-00017</td>
<td>主题分类：</td><td>政务公开</td></tr><tr><td>发布机构：</td><td>青禾县水务局</td>
<td>发文日期：</td><td>2024年01月18日</td></tr></table>"""
TOOLS = """<h1>青禾县水务局2023年政府信息公开工作年度报告</h1>
<p>发布时间：2024-01-19 10:32 &nbsp;&nbsp; 来源：县水务局 &nbsp; 浏览次数：<span>87</span></p>
<p>【字体：<a href="#">大</a> <a href="#">中</a> <a href="#">小</a>】 <a href="#">打印</a></p>"""
REPORT = """<p>　　现将本局2023年度的公开工作报告如下，数据统计到年底。</p>
<p>一、总体情况</p>
<p>　　全年通过网站公开&#20449;息86条，
其中动态类<span>41</span>条。</p>
<p>二、主动公开政府信息情况</p>
<table border="1"><tbody><tr><td colspan="4">第二十条第（一）项</td></tr>
<tr><td>信息内容</td><td>本年制发件数</td><td>本年废止件数</td><td>现行有效件数</td></tr>
<tr><td>规章</td><td>0</td><td></td><td>0</td></tr>
<tr><td>行政规范性文件</td><td>2</td><td>1</td><td>7</td></tr></tbody></table>
<p>五、存在的主要问题及改进情况</p><p>　　更新还不够及时，下一步将专人负责。</p>
<p>六、其他需要报告的事项</p><p>　　无。</p>"""
FOOT = """<div class="share">分享到：<a href="#">微信</a> <a href="#">微博</a></div>
<p>扫一扫在手机打开当前页</p>
<div class="more">上一篇：<a href="/1.html">青禾县水务局2022年政府信息公开工作年度报告</a></div>
<div class="footer"><p>主办单位：青禾县人民政府办公室</p><p>某ICP备00000001号</p></div>
</body></html>"""


def page(body: str, *, above: str = PROPERTIES + TOOLS) -> bytes:
    """Return a whole page around ``body``."""
    return f'{HEAD}<div class="main">{above}<div id="zoom">{body}</div></div>{FOOT}'.encode()
