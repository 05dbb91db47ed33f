#!/bin/sh
# Makes the OFD fixtures of this folder. Needs python3 alone.
# notice.ofd has two pages, written in every way of placing characters that
# producers use; single.ofd has the first of them, every character an object of
# its own. Places and sentences are invented.
set -e
cd "$(dirname "$0")"
python3 - <<'PY'
import zipfile

NS = 'xmlns:ofd="http://www.ofdspec.org/2016"'
MM = 25.4 / 72
HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'

# (x, baseline from the top, size, text) in points, as in make-pdfs.sh.
NOTICE = [
    (172, 120, 22, '青禾县人民政府关于印发'),
    (150, 150, 22, '云溪新区发展规划的通知'),
    (90, 210, 16, '各乡镇人民政府，县政府各部门：'),
    (122, 240, 16, '现将《云溪新区发展规划》印发给你们，请认真'),
    (90, 268, 16, '贯彻执行。到2025年，全县生产总值达到120亿元，'),
    (90, 296, 16, '森林覆盖率达到60%以上。'),
    (122, 324, 16, '一、总体要求'),
    (122, 352, 16, '（一）指导思想。坚持稳中求进，推动高质量发展'),
    (90, 380, 16, '取得新进展。'),
    (330, 440, 16, '青禾县人民政府'),
    (340, 468, 16, '2021年3月8日'),
]
CELLS = [(62, 100, '指标名称'), (114, 100, '单位'), (242, 100, '目标值'),
         (62, 124, '森林覆盖'), (62, 140, '率'), (114, 132, '百分比'), (242, 132, '60'),
         (62, 164, '新建步道'), (114, 164, '公里'), (242, 164, '12')]
ids = iter(range(10, 100000))
f = lambda v: ('%.4f' % v).rstrip('0').rstrip('.')
em = lambda c: 1 if ord(c) > 0x2000 else 0.5

def string(text, x, y, delta=''):
    return '<ofd:TextCode X="%s" Y="%s"%s>%s</ofd:TextCode>' % (f(x), f(y), delta, text)

def obj(x, y, size, text, extra='', delta='', h=None):
    """One string: its box begins an em above the baseline."""
    s = size * MM
    return '<ofd:TextObject ID="%d" Font="1" Size="%s" Boundary="%s %s 200 %s"%s>%s</ofd:TextObject>' % (
        next(ids), f(s), f(x * MM), f(y * MM - s), f(s * 1.3), extra, string(text, 0, s, delta))

def widths(text, size):
    return [em(c) * size * MM for c in text[:-1]]

def each(text, size):
    return ' DeltaX="%s"' % ' '.join(f(w) for w in widths(text, size))

def runs(text, size):
    """Distances as run lengths: g times distance."""
    out, w = [], widths(text, size)
    while w:
        n = 1
        while n < len(w) and w[n] == w[0]:
            n += 1
        out.append('g %d %s' % (n, f(w[0])) if n > 1 else f(w[0]))
        w = w[n:]
    return ' DeltaX="%s"' % ' '.join(out)

def scaled(x, y, size, text):
    """Size 1, and all the rest in the matrix."""
    s = size * MM
    w = ' '.join(f(em(c)) for c in text[:-1])
    return '<ofd:TextObject ID="%d" Font="1" Size="1" Boundary="%s %s 200 20" CTM="%s 0 0 %s 0 0">%s</ofd:TextObject>' % (
        next(ids), f(x * MM), f(y * MM - s), f(s), f(s), string(text, 0, 1, ' DeltaX="%s"' % w))

def parts(x, y, size, text):
    """Two strings in one object; the second one says no Y."""
    s, k = size * MM, 5
    left = sum(em(c) for c in text[:k]) * s
    return '<ofd:TextObject ID="%d" Font="1" Size="%s" Boundary="%s %s 200 20"><ofd:CGTransform CodePosition="0" CodeCount="1" GlyphCount="1"><ofd:Glyphs>77</ofd:Glyphs></ofd:CGTransform>%s<ofd:TextCode X="%s"%s>%s</ofd:TextCode></ofd:TextObject>' % (
        next(ids), f(s), f(x * MM), f(y * MM - s), string(text[:k], 0, s, runs(text[:k], size)), f(left), runs(text[k:], size), text[k:])

def chars(x, y, size, text):
    out = ''
    for c in text:
        out += obj(x, y, size, c)
        x += em(c) * size
    return out

def block(*inner):
    return '<ofd:PageBlock ID="%d">%s</ofd:PageBlock>' % (next(ids), ''.join(inner))

def path(data, box='0 0 210 297'):
    return '<ofd:PathObject ID="%d" Boundary="%s" LineWidth="0.2"><ofd:AbbreviatedData>%s</ofd:AbbreviatedData></ofd:PathObject>' % (next(ids), box, data)

def page(body, template=''):
    return HEAD + '<ofd:Page %s>%s<ofd:Area><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:Area><ofd:Content><ofd:Layer Type="Body" ID="%d">%s</ofd:Layer></ofd:Content></ofd:Page>' % (NS, template, next(ids), body)

def write(name, pages, template='', annots=''):
    z = zipfile.ZipFile(name, 'w', zipfile.ZIP_DEFLATED)
    def add(path, text):
        z.writestr(zipfile.ZipInfo(path, (2021, 3, 8, 0, 0, 0)), text, zipfile.ZIP_DEFLATED)
    add('OFD.xml', HEAD + '<ofd:OFD %s DocType="OFD" Version="1.0"><ofd:DocBody><ofd:DocInfo><ofd:DocID>0</ofd:DocID></ofd:DocInfo><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>' % NS)
    add('Doc_0/Document.xml', HEAD + '<ofd:Document %s><ofd:CommonData><ofd:MaxUnitID>999</ofd:MaxUnitID><ofd:PageArea><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea><ofd:PublicRes>PublicRes.xml</ofd:PublicRes>%s</ofd:CommonData><ofd:Pages>%s</ofd:Pages>%s</ofd:Document>' % (
        NS, '<ofd:TemplatePage ID="2" BaseLoc="Tpls/Tpl_0/Content.xml"/>' if template else '',
        ''.join('<ofd:Page ID="%d" BaseLoc="Pages/Page_%d/Content.xml"/>' % (5 + i, i) for i in range(len(pages))),
        '<ofd:Annotations>Annots/Annotations.xml</ofd:Annotations>' if annots else ''))
    add('Doc_0/PublicRes.xml', HEAD + '<ofd:Res %s BaseLoc="Res"><ofd:Fonts><ofd:Font ID="1" FontName="仿宋"/></ofd:Fonts></ofd:Res>' % NS)
    for i, p in enumerate(pages):
        add('Doc_0/Pages/Page_%d/Content.xml' % i, p)
    if template:
        add('Doc_0/Tpls/Tpl_0/Content.xml', template)
    if annots:
        add('Doc_0/Annots/Annotations.xml', HEAD + '<ofd:Annotations %s><ofd:Page PageID="5"><ofd:FileLoc>Page_0/Annotation.xml</ofd:FileLoc></ofd:Page></ofd:Annotations>' % NS)
        add('Doc_0/Annots/Page_0/Annotation.xml', annots)
    z.close()

ways = [obj, lambda x, y, s, t: obj(x, y, s, t, delta=each(t, s)), lambda x, y, s, t: obj(x, y, s, t, delta=runs(t, s)), scaled, parts, chars]
first = ''.join(block(block(w)) if i == 6 else w for i, w in ((i, ways[i % 6](*l)) for i, l in enumerate(NOTICE)))
mark = '<ofd:TextObject ID="%d" Font="1" Size="14" Boundary="40 90 150 150" CTM="0.8 -0.6 0.6 0.8 0 60" Alpha="60">%s</ofd:TextObject>' % (next(ids), string('青禾县人民政府', 0, 20))
hidden = obj(90, 520, 16, '看不见的字', ' Visible="false"')
grid = ''.join(path('M 0 0 L %s 0' % f(242 * MM), '%s %s 86 1' % (f(60 * MM), f(y * MM))) for y in (84, 108, 148, 172))
grid += ''.join(path('M 0 0 L 0 %s B 1 1 2 2 0 0 C' % f(88 * MM), '%s %s 1 32' % (f(x * MM), f(84 * MM))) for x in (60, 112, 232, 302))
second = grid + ''.join(obj(x, y, 12, t, delta=runs(t, 12)) for x, y, t in CELLS) + obj(280, 780, 14, '— 2 —')
use = '<ofd:Template TemplateID="2" ZOrder="Background"/>'
head = page(obj(230, 60, 12, '青禾县规划汇编'))
note = HEAD + '<ofd:PageAnnot %s><ofd:Annot ID="900" Type="Stamp"><ofd:Appearance Boundary="100 150 40 40"><ofd:PageBlock>%s</ofd:PageBlock></ofd:Appearance></ofd:Annot></ofd:PageAnnot>' % (NS, obj(0, 20, 12, '收文专用'))
write('notice.ofd', [page(mark + first + hidden, use), page(second, use)], head, note)
write('single.ofd', [page(''.join(chars(*l) for l in NOTICE))])
PY
