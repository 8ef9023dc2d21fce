/** The lines of a text at which a Secret of Kubernetes holds values, whatever their names. */
export function manifestLines(lines: readonly string[]): ReadonlySet<number> {
  const found = new Set<number>();
  let start = 0;
  for (let line = 0; line <= lines.length; line++) {
    if (line < lines.length && !/^---(\s|$)/.test(lines[line]!)) continue;
    for (const each of dataLines(lines, start, line)) found.add(each);
    start = line + 1;
  }
  return found;
}

/** The lines below `data` and `stringData` of one document, where it is a Secret. */
function* dataLines(lines: readonly string[], start: number, end: number): Generator<number> {
  const isSecret = (line: string) => /^kind:\s{1,20}["']?Secret["']?\s*(#|$)/.test(line);
  if (!lines.slice(start, end).some(isSecret)) return;
  let isInside = false;
  for (let line = start; line < end; line++) {
    if (/^\S/.test(lines[line]!)) isInside = /^(data|stringData):/.test(lines[line]!);
    else if (isInside) yield line;
  }
}
