#!/usr/bin/env bash
# Makes the pages of corpus/testdata/html: what people save from the sites of
# governments, all of them of fictional places. Needs iconv.
#
#	corpus/testdata/make-html.sh
#
# trs.html      GBK, said to be gb2312: navigation, fields, an editor's tags around
#               the text, a table with merged cells, attachments below the text
# article.html  UTF-8 of a recent site: lists that the browser numbers, a date that
#               only the head has
# frames.html   GBK of an old site: everything stands in tables
set -euo pipefail
cd "$(dirname "$0")/html"

iconv -f UTF-8 -t GBK >trs.html <<'HTML'
<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">
<html xmlns="http://www.w3.org/1999/xhtml">
<head>
<meta http-equiv="Content-Type" content="text/html; charset=gb2312" />
<title>澜川市人民政府办公室关于印发《澜川市湿地保护三年行动方案》的通知_澜川市人民政府</title>
<meta name="SiteName" content="澜川市人民政府" />
<meta name="ArticleTitle" content="澜川市人民政府办公室关于印发《澜川市湿地保护三年行动方案》的通知" />
<meta name="PubDate" content="2025-03-18 09:30" />
<style type="text/css">.nav li{float:left}</style>
<script type="text/javascript">document.write("今天是2030年1月1日");</script>
</head>
<body>
<div class="top"><a href="/wap">手机版</a> | <a href="/nobar">无障碍浏览</a></div>
<div class="nav"><ul>
<li><a href="/">首页</a></li><li><a href="/zwgk">政务公开</a></li><li><a href="/fw">办事服务</a></li>
</ul></div>
<div class="bread">您现在的位置：<a href="/">首页</a> &gt; <a href="/zwgk">政务公开</a> &gt; <a href="/zwgk/wj">市政府文件</a></div>
<table class="head" width="100%">
<tr><td>索 引 号：</td><td>LC000-2025-00031</td><td>主题分类：</td><td>环境保护</td></tr>
<tr><td>发布机构：</td><td>澜川市人民政府办公室</td><td>成文日期：</td><td>2025年03月11日</td></tr>
<tr><td>发文字号：</td><td>澜政办发〔2025〕9号</td><td>发布日期：</td><td>2025年03月18日</td></tr>
</table>
<h1>澜川市人民政府办公室关于印发<br>《澜川市湿地保护三年行动方案》的通知</h1>
<div class="tools"><span>【字体：大 中 小】</span><a href="javascript:window.print()">打印</a></div>
<div class="TRS_Editor"><style type="text/css">.TRS_Editor P{line-height:2;}</style>
<p style="text-align: center;"><font size="3">澜政办发〔2025〕9号</font></p>
<p style="text-indent: 2em"><span style="font-family: 仿宋"><b>各县（市、区）人民政府，市直有关
单位：</b></span></p>
<p>&nbsp;&nbsp;&nbsp;&nbsp;《澜川市湿地保护三年行动方案》已经市政府同意，现印发给你们，请认真组织实施。</p>
<p align="right">澜川市人民政府办公室</p>
<p align="right">2025年3月11日</p>
<p>　　一、总体目标</p>
<p>　　到2027年，全市新增和修复湿地1.2万亩，湿地保护率达到56%以上，建设小微湿地30处。</p>
<p>　　二、重点任务<!-- <p>草稿：不公开</p> --></p>
<table border="1" class="MsoNormalTable">
<caption>重点任务分工表</caption>
<thead><tr><td>序号</td><td>类别</td><td>任务</td><td colspan="2">责任单位</td></tr></thead>
<tr><td>1</td><td rowspan="2">修复<o:p></o:p></td><td><p>修复退化湿地</p><p>0.8万亩</p></td><td>市林业局</td><td>各县（市、区）</td></tr>
<tr><td>2</td><td>建设小微湿地30处</td><td colspan="2">市住房城乡建设局</td></tr>
<tr><td>3</td><td>监测</td><td>建成监测站6座</td><td>市生态环境局</td><td>&nbsp;</td></tr>
</table>
<p>　　三、保障措施</p>
<p>　　市林业局每半年通报一次进展。</p>
<p style="display:none">隐藏的统计代码，不是文字。</p>
</div>
<div class="fj"><p>附件：1.<a href="/P0202503.docx">湿地名录.docx</a></p><p><a href="/P0202504.xlsx">2.湿地分布表.xlsx</a></p></div>
<div class="share">分享到：<a href="#">微信</a> <a href="#">微博</a></div>
<div class="rel"><h3>相关解读</h3><ul><li><a href="/jd/1.html">一图读懂《澜川市湿地保护三年行动方案》</a></li></ul></div>
<div class="foot">主办单位：澜川市人民政府办公室&nbsp;&nbsp;网站标识码：0000000000<br>某ICP备00000000号</div>
</body>
</html>
HTML

cat >article.html <<'HTML'
<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<title>云溪新区低空物流试点实施方案 - 云溪新区管理委员会</title>
<meta property="article:published_time" content="2026-02-05T08:00:00+08:00">
<script type="application/ld+json">{"@type":"NewsArticle"}</script>
</head>
<body>
<div id="app"><div class="layout">
<nav><a href="/">首页</a><a href="/zc">政策</a><button>搜索</button></nav>
<div class="main"><div class="left">
<h1>云溪新区低空物流试点实施方案</h1>
<div class="doc-no">云新管发〔2026〕4号</div>
<article>
<div><span>为加快发展低空物流，</span><span>结合新区实际，制定本方案。</span></div>
<h2>一、主要任务</h2>
<ol>
<li>开通航线20条，其中跨江航线不少于6条。<ol type="a"><li>医疗样本航线8条；</li><li>快件航线12条。</li></ol></li>
<li>建设起降点45个。</li>
<li value="5">无人机飞行达到3万架次，<strong>准点率</strong>达到98%。</li>
</ol>
<h2>二、工作要求</h2>
<ul><li>各单位每季度报送进展。</li><li>数据单位为<sup>a</sup>架次，面积单位为m<sup>2</sup>。</li></ul>
<pre>联系人：林某
电话：0000-0000000</pre>
</article>
<p>云溪新区管理委员会</p>
<p>2026年2月3日</p>
</div>
<aside><div>热门文章</div><a href="/a">云溪新区举行项目签约</a><a href="/b">云溪新区召开座谈会，部署全年工作。</a></aside>
</div>
<footer>© 云溪新区管理委员会</footer>
</div></div>
</body>
</html>
HTML

iconv -f UTF-8 -t GBK >frames.html <<'HTML'
<HTML><HEAD><TITLE>桐岭县茶产业发展规划</TITLE></HEAD>
<BODY>
<TABLE width=760 align=center><TR><TD colspan=2><IMG src=banner.gif alt=桐岭县><TABLE><TR><TD><A href=/>首 页</A></TD><TD><A href=/xw>桐岭新闻</A></TD><TD><A href=/zw>政务公开</A></TD></TR></TABLE></TD></TR>
<TR><TD width=160 valign=top>
<TABLE><TR><TD><A href=/1>通知公告</A></TD></TR><TR><TD><A href=/2>规划计划</A></TD></TR></TABLE>
</TD><TD valign=top>
<TABLE width=100%><TR><TD align=center><B>桐岭县茶产业发展规划<BR>（2024—2028年）</B></TD></TR>
<TR><TD align=center>发布时间：2024-05-06　来源：县农业农村局</TD></TR>
<TR><TD>
　　茶产业是桐岭县的主导产业。为推动茶产业高质量发展，制定本规划。<BR>
　　一、发展目标<BR>
　　到2028年，全县茶园面积稳定在12万亩，茶叶总产量达到9000吨，综合产值突破40亿元。主要指标如下表。<BR>
<TABLE border=1><TR><TD>指标</TD><TD>2023年</TD><TD>2028年</TD></TR>
<TR><TD>茶园面积（万亩）<TD>11.5<TD>12
<TR><TD>总产量（吨）<TD>7600<TD>9000
</TABLE>
　　二、重点工程<BR>
　　（一）实施老茶园改造工程，改造老茶园3万亩。<BR>
　　（二）实施品牌提升工程，培育省级龙头企业5家，建设茶旅融合示范点10个。
</TD></TR></TABLE>
</TD></TR>
<TR><TD colspan=2 align=center>版权所有：桐岭县人民政府　某ICP备00000000号</TD></TR></TABLE>
</BODY></HTML>
HTML
