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

/** The most days that a month can have. */
const MONTH_DAYS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/**
 * Whether a schedule ever comes: the 30th of February does not. Where days of the month and days of
 * the week are both named, one of them is enough, so such a schedule always does.
 */
export function fires(schedule: string): boolean {
  const [, , days, months, weekdays] = schedule.split(/[ \t]+/).filter((field) => field !== "");
  if (!days || !months || !weekdays || !isAny(weekdays)) return true;
  const firstDay = Math.min(...firstsOf(days, FIELDS[2]!));
  return valuesOf(months, FIELDS[3]!).some((month) => firstDay <= MONTH_DAYS[month - 1]!);
}

/** Whether a field leaves the choice to the others, as Kubernetes sees it. */
function isAny(field: string): boolean {
  return field.split(",").some((part) => /^[*?]/.test(part));
}

/** The first value of each part of a field. */
function firstsOf(text: string, field: CronField): number[] {
  return text.split(",").map((part) => {
    const [first = ""] = part.split(/[-/]/);
    return valueOf(first, field) ?? field.low;
  });
}

/** Every value of a field. */
function valuesOf(text: string, field: CronField): number[] {
  return text.split(",").flatMap((part) => {
    const [range = "", step = "1"] = part.split("/");
    const [from = "", to = part.includes("/") ? "" : from] = range.split("-");
    const first = valueOf(from, field) ?? field.low;
    const last = valueOf(to, field) ?? field.high;
    const count = Math.floor((last - first) / Number(step)) + 1;
    return Array.from({ length: count }, (_, index) => first + index * Number(step));
  });
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
