import assert from "node:assert/strict";
import type { JsonObject } from "../../../../lib/model/json.ts";
import { rules } from "../../../../lib/model/rules/registry.ts";
import { ruleProblems } from "../../../../lib/model/rules/rule_problems.ts";
import {
  NO_SETTINGS,
  type RuleException,
  type RuleSettings,
} from "../../../../lib/model/rules/settings.ts";
import { applicationOf, CATALOGUE, type PlannedNode } from "../../components/planned.ts";
import { faultsOf, TODAY } from "./ruled.ts";

const SHOP = applicationOf({ web: ["app", { image: "nginx", user: 0, podSecurity: "baseline" }] });

/** What is told of a shop with an image without a tag, which runs as root. */
function told(settings: Partial<RuleSettings> = {}, today = TODAY): string[] {
  const options = { settings: { ...NO_SETTINGS, ...settings }, today };
  return ruleProblems(SHOP, CATALOGUE, options).map(({ code, severity }) => `${severity} ${code}`);
}

const EXCEPTION: RuleException = {
  rule: "image-tag",
  workflow: "shop",
  node: "web",
  reason: "It has only one tag",
  until: "2026-07-01",
};

Deno.test("ruleProblems() speaks as each rule says itself", () => {
  assert.deepEqual(told(), [
    "warning rule/image-digest",
    "error rule/image-tag",
    "warning rule/network-isolation",
    "warning rule/run-as-root",
  ]);
});

Deno.test("a repository says how bad a rule is, and turns it off and on", () => {
  const severities = {
    "image-digest": "off",
    "image-tag": "info",
    "run-as-root": "error",
    "network-isolation": "off",
    "owner-label": "warning",
  } as const;
  assert.deepEqual(told({ severities }), ["info rule/image-tag", "error rule/run-as-root"]);
  const nameless = { ...SHOP, labels: {} };
  const options = { settings: { ...NO_SETTINGS, severities }, today: TODAY };
  assert.ok(
    ruleProblems(nameless, CATALOGUE, options).some(({ code }) => code === "rule/owner-label"),
  );
});

Deno.test("a rule that is evaluated shows what it would do, and says so", () => {
  const settings = { ...NO_SETTINGS, severities: { "image-tag": "evaluate" } } as const;
  const found = ruleProblems(SHOP, CATALOGUE, { settings, today: TODAY })
    .find(({ code }) => code === "rule/image-tag");
  assert.equal(found?.severity, "info");
  assert.match(found.message, /only evaluated/);
});

Deno.test("an exception counts to the end of its last day, for its node and rule alone", () => {
  const isTold = (exception: Partial<RuleException>, today?: string) =>
    told({ exceptions: [{ ...EXCEPTION, ...exception }] }, today).includes("error rule/image-tag");
  assert.equal(isTold({}), false);
  assert.equal(isTold({}, "2026-07-02"), true);
  assert.equal(isTold({ node: "db" }), true);
  assert.equal(isTold({ workflow: "blog" }), true);
  assert.equal(isTold({ rule: "image-digest" }), true);
});

/** Nodes that hold only what must be said. */
const BARE: Readonly<Record<string, PlannedNode>> = {
  "app": "app",
  "stateful-app": "stateful-app",
  "job": "job",
  "cron-job": ["cron-job", { schedule: "@daily" }],
  "service": "service",
  "ingress": "ingress",
  "secret": ["secret", { keys: ["KEY"] }],
  "config-map": ["config-map", { data: {} }],
  "network-policy": "network-policy",
  "service-account": "service-account",
  "role": ["role", { rules: [{ verbs: ["get"], resources: ["pods"] }] }],
  "deployment-strategy": ["deployment-strategy", { type: "Recreate" }],
  "observability": "observability",
  "app-group": "app-group",
  "custom-resource": ["custom-resource", { apiVersion: "example.com/v1", objectKind: "Cache" }],
};

/** What a node without any settings breaks; everything else is safe by default. */
const BY_DEFAULT: Readonly<Record<string, readonly string[]>> = {
  "app": ["network-isolation"],
  "stateful-app": ["network-isolation", "stateful-storage"],
  "job": ["job-cleanup", "network-isolation"],
  "cron-job": ["network-isolation"],
  "service": ["service-backend"],
  "ingress": ["ingress-backend", "ingress-tls"],
  "secret": ["orphaned-node"],
  "config-map": ["orphaned-node"],
  "network-policy": ["orphaned-node"],
  "service-account": ["orphaned-node"],
  "role": ["orphaned-node"],
  "deployment-strategy": ["orphaned-node"],
  "observability": ["orphaned-node"],
  "app-group": [],
  "custom-resource": [],
};

Deno.test("there is a bare node of every component", () => {
  assert.deepEqual(Object.keys(BARE).sort(), Object.keys(CATALOGUE.components).sort());
});

for (const [component, node] of Object.entries(BARE)) {
  Deno.test(`[${component}] breaks by default only what is listed`, () => {
    const workflow = applicationOf({ it: node });
    assert.deepEqual(faultsOf(workflow).filter(({ code }) => code !== "image_missing"), []);
    const found = ruleProblems(workflow, CATALOGUE, { today: TODAY });
    assert.deepEqual(
      [...new Set(found.map(({ code }) => code.slice("rule/".length)))].sort(),
      BY_DEFAULT[component],
    );
  });
}

Deno.test("no rule is upset by settings that have the names of built-ins", () => {
  const env = JSON.parse('{ "constructor": "a", "__proto__": "b", "toString": "c" }') as JsonObject;
  const workflow = applicationOf({ web: ["app", { image: "nginx:1", env }] });
  for (const rule of rules.values()) assert.ok(rule.id);
  assert.ok(ruleProblems(workflow, CATALOGUE, { today: TODAY }).length > 0);
});
