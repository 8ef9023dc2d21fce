import assert from "node:assert/strict";
import type { Task } from "../../../../lib/model/resource.ts";
import { appOf, companionOf, jobOf } from "../kubernetes/plans.ts";
import { composeOf, lossesOf, serviceOf } from "./rendering.ts";

const AFTER = { after: [{ task: "migrate", order: true }] };

const job = (rest: Partial<Task> = {}) => serviceOf("migrate", jobOf("migrate", rest));

Deno.test("a job that nothing waits for, and everything on a schedule, runs only when asked for", () => {
  assert.deepEqual(job().profiles, ["jobs"]);
  const clocked = jobOf("migrate", { schedule: "@daily" });
  assert.deepEqual(serviceOf("migrate", clocked, appOf("api", AFTER)).profiles, ["jobs"]);
  const unordered = appOf("api", { after: [{ task: "migrate", order: false }] });
  assert.deepEqual(serviceOf("migrate", jobOf("migrate"), unordered).profiles, ["jobs"]);
});

Deno.test("a job that something waits for runs with the others, which start once it has ended well", () => {
  const { services } = composeOf([jobOf("migrate"), appOf("api", AFTER), jobOf("seed", AFTER)]);
  assert.equal(services.migrate.profiles, undefined);
  for (const name of ["api", "seed"]) {
    assert.deepEqual(services[name].depends_on, {
      migrate: { condition: "service_completed_successfully" },
    });
  }
  assert.deepEqual(services.seed.profiles, ["jobs"]);
});

Deno.test("nobody waits for what runs on a schedule, and the report says so", () => {
  const resources = [jobOf("migrate", { schedule: "@daily" }), appOf("api", AFTER)];
  assert.equal(serviceOf("api", ...resources).depends_on, undefined);
  assert.ok(
    lossesOf(...resources).includes(
      'api.after: approximated: "migrate" runs on a schedule, so nobody can wait for its end',
    ),
  );
});

Deno.test("a failed run is tried again as often as the job says", () => {
  assert.equal(job({ retries: 5 }).restart, "on-failure:5");
  assert.equal(job({ retries: 0 }).restart, "no");
  assert.deepEqual(
    lossesOf(jobOf("it", { retries: 2 })).filter((text) => text.includes("restart")),
    ["it.restartPolicy: approximated: Compose tries again in the same container"],
  );
  const others = [{ retries: 0 }, { retries: 2, restartPolicy: "OnFailure" }] as const;
  for (const rest of others) {
    assert.ok(!lossesOf(jobOf("it", rest)).some((text) => text.includes("restart")));
  }
});

Deno.test("a job has volumes of its own", () => {
  const { services, volumes } = composeOf([
    jobOf("it", {
      storage: "1Gi",
      mountPath: "/work",
      volumes: [{ name: "old", claim: "legacy", path: "/old", access: "ReadOnlyMany" }],
    }),
  ]);
  assert.deepEqual(volumes, { "it-data": {}, "it-old": {} });
  assert.deepEqual(services.it.volumes, [
    { source: "it-data", target: "/work", type: "volume" },
    { read_only: true, source: "it-old", target: "/old", type: "volume" },
  ]);
});

Deno.test("what prepares a job runs before it, under the same profile", () => {
  const { services } = composeOf([jobOf("it", { init: [companionOf("first")] })]);
  assert.deepEqual(services["it-first"].profiles, ["jobs"]);
  assert.deepEqual(services.it.depends_on, {
    "it-first": { condition: "service_completed_successfully" },
  });
});

Deno.test("what Compose does not know of jobs is dropped, each with a reason", () => {
  const it = jobOf("it", {
    completions: 3,
    parallelism: 2,
    indexed: true,
    timeout: "5m",
    keepFinished: "1h",
    suspend: true,
    restartPolicy: "OnFailure",
    sidecars: [companionOf("side")],
  });
  const dropped = lossesOf(it).filter((text) => text.includes(": dropped:"))
    .map((text) => text.split(":")[0]!.replace(/\[.*/, ""));
  assert.deepEqual([...new Set(dropped)], [
    "it.completions",
    "it.indexed",
    "it.keepFinished",
    "it.parallelism",
    "it.sidecars",
    "it.suspend",
    "it.timeout",
  ]);
  assert.deepEqual(Object.keys(composeOf([it]).services), ["it"]);
  const one = jobOf("it", { completions: 1, parallelism: 1, restartPolicy: "OnFailure" });
  assert.deepEqual(lossesOf(one), []);
});

Deno.test("a schedule is carried by whoever runs the job, and the report names how", () => {
  const it = jobOf("it", { schedule: "@daily", timeZone: "UTC", restartPolicy: "OnFailure" });
  assert.deepEqual(lossesOf(it), [
    "it.schedule: approximated: Compose has no schedule; " +
    "run it with docker compose run --rm it, from cron for example",
    "it.timeZone: dropped: Compose has no schedule, and so no clock",
  ]);
});
