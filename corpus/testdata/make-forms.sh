#!/bin/sh
# Makes one invented notice in five forms: plain text, web page, Word document,
# PDF and OFD, into ../samples. Needs python3, LibreOffice Writer and a font:
#	apt-get install -y libreoffice-writer-nogui fonts-noto-cjk python3
# In the Word document every number is counted by Word's list engine; the PDF
# is what LibreOffice prints of it, so its numbers are LibreOffice's.
set -e
cd "$(dirname "$0")"
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
python3 - "$tmp" <<'PY'
import sys, zipfile
from xml.sax.saxutils import escape

out = sys.argv[1]
NAME = 'qinghe_shuzi_xiangcun'

# Kinds: head (letterhead), title, to (addressees), p, sign, h1, h2, h3 (a
# number, a title and text), box (a 专栏), annex, caption, table.
NOTICE = [
    ('head', '青政办发〔2026〕8号'),
    ('title', '青禾县人民政府办公室关于印发青禾县数字乡村建设实施方案（2026—2028年）的通知'),
    ('to', '各乡镇人民政府，县政府各部门、各直属机构：'),
    ('p', '《青禾县数字乡村建设实施方案（2026—2028年）》已经县政府同意，现印发给你们，请结合实际认真组织实施。'),
    ('sign', '青禾县人民政府办公室'),
    ('sign', '2026年3月18日'),
    ('title', '青禾县数字乡村建设实施方案（2026—2028年）'),
    ('p', '为深入实施乡村振兴战略，加快推进数字乡村建设，根据《云溪市数字乡村发展规划》（云政发〔2025〕31号），结合我县实际，制定本方案。'),
    ('h1', '总体要求', ''),
    ('h2', '指导思想', '坚持以农民为中心，以数据为关键要素，整体带动农业农村现代化发展，促进农业全面升级、农村全面进步、农民全面发展。'),
    ('h2', '工作目标', '到2028年，全县行政村5G网络通达率达到98%以上，建成数字农业基地15个，农产品网络零售额突破12亿元，益农信息社覆盖所有行政村，乡村数字治理能力明显增强。'),
    ('h1', '重点任务', ''),
    ('h2', '夯实数字乡村基础', ''),
    ('h3', '提升网络设施水平', '加快农村地区光纤宽带和5G网络建设，新建5G基站260座，消除偏远自然村信号盲区。推进农村电网、水利、公路、冷链物流等设施数字化改造。（县工业和信息化局牵头，县交通运输局、县水利局、青禾供电公司按职责分工负责）'),
    ('h3', '建设农业农村大数据平台', '整合涉农数据资源，建立县、乡、村三级数据采集体系，2026年底前完成农村承包地、宅基地、集体资产等数据入库，数据共享率不低于90%。（牵头单位：县农业农村局；配合单位：县数据局、县自然资源局）'),
    ('h2', '发展智慧农业', ''),
    ('h3', '推进种植业数字化', '在水稻、茶叶、脐橙等优势产区推广智能灌溉、病虫害监测预警、无人机植保等技术，每年推广智能农机80台（套）。（县农业农村局、县科学技术局负责）'),
    ('h3', '培育农村电商', '实施“数商兴农”工程，打造县域公用品牌，培育年销售额超过500万元的电商主体20家，建设乡镇快递物流综合服务站12个。（县商务局、县供销社、邮政青禾分公司等按职责分工负责）'),
    ('box', '专栏1 智慧农业示范工程', [
        '水稻无人农场。建设水稻无人农场2个，示范面积3000亩。',
        '数字茶园。建设数字茶园5个，实现茶叶种植、加工、销售全程可追溯。']),
    ('h2', '提升乡村治理数字化水平', ''),
    ('h3', '推行“互联网+政务服务”', '将政务服务平台延伸到村，高频民生事项网上可办率达到95%，办理时间压缩40%以上。（县政务服务中心牵头，各乡镇人民政府落实）'),
    ('h3', '建设平安乡村', '推进农村公共区域视频监控联网，重点部位覆盖率达到100%。（县委政法委、县公安局负责）'),
    ('h1', '保障措施', ''),
    ('h2', '加强组织领导', '县数字乡村建设工作专班统筹协调各项工作，每季度调度一次进展情况。（县委网信办、县农业农村局负责）'),
    ('h2', '强化资金保障', '县财政每年安排专项资金800万元，对验收合格的数字农业基地给予最高30万元补助。（县财政局负责）'),
    ('annex', '附件'),
    ('caption', '青禾县数字乡村建设重点项目分工表'),
    ('table', ['序号', '重点任务', '具体举措', '责任单位', '完成时限'], [
        [('1', 2), ('乡村网络提升', 2), '新建农村5G基站260座。', '县工业和信息化局', '2027年底前'],
        ['改造村级光纤节点45处。', '县工业和信息化局、青禾联通公司', '2026年底前'],
        [('2', 1), ('农业数据平台', 1), '建成农业农村数据库6个。', '县农业农村局', '2026年底前'],
        [('3', 2), ('电商服务体系', 2), '建设乡镇快递物流综合服务站12个。', '县商务局', '2028年底前'],
        ['开展电商培训，每年培训1200人次。', '县供销社', '长期坚持']]),
]
HAN = '一二三四五六七八九十'

def numbered():
    """The notice with its numbers as words: (kind, label, rest…)."""
    n = [0, 0, 0]
    for item in NOTICE:
        label = ''
        if item[0] in ('h1', 'h2', 'h3'):
            k = int(item[0][1]) - 1
            n[k] += 1
            n[k + 1:] = [0] * (2 - k)
            label = [HAN[n[0] - 1] + '、', '（' + HAN[n[1] - 1] + '）' if n[1] else '', '%d.' % n[2]][k]
        yield (item[0], label) + item[1:]

def body(title, text):
    return title + '。' + text if text else title

# --- plain text: a table's cells parted by tabs, merged ones blank
def full(rows, width):
    """Rows with a None for each place of a cell merged with the one above."""
    left = [0] * width
    for row in rows:
        cells, k = [], 0
        for c in range(width):
            if left[c]:
                left[c] -= 1
                cells.append(None)
                continue
            cell = row[k]
            k += 1
            text, down = cell if isinstance(cell, tuple) else (cell, 1)
            left[c] = down - 1
            cells.append((text, down))
        yield cells

txt = []
for kind, label, *rest in numbered():
    if kind in ('h1', 'h2', 'h3'):
        txt.append(label + body(*rest))
    elif kind == 'box':
        txt += [rest[0]] + rest[1]
    elif kind == 'table':
        txt.append('\t'.join(rest[0]))
        txt += ['\t'.join(c[0] if c else '' for c in row) for row in full(rest[1], len(rest[0]))]
    elif kind in ('to', 'title', 'head', 'sign', 'annex', 'caption'):
        txt.append(rest[0])
    else:
        txt.append('　　' + rest[0])
open('%s/%s.txt' % (out, NAME), 'w', encoding='utf-8').write('\n'.join(txt) + '\n')

# --- web page
style = {'title': ' style="text-align:center"', 'sign': ' style="text-align:right"', 'annex': ''}
html = []
for kind, label, *rest in numbered():
    if kind in ('h1', 'h2', 'h3'):
        html.append('<p style="text-indent:2em">%s%s</p>' % ('<strong>%s</strong>' % (label + rest[0]) if not rest[1] else label + rest[0], '。' + rest[1] if rest[1] else ''))
    elif kind == 'box':
        html.append('<table border="1"><tr><td><p>%s</p></td></tr><tr><td>%s</td></tr></table>' % (rest[0], ''.join('<p>%s</p>' % i for i in rest[1])))
    elif kind == 'table':
        rows = ['<tr>' + ''.join('<th>%s</th>' % h for h in rest[0]) + '</tr>']
        for row in full(rest[1], len(rest[0])):
            rows.append('<tr>' + ''.join('<td rowspan="%d">%s</td>' % (c[1], c[0]) if c[1] > 1 else '<td>%s</td>' % c[0] for c in row if c) + '</tr>')
        html.append('<table border="1" cellspacing="0">' + '\n'.join(rows) + '</table>')
    else:
        html.append('<p%s>%s</p>' % (style.get(kind, ''), rest[0]))
page = '''<!DOCTYPE html>
<html lang="zh-CN"><head><meta charset="utf-8"><title>青禾县人民政府办公室关于印发青禾县数字乡村建设实施方案（2026—2028年）的通知-青禾县人民政府</title>
<meta name="PubDate" content="2026-03-20 09:30"><script>var column = "政策文件";</script></head>
<body>
<div class="header"><a href="/">青禾县人民政府</a><ul class="nav"><li><a href="/a">首页</a></li><li><a href="/b">政务公开</a></li><li><a href="/c">政务服务</a></li><li><a href="/d">互动交流</a></li></ul></div>
<div class="crumb">当前位置：<a href="/">首页</a> &gt; <a href="/b">政务公开</a> &gt; 政策文件</div>
<table class="info"><tr><td>索引号：</td><td>QH000-2026-00031</td><td>主题分类：</td><td>农业、农村</td></tr><tr><td>发布机构：</td><td>青禾县人民政府办公室</td><td>成文日期：</td><td>2026-03-18</td></tr></table>
<div class="meta">发布日期：2026-03-20　来源：青禾县人民政府办公室　字体：[大 中 小]</div>
<div class="TRS_Editor">
%s
</div>
<div class="share">分享到：<a href="#">微信</a></div>
<div class="footer"><p>主办：青禾县人民政府办公室　网站标识码：0000000000</p><p>版权所有 青禾县人民政府</p></div>
</body></html>
''' % '\n'.join(html)
open('%s/%s.html' % (out, NAME), 'w', encoding='utf-8').write(page)

# --- Word document: no number is written, all are counted
W = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main'
def para(text, num=None, jc=None, bold=False):
    props = ''
    if num is not None:
        props += '<w:numPr><w:ilvl w:val="%d"/><w:numId w:val="1"/></w:numPr>' % num
    if jc:
        props += '<w:jc w:val="%s"/>' % jc
    return '<w:p><w:pPr>%s</w:pPr><w:r>%s<w:t xml:space="preserve">%s</w:t></w:r></w:p>' % (props, '<w:rPr><w:b/></w:rPr>' if bold else '', escape(text))
BORDERS = '<w:tblBorders>' + ''.join('<w:%s w:val="single" w:sz="4" w:color="000000"/>' % s for s in ('top', 'left', 'bottom', 'right', 'insideH', 'insideV')) + '</w:tblBorders>'
def table(rows, widths):
    grid = ''.join('<w:gridCol w:w="%d"/>' % w for w in widths)
    xml = '<w:tbl><w:tblPr><w:tblW w:w="%d" w:type="dxa"/>%s</w:tblPr><w:tblGrid>%s</w:tblGrid>' % (sum(widths), BORDERS, grid)
    for row in rows:
        xml += '<w:tr>'
        for cell, w in zip(row, widths):
            merge, text = '', ''
            if cell is None:
                merge = '<w:vMerge/>'
            else:
                text = cell[0]
                if cell[1] > 1:
                    merge = '<w:vMerge w:val="restart"/><w:vAlign w:val="center"/>'
            paras = text if isinstance(text, list) else [text]
            xml += '<w:tc><w:tcPr><w:tcW w:w="%d" w:type="dxa"/>%s</w:tcPr>%s</w:tc>' % (w, merge, ''.join(map(para, paras)))
        xml += '</w:tr>'
    return xml + '</w:tbl>'
doc = []
for kind, label, *rest in numbered():
    if kind in ('h1', 'h2', 'h3'):
        doc.append(para(body(*rest), num=int(kind[1]) - 1, bold=kind == 'h1'))
    elif kind == 'box':
        doc.append(table([[(rest[0], 1)], [(rest[1], 1)]], [8800]) + para(''))
    elif kind == 'table':
        doc.append(table([[(h, 1) for h in rest[0]]] + list(full(rest[1], len(rest[0]))), [800, 1700, 3000, 1900, 1400]))
    else:
        doc.append(para(rest[0], jc={'title': 'center', 'sign': 'right', 'head': 'center', 'caption': 'center'}.get(kind)))
doc.append('<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1701" w:right="1474" w:bottom="1701" w:left="1588" w:header="851" w:footer="992" w:gutter="0"/></w:sectPr>')
level = lambda i, fmt, text: '<w:lvl w:ilvl="%d"><w:start w:val="1"/><w:numFmt w:val="%s"/><w:suff w:val="nothing"/><w:lvlText w:val="%s"/><w:lvlJc w:val="left"/><w:pPr><w:ind w:firstLine="600"/></w:pPr></w:lvl>' % (i, fmt, text)
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
REL = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
PKG = 'http://schemas.openxmlformats.org/package/2006/'
parts = {
    '[Content_Types].xml': HEAD + '<Types xmlns="%scontent-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>%s</Types>' % (PKG, ''.join('<Override PartName="/word/%s.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.%s+xml"/>' % p for p in (('document', 'document.main'), ('numbering', 'numbering'), ('styles', 'styles')))),
    '_rels/.rels': HEAD + '<Relationships xmlns="%srelationships"><Relationship Id="rId1" Type="%s/officeDocument" Target="word/document.xml"/></Relationships>' % (PKG, REL),
    'word/_rels/document.xml.rels': HEAD + '<Relationships xmlns="%srelationships"><Relationship Id="rId1" Type="%s/numbering" Target="numbering.xml"/><Relationship Id="rId2" Type="%s/styles" Target="styles.xml"/></Relationships>' % (PKG, REL, REL),
    'word/styles.xml': HEAD + '<w:styles xmlns:w="%s"><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Noto Serif CJK SC" w:eastAsia="Noto Serif CJK SC" w:hAnsi="Noto Serif CJK SC"/><w:sz w:val="30"/></w:rPr></w:rPrDefault></w:docDefaults></w:styles>' % W,
    'word/numbering.xml': HEAD + '<w:numbering xmlns:w="%s"><w:abstractNum w:abstractNumId="0"><w:multiLevelType w:val="multilevel"/>%s%s%s</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>' % (W, level(0, 'chineseCountingThousand', '%1、'), level(1, 'chineseCounting', '（%2）'), level(2, 'decimal', '%3.')),
    'word/document.xml': HEAD + '<w:document xmlns:w="%s"><w:body>%s</w:body></w:document>' % (W, ''.join(doc)),
}
def archive(name, parts):
    with zipfile.ZipFile(name, 'w', zipfile.ZIP_DEFLATED) as z:
        for n, data in parts.items():
            z.writestr(zipfile.ZipInfo(n, (2026, 3, 20, 0, 0, 0)), data, zipfile.ZIP_DEFLATED)
archive('%s/%s.docx' % (out, NAME), parts)

# --- OFD: every printed line is a text object, in millimetres from the top left
SIZE, LEFT, RIGHT, TOP, BOTTOM, PITCH = 5.6, 28.0, 182.0, 37.0, 262.0, 9.8
pages, y = [[]], TOP
def width(s, size):
    return sum(size if ord(c) > 0x2000 else size / 2 for c in s)
def text_at(x, y, s, size=SIZE):
    steps = ' '.join('%g' % (size if ord(c) > 0x2000 else size / 2) for c in s[:-1])
    delta = ' DeltaX="%s"' % steps if steps else ''
    pages[-1].append('<ofd:TextObject ID="@" Boundary="%g %g %g %g" Font="1" Size="%g"><ofd:TextCode X="0" Y="%g"%s>%s</ofd:TextCode></ofd:TextObject>' % (x, y, width(s, size) + 1, size * 1.2, size, size * 0.88, delta, escape(s)))
def rule(x0, y0, x1, y1):
    pages[-1].append('<ofd:PathObject ID="@" Boundary="%g %g %g %g" LineWidth="0.25"><ofd:AbbreviatedData>M 0 0 L %g %g</ofd:AbbreviatedData></ofd:PathObject>' % (x0, y0, x1 - x0 + .3, y1 - y0 + .3, x1 - x0, y1 - y0))
def new_page():
    global y
    n = '— %d —' % len(pages)
    text_at(105 - width(n, 4.9) / 2, 275, n, 4.9)
    pages.append([])
    y = TOP
def wrap(s, room, first=0):
    lines, cur, used = [], '', first
    for c in s:
        w = SIZE if ord(c) > 0x2000 else SIZE / 2
        if used + w > room + (SIZE if c in '，。、；：）》”' else 0):
            lines.append(cur)
            cur, used = '', 0
        cur, used = cur + c, used + w
    return lines + [cur]
def put(s, kind):
    global y
    indent = 0 if kind in ('to', 'annex') else 2 * SIZE
    if kind in ('title', 'head', 'caption'):
        size = 7.8 if kind == 'title' else SIZE
        half = int((RIGHT - LEFT) // size)
        for i in range(0, len(s), half):
            text_at(105 - width(s[i:i + half], size) / 2, y, s[i:i + half], size)
            y += PITCH * size / SIZE
        y += PITCH / 2
        return
    if kind == 'sign':
        text_at(RIGHT - 2 * SIZE - width(s, SIZE), y, s)
        y += PITCH
        return
    for i, line in enumerate(wrap(s, RIGHT - LEFT, indent)):
        if y > BOTTOM:
            new_page()
        text_at(LEFT + (indent if i == 0 else 0), y, line)
        y += PITCH
def cell_lines(s, w, size):
    n = max(1, int((w - 2) // size))
    lines, cur = [], ''
    for c in s:
        if width(cur + c, size) > n * size:
            lines.append(cur)
            cur = ''
        cur += c
    return lines + [cur]
def grid(rows, widths, size=4.2):
    """Rows of (text, rows down) or None; a merged cell's words stand in its middle."""
    global y
    heights = []
    for row in rows:
        most = max(len(cell_lines(c[0], w, size)) for c, w in zip(row, widths) if c and c[1] == 1)
        heights.append(most * size * 1.4 + 2)
    if y + sum(heights) > BOTTOM:
        new_page()
    xs = [LEFT]
    for w in widths:
        xs.append(xs[-1] + w)
    top = y
    ys = [top]
    for h in heights:
        ys.append(ys[-1] + h)
    for r in range(len(ys)):
        for c in range(len(widths)):
            if r == 0 or r == len(rows) or rows[r][c] is not None:
                rule(xs[c], ys[r], xs[c + 1], ys[r])
    for x in xs:
        rule(x, top, x, ys[-1])
    for r, row in enumerate(rows):
        for c, cell in enumerate(row):
            if not cell:
                continue
            lines = cell_lines(cell[0], widths[c], size)
            middle = (ys[r] + ys[r + cell[1]]) / 2 - len(lines) * size * 0.7
            for i, line in enumerate(lines):
                text_at(xs[c] + 1, middle + i * size * 1.4, line, size)
    y = ys[-1] + PITCH / 2
for kind, label, *rest in numbered():
    if kind == 'title' and len(pages) == 1 and len(pages[0]) > 12:
        new_page()
    if kind == 'annex':
        new_page()
    if kind in ('h1', 'h2', 'h3'):
        put(label + body(*rest), kind)
    elif kind == 'box':
        if y + PITCH * 6 > BOTTOM:
            new_page()
        top = y
        for s in [rest[0]] + rest[1]:
            put(s, 'p')
        for a in (top - 1, top + PITCH - 2, y - 1):
            rule(LEFT - 2, a, RIGHT + 2, a)
        for x in (LEFT - 2, RIGHT + 2):
            rule(x, top - 1, x, y - 1)
        y += 2
    elif kind == 'table':
        grid([[(h, 1) for h in rest[0]]] + list(full(rest[1], len(rest[0]))), [14, 30, 56, 32, 22])
    else:
        put(rest[0], kind)
n = '— %d —' % len(pages)
text_at(105 - width(n, 4.9) / 2, 275, n, 4.9)
NS = 'xmlns:ofd="http://www.ofdspec.org/2016"'
XML = '<?xml version="1.0" encoding="UTF-8"?>\n'
ofd = {
    'OFD.xml': XML + '<ofd:OFD %s Version="1.0" DocType="OFD"><ofd:DocBody><ofd:DocInfo><ofd:DocID>0</ofd:DocID></ofd:DocInfo><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>' % NS,
    'Doc_0/Document.xml': XML + '<ofd:Document %s><ofd:CommonData><ofd:MaxUnitID>9999</ofd:MaxUnitID><ofd:PageArea><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea><ofd:PublicRes>PublicRes.xml</ofd:PublicRes></ofd:CommonData><ofd:Pages>%s</ofd:Pages></ofd:Document>' % (NS, ''.join('<ofd:Page ID="%d" BaseLoc="Pages/Page_%d/Content.xml"/>' % (i + 10, i) for i in range(len(pages)))),
    'Doc_0/PublicRes.xml': XML + '<ofd:Res %s BaseLoc="Res"><ofd:Fonts><ofd:Font ID="1" FontName="SimSun" FamilyName="SimSun"/></ofd:Fonts></ofd:Res>' % NS,
}
unit = 100
for i, objects in enumerate(pages):
    body_xml = ''
    for o in objects:
        body_xml += o.replace('ID="@"', 'ID="%d"' % unit)
        unit += 1
    ofd['Doc_0/Pages/Page_%d/Content.xml' % i] = XML + '<ofd:Page %s><ofd:Content><ofd:Layer ID="%d">%s</ofd:Layer></ofd:Content></ofd:Page>' % (NS, 50 + i, body_xml)
archive('%s/%s.ofd' % (out, NAME), ofd)
PY
soffice --headless --convert-to pdf --outdir "$tmp" "$tmp"/*.docx >/dev/null
cp "$tmp"/qinghe_shuzi_xiangcun.* ../samples/
