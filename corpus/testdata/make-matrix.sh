#!/usr/bin/env bash
# Makes the PDFs of the folder matrix: one invented notice printed by every kind
# of program, then locked, broken and made hostile in every known way, and the
# accuracy that pdftotext reaches on each (pdftotext.tsv). Needs
#	apt-get install -y libreoffice-writer-nogui chromium wkhtmltopdf \
#		texlive-xetex texlive-lang-chinese ghostscript qpdf poppler-utils \
#		python3 fonts-noto-cjk fonts-wqy-zenhei
# and Go. The bytes are the same every time, but for the two files with AES-256,
# whose key is random; other versions of the programs print other bytes, which
# the test does not mind.
set -euo pipefail
cd "$(dirname "$0")/matrix"
tmp=$(mktemp -d) home=$HOME
trap 'rm -rf "$tmp"' EXIT
export SOURCE_DATE_EPOCH=1600000000 FORCE_SOURCE_DATE=1 TZ=UTC HOME="$tmp"
rm -f ./*.pdf

# The notice. # begins the title, ## a heading, > a line set to the right.
cat >truth.txt <<'TXT'
# 桐岭县人民政府关于印发《桐岭县“金岭”工匠培育行动方案（２０２４—２０２６年）》的通知
桐政发〔2024〕17号
各镇人民政府，云溪新区管委会，县政府各部门、各直属机构：
《桐岭县“金岭”工匠培育行动方案（２０２４—２０２６年）》已经县人民政府第十六次常务会议审议通过，现印发给你们，请结合工作实际，认真贯彻执行。
> 桐岭县人民政府
> 2024年3月8日
## 一、总体要求
以人民为中心，立足山区县实际，大力培育一支手艺精、心气高、用得上的工匠队伍。到2026年，全县技能人才总量达到1.2万人，其中高技能人才占比提高到35%以上；建成县级大师工作室20个、实训基地6处，金工、木工、竹编、石刻等传统工艺传承人不少于８０名，工匠人均年收入增长10%左右。
## 二、重点任务
（一）建设实训基地。依托县职业中学（桐岭技工学校）和大龙门工业园，新建金工车间3800平方米，购置车床、铣床等设备120台（套），每年开展培训不少于2400人次。〔责任单位：县人力社保局、县教育局，云溪新区管委会〕
（二）办好工匠学堂。每月在各镇文化站举办“十点学堂”一期，邀请老艺人现场授课；编写《竹编入门》《石刻八法》《豆谷风干手册》等乡土教材，免费发放到各村。〔责任单位：县文旅局、县总工会〕
（三）打通成长通道。建立“学徒工—技工—技师—大师”四级评价制度，对首次评为县级大师的，一次性奖励2万元；对带徒满三年且徒弟全部出师的，再奖励５０００元。到2025年，完成首批60人评定。
（四）拓宽产品销路。支持工匠人员入驻电商平台，对年网上销售额超过30万元的，按销售额的1.5%给予补助，最高不超过3万元。
## 三、保障措施
（一）加强组织领导。成立由县长任组长的工作专班，专班办公室设在县人力社保局，每季度调度一次。
（二）强化资金支持。县财政每年安排专项资金600万元，用于基地建设、师资培训和以奖代补；资金使用情况向社会公开，接受审计监督。
本方案自2024年4月1日起施行，有效期至2026年12月31日。
TXT
# The cells of a table, row by row.
cat >truth-table.txt <<'TXT'
# 桐岭县工匠培育行动目标表
序号|指标名称|单位|2023年|2026年目标|责任单位
1|全县技能人才总量|万人|0.86|1.2|县人力社保局
2|高技能人才占技能人才总量的比重|%|28.4|35|县人力社保局、县教育局
3|县级大师工作室|个|9|20|县总工会
4|金工、木工、竹编、石刻传承人|名|51|80|县文旅局
5|实训基地年培训人次（含云溪新区）|人次|1050|2400|桐岭技工学校
6|工匠人均年收入增长|%|6.5|10|县统计局
TXT

# Sources for the programs that print.
python3 - "$tmp" <<'PY'
import sys, html
tmp = sys.argv[1]
paras = open('truth.txt').read().splitlines()
rows = open('truth-table.txt').read().splitlines()
def kind(l):
    for mark, k in (('## ', 'h'), ('# ', 't'), ('> ', 'r')):
        if l.startswith(mark):
            return k, l[len(mark):]
    return 'p', l
def page(font, body, style=''):
    return ('<!DOCTYPE html><html lang="zh-CN"><meta charset="utf-8"><title>t</title><style>@page{size:A4;margin:25mm 26mm}'
            'body{margin:0;font:16px/28px "%s"}h1{font-size:22px;text-align:center}h2{font-size:16px;text-indent:2em;margin:0}h1,h2,th{font-weight:normal}'
            'p{margin:0;text-indent:2em;text-align:justify}p.r{text-align:right}table{border-collapse:collapse;width:100%%;font-size:13px}'
            'td,th{border:1px solid #000;padding:2px 4px;line-height:20px}%s</style><body>%s</body></html>') % (font, style, body)
tag = {'t': '<h1>%s</h1>', 'h': '<h2>%s</h2>', 'r': '<p class="r">%s</p>', 'p': '<p>%s</p>'}
text = '\n'.join(tag[k] % html.escape(s) for k, s in map(kind, paras))
title, *rest = text.split('\n')
table = '<h1>%s</h1><table>%s</table>' % (rows[0][2:], ''.join(
    '<tr>' + ''.join('<td>%s</td>' % c for c in r.split('|')) + '</tr>' for r in rows[1:]))
noto, wqy = 'Noto Sans CJK SC', 'WenQuanYi Zen Hei'
for name, doc in {
    'noto': page(noto, text), 'wqy': page(wqy, text),
    'columns': page(wqy, title + '<div>' + '\n'.join(rest) + '</div>', 'div{columns:2;column-gap:10mm;font-size:13px;line-height:22px}'),
    'table': page(noto, table), 'wqytable': page(wqy, table),
}.items():
    open('%s/%s.html' % (tmp, name), 'w').write(doc)
for name, font in (('noto', noto), ('wqy', wqy)):
    style = {'t': 'T', 'h': 'H', 'r': 'R', 'p': 'P'}
    body = ''.join('<text:p text:style-name="%s">%s</text:p>' % (style[k], html.escape(s)) for k, s in map(kind, paras))
    def para(n, props, size):
        return ('<style:style style:name="%s" style:family="paragraph"><style:paragraph-properties %s fo:line-height="28pt"/>'
                '<style:text-properties fo:font-size="%s" style:font-size-asian="%s" fo:font-family="%s" style:font-family-asian="%s"/></style:style>') % (n, props, size, size, font, font)
    open('%s/office-%s.fodt' % (tmp, name), 'w').write(
        '<?xml version="1.0" encoding="UTF-8"?><office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" '
        'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" office:version="1.2" office:mimetype="application/vnd.oasis.opendocument.text">'
        '<office:automatic-styles>'
        '<style:page-layout style:name="pm"><style:page-layout-properties fo:page-width="210mm" fo:page-height="297mm" fo:margin="27mm"/></style:page-layout>'
        + para('T', 'fo:text-align="center"', '18pt') + para('H', 'fo:text-indent="32pt"', '16pt')
        + para('P', 'fo:text-indent="32pt" fo:text-align="justify"', '16pt') + para('R', 'fo:text-align="end"', '16pt') +
        '</office:automatic-styles><office:master-styles><style:master-page style:name="Standard" style:page-layout-name="pm"/></office:master-styles>'
        '<office:body><office:text>%s</office:text></office:body></office:document>' % body)
tex = {'t': r'{\centering\Large %s\par}', 'h': r'%s\par', 'r': r'{\raggedleft %s\par}', 'p': r'%s\par'}
esc = lambda s: s.replace('%', r'\%')
open(tmp + '/tex.tex', 'w').write(r'''\documentclass[12pt,a4paper]{article}
\usepackage[margin=27mm]{geometry}\usepackage{xeCJK}\setCJKmainfont{FandolSong-Regular.otf}\setlength{\parindent}{2em}\linespread{1.5}\pagestyle{empty}
\begin{document}
''' + '\n'.join(tex[k] % esc(s) for k, s in map(kind, paras)) + '\n\\end{document}\n')
PY

chrome() { # NAME SOURCE
	chromium --headless --no-sandbox --disable-gpu --no-pdf-header-footer --user-data-dir="$tmp/profile" \
		--print-to-pdf="$1.pdf" "file://$tmp/$2.html" >/dev/null 2>&1
}
chrome chromium-noto noto
chrome chromium-wqy wqy
chrome chromium-columns columns
chrome chromium-table table
for name in noto wqy; do
	soffice --headless "-env:UserInstallation=file://$tmp/office" --convert-to pdf --outdir "$tmp" "$tmp/office-$name.fodt" >/dev/null 2>&1
	cp "$tmp/office-$name.pdf" "libreoffice-$name.pdf"
done
wk() { # NAME SOURCE
	XDG_RUNTIME_DIR="$tmp" wkhtmltopdf --quiet "$tmp/$2.html" "$1.pdf"
}
wk wkhtmltopdf wqy
wk wkhtmltopdf-noto noto
wk wkhtmltopdf-table wqytable
(cd "$tmp" && xelatex -interaction=batchmode tex.tex >/dev/null)
cp "$tmp/tex.pdf" xelatex.pdf
pdftocairo -pdf libreoffice-wqy.pdf cairo.pdf
for name in libreoffice-wqy xelatex chromium-noto; do
	gs -q -dNOPAUSE -dBATCH -sDEVICE=pdfwrite -o "gs-$name.pdf" "$name.pdf" >/dev/null 2>&1
done
pdftoppm -r 80 -mono libreoffice-wqy.pdf "$tmp/scan"

# The rest is written or changed byte by byte.
cat >"$tmp/bytes.py" <<'PY'
import glob, random, re, sys, zlib
tmp, step = sys.argv[1:3]

def same(b):
    """Dates and identifiers that are the same every time, of the same length."""
    date = lambda m: m.group(1) + (b'20240308000000Z' + b"00'00'")[:len(m.group(2))].ljust(len(m.group(2)), b'0') + m.group(3)
    b = re.sub(rb'(/DocChecksum\s*/)([0-9A-F]+)', lambda m: m.group(1) + b'0' * len(m.group(2)), b)
    b = re.sub(rb'(/(?:CreationDate|ModDate)\s*\(D:)([^)]*)(\))', date, b)
    return re.sub(rb'(/ID\s*\[\s*<)([0-9A-Fa-f]+)(>\s*<)([0-9A-Fa-f]+)(>)', lambda m: m.group(1) + b'0' * len(m.group(2)) + m.group(3) + b'0' * len(m.group(4)) + m.group(5), b)

def read(name): return open(name + '.pdf', 'rb').read()
def write(name, b): open(name + '.pdf', 'wb').write(b)

class PDF:
    def __init__(self): self.objs = []
    def add(self, body):
        self.objs.append(body if isinstance(body, bytes) else body.encode())
        return len(self.objs)
    def stream(self, data, extra='', filters=1):
        data = data if isinstance(data, bytes) else data.encode()
        for _ in range(filters): data = zlib.compress(data, 9)
        return self.add(('<< /Length %d /Filter [%s] %s>>\nstream\n' % (len(data), '/FlateDecode ' * filters, extra)).encode() + data + b'\nendstream')
    def bytes(self, root, trailer=''):
        out, at = b'%PDF-1.5\n', []
        for i, o in enumerate(self.objs):
            at.append(len(out))
            out += b'%d 0 obj\n' % (i + 1) + o + b'\nendobj\n'
        x = len(out)
        return out + b'xref\n0 %d\n0000000000 65535 f \n' % (len(at) + 1) + b''.join(b'%010d 00000 n \n' % a for a in at) + \
            ('trailer\n<< /Size %d /Root %d 0 R %s>>\nstartxref\n%d\n%%%%EOF\n' % (len(at) + 1, root, trailer, x)).encode()

def pages(pdf, contents, resources, box='0 0 595 842', extra=''):
    """The root of a document of pages with these contents (numbers of objects)."""
    tree = len(pdf.objs) + len(contents) + 1
    kids = [pdf.add('<< /Type /Page /Parent %d 0 R /MediaBox [%s] /Resources << %s >> /Contents %d 0 R >>' % (tree, box, resources, c)) for c in contents]
    pdf.add('<< /Type /Pages /Count %d /Kids [%s] %s>>' % (len(kids), ' '.join('%d 0 R' % k for k in kids), extra))
    return pdf.add('<< /Type /Catalog /Pages %d 0 R >>' % tree)

def lines():
    """The notice as lines of 26 characters."""
    out = []
    for l in open('truth.txt').read().splitlines():
        l = re.sub(r'^(#+|>) ', '', l)
        out += [l[i:i + 26] for i in range(0, len(l), 26)]
    return out

def show(code):
    body = lines()
    return ['BT /F1 16 Tf 28 TL 90 760 Td ' + ''.join('<%s> Tj T*\n' % code(l) for l in body[i:i + 24]) + 'ET' for i in range(0, len(body), 24)]

def gb_font(pdf, encoding):
    desc = pdf.add('<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [-25 -254 1000 880] /ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >>')
    cid = pdf.add('<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 4 >> /FontDescriptor %d 0 R /DW 1000 /W [1 95 500 814 939 500] >>' % desc)
    return pdf.add('<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light-%s /Encoding /%s /DescendantFonts [%d 0 R] >>' % (encoding, encoding, cid))

def printed():
    for name in glob.glob('*.pdf'):
        write(name[:-4], same(read(name[:-4])))
    # Chinese fonts of the reader's machine, by the codes of GBK and of Unicode
    # (Python's gb2312 has no —).
    for enc, code in (('GBK-EUC-H', 'gbk'), ('GBKp-EUC-H', 'gbk'), ('GB-EUC-H', 'gbk'), ('UniGB-UCS2-H', 'utf-16-be'), ('UniGB-UTF16-H', 'utf-16-be')):
        pdf = PDF()
        font = gb_font(pdf, enc)
        write('cmap-' + enc, pdf.bytes(pages(pdf, [pdf.stream(c) for c in show(lambda l: l.encode(code).hex())], '/Font << /F1 %d 0 R >>' % font)))
    # A scan.
    pdf, contents, images = PDF(), [], ''
    for i, name in enumerate(sorted(glob.glob(tmp + '/scan-*.pbm'))):
        head, size, bits = open(name, 'rb').read().split(b'\n', 2)
        w, h = map(int, size.split())
        images += '/Im%d %d 0 R ' % (i, pdf.stream(bits, '/Type /XObject /Subtype /Image /Width %d /Height %d /ColorSpace /DeviceGray /BitsPerComponent 1 /Decode [1 0] ' % (w, h)))
        contents.append(pdf.stream('q 595 0 0 842 0 0 cm /Im%d Do Q' % i))
    write('scan', pdf.bytes(pages(pdf, contents, '/XObject << %s>>' % images)))
    write('no-tounicode', read('libreoffice-wqy').replace(b'/ToUnicode', b'/NoUnicode'))
    pdf = PDF()
    write('blank', pdf.bytes(pages(pdf, [pdf.stream('n')] * 2, '')))

def corrupt(b, seed, n):
    b, rnd = bytearray(b), random.Random(seed)
    for _ in range(n): b[rnd.randrange(len(b))] = rnd.randrange(256)
    return bytes(b)

def broken():
    good, small = read('libreoffice-wqy'), read('cmap-GBK-EUC-H')
    write('bad-startxref', re.sub(rb'startxref\s+\d+', b'startxref\n99', small))
    write('leading-junk', b'X-Invented: yes\r\n' * 30 + b'\r\n' + small)
    write('trailing-junk', small + b'<!-- invented -->\n' * 80)
    write('cut-40', good[:-40])
    write('cut-60-percent', good[:len(good) * 6 // 10])
    # What is left of these holds text, but the tables that tell where are gone.
    b = read('object-streams')
    write('cut-object-streams', b[:-40])
    b = read('gs-libreoffice-wqy')
    write('cut-gs', b[:len(b) * 6 // 10])
    b = read('linearized')
    write('cut-linearized', b[:len(b) * 97 // 100])
    write('corrupted', corrupt(good, 1, 200))
    write('corrupted-fonts', corrupt(good, 4, 40))
    # Only the first page is hit.
    b, rnd = bytearray(good), random.Random(2)
    first = re.search(rb'stream\r?\n', good).end()
    for _ in range(6): b[first + rnd.randrange(400, 1200)] ^= 0x55
    write('corrupted-page', bytes(b))
    write('zeros', b'%PDF-1.4\n' + bytes(4000))
    write('random', b'%PDF-1.4\n' + random.Random(3).randbytes(4000))
    write('page', b'<!DOCTYPE html>\n<html><title>404</title><body>' + '您访问的页面不存在'.encode() + b'</body></html>\n')

def hostile():
    text = 'BT /F1 16 Tf 90 700 Td <%s> Tj ET' % '桐岭县人民政府关于印发行动方案的通知'.encode('utf-16-be').hex()
    def doc(contents=None, box='0 0 595 842', trailer='', extra='', change=None, fontobj=None):
        pdf = PDF()
        font = fontobj(pdf) if fontobj else gb_font(pdf, 'UniGB-UCS2-H')
        res = '/Font << /F1 %d 0 R >>' % font
        root = pages(pdf, contents(pdf) if contents else [pdf.stream(text)], box=box, resources=res, extra=extra)
        if change: change(pdf)
        return pdf.bytes(root, trailer)
    def sub(old, new):
        def change(pdf): pdf.objs = [o.replace(old, new) for o in pdf.objs]
        return change
    good = doc()
    write('loop-prev', doc(trailer='/Prev %010d ' % 0).replace(b'/Prev %010d' % 0, b'/Prev %010d' % doc(trailer='/Prev %010d ' % 0).rindex(b'xref\n0')))
    tree = good[:good.index(b'/Type /Pages')].count(b'endobj') + 1
    write('loop-tree', doc(change=sub(b'/Kids [', b'/Kids [%d 0 R ' % tree)))
    write('loop-parent', doc(change=lambda p: p.objs.__setitem__(slice(None), [re.sub(rb'/MediaBox \[[^]]*\] /Resources << .* >> /Contents', b'/Contents', o) for o in p.objs]), extra='/Parent %d 0 R ' % tree))
    write('loop-length', doc(change=lambda p: p.objs.__setitem__(3, re.sub(rb'/Length \d+', b'/Length 4 0 R', p.objs[3]))))
    pdf = PDF()
    x = pdf.stream('/X Do /X Do', '/Type /XObject /Subtype /Form /BBox [0 0 595 842] /Resources << /XObject << /X 1 0 R >> >> ')
    write('loop-form', pdf.bytes(pages(pdf, [pdf.stream('/X Do')], '/XObject << /X %d 0 R >>' % x)))
    pdf = PDF()
    for i in range(12):
        pdf.stream('/X Do ' * 10, '/Type /XObject /Subtype /Form /BBox [0 0 595 842] /Resources << /XObject << /X %d 0 R >> >> ' % (i + 2))
    font = len(pdf.objs) + 2
    pdf.stream(text, '/Type /XObject /Subtype /Form /BBox [0 0 595 842] /Resources << /Font << /F1 %d 0 R >> >> ' % (font + 2))
    gb_font(pdf, 'UniGB-UCS2-H')
    write('forms-10-to-12', pdf.bytes(pages(pdf, [pdf.stream('/X Do')], '/XObject << /X 1 0 R >>')))
    write('count-2e9', doc(change=sub(b'/Count 1 ', b'/Count 2000000000 ')))
    write('count-negative', doc(change=sub(b'/Count 1 ', b'/Count -5 ')))
    write('size-2e9', re.sub(rb'/Size \d+', b'/Size 2000000000', re.sub(rb'xref\n0 \d+', b'xref\n0 2000000000', good)))
    write('size-shifted', re.sub(rb'xref\n0 \d+', b'xref\n2000000000 8', good))
    # 10^8 pages: a tree each of whose nodes stands ten times in the one above.
    pdf = PDF()
    s = pdf.stream(text)
    f = gb_font(pdf, 'UniGB-UCS2-H')
    node = pdf.add('<< /Type /Page /MediaBox [0 0 595 842] /Resources << /Font << /F1 %d 0 R >> >> /Contents %d 0 R >>' % (f, s))
    for i in range(1, 9):
        node = pdf.add('<< /Type /Pages /Count %d /Kids [%s] >>' % (10 ** i, ('%d 0 R ' % node) * 10))
    write('pages-10-to-8', pdf.bytes(pdf.add('<< /Type /Catalog /Pages %d 0 R >>' % node)))
    # 5,000 pages that are one page.
    pdf = PDF()
    s = pdf.stream(text)
    f = gb_font(pdf, 'UniGB-UCS2-H')
    node = pdf.add('<< /Type /Page /MediaBox [0 0 595 842] /Resources << /Font << /F1 %d 0 R >> >> /Contents %d 0 R >>' % (f, s))
    node = pdf.add('<< /Type /Pages /Count 5000 /Kids [%s] >>' % ('%d 0 R ' % node * 5000))
    write('pages-5000', pdf.bytes(pdf.add('<< /Type /Catalog /Pages %d 0 R >>' % node)))
    write('box-huge', doc(box='-2000000000 -2000000000 2000000000 2000000000'))
    write('box-zero', doc(box='0 0 0 0'))
    write('deep-content', doc(contents=lambda p: [p.stream('[' * 2000000)]))
    write('deep-dict', doc(contents=lambda p: [p.stream('/A <<' + '/A <<' * 1000000 + ' BDC')]))
    write('deep-state', doc(contents=lambda p: [p.stream('q ' * 2000000 + text)]))
    def bomb(unit):
        """2^30 bytes of unit as a Flate stream, itself in Flate."""
        z, piece = zlib.compressobj(9), unit * ((1 << 20) // len(unit))
        out = b''.join(z.compress(piece) for _ in range((1 << 30) // len(piece)))
        return zlib.compress(out + z.flush(), 9)
    def raw(pdf, data, extra=''):
        return pdf.add(('<< /Length %d /Filter [/FlateDecode /FlateDecode] %s>>\nstream\n' % (len(data), extra)).encode() + data + b'\nendstream')
    write('bomb-blanks', doc(contents=lambda p: [raw(p, bomb(b' '))]))
    write('bomb-string', doc(contents=lambda p: [raw(p, bomb(b'('))]))
    write('bomb-numbers', doc(contents=lambda p: [raw(p, bomb(b'1 '))]))
    # The same where the name of the filter is written in another way.
    hide = lambda b: b.replace(b'/FlateDecode', b'/Fl#61teDecode')
    write('hidden-blanks', hide(read('bomb-blanks')))
    write('hidden-numbers', hide(read('bomb-numbers')))
    write('hidden-string', hide(read('bomb-string')))
    write('bomb-states', doc(contents=lambda p: [raw(p, bomb(b'q '))]))
    write('bomb-text', doc(contents=lambda p: [raw(p, bomb(b'BT /F1 9 Tf 9 9 Td <6850>Tj ET  '))]))
    write('bomb-paths', doc(contents=lambda p: [raw(p, bomb(b'1 1 m 9 9 l S   '))]))
    write('hidden-text', hide(read('bomb-text')))
    write('hidden-paths', hide(read('bomb-paths')))
    def identity(data):
        def font(pdf):
            tu = data(pdf)
            desc = pdf.add('<< /Type /FontDescriptor /FontName /Invented /Flags 4 /FontBBox [0 -120 1000 880] /ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 700 /StemV 80 >>')
            cid = pdf.add('<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Invented /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /FontDescriptor %d 0 R /DW 1000 >>' % desc)
            return pdf.add('<< /Type /Font /Subtype /Type0 /BaseFont /Invented /Encoding /Identity-H /DescendantFonts [%d 0 R] /ToUnicode %d 0 R >>' % (cid, tu))
        return font
    write('bomb-tounicode', doc(fontobj=identity(lambda p: raw(p, bomb(b'<6850> <6850>\n  ')))))
    write('count-tounicode', doc(fontobj=identity(lambda p: p.stream('begincmap 2000000000 beginbfchar endbfchar endcmap'))))
    write('open-hex', doc(contents=lambda p: [p.stream(text + ' <6850')]))
    write('open-hex-tounicode', doc(fontobj=identity(lambda p: p.stream('begincmap 1 beginbfchar <6850'))))
    write('columns-1e13', doc(change=lambda p: p.objs.__setitem__(3, p.objs[3].replace(b'/Filter [/FlateDecode ]', b'/Filter /FlateDecode /DecodeParms << /Predictor 12 /Columns 10000000000000 >>'))))
    # Objects that stand in a stream: a bomb of them, and deep nesting.
    def objstm(body, first, n):
        pdf = b'%PDF-1.5\n'
        at = len(pdf)
        pdf += ('1 0 obj\n<< /Type /ObjStm /N %d /First %d /Length %d /Filter [/FlateDecode /FlateDecode] >>\nstream\n' % (n, first, len(body))).encode() + body + b'\nendstream\nendobj\n'
        x = len(pdf)
        rows = b'\0\0\0\0\0' + b'\1' + at.to_bytes(3, 'big') + b'\0' + b'\2\0\0\1\0' + b'\1' + x.to_bytes(3, 'big') + b'\0'
        z = zlib.compress(rows)
        return pdf + ('3 0 obj\n<< /Type /XRef /Size 4 /W [1 3 1] /Root 2 0 R /Length %d /Filter /FlateDecode >>\nstream\n' % len(z)).encode() + z + ('\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n' % x).encode()
    twice = lambda b: zlib.compress(zlib.compress(b, 9), 9)
    write('deep-object', objstm(twice(b'2 0 ' + b'<< /A [' * 500000), 4, 1))
    write('bomb-objects', objstm(bomb(b'2 0 '), 4, 1))
    # A cross-reference stream with 2 * 10^9 entries of no width.
    x = b'1 0 obj\n<< /Type /XRef /Size 2000000000 /Index [0 2000000000] /W [0 0 0] /Root 1 0 R /Length 0 >>\nstream\n\nendstream\nendobj\n'
    write('xref-2e9', b'%PDF-1.5\n' + x + b'startxref\n9\n%%EOF\n')

{'printed': printed, 'broken': broken, 'hostile': hostile}[step]()
PY
python3 "$tmp/bytes.py" "$tmp" printed
base=libreoffice-wqy.pdf
q() { qpdf --warning-exit-0 "$@"; }
q --deterministic-id --linearize $base linearized.pdf
q --deterministic-id --object-streams=generate $base object-streams.pdf
q --allow-weak-crypto --encrypt '' owner 128 --use-aes=n -- --static-id $base rc4-128.pdf
q --encrypt '' owner 128 --use-aes=y -- --static-id --static-aes-iv $base aes-128.pdf
q --encrypt '' owner 256 -- --static-id --static-aes-iv $base aes-256.pdf
q --encrypt secret owner 256 -- --static-id --static-aes-iv $base aes-256-password.pdf
q --deterministic-id --rotate=90 $base rotated.pdf
q --deterministic-id blank.pdf --overlay $base -- form.pdf
rm blank.pdf
python3 "$tmp/bytes.py" "$tmp" broken
mkdir -p hostile
rm -f hostile/*.pdf
cp truth.txt hostile/ && (cd hostile && python3 "$tmp/bytes.py" "$tmp" hostile)
rm hostile/truth.txt
# What pdftotext reads of all this, for machines without it.
touch pdftotext.tsv
(cd ../.. && HOME=$home go test -count=1 -run TestPDFMatrix -record-pdftotext . >/dev/null) || echo 'TestPDFMatrix does not pass: see go test ./corpus'
du -cb ./*.pdf hostile/*.pdf | sort -n
