// codeName is what a code of a warning is called.
function codeName(code) { return LABELS['w.' + code] ? t('w.' + code) : code; }

// messageText is the message of a warning. One about several figures (1家: one
// short word; 5家: one short word) says each of its reasons once.
function messageText(message) {
  const parts = message.split('; ').map((part) => /^(.*?): (.*)$/su.exec(part));
  if (!parts.every((part) => part && (whyText(part[2]) || parts.length > 1))) return message;
  const figures = new Map();
  for (const [, figure, why] of parts) figures.set(why, [...(figures.get(why) || []), figure]);
  const [colon, end] = language === 0 ? ['：', '；'] : [': ', '; '];
  return [...figures].map(([why, of]) => of.join('、') + colon + (whyText(why) || why)).join(end);
}

// whyText is a reason of such a warning, '' where it is none that is known.
function whyText(why) {
  if (why.startsWith('perhaps ')) return t('perhaps', why.slice('perhaps '.length));
  return LABELS['why.' + why] ? t('why.' + why) : '';
}
