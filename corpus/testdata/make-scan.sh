#!/bin/sh
# Makes ocrscan.pdf, which is nothing but a picture (1 bit, 150 dpi) of ucs2.pdf.
# Needs python3, poppler and a Chinese font for it to draw with:
#	apt-get install -y python3 poppler-utils poppler-data fonts-noto-cjk
set -e
cd "$(dirname "$0")"
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
pdftoppm -mono -r 150 ucs2.pdf "$tmp/page"
python3 - "$tmp"/page-*.pbm <<'PY'
import sys, zlib
data = open(sys.argv[1], 'rb').read()
_, size, bits = data.split(b'\n', 2)
w, h = map(int, size.split())
bits = bytes(255 - b for b in bits)  # PBM: 1 is black
z = zlib.compress(bits, 9)
draw = b'q 595 0 0 842 0 0 cm /I Do Q'
objs = [b'<< /Type /Catalog /Pages 2 0 R >>', b'<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    b'<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /XObject << /I 5 0 R >> >> /Contents 4 0 R >>',
    b'<< /Length %d >>\nstream\n%s\nendstream' % (len(draw), draw),
    b'<< /Type /XObject /Subtype /Image /Width %d /Height %d /ColorSpace /DeviceGray /BitsPerComponent 1 /Filter /FlateDecode /Length %d >>\nstream\n' % (w, h, len(z)) + z + b'\nendstream']
out, offs = b'%PDF-1.4\n', []
for i, o in enumerate(objs):
    offs.append(len(out))
    out += b'%d 0 obj\n' % (i + 1) + o + b'\nendobj\n'
at = len(out)
out += b'xref\n0 %d\n0000000000 65535 f \n' % (len(objs) + 1) + b''.join(b'%010d 00000 n \n' % o for o in offs)
out += b'trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n' % (len(objs) + 1, at)
open('ocrscan.pdf', 'wb').write(out)
PY
