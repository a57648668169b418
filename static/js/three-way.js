// Two people changed one text: what both of them meant, or null when they changed the same lines.
// `base` is what both started from. Exported by itself, so that it can be read and tried without a page.
export function merged(base, mine, theirs) {
  if (mine === theirs || theirs === base) return mine;
  if (mine === base) return theirs;
  const lines = { base: base.split("\n"), mine: mine.split("\n"), theirs: theirs.split("\n") };
  const ours = changedPart(lines.base, lines.mine);
  const other = changedPart(lines.base, lines.theirs);
  if (ours.from === other.from || overlap(ours, other)) return null;
  const [first, second] = ours.from < other.from ? [ours, other] : [other, ours];
  return [
    ...lines.base.slice(0, first.from),
    ...first.now,
    ...lines.base.slice(first.to, second.from),
    ...second.now,
    ...lines.base.slice(second.to),
  ].join("\n");
}

// The lines from `from` up to `to` of the first text, and what stands in their place in the second.
function changedPart(before, after) {
  let from = 0;
  while (from < before.length && from < after.length && before[from] === after[from]) from += 1;
  let end = 0;
  const most = Math.min(before.length, after.length) - from;
  while (end < most && before[before.length - 1 - end] === after[after.length - 1 - end]) end += 1;
  return { from, to: before.length - end, now: after.slice(from, after.length - end) };
}

// New lines that touch another change count as the same place: which goes first nobody but the two can say.
function overlap(one, other) {
  const isNew = (part) => part.from === part.to;
  if (isNew(one) || isNew(other)) return one.from <= other.to && other.from <= one.to;
  return one.from < other.to && other.from < one.to;
}
