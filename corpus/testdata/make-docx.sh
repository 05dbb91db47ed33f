#!/bin/sh
# Makes the documents of the folder docx. Needs python3 and, for the old
# formats made of one of them, LibreOffice:
#	apt-get install -y python3 libreoffice-writer
# The DOCX files are written by hand, element by element, so that each shows one
# group of habits and nothing else. Places and sentences are invented.
set -e
cd "$(dirname "$0")"
mkdir -p docx
python3 - <<'PY'
import zipfile
from xml.sax.saxutils import escape

W = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main'
R = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
STRICT = {W: 'http://purl.oclc.org/ooxml/wordprocessingml/main', R: 'http://purl.oclc.org/ooxml/officeDocument/relationships'}
NS = ('xmlns:w="%s" xmlns:r="%s" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
      'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
      'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
      'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
      'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
      'xmlns:x="http://example.org/extension" mc:Ignorable="x"' % (W, R))
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
KINDS = {'styles': 'styles', 'numbering': 'numbering', 'footnotes': 'footnotes', 'endnotes': 'endnotes',
         'comments': 'comments', 'header1': 'header', 'header2': 'header', 'footer1': 'footer'}

def write(name, body, parts={}, sect='', folder='word/', main='document.xml', kind='document', strict=False):
    """A document of a body and further parts: name -> what stands inside its root element."""
    roots = {'styles': 'styles', 'numbering': 'numbering', 'footnotes': 'footnotes', 'endnotes': 'endnotes', 'comments': 'comments',
             'header1': 'hdr', 'header2': 'hdr', 'footer1': 'ftr'}
    files = {folder + main: HEAD + '<w:document %s><w:body>%s<w:sectPr>%s</w:sectPr></w:body></w:document>' % (NS, body, sect)}
    types = '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    types += '<Default Extension="xml" ContentType="application/xml"/>'
    of = {'document': 'application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml',
          'docm': 'application/vnd.ms-word.document.macroEnabled.main+xml'}
    types += '<Override PartName="/%s" ContentType="%s"/>' % (folder + main, of[kind])
    rels = ''
    for i, (part, inside) in enumerate(parts.items()):
        root = roots[part]
        files[folder + part + '.xml'] = HEAD + '<w:%s %s>%s</w:%s>' % (root, NS, inside, root)
        types += '<Override PartName="/%s.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.%s+xml"/>' % (folder + part, KINDS[part])
        rels += '<Relationship Id="%s" Type="%s/%s" Target="%s.xml"/>' % (part, R, KINDS[part], part if not strict else '/' + folder + part)
    REL = 'http://schemas.openxmlformats.org/package/2006/relationships'
    files[folder + '_rels/' + main + '.rels'] = HEAD + '<Relationships xmlns="%s">%s</Relationships>' % (REL, rels)
    files['_rels/.rels'] = HEAD + '<Relationships xmlns="%s"><Relationship Id="a" Type="%s/officeDocument" Target="%s"/></Relationships>' % (REL, R, folder + main)
    files['[Content_Types].xml'] = HEAD + '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">%s</Types>' % types
    with zipfile.ZipFile('docx/' + name, 'w') as z:
        for path in ['[Content_Types].xml', '_rels/.rels'] + sorted(f for f in files if f not in ('[Content_Types].xml', '_rels/.rels')):
            text = files[path]
            if strict:
                for a, b in STRICT.items():
                    text = text.replace(a, b)
            info = zipfile.ZipInfo(path, (2024, 1, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            z.writestr(info, text)

def r(text, props=''):
    return '<w:r>%s<w:t xml:space="preserve">%s</w:t></w:r>' % (props and '<w:rPr>%s</w:rPr>' % props, escape(text))

def p(text='', num=None, level=0, style='', mark='', props=''):
    """A paragraph; text that begins with < is made of runs already."""
    inside = style and '<w:pStyle w:val="%s"/>' % style
    if num is not None:
        inside += '<w:numPr>%s<w:numId w:val="%d"/></w:numPr>' % ('' if level is None else '<w:ilvl w:val="%d"/>' % level, num)
    inside += props + (mark and '<w:rPr>%s</w:rPr>' % mark)
    return '<w:p>%s%s</w:p>' % (inside and '<w:pPr>%s</w:pPr>' % inside, text if text.startswith('<') else text and r(text))

def lvl(i, fmt, text, start=1, more='', after=''):
    return '<w:lvl w:ilvl="%d"><w:start w:val="%d"/><w:numFmt w:val="%s"/>%s<w:lvlText w:val="%s"/>%s</w:lvl>' % (i, start, fmt, more, escape(text, {'"': '&quot;'}), after)

def abstract(id, *levels, more=''):
    return '<w:abstractNum w:abstractNumId="%d"><w:nsid w:val="%08X"/><w:multiLevelType w:val="multilevel"/>%s%s</w:abstractNum>' % (id, 0x11AA0000 + id, more, ''.join(levels))

def num(id, of, more=''):
    return '<w:num w:numId="%d"><w:abstractNumId w:val="%d"/>%s</w:num>' % (id, of, more)

def restart(level, at=1):
    return '<w:lvlOverride w:ilvl="%d"><w:startOverride w:val="%d"/></w:lvlOverride>' % (level, at)

OFFICIAL = (lvl(0, 'chineseCounting', '%1、', more='<w:suff w:val="nothing"/>'), lvl(1, 'chineseCountingThousand', '（%2）', more='<w:suff w:val="nothing"/>'),
            lvl(2, 'decimal', '%3.'), lvl(3, 'decimal', '（%4）'), lvl(4, 'decimalEnclosedCircleChinese', '%5'))

# Numbers that Word computes: five levels that restart, lists that share a
# counter or begin anew, bullets, none.
write('numbering.docx',
    p('云溪新区发展规划') +
    p('总体要求', 1, 0) + p('指导思想', 1, 1) + p('基本原则', 1, 1) + p('坚持创新', 1, 2) + p('坚持绿色', 1, 2) + p('节约', 1, 3) + p('减排', 1, 3) + p('工业', 1, 4) +
    p('重点任务', 1, 0) + p('建设湿地', 1, 1) + p('种树3万株', 1, 2) +
    p('这一段没有编号。') + p('用另一个实例接着编号', 2, 0) + p('不编号', 0, 0) + p('重新开始', 3, 0) + p('接着上面', 3, 0) +
    p('圆点', 4, 0) + p('圆点', 4, 0) + p('第一条的第二款', 5, 1) + p('前面跳过了一级', 5, 0) +
    p('改了格式', 6, 0) + p('2025年底前建成', 7, 0) + p('5G基站100个', 7, 1) + p('只有文字', 8, 0) + p('', 1, 0) + p('查不到的编号', 99, 0) +
    p('不重新开始', 9, 0) + p('甲', 9, 1) + p('下一条', 9, 0) + p('乙', 9, 1) + p('丙', 9, 2) + p('再下一条', 9, 0) + p('丁', 9, 1) + p('戊', 9, 2) +
    p('隐藏的编号', 10, 0),
    {'numbering':
        abstract(0, *OFFICIAL) + abstract(1, lvl(0, 'bullet', '●')) + abstract(2, lvl(0, 'chineseCounting', '第%1条'), lvl(1, 'decimal', '%1.%2', more='<w:isLgl/>')) +
        abstract(3, lvl(0, 'decimal', '%1.'), lvl(1, 'lowerLetter', '%2)')) + abstract(4, lvl(0, 'none', '注：%1')) +
        abstract(5, lvl(0, 'decimal', '%1.'), lvl(1, 'decimal', '（%2）', more='<w:lvlRestart w:val="0"/>'), lvl(2, 'lowerRoman', '%3.', more='<w:lvlRestart w:val="1"/>')) +
        abstract(6, lvl(0, 'decimal', '%1.', after='<w:rPr><w:vanish/></w:rPr>')) +
        num(1, 0) + num(2, 0) + num(3, 0, restart(0)) + num(4, 1) + num(5, 2) +
        num(6, 0, '<w:lvlOverride w:ilvl="0">%s</w:lvlOverride>' % lvl(0, 'upperRoman', '%1.')) + num(7, 3) + num(8, 4) + num(9, 5) + num(10, 6)})

# Numbers that come with the styles.
def style(id, based='', props='', type='paragraph', more=''):
    return '<w:style w:type="%s" w:styleId="%s"%s><w:name w:val="%s"/>%s%s</w:style>' % (type, id, more, id, based and '<w:basedOn w:val="%s"/>' % based, props and '<w:pPr>%s</w:pPr>' % props)

def numpr(num, level=None):
    return '<w:numPr>%s%s</w:numPr>' % ('' if level is None else '<w:ilvl w:val="%d"/>' % level, '' if num is None else '<w:numId w:val="%d"/>' % num)

write('styles.docx',
    p('总体要求', style='H1') + p('指导思想', style='H2') + p('基本原则', style='H2') + p('重点任务', style='H1') + p('建设湿地', style='H2') +
    p('种树', style='H3') + p('正文没有编号。', style='Body') + p('样式有编号，段落没有', 0, style='H1') + p('派生样式', style='H1b') + p('派生样式不要编号', style='H1c') +
    p('段落改了级别', None, style='H1', props='<w:numPr><w:ilvl w:val="1"/></w:numPr>') +
    p('列表样式', 3, 0) + p('列表样式', 3, 1),
    {'styles': style('Body', more=' w:default="1"') + style('H1', 'Body', numpr(1)) + style('H2', 'H1', numpr(None, 1)) + style('H3', 'H2', numpr(None, 2)) +
        style('H1b', 'H1') + style('H1c', 'H1', numpr(0)) + style('L', '', numpr(2), 'numbering'),
     'numbering': abstract(0, lvl(0, 'japaneseCounting', '%1、', more='<w:pStyle w:val="H1"/>'), lvl(1, 'japaneseCounting', '（%2）', more='<w:pStyle w:val="H2"/>'), lvl(2, 'decimal', '%3.', more='<w:pStyle w:val="H3"/>')) +
        abstract(1, lvl(0, 'decimal', '%1)'), lvl(1, 'upperLetter', '%2)'), more='<w:styleLink w:val="L"/>') + abstract(2, more='<w:numStyleLink w:val="L"/>') +
        num(1, 0) + num(2, 1) + num(3, 2)})

# Every format of numbers that Chinese documents use, from 1, 10 and 101 on.
FORMATS = ['chineseCounting', 'chineseCountingThousand', 'chineseLegalSimplified', 'ideographTraditional', 'ideographZodiac', 'ideographDigital', 'ideographLegalTraditional',
           'ideographEnclosedCircle', 'japaneseCounting', 'taiwaneseCounting', 'taiwaneseCountingThousand', 'taiwaneseDigital', 'decimal', 'decimalZero', 'decimalFullWidth',
           'decimalFullWidth2', 'decimalHalfWidth', 'decimalEnclosedCircle', 'decimalEnclosedCircleChinese', 'decimalEnclosedParen', 'decimalEnclosedFullstop', 'upperLetter',
           'lowerLetter', 'upperRoman', 'lowerRoman', 'numberInDash', 'none', 'bullet']
body, lists, nums = '', '', ''
for i, f in enumerate(FORMATS):
    lists += abstract(i, lvl(0, f, '%1：'))
    for k, at in enumerate((1, 10, 101)):
        nums += num(i * 3 + k + 1, i, restart(0, at))
        body += p(f, i * 3 + k + 1) + p(f, i * 3 + k + 1)
lists += abstract(90, '<w:lvl w:ilvl="0"><w:start w:val="7"/><mc:AlternateContent><mc:Choice Requires="w14"><w:numFmt w:val="custom" w:format="001, 002, 003, ..."/></mc:Choice>'
    '<mc:Fallback><w:numFmt w:val="decimal"/></mc:Fallback></mc:AlternateContent><w:lvlText w:val="%1："/></w:lvl>')
write('formats.docx', body + p('custom', 900), {'numbering': lists + nums + num(900, 90)})

# Tables.
def tc(*paras, span=0, v='', h='', more=''):
    props = (span and '<w:gridSpan w:val="%d"/>' % span or '') + (v and ('<w:vMerge w:val="restart"/>' if v == 'restart' else '<w:vMerge/>')) + (h and '<w:hMerge w:val="%s"/>' % h) + more
    return '<w:tc><w:tcPr>%s</w:tcPr>%s</w:tc>' % (props, ''.join(x if x.startswith('<w:') else p(x) for x in paras or ('',)))

def tr(*cells, props=''):
    return '<w:tr>%s%s</w:tr>' % (props and '<w:trPr>%s</w:trPr>' % props, ''.join(cells))

def tbl(widths, *rows):
    return '<w:tbl><w:tblPr/><w:tblGrid>%s</w:tblGrid>%s</w:tbl>' % (''.join('<w:gridCol w:w="%d"/>' % w for w in widths), ''.join(rows))

def sdt(inside):
    return '<w:sdt><w:sdtPr><w:alias w:val="不是正文"/></w:sdtPr><w:sdtContent>%s</w:sdtContent></w:sdt>' % inside

write('table.docx',
    p('重点任务表') +
    tbl([800, 3000, 2000, 2000],
        tr(tc('序号'), tc('工作任务'), tc('责任单位', span=2)),
        tr(tc(p('', 1)), tc('建设湿地', '种植树木', v='restart'), tc('县林业局'), tc('云溪镇')),
        tr(tc(p('', 1)), tc('', v='continue'), tc('县财政局'), tc()),
        tr(tc('删去的行'), tc('删去'), tc('删去'), tc('删去'), props='<w:del w:id="1" w:author="甲"/>'),
        sdt(tr(tc(p('', 1)), sdt(tc(sdt(p('修建步道')))), tc('县交通局', span=2))),
        tr(tc('合计', span=1, h='restart'), tc('3项', h='continue'), tc('2个部门'), tc('1个镇'), props='<w:ins w:id="2" w:author="甲"/>')) +
    p('') +
    # The second row was drawn by hand; its sides are 3 mm and less beside those of the first.
    tbl([900, 60, 2500, 40, 2500],
        tr(tc('类别'), tc('指标', span=3), tc('2025年')),
        tr(tc('生态', span=2), tc('森林覆盖率'), tc('60%', span=2)),
        tr(tc('民生'), tc(tbl([500, 500], tr(tc('床位'), tc('张'))), p(''), span=3), tc('3200')),
        tr(tc('经济', span=2), tc('生产总值'), props='<w:gridAfter w:val="2"/>')) +
    tbl([5000], tr(tc('专栏1 数字乡村工程', p('网络进村。', 2), p('平台到户。', 2)))) +
    tbl([1000, 1000, 1000],
        tr(tc('空出一列', span=2), props='<w:gridBefore w:val="1"/>'),
        tr(tc('甲', v='restart'), tc('乙'), tc('丙')),
        tr(tc('看不见', v='continue'), tc('丁', span=2, v='continue'))),
    {'numbering': abstract(0, lvl(0, 'decimal', '%1')) + abstract(1, lvl(0, 'decimal', '%1.')) + num(1, 0) + num(2, 1)})

# Tracked changes, comments, hidden text.
def change(kind, inside):
    return '<w:%s w:id="7" w:author="张三" w:date="2024-01-01T00:00:00Z">%s</w:%s>' % (kind, inside, kind)

def deleted(text):
    return change('del', '<w:r><w:delText xml:space="preserve">%s</w:delText></w:r>' % text)

write('revisions.docx',
    p(r('到2025年，新增床位') + deleted('3000') + change('ins', r('3200')) + r('张。')) +
    p('第一项', 1) + p(deleted('整段删去'), 1, mark=change('del', '')) + p('第二项', 1) +
    p(r('前半段') + deleted('，原有逗号'), 1, mark=change('del', '')) + p('后半段接上', 1) + p('第四项', 1) +
    p(change('moveFrom', r('移走的话')), mark=change('moveFrom', '')) + p(change('moveTo', r('移来的话'))) +
    p(r('看得见') + r('看不见', '<w:vanish/>') + r('又看得见', '<w:vanish w:val="0"/>')) +
    p(r('整段隐藏', '<w:vanish/>'), 1, mark='<w:vanish/>') + p('第五项', 1) +
    p(r('隐藏样式', '<w:rStyle w:val="Gone"/>') + r('显示', '<w:rStyle w:val="Shown"/>')) +
    p(r('行内标题。'), 1, mark='<w:vanish/><w:specVanish/>') + p('接在同一行的正文。') +
    p('<w:commentRangeStart w:id="0"/>' + r('有批注的话') + '<w:commentRangeEnd w:id="0"/><w:r><w:commentReference w:id="0"/></w:r>') +
    p('格式改过', 1, props='<w:pPrChange w:id="8" w:author="甲"><w:pPr><w:numPr><w:ilvl w:val="3"/><w:numId w:val="99"/></w:numPr></w:pPr></w:pPrChange>') +
    p(deleted('最后删去'), mark=change('del', '')),
    {'styles': style('Gone', 'Base', type='character').replace('</w:style>', '<w:rPr><w:vanish/></w:rPr></w:style>') + style('Shown', 'Gone', type='character').replace('</w:style>', '<w:rPr><w:vanish w:val="0"/></w:rPr></w:style>'),
     'comments': '<w:comment w:id="0" w:author="李四">%s</w:comment>' % p('请核实数据'),
     'numbering': abstract(0, lvl(0, 'decimal', '%1.')) + num(1, 0)})

# Everything else that stands in a paragraph, and other parts of the document.
def fld(kind):
    return '<w:r><w:fldChar w:fldCharType="%s"/></w:r>' % kind

def instr(code):
    return '<w:r><w:instrText xml:space="preserve">%s</w:instrText></w:r>' % code

def box(name, text):
    return ('<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:anchor><a:graphic><a:graphicData><wps:wsp><wps:txbx><w:txbxContent>%s</w:txbxContent></wps:txbx></wps:wsp>'
            '</a:graphicData></a:graphic></wp:anchor></w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape><v:textbox><w:txbxContent>%s</w:txbxContent></v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>') % (p(text), p(text))

note = lambda kind, id: '<w:r><w:%sReference w:id="%d"/></w:r>' % (kind, id)
write('parts.docx',
    p('<w:r><w:pict><v:shape><v:textpath string="青禾县人民政府文件"/></v:shape></w:pict></w:r>') +
    p('<w:r><w:t>青禾县人民政府</w:t><w:br/><w:t>关于印发规划的通知</w:t><w:br w:type="page"/></w:r>') +
    sdt(p(fld('begin') + instr(' TOC \\o "1-2" ') + fld('separate') + '<w:hyperlink w:anchor="a">' + r('一、总则') + '<w:r><w:tab/></w:r>' + fld('begin') + instr(' PAGEREF a ') + fld('separate') + r('3', '<w:webHidden/>') + fld('end') + '</w:hyperlink>') +
        p(r('二、附则') + '<w:r><w:tab/></w:r>' + r('5')) + p(fld('end'))) +
    p(r('印发日期') + '<w:fldSimple w:instr="DATE">' + r('2021年3月8日') + '</w:fldSimple>' + fld('begin') + instr(' eq \\o\\ac(○,1)') + fld('end') + r('电话024') + '<w:r><w:noBreakHyphen/><w:t>8800</w:t><w:softHyphen/></w:r>') +
    p(r('智慧') + '<w:smartTag><w:smartTagPr/>' + r('农业') + '</w:smartTag><w:r><w:ruby><w:rubyPr/><w:rt>' + r('qīnghé') + '</w:rt><w:rubyBase>' + r('青禾') + '</w:rubyBase></w:ruby></w:r>' + note('footnote', 3) + r('平台') + note('footnote', 2) + note('endnote', 2)) +
    p(r('是') + '<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>' + r('否') + '<w:r><w:sym w:font="Wingdings 2" w:char="00A3"/></w:r>' + r('\uf061\uf0b3', '<w:rFonts w:ascii="Symbol" w:hAnsi="Symbol"/>') + '<w:r><w:sym w:font="宋体" w:char="25CF"/></w:r>') +
    p(box('1', '文本框里的话') + r('文本框旁边的话')) +
    p('<w:r><w:pict><v:shape><v:textbox><w:txbxContent>' + p('旧式文本框') + '</w:txbxContent></v:textbox></v:shape></w:pict></w:r>') +
    p('<m:oMath><m:sSup><m:e><m:r><m:t>a</m:t></m:r></m:e><m:sup><m:r><m:t>2</m:t></m:r></m:sup></m:sSup></m:oMath>' + r('平方')) +
    p('<x:note>' + r('扩展') + '</x:note><w:bookmarkStart w:id="1" w:name="a"/>' + r('完')) +
    p('<w:r><w:drawing><wp:inline><a:graphic><a:graphicData><a:sp><a:txBody><a:p><a:r><a:t>图中的字</a:t></a:r></a:p></a:txBody></a:sp></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>'),
    {'footnotes': '<w:footnote w:type="separator" w:id="0">%s</w:footnote><w:footnote w:id="2">%s</w:footnote><w:footnote w:id="3">%s%s</w:footnote><w:footnote w:id="4">%s</w:footnote>' % (p(''), p('第二个脚注。'), p('<w:r><w:footnoteRef/></w:r>' + r('第一个脚注。')), p('它的第二段。'), p('没有引用的脚注')),
     'endnotes': '<w:endnote w:id="2">%s</w:endnote>' % p('尾注。'),
     'header1': p('青禾县规划'), 'footer1': p(r('— ') + fld('begin') + instr('PAGE') + fld('separate') + r('1') + fld('end') + r(' —')), 'header2': p('没有用到的页眉')},
    '<w:headerReference w:type="default" r:id="header1"/><w:headerReference w:type="even" r:id="header1"/><w:footerReference w:type="default" r:id="footer1"/>')

# Strict form, parts at other places, with macros in its type.
write('strict.docx', p('总体要求', 1) + p('重点任务', 1) + tbl([1000, 1000], tr(tc('任务'), tc('单位')), tr(tc('种树'), tc('县林业局'))),
      {'numbering': abstract(0, lvl(0, 'chineseCounting', '%1、')) + num(1, 0)}, folder='content/', main='text.xml', kind='docm', strict=True)

# A plan as people type it with Word's list engine: no number of a heading is in
# its text.
def fact(text):
    return p(text, props='<w:ind w:firstLineChars="200"/>')

H = lambda text: p(text, style='1')
H2 = lambda text: p(text, style='2')
T = lambda text: p(text, 1, 2)
write('xiangcun-shuju-fangan.docx',
    p('青禾县乡村数据资源开发利用实施方案', props='<w:jc w:val="center"/>') + p('（2024—2026年）', props='<w:jc w:val="center"/>') + p('') +
    fact('为贯彻落实省、市关于数字乡村建设的部署，推动乡村数据资源开发利用，结合我县实际，制定本方案。') +
    H('总体要求') +
    H2('指导思想。') .replace('</w:p>', r('坚持以数据赋能乡村振兴为主线，打通数据堵点，培育数据应用，让农民分享数据红利。') + '</w:p>') +
    H2('工作目标。').replace('</w:p>', r('到2026年，建成县级乡村数据资源平台1个，归集数据目录') + deleted('500') + change('ins', r('800')) + r('项以上，行政村数据服务点覆盖率达到95%，培育数据应用企业30家。') + '</w:p>') +
    H('重点任务') +
    H2('夯实数据基础') +
    T('摸清数据底数。').replace('</w:p>', r('开展乡村数据资源普查，编制数据资源目录。（县数据局牵头，县农业农村局、各乡镇配合）') + '</w:p>') +
    T('建设县级平台。').replace('</w:p>', r('依托政务云建设乡村数据资源平台') + note('footnote', 2) + r('，2025年6月底前上线运行。（责任单位：县数据局、县财政局）') + '</w:p>') +
    H2('拓展数据应用') +
    T('发展智慧农业。').replace('</w:p>', r('在云溪镇、桐岭乡建设智慧农业示范基地5个，推广农机数据监测终端2000台。（县农业农村局负责）') + '</w:p>') +
    T('便利农村金融。').replace('</w:p>', r('推动涉农信用数据共享，涉农信用贷款余额年均增长15%以上。（牵头单位：县金融办；配合单位：县农业农村局、各银行机构）') + '</w:p>') +
    tbl([8000], tr(tc(p('专栏1  乡村数据重点工程'), p('数据普查工程。覆盖全县126个行政村。', 2), p('平台建设工程。建成“一库三应用”。', 2), p('服务点工程。新建村级数据服务点80个。', 2)))) +
    H('保障措施') +
    H2('加强组织领导。').replace('</w:p>', r('成立县乡村数据工作专班，由县政府分管领导任组长，办公室设在县数据局。') + '</w:p>') +
    H2('强化资金保障。').replace('</w:p>', r('县财政每年安排专项资金600万元。') + deleted('不足部分由各乡镇自筹。') + '</w:p>') +
    H2('严格安全管理。').replace('</w:p>', r('落实数据分类分级保护制度，严防数据泄露。') + '</w:p>') +
    p('') + p('附件：重点任务分工表') + p('') +
    p('附件') + p('重点任务分工表', props='<w:jc w:val="center"/>') +
    tbl([700, 1300, 3600, 2000, 1400],
        tr(tc('序号'), tc('类别'), tc('工作任务'), tc('责任单位'), tc('完成时限')),
        tr(tc(p('', 3)), tc('数据基础', v='restart'), tc('开展乡村数据资源普查，编制数据资源目录'), tc('县数据局', '县农业农村局'), tc('2024年12月')),
        tr(tc(p('', 3)), tc(v='continue'), tc('建设乡村数据资源平台'), tc('县数据局、县财政局'), tc('2025年6月')),
        tr(tc(p('', 3)), tc('数据应用', v='restart'), tc('建设智慧农业示范基地5个'), tc('县农业农村局', v='restart'), tc('2026年12月')),
        tr(tc(p('', 3)), tc(v='continue'), tc('推广农机数据监测终端2000台'), tc(v='continue'), tc('2026年6月')),
        tr(tc('注：责任单位中列第一位的为牵头单位。', span=5))),
    {'styles': style('a', more=' w:default="1"') + style('1', 'a', numpr(1)) + style('2', 'a', numpr(1, 1)),
     'numbering': abstract(0, lvl(0, 'chineseCountingThousand', '%1、', more='<w:pStyle w:val="1"/><w:suff w:val="nothing"/>'), lvl(1, 'chineseCountingThousand', '（%2）', more='<w:pStyle w:val="2"/><w:suff w:val="nothing"/>'), lvl(2, 'decimal', '%3.')) +
        abstract(1, lvl(0, 'decimal', '%1.')) + abstract(2, lvl(0, 'decimal', '%1')) + num(1, 0) + num(2, 1) + num(3, 2),
     'footnotes': '<w:footnote w:id="2">%s</w:footnote>' % p('平台名称以县机构编制部门批复为准。'),
     'comments': '<w:comment w:id="0" w:author="审核人">%s</w:comment>' % p('请县财政局确认金额'),
     'header1': p('青禾县乡村数据资源开发利用实施方案'),
     'footer1': p(r('— ') + fld('begin') + instr('PAGE') + fld('separate') + r('1') + fld('end') + r(' —'))},
    '<w:headerReference w:type="default" r:id="header1"/><w:footerReference w:type="default" r:id="footer1"/>')

# What LibreOffice makes the old formats of.
write('old.docx', p('云溪新区发展规划') + p('总体要求', 1, 0) + p('指导思想', 1, 1) + p('重点任务', 1, 0) + p('建设湿地', 1, 1) +
      tbl([3000, 3000], tr(tc('工作任务'), tc('责任单位')), tr(tc('种植树木', v='restart'), tc('县林业局')), tr(tc(v='continue'), tc('云溪镇'))) + p(''),
      {'styles': style('Normal', more=' w:default="1"'), 'numbering': abstract(0, *OFFICIAL) + num(1, 0)})

# The same as RTF, as Word writes it on a Chinese system. (LibreOffice writes
# the signs of a level as question marks.)
gbk = lambda text: ''.join(c if c < '\x80' else ''.join("\\'%02x" % b for b in c.encode('gbk')) for c in text)
level = lambda text, numbers: r"{\listlevel\levelnfc39\leveljc0\levelfollow2\levelstartat1{\leveltext%s;}{\levelnumbers%s;}}" % (gbk(text), numbers)
item = lambda text, at=None: '\\pard\\plain%s\\f0 %s\\par\n' % ('' if at is None else '\\ls1\\ilvl%d' % at, gbk(text))
row = lambda a, b, v: '\\trowd%s\\cellx3000\\cellx6000\\pard\\plain\\intbl\\f0 %s\\cell %s\\cell\\row\n' % (v, gbk(a), gbk(b))
open('docx/old.rtf', 'w').write(
    r'{\rtf1\ansi\ansicpg936\deff0{\fonttbl{\f0\fnil\fcharset134 SimSun;}}' + '\n' +
    r'{\*\listtable{\list\listtemplateid1' + level("\\'02\\'00、", "\\'01") + level("\\'03（\\'01）", "\\'02") + r'\listid1}}{\*\listoverridetable{\listoverride\listid1\listoverridecount0\ls1}}' + '\n' +
    item('云溪新区发展规划') + item('总体要求', 0) + item('指导思想', 1) + item('重点任务', 0) + item('建设湿地', 1) +
    row('工作任务', '责任单位', '') + row('种植树木', '县林业局', '\\clvmgf') + row('', '云溪镇', '\\clvmrg') + '\\pard\\plain\\par}\n')
PY
profile=$(mktemp -d)
for format in doc odt; do
	soffice "-env:UserInstallation=file://$profile" --headless --convert-to $format --outdir docx docx/old.docx >/dev/null
done
rm -r "$profile" docx/old.docx
