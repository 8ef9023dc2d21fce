import assert from "node:assert/strict";
import { createMetrics, type GaugeName, type Metrics } from "../../../lib/services/metrics.ts";

const GAUGES: Record<GaugeName, () => number> = {
  event_readers: () => 3,
  event_readers_dropped: () => 1,
  jobs_open: () => 2,
  oldest_job_age: () => 4.5,
  resident_memory: () => 1024,
};

function open(info?: Record<string, string>): Metrics {
  return createMetrics({ gauges: GAUGES, ...(info && { info }) });
}

/** The line of a series, which stands once. */
function line(metrics: Metrics, name: string): string | undefined {
  const found = metrics.text().split("\n").filter((line) => line.startsWith(`${name} `));
  assert.ok(found.length <= 1, name);
  return found[0]?.slice(name.length + 1);
}

Deno.test("text() holds every series before anything happened", () => {
  const text = open().text();
  for (
    const series of [
      "celestra_save_conflicts_total 0",
      "celestra_auth_failures_total 0",
      "celestra_job_attempts_total 0",
      "celestra_job_dead_letters_total 0",
      "celestra_refused_outbound_requests_total 0",
      "celestra_event_readers 3",
      "celestra_event_readers_dropped_total 1",
      "celestra_jobs_open 2",
      "celestra_oldest_job_age_seconds 4.5",
      "process_resident_memory_bytes 1024",
      "celestra_info 1",
    ]
  ) assert.ok(text.includes(`\n${series}\n`), series);
});

Deno.test("text() says of each family once what it is, and its lines lie together", () => {
  const metrics = open();
  metrics.request("/api/v1/workflows", "GET", 200, 0.004);
  metrics.request("/healthz", "GET", 200, 0.001);
  const lines = metrics.text().split("\n");
  assert.equal(lines.pop(), "");
  let family = "";
  const families = new Set<string>();
  for (const line of lines) {
    const [, kind, name] = /^# (HELP|TYPE) (\S+) \S/.exec(line) ?? [];
    if (kind === "HELP") {
      assert.ok(!families.has(name!), line);
      families.add(family = name!);
    } else if (kind === "TYPE") assert.equal(name, family);
    else {
      assert.match(line, /^[a-z_]+(\{([a-z]+="[^"\n]*",?)*\})? (\+Inf|[0-9.e+-]+)$/);
      const base = /^[a-z_]+/.exec(line)![0].replace(/_(bucket|sum|count)$/, "");
      assert.equal(base, family, line);
    }
  }
  assert.equal(families.size, 13);
});

Deno.test("request() counts by route, method and status", () => {
  const metrics = open();
  for (const status of [200, 200, 404]) metrics.request("/a/:name", "GET", status, 0.001);
  metrics.request("/a/:name", "PUT", 200, 0.001);
  const series = (method: string, status: number) =>
    line(
      metrics,
      `celestra_http_requests_total{route="/a/:name",method="${method}",status="${status}"}`,
    );
  assert.deepEqual([series("GET", 200), series("GET", 404), series("PUT", 200)], ["2", "1", "1"]);
});

Deno.test("the durations of requests fall into buckets, each with those below it", () => {
  const metrics = open();
  for (const seconds of [0.0005, 0.001, 0.003, 0.2, 60]) metrics.request("/a", "GET", 200, seconds);
  const name = "celestra_http_request_duration_seconds";
  const bucket = (le: string) =>
    line(metrics, `${name}_bucket{route="/a",method="GET",le="${le}"}`);
  assert.deepEqual(
    ["0.001", "0.0025", "0.005", "0.25", "10", "+Inf"].map(bucket),
    ["2", "2", "3", "4", "4", "5"],
  );
  assert.equal(line(metrics, `${name}_count{route="/a",method="GET"}`), "5");
  assert.equal(Number(line(metrics, `${name}_sum{route="/a",method="GET"}`)).toFixed(4), "60.2045");
});

Deno.test("no value of a label can end it, its line, or begin another series", () => {
  const metrics = open({ version: 'a"b\\c\nd 9' });
  metrics.request('/x"} 1\nevil 1 #', "GET", 200, 1);
  const text = metrics.text();
  assert.ok(text.includes('celestra_info{version="a\\"b\\\\c\\nd 9"} 1\n'));
  assert.ok(text.includes('{route="/x\\"} 1\\nevil 1 #",method="GET",status="200"} 1\n'));
  assert.ok(!/^evil/m.test(text));
});

Deno.test("the number of series stays bounded, whatever callers send", () => {
  const metrics = open();
  for (let count = 0; count < 5_000; count++) {
    metrics.request(`/path/${count}`, `M${count}`, 200, 0.001);
    metrics.request("/known", `M${count}`, 200, 0.001);
  }
  const counts = metrics.text().split("\n").filter((line) => line.includes("requests_total{"));
  assert.ok(counts.length < 520, String(counts.length));
  const total = counts.reduce((sum, line) => sum + Number(line.split(" ").at(-1)), 0);
  assert.equal(total, 10_000);
});

Deno.test("count() adds one", () => {
  const metrics = open();
  metrics.count("save_conflicts");
  metrics.count("save_conflicts");
  assert.equal(line(metrics, "celestra_save_conflicts_total"), "2");
});
