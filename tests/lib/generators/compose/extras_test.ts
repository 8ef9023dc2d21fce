import assert from "node:assert/strict";
import { compose } from "../../../../lib/generators/compose.ts";
import { extraPlan, plannedOf } from "../kubernetes/extras.ts";
import { lossesOf } from "../kubernetes/extras_rendering.ts";
import { composeOf } from "./rendering.ts";

const plan = extraPlan();
const losses = (node: string) => lossesOf(plan, node, compose);

Deno.test("strategies and custom kinds are dropped as a whole, and the report says why", () => {
  for (
    const [node, reason] of [["canary", /at once/], ["switch", /at once/], [
      "kinds",
      /no API/,
    ]] as const
  ) {
    const written = compose.generate(plan).report.filter((one) => one.node === node);
    assert.equal(losses(node).length, written.length, node);
    for (const loss of losses(node)) assert.match(loss, reason);
    for (const loss of losses(node)) assert.match(loss, /: dropped: /);
  }
});

Deno.test("of a monitor, Compose carries the variables", () => {
  const { environment } = composeOf(plan).services.api;
  assert.equal(environment.LOG_LEVEL, "info");
  assert.equal(environment.OTEL_SERVICE_NAME, "api");
  assert.equal(composeOf(plan).services.worker.environment, undefined);
  const fields = losses("watch").map((loss) => loss.split(/[.[:]/)[0]!);
  assert.deepEqual([...new Set(fields)], ["alerts", "dashboards", "labels", "logging", "metrics"]);
  assert.deepEqual(losses("watch").filter((loss) => loss.startsWith("logging")), [
    "logging.parser: dropped: no agent reads what the containers write; docker compose logs shows it",
  ]);
});

Deno.test("values of secrets come from files, whatever the source in a cluster", () => {
  const text = compose.generate(plan).files[0]!.text;
  assert.equal(text.includes("AgB"), false);
  for (const node of ["fetched", "closed", "hidden"]) {
    assert.ok(losses(node).some((loss) => loss.startsWith("source: approximated: ")), node);
  }
  const [external] = losses("fetched").filter((loss) => loss.startsWith("external.entry"));
  assert.match(external!, /dropped: Compose takes the values from files/);
});

Deno.test("files that are no text are dropped", () => {
  assert.ok(
    losses("settings").includes(
      "binaryData.logo.png: dropped: the files beside the Compose file are text",
    ),
  );
});

Deno.test("a single key of a secret is one file, and the report names what is left out", () => {
  const nodes = {
    api: ["app", { image: "a/web:1" }],
    db: ["secret", { keys: ["A", "B"], path: "/etc/token", subPath: "A" }],
  } as const;
  const single = plannedOf(nodes, ["db.data -> api.settings"]);
  assert.deepEqual(composeOf(single).services.api.secrets, [
    { source: "db_A", target: "/etc/token" },
  ]);
  assert.deepEqual(lossesOf(single, "db", compose), [
    'keys: approximated: subPath mounts only "A"',
  ]);
});
