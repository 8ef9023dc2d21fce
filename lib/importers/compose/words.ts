/** The words of a command line as Compose splits them: quotes and backslashes, and no shell. */
export function words(text: string): string[] {
  const found: string[] = [];
  const pattern = /((?:"(?:\\.|[^"\\])*"|'[^']*'|\\.|[^\s"'\\])+)/gs;
  for (const [word] of text.matchAll(pattern)) found.push(plain(word));
  return found;
}

function plain(word: string): string {
  return word.replace(
    /"((?:\\.|[^"\\])*)"|'([^']*)'|\\(.)/gs,
    (_, double?: string, single?: string, escaped?: string) =>
      double?.replace(/\\(["\\$`])/g, "$1") ?? single ?? escaped ?? "",
  );
}

/** A time such as `1m30s`, `500ms` or a number of seconds, in whole seconds. */
export function seconds(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (/^\d+$/.test(text)) return Number(text);
  if (!/^(\d+(\.\d+)?(us|ms|s|m|h))+$/.test(text)) return undefined;
  let sum = 0;
  for (const [, number, , unit] of text.matchAll(/(\d+(\.\d+)?)(us|ms|s|m|h)/g)) {
    sum += Number(number) * UNITS[unit as keyof typeof UNITS];
  }
  return sum === 0 ? 0 : Math.max(1, Math.round(sum));
}

const UNITS = { us: 1e-6, ms: 1e-3, s: 1, m: 60, h: 3600 } as const;

/** An amount of bytes such as `512m` or `1gb`, as Kubernetes writes it. */
export function bytes(text: string | undefined): string | undefined {
  const match = /^(\d+(?:\.\d+)?)\s*([bkmgt]?)i?b?$/i.exec(text?.trim() ?? "");
  if (!match) return undefined;
  const unit = match[2]!.toLowerCase();
  if (unit !== "" && unit !== "b") return `${match[1]}${unit.toUpperCase()}i`;
  return whole(Number(match[1]));
}

/** A number of bytes in the largest unit in which it is whole. */
function whole(amount: number): string {
  const units = ["", "Ki", "Mi", "Gi", "Ti"];
  let unit = 0;
  for (; amount % 1024 === 0 && amount > 0 && unit < units.length - 1; unit++) amount /= 1024;
  return `${amount}${units[unit]}`;
}
