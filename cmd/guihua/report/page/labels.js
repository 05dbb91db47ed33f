// The words of the page itself, each in Chinese and English. {0} stands for the
// first argument of t.
const LABELS = {
  report: ['规划文件报告', 'Report on plans'],
  overview: ['总览', 'Overview'],
  text: ['正文', 'Text'],
  document: ['公文要素', 'Notice data'],
  outline: ['目录', 'Outline'],
  tasks: ['任务', 'Tasks'],
  boxes: ['专栏', 'Boxes'],
  responsibilities: ['责任分工', 'Responsibilities'],
  targets: ['目标', 'Targets'],
  achievements: ['已有成效', 'Achievements'],
  references: ['引用文件', 'References'],
  tables: ['表格', 'Tables'],
  warnings: ['提醒', 'Warnings'],
};

// The index of the language in use.
let language = 0;

// t is the label of a key in the language in use.
function t(key, ...values) {
  return LABELS[key][language].replace(/\{(\d)\}/g, (_, i) => values[i]);
}
