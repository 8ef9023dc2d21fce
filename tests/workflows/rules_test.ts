import assert from "node:assert/strict";
import { parseWorkflow } from "../../lib/format/workflow.ts";
import { ruleProblems } from "../../lib/model/rules/rule_problems.ts";
import { EXAMPLES, exampleText } from "../helpers/rendering.ts";
import { CATALOGUE } from "../lib/components/planned.ts";

/** Why an example breaks a rule on purpose. */
const REASONS = {
  "image-digest": "a tag says to a reader what runs, and a digest of today would be old tomorrow",
  "network-isolation": "an example shows one thing; tickets shows a group whose network is closed",
  "ingress-tls": "whoever tries it has no certificate for the host name",
  "liveness-probe": "a database that recovers may be slow, and to restart it makes that worse",
  "secret-as-variable": "what runs there reads the value from a variable",
  "single-replica": "one is enough to try it",
  "open-load-balancer": "Git over SSH is no HTTP, so no ingress can serve it",
} as const;

/** The nodes of each example that break a rule, none of them as an error. */
const REMAINING: Readonly<Record<string, Partial<Record<keyof typeof REASONS, string>>>> = {
  "api-worker": {
    "image-digest": "api db queue worker",
    "network-isolation": "api db queue worker",
    "ingress-tls": "entry",
    "liveness-probe": "db",
  },
  "blog": {
    "image-digest": "db ghost",
    "network-isolation": "db ghost",
    "ingress-tls": "site",
    "liveness-probe": "db ghost",
    "secret-as-variable": "ghost-password",
  },
  "gitea": {
    "image-digest": "db gitea",
    "network-isolation": "db gitea",
    "ingress-tls": "site",
    "liveness-probe": "db",
    "open-load-balancer": "ssh",
  },
  "hello": {
    "image-digest": "proxy web",
    "network-isolation": "proxy web",
    "ingress-tls": "entry",
    "secret-as-variable": "token",
    "single-replica": "proxy",
  },
  "monitoring": {
    "image-digest": "blackbox grafana prometheus",
    "network-isolation": "blackbox grafana prometheus",
    "ingress-tls": "dashboards",
  },
  "shop": {
    "image-digest": "api db front redis",
    "network-isolation": "api db front redis",
    "liveness-probe": "db",
  },
  "tickets": {
    "image-digest": "desk prepare report store",
    "ingress-tls": "entry",
    "secret-as-variable": "token",
  },
};

Deno.test("every example has its row", () => {
  assert.deepEqual([...EXAMPLES].sort(), Object.keys(REMAINING).sort());
});

for (const name of EXAMPLES) {
  const workflow = parseWorkflow(exampleText(name), `${name}.yaml`).value!;
  // No example may need an exception, so any day will do.
  const found = ruleProblems(workflow, CATALOGUE, { today: "2026-07-01" });

  Deno.test(`[${name}] breaks no rule that is an error`, () => {
    assert.deepEqual(found.filter(({ severity }) => severity === "error"), []);
  });

  Deno.test(`[${name}] breaks only the rules that are listed, each for a reason`, () => {
    const byRule = Map.groupBy(found, ({ code }) => code.slice("rule/".length));
    const nodes = [...byRule].map(([rule, own]) =>
      [rule, own.map(({ node }) => node).sort().join(" ")] as const
    );
    assert.deepEqual(Object.fromEntries(nodes), REMAINING[name]);
    for (const rule of byRule.keys()) assert.ok(rule in REASONS, rule);
  });
}

Deno.test("no reason is given for what no example breaks", () => {
  const broken = new Set(Object.values(REMAINING).flatMap((rows) => Object.keys(rows)));
  assert.deepEqual(Object.keys(REASONS).filter((rule) => !broken.has(rule)), []);
});
