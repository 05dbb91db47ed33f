"""What a researcher writes in an afternoon, for BenchmarkAgainstPython:

    baseline.py FOLDER

splits all texts of a folder (UTF-8, *.txt) into words with part of speech, and
finds headings, responsible units in brackets and numbers with units of measure
with regular expressions. It prints the seconds that took, without loading the
dictionary, and how many of each it has found.
"""
import logging
import pathlib
import re
import sys
import time

import jieba
import jieba.posseg

HEADING = re.compile(r"^\s*(?:[一二三四五六七八九十百零]+、|[（(][一二三四五六七八九十百零]+[）)]|\d+[.．、])", re.M)
UNITS = re.compile(r"[（(〔]([^（）()〔〕]*(?:牵头|负责|配合|责任单位|责任部门)[^（）()〔〕]*)[）)〕]")
NUMBER = re.compile(r"\d+(?:\.\d+)?(?:%|个百分点|(?:万|亿)?(?:元|人|家|个|座|件|项|张|亩|吨|立方米|平方米|公里|人次|户|辆|处|名))")

jieba.setLogLevel(logging.WARNING)
jieba.initialize()
jieba.posseg.lcut("建设数据底座")  # loads the tags and the model for unknown words
texts = [p.read_text(encoding="utf-8") for p in sorted(pathlib.Path(sys.argv[1]).rglob("*.txt"))]

began = time.perf_counter()
words = headings = units = numbers = 0
for text in texts:
    words += sum(1 for _ in jieba.posseg.cut(text))
    headings += len(HEADING.findall(text))
    units += sum(len(re.split(r"[、，,；;]", clause)) for clause in UNITS.findall(text))
    numbers += len(NUMBER.findall(text))
print(f"{time.perf_counter() - began:.3f} seconds, {len(texts)} texts, {words} words, {headings} headings, {units} units, {numbers} numbers")
