import { createRequests } from "./metrics/requests.ts";
import { family } from "./metrics/text.ts";

/** Numbers about the process, in the text format of Prometheus. */
export interface Metrics {
  /**
   * Counts a request: how it ended and how long it took, in seconds. `route` is the pattern of the
   * route and never the path that was asked for, of which there is no end.
   */
  request(route: string, method: string, status: number, seconds: number): void;
  /** Adds one to a counter. */
  count(name: CounterName): void;
  /** Everything, as https://prometheus.io/docs/instrumenting/exposition_formats/ describes. */
  text(): string;
}

/** The counters besides those of requests. */
export type CounterName =
  | "save_conflicts"
  | "auth_failures"
  | "job_attempts"
  | "job_dead_letters"
  | "refused_outbound_requests";

/** Numbers that others keep, read when somebody asks for them. */
export type GaugeName =
  | "event_readers"
  | "event_readers_dropped"
  | "jobs_open"
  | "oldest_job_age"
  | "resident_memory";

/** What metrics need. */
export interface MetricsOptions {
  readonly gauges: Readonly<Record<GaugeName, () => number>>;
  /** What is running, such as its version: names and values. */
  readonly info?: Readonly<Record<string, string>>;
}

const COUNTERS: Readonly<Record<CounterName, string>> = {
  save_conflicts: "Saves refused since somebody else was faster.",
  auth_failures: "Sign-ins and tokens that were refused.",
  job_attempts: "How often a deployment was begun.",
  job_dead_letters: "Deployments given up after too many attempts.",
  refused_outbound_requests: "Requests to other places that were refused.",
};

const GAUGES: Readonly<Record<GaugeName, readonly [string, "gauge" | "counter", string]>> = {
  event_readers: ["celestra_event_readers", "gauge", "Who follows the events."],
  event_readers_dropped: [
    "celestra_event_readers_dropped_total",
    "counter",
    "Readers of events that were cut off since they read too slowly.",
  ],
  jobs_open: ["celestra_jobs_open", "gauge", "Deployments that have not ended."],
  oldest_job_age: [
    "celestra_oldest_job_age_seconds",
    "gauge",
    "How long the oldest deployment that has not ended is there.",
  ],
  resident_memory: ["process_resident_memory_bytes", "gauge", "Memory of the process."],
};

/**
 * Creates the numbers of one process. They are written by hand, without a package: the format is a
 * page, and every package makes the start longer.
 */
export function createMetrics({ gauges, info = {} }: MetricsOptions): Metrics {
  const requests = createRequests();
  const counts = new Map<CounterName, number>();
  return {
    request: requests.add,
    count: (name) => void counts.set(name, (counts.get(name) ?? 0) + 1),
    text() {
      const counters = Object.entries(COUNTERS).map(([name, help]) =>
        family(`celestra_${name}_total`, "counter", help, [
          { value: counts.get(name as CounterName) ?? 0 },
        ])
      );
      const others = Object.entries(GAUGES).map(([id, [name, type, help]]) =>
        family(name, type, help, [{ value: gauges[id as GaugeName]() }])
      );
      const about = family("celestra_info", "gauge", "What is running.", [
        { labels: info, value: 1 },
      ]);
      return [...requests.families(), ...counters, ...others, about].join("");
    },
  };
}
