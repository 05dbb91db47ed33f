#!/bin/sh
# Makes the PDF fixtures of this folder. Needs python3 and qpdf:
#	apt-get install -y qpdf python3
# The files are written by hand, object by object, so that each shows one way
# of putting Chinese text into a PDF and nothing else. They embed no fonts: a
# reader of text needs codes, widths and a /ToUnicode table only. Places and
# sentences are invented.
set -e
cd "$(dirname "$0")"
python3 - <<'PY'
import zlib

# A page is a list of (x, y from the top, size, text); A4 is 595 x 842 points.
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
SECOND = [
    (122, 100, 16, '二、重点任务'),
    (122, 128, 16, '（一）建设青禾湖湿地公园。新建步道12公里，'),
    (90, 156, 16, '种植树木3万株。（县林业局、云溪镇负责）'),
    (280, 780, 14, '— 2 —'),
]

class PDF:
    def __init__(self):
        self.objs = []
    def add(self, body):
        self.objs.append(body if isinstance(body, bytes) else body.encode('latin-1'))
        return len(self.objs)
    def stream(self, data, extra=''):
        if isinstance(data, str):
            data = data.encode('latin-1')
        z = zlib.compress(data, 9)
        return self.add(('<< /Length %d /Filter /FlateDecode %s>>\nstream\n' % (len(z), extra)).encode() + z + b'\nendstream')
    def write(self, name, root, head=b'', tail=b''):
        out = head + b'%PDF-1.4\n'
        offs = []
        for i, o in enumerate(self.objs):
            offs.append(len(out))
            out += b'%d 0 obj\n' % (i + 1) + o + b'\nendobj\n'
        xref = len(out)
        out += b'xref\n0 %d\n0000000000 65535 f \n' % (len(offs) + 1)
        for o in offs:
            out += b'%010d 00000 n \n' % o
        out += b'trailer\n<< /Size %d /Root %d 0 R >>\nstartxref\n%d\n%%%%EOF\n' % (len(offs) + 1, root, xref) + tail
        open(name, 'wb').write(out)

def gid_table(pages):
    # Latin characters first, so that one range gives them half a width.
    chars = {c for p in pages for _, _, _, t in p for c in t}
    return {c: i + 1 for i, c in enumerate(sorted(chars))}

def cmap(gids, unicode_of=lambda c: c):
    rows = ['<%04x> <%s>' % (g, unicode_of(c).encode('utf-16-be').hex()) for c, g in sorted(gids.items(), key=lambda x: x[1])]
    out = '/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n/CMapType 2 def\n1 begincodespacerange\n<0000> <ffff>\nendcodespacerange\n'
    for i in range(0, len(rows), 100):
        part = rows[i:i + 100]
        out += '%d beginbfchar\n%s\nendbfchar\n' % (len(part), '\n'.join(part))
    return out + 'endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n'

def identity_font(pdf, gids, tounicode=True, unicode_of=lambda c: c):
    latin = max([g for c, g in gids.items() if ord(c) < 0x2000] or [0])
    squares = open('../fonts/squares.ttf', 'rb').read()
    file = pdf.stream(squares, '/Length1 %d ' % len(squares))
    to_gid = pdf.stream(b'\0\0' + b''.join(b'\0\2' if g <= latin else b'\0\1' for g in range(1, len(gids) + 1)))
    desc = pdf.add('<< /Type /FontDescriptor /FontFile2 %d 0 R /FontName /Invented /Flags 4 /FontBBox [0 -120 1000 880] /ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 700 /StemV 80 >>' % file)
    widths = '/W [1 %d 500] ' % latin if latin else ''
    cid = pdf.add('<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Invented /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /FontDescriptor %d 0 R /CIDToGIDMap %d 0 R /DW 1000 %s>>' % (desc, to_gid, widths))
    tu = ' /ToUnicode %d 0 R' % pdf.stream(cmap(gids, unicode_of)) if tounicode else ''
    return pdf.add('<< /Type /Font /Subtype /Type0 /BaseFont /Invented /Encoding /Identity-H /DescendantFonts [%d 0 R]%s >>' % (cid, tu))

def gb_font(pdf, encoding):
    desc = pdf.add('<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [-25 -254 1000 880] /ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >>')
    cid = pdf.add('<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 4 >> /FontDescriptor %d 0 R /DW 1000 /W [1 95 500] >>' % desc)
    return pdf.add('<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light-%s /Encoding /%s /DescendantFonts [%d 0 R] >>' % (encoding, encoding, cid))

def show(lines, code, height=842):
    out = 'BT\n'
    for x, y, size, text in lines:
        out += '/F1 %g Tf 1 0 0 1 %g %g Tm <%s> Tj\n' % (size, x, height - y, code(text))
    return out + 'ET\n'

def hexcode(gids):
    return lambda t: ''.join('%04x' % gids[c] for c in t)

def document(pdf, name, contents, font, extra='', resources='', box='0 0 595 842', **kw):
    pages = len(pdf.objs) + 2 * len(contents) + 1
    kids = []
    for c in contents:
        s = pdf.stream(c)
        fonts = '/Font << /F1 %d 0 R >>' % font if font else ''
        kids.append(pdf.add('<< /Type /Page /Parent %d 0 R /MediaBox [%s] %s /Resources << %s %s >> /Contents %d 0 R >>' % (pages, box, extra, fonts, resources, s)))
    assert pdf.add('<< /Type /Pages /Kids [%s] /Count %d >>' % (' '.join('%d 0 R' % k for k in kids), len(kids))) == pages
    pdf.write(name, pdf.add('<< /Type /Catalog /Pages %d 0 R >>' % pages), **kw)

def simple(name, pages, unicode_of=lambda c: c, tounicode=True, **kw):
    pdf, gids = PDF(), gid_table(pages)
    font = identity_font(pdf, gids, tounicode, unicode_of)
    document(pdf, name, [show(p, hexcode(gids)) for p in pages], font, **kw)

# What an office program prints: one string a line. ledongthuc reads it.
simple('plain.pdf', [NOTICE, SECOND])
# The same, with the page number drawn first, and digits drawn after the
# characters of their line.
simple('order.pdf', [[(280, 780, 14, '— 1 —')] + NOTICE[:4] + [
    (90, 268, 16, '贯彻执行。到'), (218, 268, 16, '年，全县生产总值达到'), (402, 268, 16, '亿元，'),
    (186, 268, 16, '2025'), (378, 268, 16, '120')] + NOTICE[5:]])
# 人, 民 and 金 written down as a Kangxi radical, a radical of the supplement
# and a compatibility ideograph.
simple('radicals.pdf', [NOTICE], unicode_of=lambda c: {'人': '\u2f08', '民': '\u2ea0', '林': '\uf9f4'}.get(c, c))
# Text drawn twice, half a point aside, for bold.
simple('doubled.pdf', [[l for x, y, s, t in NOTICE for l in ((x, y, s, t), (x + 0.5, y, s, t))]])
# A second page without text.
simple('emptypage.pdf', [NOTICE, []])
# Page boxes that don't begin at 0, as cut-out pages have them.
pdf, gids = PDF(), gid_table([NOTICE])
document(pdf, 'cropped.pdf', [show([(x + 30, y, s, t) for x, y, s, t in NOTICE], hexcode(gids), 842 + 20)], identity_font(pdf, gids), box='30 20 625 862')
# Codes without meaning: no /ToUnicode, or one that is wrong.
simple('noise.pdf', [NOTICE, SECOND], unicode_of=lambda c: chr(0x21 + ord(c) % 90))
# Only a picture.
pdf = PDF()
img = pdf.stream(b'\xff\x00' * 32, '/Type /XObject /Subtype /Image /Width 8 /Height 8 /ColorSpace /DeviceGray /BitsPerComponent 8 ')
document(pdf, 'scan.pdf', ['q 400 0 0 600 100 100 cm /Im1 Do Q'] * 2, None, resources='/XObject << /Im1 %d 0 R >>' % img)
# A scan and the text of someone's OCR: invisible, and covered by the picture.
for name, order in [('layer.pdf', 'q 595 0 0 842 0 0 cm /Im1 Do Q 3 Tr %s'), ('under.pdf', '%s q 595 0 0 842 0 0 cm /Im1 Do Q')]:
    pdf, gids = PDF(), gid_table([NOTICE])
    img = pdf.stream(b'\xff\x00' * 32, '/Type /XObject /Subtype /Image /Width 8 /Height 8 /ColorSpace /DeviceGray /BitsPerComponent 8 ')
    document(pdf, name, [order % show(NOTICE, hexcode(gids))], identity_font(pdf, gids), resources='/XObject << /Im1 %d 0 R >>' % img)
# Chinese fonts of the reader, by the codes of GBK and of Unicode.
for name, enc, code in [('gbk.pdf', 'GBK-EUC-H', 'gbk'), ('ucs2.pdf', 'UniGB-UCS2-H', 'utf-16-be')]:
    pdf = PDF()
    document(pdf, name, [show(NOTICE, lambda t: t.encode(code).hex())], gb_font(pdf, enc))
# The same where every character is a string of its own, as under a scan.
pdf = PDF()
single = [(x + s * sum(1 if ord(c) > 0x2000 else 0.5 for c in t[:i]), y, s, c) for x, y, s, t in NOTICE for i, c in enumerate(t)]
document(pdf, 'single.pdf', [show(single, lambda t: t.encode('gbk').hex())], gb_font(pdf, 'GBK-EUC-H'))
# The text inside a form.
pdf, gids = PDF(), gid_table([NOTICE])
font = identity_font(pdf, gids)
form = pdf.stream(show(NOTICE, hexcode(gids)), '/Type /XObject /Subtype /Form /BBox [0 0 595 842] /Resources << /Font << /F1 %d 0 R >> >> ' % font)
document(pdf, 'form.pdf', ['/Fm1 Do'], None, resources='/XObject << /Fm1 %d 0 R >>' % form)
# A page printed sideways, and a slanting watermark over an upright one.
pdf, gids = PDF(), gid_table([NOTICE])
side = 'q 0 1 -1 0 595 0 cm ' + show([(x, y, s, t) for x, y, s, t in NOTICE], hexcode(gids), 595) + ' Q'
document(pdf, 'sideways.pdf', [side], identity_font(pdf, gids), extra='/Rotate 90')
pdf, gids = PDF(), gid_table([NOTICE])
mark = 'BT /F1 40 Tf 0.8 0.6 -0.6 0.8 150 300 Tm <%s> Tj ET\n' % hexcode(gids)('青禾县人民政府')
document(pdf, 'watermark.pdf', [mark + show(NOTICE, hexcode(gids))], identity_font(pdf, gids))
# Two columns, and a table whose cells are drawn one after the other.
COLUMNS = [(60, 100 + 20 * i, 12, t) for i, t in enumerate(['青禾县位于云溪河上游，全县', '面积一千二百平方公里，下辖', '九个乡镇。近年来县里坚持绿', '色发展。'])] + \
          [(320, 100 + 20 * i, 12, t) for i, t in enumerate(['云溪新区是青禾县的新城，规', '划面积八十平方公里。新区建', '设分为三期，第一期到二〇二', '三年完成。'])]
simple('columns.pdf', [[(200, 60, 18, '青禾县基本情况')] + COLUMNS + [(280, 780, 12, '— 1 —')]])
CELLS = [(62, 100, '指标名称'), (182, 100, '单位'), (242, 100, '目标值'),
         (62, 124, '森林覆盖'), (62, 140, '率'), (182, 132, '百分比'), (242, 132, '60'),
         (62, 164, '新建步道'), (182, 164, '公里'), (242, 164, '12')]
pdf, gids = PDF(), gid_table([[(0, 0, 0, t) for _, _, t in CELLS]])
grid = ''.join('%g %g m %g %g l S\n' % (60, 842 - y, 302, 842 - y) for y in (84, 108, 148, 172))
grid += ''.join('%g %g 0.5 88 re f\n' % (x, 842 - 172) for x in (60, 112, 232, 302))
# The first column is full: only the rule tells 指标名称 from 单位.
CELLS = [(114 if x == 182 else x, y, t) for x, y, t in CELLS]
document(pdf, 'table.pdf', [grid + show([(x, y, 12, t) for x, y, t in CELLS], hexcode(gids))], identity_font(pdf, gids))
# Broken files.
good = open('plain.pdf', 'rb').read()
open('cut.pdf', 'wb').write(good[:len(good) * 6 // 10])
open('junk.pdf', 'wb').write(b'X-Mailer: invented\r\n\r\n' + good)
loop = good.replace(b'/Root', b'/Prev %d /Root' % good.rindex(b'xref\n0'))
open('prevloop.pdf', 'wb').write(loop)
pages = good.index(b'/Type /Pages')
kids = good.index(b'/Kids [', pages)
open('treeloop.pdf', 'wb').write(good[:kids] + b'/Kids [%d 0 R ' % (good[:pages].count(b'endobj') + 1) + good[kids + 7:])
PY
# Compressed objects, and two kinds of encryption.
qpdf --deterministic-id --object-streams=generate plain.pdf objects.pdf
qpdf --encrypt '' owner 256 -- --static-id --static-aes-iv plain.pdf readable.pdf
qpdf --encrypt secret owner 256 -- --static-id --static-aes-iv plain.pdf locked.pdf
