#!/bin/sh
# Makes tables.pdf, a table of tasks whose cells are merged over rows and that
# goes on over a page end in the middle of a row. Needs LibreOffice Writer and
# Noto CJK fonts:
#	apt-get install -y libreoffice-writer-nogui fonts-noto-cjk python3
# The words and the place are invented.
set -e
cd "$(dirname "$0")"
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
python3 - "$tmp/tables.html" <<'PY'
import sys

HEAD = ['序号', '工作任务', '具体措施', '牵头单位', '配合单位', '完成时限']
LONG = '坚持自然恢复为主、人工修复为辅，' + ''.join('第%s类湿地由所在乡镇编制一湿一策方案，报县林业局审定后实施；' % n for n in '一二三四五六七八九') + '防止过度人工干预。'
# A cell is its words, or its words and the rows it is merged over; a place
# that belongs to a cell above is left out.
ROWS = [
    [('1', 2), ('健全湿地资源调查监测体系', 2), '完善调查监测制度，统一调查标准和技术规程，每三年开展一次湿地资源调查，每年更新湿地资源数据库。', ('县林业局', 2), '县水利局、县自然资源局', '2024年12月底前'],
    ['建设湿地监测站点12处，推进监测数据共享。', '市生态环境局桐岭分局', '长期坚持'],
    [('2', 2), ('实施退化湿地修复', 2), '修复退化湿地3000亩，恢复水系连通18公里，种植水生植物50万株。', ('县林业局、县水利局', 2), ('县财政局', 2), '2025年底前'],
    ['开展湿地外来物种治理，清理面积不少于800亩。', '2026年底前'],
    ['3', '建设湿地公园', '新建省级湿地公园1处、乡村小微湿地24处，配套建设步道、科普馆、观鸟屋等设施。' + LONG, '县林业局', '各乡镇人民政府', '2026年底前'],
    ['4', '加强执法监督', '建立湿地保护联合执法机制，每季度开展一次专项检查。', '县林业局', '', '长期坚持'],
    ['5', '完善生态补偿机制', '制定湿地生态补偿办法，补偿标准不低于每亩每年50元。', '县财政局', '县林业局', '2025年6月底前'],
]
def p(text, style=''):
    return '<p style="%s">%s</p>' % (style, text)
def td(cell):
    text, rows = cell if isinstance(cell, tuple) else (cell, 1)
    return '<td rowspan="%d" style="vertical-align:middle">%s</td>' % (rows, text)
CENTRE = 'text-align:center'
html = '''<html><head><meta charset="utf-8"><style>@page{size:A4;margin:2.2cm}
body{font-family:"Noto Serif CJK SC";font-size:14pt} td,th{font-size:10.5pt;font-weight:normal}</style></head><body>'''
html += p('桐岭县湿地保护重点任务分工方案', CENTRE)
html += p('为贯彻落实县委、县政府关于湿地保护的工作部署，明确各部门职责，确保各项任务落到实处，制定本方案。')
html += p('一、总体要求') + p('坚持生态优先、系统治理，到2026年，全县湿地保护率达到58%以上，湿地面积保持在12万亩以上。')
html += p('二、重点任务') + p('各责任单位要对照任务分工表，细化工作措施，逐项抓好落实。')
html += p('桐岭县湿地保护重点任务分工表', CENTRE)
html += '<table border="1" cellspacing="0" cellpadding="3" width="100%"><thead><tr>' + ''.join('<th>%s</th>' % h for h in HEAD) + '</tr></thead><tbody>'
html += ''.join('<tr>' + ''.join(map(td, r)) + '</tr>' for r in ROWS) + '</tbody></table>'
html += p('三、保障措施') + p('（一）强化资金保障。县财政每年安排湿地保护专项资金500万元。（县财政局、县林业局负责）')
open(sys.argv[1], 'w').write(html + '</body></html>')
PY
soffice --headless --infilter='HTML (StarWriter)' --convert-to pdf:writer_pdf_Export --outdir "$tmp" "$tmp/tables.html" >/dev/null
cp "$tmp/tables.pdf" .
