const UNITS: Readonly<Record<string, number>> = {
  "": 1,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  P: 1e15,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
  Pi: 2 ** 50,
};

/** A reader of text that remembers what it read: a workflow says the few same amounts again. */
function remembering(read: (text: string) => number | undefined): typeof read {
  const known = new Map<string, number | undefined>();
  return (text) => {
    if (known.has(text)) return known.get(text);
    if (known.size >= REMEMBERED) known.clear();
    const amount = read(text);
    known.set(text, amount);
    return amount;
  };
}

/** Amounts that are remembered; what has more of them is hostile. */
const REMEMBERED = 1000;

/** The bytes of a positive Kubernetes quantity such as `1.5Gi`, or `undefined`. */
export const bytesOf: (text: string) => number | undefined = remembering((text) => {
  const match = /^(\d{1,15}(?:\.\d{1,9})?)([KMGTP]i|[kMGTP])?$/.exec(text);
  if (!match) return undefined;
  const bytes = Number(match[1]) * UNITS[match[2] ?? ""]!;
  return bytes >= 1 && bytes <= Number.MAX_SAFE_INTEGER ? bytes : undefined;
});

/** The thousandths of a core that `250m` or `0.5` asks for, or `undefined`; at least one. */
export const millicoresOf: (text: string) => number | undefined = remembering((text) => {
  const match = /^(?:(\d{1,7})m|(\d{1,4}(?:\.\d{1,3})?))$/.exec(text);
  if (!match) return undefined;
  const millicores = match[1] === undefined
    ? Math.round(Number(match[2]) * 1000)
    : Number(match[1]);
  return millicores >= 1 ? millicores : undefined;
});

/** The seconds of a duration such as `90s`, `5m` or `1h30m`, or `undefined`. */
export const secondsOf: (text: string) => number | undefined = remembering((text) => {
  const match = /^(?:(\d{1,5})h)?(?:(\d{1,6})m)?(?:(\d{1,8})s)?$/.exec(text);
  if (!match || text === "") return undefined;
  const [hours, minutes, seconds] = match.slice(1).map((part) => Number(part ?? 0));
  return hours! * 3600 + minutes! * 60 + seconds!;
});
