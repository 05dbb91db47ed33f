#!/bin/sh
# Makes squares.ttf: a font in which every character is a box, Chinese ones a
# whole em wide and others half of it. pdfium measures characters of fonts a
# PDF does not embed with a font of the system, and drops a string whose
# measure is nothing; this font, shown to it under a name it looks for, makes
# it read the same text on every machine. Needs python3 only.
cd "$(dirname "$0")"
python3 - <<'PY'
import struct

def glyph(width):
    # One contour, four points on the curve, no instructions.
    x0, y0, x1, y1 = 40, -100, width - 40, 860
    g = struct.pack('>hhhhhHH4B', 1, x0, y0, x1, y1, 3, 0, 1, 1, 1, 1)
    g += struct.pack('>4h', x0, 0, x1 - x0, 0) + struct.pack('>4h', y0, y1 - y0, 0, y0 - y1)
    return g + b'\0' * (-len(g) % 4)

FULL, HALF = 1, 2
glyphs = [glyph(500), glyph(1000), glyph(500)]
glyf, loca = b''.join(glyphs), [0]
for g in glyphs:
    loca.append(loca[-1] + len(g))

# cmap format 4: segments of one row of 256 characters; rows alike share one
# array of glyphs. Blanks and what is no character stay out.
BLANK = {0x20, 0xa0, 0x1680, 0x3000, 0xfeff} | set(range(0x2000, 0x2010)) | set(range(0x2028, 0x2030)) | {0x205f}
def of(c):
    if c < 0x21 or 0x7f <= c < 0xa1 or c in BLANK or 0xd800 <= c < 0xf900 or c >= 0xfff0:
        return 0
    return FULL if c >= 0x2000 else HALF
arrays, segs = [], []
for row in range(256):
    a = tuple(of(row * 256 + i) for i in range(255 if row == 255 else 256))
    if any(a):
        if a not in arrays:
            arrays.append(a)
        segs.append((row * 256, row * 256 + len(a) - 1, arrays.index(a)))
start = [0]
for a in arrays:
    start.append(start[-1] + len(a))
n = len(segs) + 1
ends = [s[1] for s in segs] + [0xffff]
starts = [s[0] for s in segs] + [0xffff]
deltas = [0] * len(segs) + [1]
offs = [2 * (n - i + start[s[2]]) for i, s in enumerate(segs)] + [0]
k = n.bit_length() - 1
body = struct.pack('>4H', 2 * n, 2 << k, k, 2 * n - (2 << k))
body += struct.pack('>%dH' % n, *ends) + b'\0\0' + struct.pack('>%dH' % n, *starts)
body += struct.pack('>%dH' % n, *deltas) + struct.pack('>%dH' % n, *offs)
body += b''.join(struct.pack('>%dH' % len(a), *a) for a in arrays)
cmap = struct.pack('>HHHHI', 0, 1, 3, 1, 12) + struct.pack('>HHH', 4, len(body) + 6, 0) + body

def names(pairs):
    rec, data = b'', b''
    for i, s in pairs:
        s = s.encode('utf-16-be')
        rec += struct.pack('>6H', 3, 1, 0x409, i, len(s), len(data))
        data += s
    return struct.pack('>HHH', 0, len(pairs), 6 + len(rec)) + rec + data

tables = {
    b'OS/2': struct.pack('>HhHHH11h10s4I4sHHHhhhHHIIhhHHH', 4, 833, 400, 5, 0, *([0] * 11), b'\0' * 10, 0, 0x28000000, 0, 0,
                         b'BOX ', 0x40, 0x21, 0xffef, 880, -120, 0, 880, 120, 1 << 18 | 1 << 20, 0, 500, 700, 0, 0x20, 1),
    b'cmap': cmap,
    b'glyf': glyf,
    b'head': struct.pack('>IIIIHHQQhhhhHHhhh', 0x10000, 0x10000, 0, 0x5f0f3cf5, 3, 1000, 0, 0, 0, -120, 1000, 880, 0, 8, 2, 1, 0),
    b'hhea': struct.pack('>IhhhHhhhhhhhhhhhH', 0x10000, 880, -120, 0, 1000, 40, 40, 960, 1, 0, 0, 0, 0, 0, 0, 0, 3),
    b'hmtx': struct.pack('>HhHhHh', 500, 40, 1000, 40, 500, 40),
    b'loca': struct.pack('>4I', *loca),
    b'maxp': struct.pack('>IH13H', 0x10000, 3, 4, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0),
    b'name': names([(1, 'WenQuanYi Micro Hei'), (2, 'Regular'), (4, 'WenQuanYi Micro Hei'), (6, 'Squares')]),
    b'post': struct.pack('>IIhhIIIII', 0x30000, 0, 0, 0, 0, 0, 0, 0, 0),
}
def checksum(b):
    b += b'\0' * (-len(b) % 4)
    return sum(struct.unpack('>%dI' % (len(b) // 4), b)) & 0xffffffff
head = struct.pack('>IHHHH', 0x10000, len(tables), 128, 3, len(tables) * 16 - 128)
pos, dirs, data = 12 + 16 * len(tables), b'', b''
for tag in sorted(tables):
    t = tables[tag]
    dirs += struct.pack('>4sIII', tag, checksum(t), pos + len(data), len(t))
    data += t + b'\0' * (-len(t) % 4)
open('squares.ttf', 'wb').write(head + dirs + data)
PY
