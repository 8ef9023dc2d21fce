import assert from "node:assert/strict";
import fc from "fast-check";
import { celestraDsl } from "../../../lib/importers/celestra_dsl.ts";
import type { SourceFile } from "../../../lib/importers/importer.ts";
import { parseWorkflow } from "../../../lib/format/workflow.ts";
import type { Workflow } from "../../../lib/model/workflow.ts";
import { broken } from "../model/rules/ruled.ts";
import { imported } from "./imported.ts";

const CANARY = "hunter22-canary";

/** A text with a secret in it, and the line of the report that speaks of it. */
interface Case {
  readonly from: string;
  readonly text: string;
  readonly source: string;
  readonly others?: readonly SourceFile[];
}

const POD = "apiVersion: v1\nkind: Pod\nmetadata:\n  name: p\n  annotations:\n    note: hello\n" +
  "spec:\n  containers:\n  - name: p\n    image: web:1\n";
const WEB = "services:\n  web:\n    image: web:1\n";
const MAP =
  `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: m }\ndata:\n  DB_PASSWORD: ${CANARY}\n` +
  "  LOG_LEVEL: info\n";
const MOUNTED = `${POD}    volumeMounts: [{ name: m, mountPath: /etc/m }]\n` +
  "  volumes: [{ name: m, configMap: { name: m } }]\n";

/** What becomes a key of a secret. */
const WITHHELD: Readonly<Record<string, Case>> = {
  "a variable of a pod": {
    from: "kubernetes",
    text: `${POD}    env: [{ name: DB_PASSWORD, value: ${CANARY} }]\n`,
    source: "Pod/p.spec.containers[0].env[0].value",
  },
  "an entry of a ConfigMap that is taken whole": {
    from: "kubernetes",
    text: `${MAP}---\n${POD}    envFrom: [{ configMapRef: { name: m } }]\n`,
    source: "ConfigMap/m.data.DB_PASSWORD",
  },
  "an entry of a ConfigMap that is taken by its key": {
    from: "kubernetes",
    text: `${MAP}---\n${POD}    env:\n    - name: PASSWORD\n` +
      "      valueFrom: { configMapKeyRef: { name: m, key: DB_PASSWORD } }\n",
    source: "ConfigMap/m.data.DB_PASSWORD",
  },
  "an address with a password in a ConfigMap": {
    from: "kubernetes",
    text: "apiVersion: v1\nkind: ConfigMap\nmetadata: { name: m }\n" +
      `data: { URL: "postgres://shop:${CANARY}@db/shop", LOG_LEVEL: info }\n`,
    source: "ConfigMap/m.data.URL",
  },
  "a variable of a service": {
    from: "compose",
    text: `${WEB}    environment: { API_TOKEN: ${CANARY} }\n`,
    source: "services.web.environment.API_TOKEN",
  },
  "a config of one line": {
    from: "compose",
    text: `${WEB}    configs: [{ source: db_password, target: /run/db_password }]\n` +
      `configs:\n  db_password:\n    content: ${CANARY}\n`,
    source: "configs.db_password.content",
  },
  "a secret that another variable names": {
    from: "kubernetes",
    text: `${POD}    env: [{ name: DB_PASSWORD, value: ${CANARY} }]\n` +
      "    args: [serve, --password=$(DB_PASSWORD)]\n",
    source: "Pod/p.spec.containers[0].env[0].value",
  },
};

/** What stays where it is, since nothing else could give it. */
const TOLD: Readonly<Record<string, Case>> = {
  "an argument": {
    from: "kubernetes",
    text: `${POD}    args: [serve, --password=${CANARY}]\n`,
    source: "Pod/p.spec.containers[0].args[1]",
  },
  "an argument behind its flag": {
    from: "kubernetes",
    text: `${POD}    args: [--requirepass, ${CANARY}]\n`,
    source: "Pod/p.spec.containers[0].args[1]",
  },
  "an address in a command": {
    from: "kubernetes",
    text: `${POD}    command: [sh, -c, "psql postgres://shop:${CANARY}@db/shop"]\n`,
    source: "Pod/p.spec.containers[0].command[2]",
  },
  "an annotation": {
    from: "kubernetes",
    text: POD.replace("note: hello", `example.com/token: ${CANARY}`),
    source: "Pod/p.metadata.annotations.example.com/token",
  },
  "an entry of a ConfigMap that is a file": {
    from: "kubernetes",
    text: `${MAP}---\n${MOUNTED}`,
    source: "ConfigMap/m.data.DB_PASSWORD",
  },
  "a file in a ConfigMap": {
    from: "kubernetes",
    text: "apiVersion: v1\nkind: ConfigMap\nmetadata: { name: m }\n" +
      `data:\n  application.yaml: |\n    user: shop\n    password: ${CANARY}\n`,
    source: "ConfigMap/m.data.application.yaml",
  },
  "a custom object": {
    from: "kubernetes",
    text: "apiVersion: example.com/v1\nkind: Database\nmetadata: { name: d }\n" +
      `spec: { users: [{ name: shop, password: ${CANARY} }] }\n`,
    source: "Database/d.spec.users[0].password",
  },
  "a pair in a custom object": {
    from: "helm",
    text: "# Source: shop/templates/d.yaml\napiVersion: example.com/v1\nkind: Database\n" +
      `metadata: { name: d }\nspec: { env: [{ name: DB_PASSWORD, value: ${CANARY} }] }\n`,
    source: "Database/d.spec.env[0].value",
  },
  "a command of a service": {
    from: "compose",
    text: `${WEB}    command: redis-server --requirepass ${CANARY}\n`,
    source: "services.web.command",
  },
  "a command that is filled in": {
    from: "compose",
    text: `${WEB}    command: ["--password=\${DB_PASSWORD:-${CANARY}}"]\n`,
    source: "services.web.command[0]",
  },
  "an argument of a build": {
    from: "compose",
    text: `services:\n  web:\n    build:\n      context: .\n      args: { NPM_TOKEN: ${CANARY} }\n`,
    source: "services.web.build.args.NPM_TOKEN",
  },
  "a file of a config": {
    from: "compose",
    text: `${WEB}    configs: [{ source: app, target: /etc/app.yaml }]\n` +
      "configs:\n  app:\n    file: ./app.yaml\n",
    others: [{ path: "app.yaml", text: `user: shop\npassword: ${CANARY}\n` }],
    source: "app.yaml",
  },
};

/** What an import gives; no word of it but the workflow itself may hold the secret. */
async function read({ from, text, source, others = [] }: Case) {
  const result = await imported(from, [{ path: "input.yaml", text }, ...others]);
  const { value: workflow } = parseWorkflow(result.text ?? "", "workflows/shop.yaml");
  assert.doesNotMatch(JSON.stringify([result.report, result.problems]), new RegExp(CANARY));
  const line = result.report.find((one) => one.source === source);
  assert.ok(line, JSON.stringify(result.report.map((one) => one.source)));
  return { ...result, workflow: workflow!, line };
}

/** What the rule says of a workflow, which names no secret either. */
function faultsOf(workflow: Workflow): number {
  const found = broken("secret-in-settings", workflow);
  assert.doesNotMatch(JSON.stringify(found.map(({ message }) => message)), new RegExp(CANARY));
  return found.length;
}

for (const [what, one] of Object.entries(WITHHELD)) {
  Deno.test(`${what} (${one.from}) becomes a key of a secret`, async () => {
    const { text, line, workflow } = await read(one);
    assert.doesNotMatch(text!, new RegExp(CANARY));
    assert.equal(line.class, "approximated");
    assert.match(line.message, /is not taken: set it with `celestra secret set shop /);
    assert.equal(faultsOf(workflow), 0);
    const secret = workflow.nodes.get(line.node!)!;
    assert.equal(secret.component, "secret");
  });
}

for (const [what, one] of Object.entries(TOLD)) {
  Deno.test(`${what} (${one.from}) stays, and the report and the rule say so`, async () => {
    const { text, line, workflow } = await read(one);
    assert.match(text!, new RegExp(CANARY));
    assert.ok(["approximated", "custom"].includes(line.class), line.class);
    assert.match(line.message, /it holds a secret as text, which is in the workflow now/);
    assert.ok(faultsOf(workflow) > 0);
  });
}

Deno.test("a secret of a ConfigMap reaches who had it, under the name that it had", async () => {
  const { workflow } = await read(WITHHELD["an entry of a ConfigMap that is taken by its key"]!);
  assert.deepEqual(workflow.nodes.get("m-secrets")?.config, {
    mount: "env",
    keys: ["DB_PASSWORD"],
  });
  assert.deepEqual(workflow.nodes.get("p")?.config["bind"], {
    "m-secrets": { variables: { DB_PASSWORD: "PASSWORD" } },
  });
  const { workflow: whole } = await read(WITHHELD["an entry of a ConfigMap that is taken whole"]!);
  assert.deepEqual(
    whole.connections.map(({ from, to }) => `${from.node} -> ${to.node}`).sort(),
    ["m -> p", "m-secrets -> p"],
  );
});

Deno.test("a program's secrets are withheld, or told where they stay", async () => {
  const text = "from celestra import App, ConfigMap, Job, Secret\n" +
    `a = App("a").image("web:1").env("DB_PASSWORD", "${CANARY}")\n` +
    `b = Job("b").image("web:1").command(["serve", "--password=${CANARY}"])\n` +
    `c = ConfigMap("c").add("API_TOKEN", "${CANARY}")\n` +
    `d = Secret("d").add("API_TOKEN", "${CANARY}")\n`;
  const { report } = await celestraDsl.import([{ path: "app.py", text }], "shop");
  assert.doesNotMatch(JSON.stringify(report), new RegExp(CANARY));
  const said = (source: string) =>
    report.filter((line) => line.source === source).map(({ message }) => message);
  for (const source of ["a.env", "d.add"]) {
    assert.match(said(source).join(), /^its value is a secret and is not taken/);
    assert.doesNotMatch(said(source).join(), /as text/);
  }
  for (const source of ["b.command", "c.add"]) {
    assert.match(said(source).join(), /^it holds a secret as text/);
  }
});

Deno.test("wherever a secret stands, it is withheld, or the report and the rule speak of it", () => {
  const name = fc.constantFrom("DB_PASSWORD", "apiKey", "auth-token", "url", "OPTIONS", "note");
  const value = fc.constantFrom(
    `--password=${CANARY}`,
    `postgres://shop:${CANARY}@db/shop`,
    `Server=db;Password=${CANARY};`,
    `user: shop\npassword: ${CANARY}\n`,
  );
  const place = fc.constantFrom<(name: string, value: string) => object>(
    (name, value) => ({ kind: "ConfigMap", data: { [name]: value, LOG_LEVEL: "info" } }),
    (name, value) => ({ kind: "Widget", apiVersion: "example.com/v1", spec: { [name]: [value] } }),
    (name, value) => ({ kind: "Widget", apiVersion: "example.com/v1", spec: [{ name, value }] }),
    (_, value) => podOf({ args: ["serve", value] }),
    (_, value) => podOf({ lifecycle: { preStop: { exec: { command: ["sh", "-c", value] } } } }),
    (name, value) => podOf({ env: [{ name: name.replaceAll("-", "_"), value }] }),
  );
  return fc.assert(
    fc.asyncProperty(place, name, value, async (place, name, value) => {
      const object = { apiVersion: "v1", metadata: { name: "p" }, ...place(name, value) };
      const text = JSON.stringify(object, null, 1);
      const result = await imported("kubernetes", [{ path: "input.json", text }]);
      const said = JSON.stringify([result.report, result.problems]);
      assert.doesNotMatch(said, new RegExp(CANARY));
      if (!result.text!.includes(CANARY)) return assert.match(said, /celestra secret set/);
      assert.match(said, /it holds a secret as text/);
      const { value: workflow } = parseWorkflow(result.text!, "workflows/shop.yaml");
      assert.ok(faultsOf(workflow!) > 0);
    }),
    { numRuns: 150 },
  );
});

function podOf(container: object): object {
  return { kind: "Pod", spec: { containers: [{ name: "p", image: "web:1", ...container }] } };
}
