/** A field of a schedule: its bounds, and words for its values from the lowest on. */
interface CronField {
  readonly low: number;
  readonly high: number;
  readonly names: readonly string[];
}

const FIELDS: readonly CronField[] = [
  { low: 0, high: 59, names: [] },
  { low: 0, high: 23, names: [] },
  { low: 1, high: 31, names: [] },
  { low: 1, high: 12, names: words("jan feb mar apr may jun jul aug sep oct nov dec") },
  { low: 0, high: 6, names: words("sun mon tue wed thu fri sat") },
];

const MACROS = words("@yearly @annually @monthly @weekly @daily @midnight @hourly");

/** Whether text is a schedule as Kubernetes reads it (robfig/cron: five fields or a macro). */
export function isCron(text: string): boolean {
  if (MACROS.includes(text)) return true;
  const fields = text.split(/[ \t]+/).filter((field) => field !== "");
  return fields.length === FIELDS.length &&
    fields.every((field, index) => field.split(",").every((part) => isPart(part, FIELDS[index]!)));
}

/** One of `*`, `5`, `mon-fri`, each with a step such as `/15` or without. */
function isPart(part: string, field: CronField): boolean {
  const match = /^(\*|\?|[a-z0-9]+)(?:-([a-z0-9]+))?(?:\/(\d{1,4}))?$/i.exec(part);
  if (!match) return false;
  const [, from, to, step] = match;
  if (step !== undefined && Number(step) === 0) return false;
  if (from === "*" || from === "?") return to === undefined;
  const first = valueOf(from!, field);
  const last = to === undefined ? first : valueOf(to, field);
  return first !== undefined && last !== undefined && first <= last;
}

function valueOf(text: string, { low, high, names }: CronField): number | undefined {
  const named = names.indexOf(text.toLowerCase());
  if (named >= 0) return named + low;
  const value = /^\d{1,2}$/.test(text) ? Number(text) : NaN;
  return value >= low && value <= high ? value : undefined;
}

function words(text: string): readonly string[] {
  return text.split(" ");
}
