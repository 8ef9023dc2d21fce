import { family, type Sample } from "./text.ts";

/** Requests, counted by how they ended and how long they took. */
export interface Requests {
  add(route: string, method: string, status: number, seconds: number): void;
  /** The lines of both families. */
  families(): string[];
}

/** The requests of one route and method. */
interface Series {
  readonly route: string;
  readonly method: string;
  readonly statuses: Map<number, number>;
  /** How many took at most as long as each bound; those that took longer come last. */
  readonly buckets: number[];
  seconds: number;
}

/** Seconds; from a read out of the cache to a request that waits for a Git host. */
const BOUNDS: readonly number[] = [
  0.001,
  0.0025,
  0.005,
  0.01,
  0.025,
  0.05,
  0.1,
  0.25,
  0.5,
  1,
  2.5,
  5,
  10,
];

/** A caller may send any word as a method. */
const METHODS: ReadonlySet<string> = new Set([
  "GET",
  "HEAD",
  "POST",
  "PUT",
  "PATCH",
  "DELETE",
  "OPTIONS",
]);

/** The route or method of what has none of its own. */
const OTHER = "other";

/** More than all routes with their methods; beyond, something passes paths for patterns. */
const MOST_SERIES = 500;

/** Creates counts of requests. */
export function createRequests(): Requests {
  const all = new Map<string, Series>();

  function seriesOf(route: string, method: string): Series {
    const known = all.get(`${method} ${route}`);
    if (known) return known;
    if (!METHODS.has(method) && method !== OTHER) return seriesOf(route, OTHER);
    if (all.size >= MOST_SERIES && route !== OTHER) return seriesOf(OTHER, method);
    const series = {
      route,
      method,
      statuses: new Map(),
      buckets: new Array(BOUNDS.length + 1).fill(0),
      seconds: 0,
    };
    all.set(`${method} ${route}`, series);
    return series;
  }

  return {
    add(route, method, status, seconds) {
      const series = seriesOf(route, method);
      series.statuses.set(status, (series.statuses.get(status) ?? 0) + 1);
      let bucket = 0;
      while (bucket < BOUNDS.length && seconds > BOUNDS[bucket]!) bucket++;
      series.buckets[bucket]!++;
      series.seconds += seconds;
    },
    families() {
      const series = [...all.values()];
      return [
        family(
          "celestra_http_requests_total",
          "counter",
          "Requests by route, method and status.",
          series.flatMap(countsOf),
        ),
        family(
          "celestra_http_request_duration_seconds",
          "histogram",
          "How long requests took, by route and method.",
          series.flatMap(durationsOf),
        ),
      ];
    },
  };
}

function countsOf({ route, method, statuses }: Series): Sample[] {
  return [...statuses].map(([status, value]) => ({
    labels: { route, method, status: String(status) },
    value,
  }));
}

/** In this format each bucket holds those below it too. */
function durationsOf({ route, method, buckets, seconds }: Series): Sample[] {
  let count = 0;
  const samples = buckets.map((number, at): Sample => {
    const le = at < BOUNDS.length ? String(BOUNDS[at]) : "+Inf";
    return { suffix: "_bucket", labels: { route, method, le }, value: count += number };
  });
  return [
    ...samples,
    { suffix: "_sum", labels: { route, method }, value: seconds },
    { suffix: "_count", labels: { route, method }, value: count },
  ];
}
