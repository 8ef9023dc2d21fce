import assert from "node:assert/strict";
import type { JsonObject } from "../../../lib/model/json.ts";
import { pathText } from "../../../lib/model/json.ts";
import type { Companion, Resource } from "../../../lib/model/resource.ts";
import { address, endpoint, planFaults, secret, setting, task, workload } from "./plans.ts";

/** What is wrong, as `code path: message`. */
function faults(
  resources: readonly Resource[],
  written: Readonly<Record<string, JsonObject>> = {},
): string[] {
  return planFaults(resources, { written }).map(({ code, path, message }) =>
    `${code} ${pathText(path.slice(4))}: ${message}`
  );
}

const RESOURCES = { cpu: "100m", memory: "64Mi" };
const companion = (name: string, rest: Partial<Companion> = {}): Companion => ({
  name,
  image: "a",
  resources: RESOURCES,
  ...rest,
});

/** A job: a task that is a node of its own. */
const job = (node: string, rest: Parameters<typeof task>[1] = {}) => {
  const { schedule: _, ...bare } = task(node, { at: [], suffix: "", ...rest });
  return "schedule" in rest ? { ...bare, schedule: rest.schedule! } : bare;
};

Deno.test("a binding may rename the variables of what is connected to settings", () => {
  const words = setting("words", ["A", "B"]);
  const api = workload("api", { settings: ["words"], variables: { words: { A: "LEVEL" } } });
  const bind = { words: { variables: { A: "LEVEL" } } };
  assert.deepEqual(faults([api, words], { api: { bind } }), []);
});

Deno.test("a binding names keys that are there, of what gives variables", () => {
  const rename = (source: Resource) => {
    const variables = { words: { C: "LEVEL" } };
    const bind = { words: { variables: variables.words } };
    return faults([workload("api", { settings: ["words"], variables }), source], { api: { bind } });
  };
  assert.deepEqual(rename(setting("words", ["A", "B"])), [
    'unknown_field bind.words.variables.C: "words" has no key "C"; expected A, B',
  ]);
  assert.deepEqual(rename(secret("words", ["C"], { mount: "file" })), [
    'invalid_value bind.words.variables: "words" reaches its consumers as files (mount: file), ' +
    "so it has no variables to name; use mount: env or mount: both",
  ]);
});

Deno.test("a binding says of a node only what its connection can have", () => {
  const api = workload("api", { addresses: [address("db")], settings: ["words"] });
  const bind = { db: { variables: { A: "B" } }, words: { host: "H" } };
  assert.deepEqual(faults([api, endpoint("db"), setting("words", ["A"])], { api: { bind } }), [
    "invalid_value bind.db.variables: " +
    'bind.db.variables is for what is connected to api.settings, which "db" is not',
    "invalid_value bind.words.host: " +
    'bind.words.host is for what is connected to api.requires, which "words" is not',
  ]);
});

Deno.test("bindings of jobs are judged as those of apps are", () => {
  const found = faults([job("it"), endpoint("db")], { it: { bind: { db: {} } } });
  assert.deepEqual(found, [
    "unknown_node bind.db: bind.db names no node that is connected to it.requires",
  ]);
});

Deno.test("another name takes a variable out of a clash, and into another one", () => {
  const sources = [setting("one", ["A"]), setting("two", ["A", "B"])];
  const clash = (variables: Record<string, Record<string, string>>) =>
    faults([workload("api", { settings: ["one", "two"], variables }), ...sources]);
  assert.equal(clash({}).length, 1);
  assert.deepEqual(clash({ two: { A: "C" } }), []);
  assert.match(clash({ two: { A: "C", B: "A" } })[0]!, /^duplicate_variable .*A comes from both/);
  const facts = workload("api", { settings: ["one", "two"], podFields: { A: "metadata.name" } });
  assert.deepEqual(faults([facts, ...sources]), []);
});

Deno.test("a key that is no name of a variable is fine once every consumer gives it one", () => {
  const source = secret("keys", ["tls.crt"]);
  const consumer = (node: string, name?: string) =>
    workload(node, {
      settings: ["keys"],
      variables: name === undefined ? {} : { keys: { "tls.crt": name } },
    });
  assert.equal(faults([source]).length, 1);
  assert.deepEqual(faults([source, consumer("api", "CERTIFICATE")]), []);
  assert.equal(faults([source, consumer("api", "CERTIFICATE"), consumer("web")]).length, 1);
});

Deno.test("every container of a pod has a name of its own", () => {
  const found = faults([
    workload("api", {
      init: [companion("one"), companion("wait")],
      sidecars: [companion("one"), companion("api"), companion("two")],
    }),
  ]);
  assert.deepEqual(
    found,
    [
      'invalid_value init[1].name: init[1].name must be a name of its own in the pod: "wait" is taken',
      "invalid_value sidecars[0].name: " +
      'sidecars[0].name must be a name of its own in the pod: "one" is taken',
      "invalid_value sidecars[1].name: " +
      'sidecars[1].name must be a name of its own in the pod: "api" is taken',
    ].concat(found.slice(3)),
  );
});

Deno.test("no two containers of a pod listen on one port", () => {
  const port = (name: string, port: number) => ({ name, port, protocol: "TCP" } as const);
  const found = (...ports: ReturnType<typeof port>[]) =>
    faults([
      workload("api", { ports: [port("http", 80)], sidecars: [companion("side", { ports })] }),
    ]);
  assert.deepEqual(found(port("admin", 81)), []);
  assert.deepEqual(found(port("admin", 80)), [
    'invalid_value sidecars[0].ports[0]: Port "admin" (80 TCP) of "side" is one of "api" already; ' +
    "containers of a pod share its network",
  ]);
  assert.equal(found(port("http", 81)).length, 1);
});

Deno.test("folders, volumes and storage are mounted at paths of their own", () => {
  const found = faults([
    job("it", {
      storage: "1Gi",
      mountPath: "/data",
      volumes: [{ name: "a", size: "1Gi", path: "/a", access: "ReadWriteOnce" }],
      hostFolders: [
        { source: "./a", path: "/a", readOnly: true },
        { source: "./b", path: "/data", readOnly: true },
      ],
    }),
  ]);
  assert.deepEqual(found.filter((text) => text.startsWith("invalid_value")), [
    "invalid_value hostFolders[0].path: " +
    'hostFolders[0].path must be a path of its own, not "/a" of the volume "a"',
    "invalid_value hostFolders[1].path: " +
    'hostFolders[1].path must be a path of its own, not "/data" of the mountPath',
  ]);
});

Deno.test("a rule about hosts has the values that its operator compares with", () => {
  const rules = (rule: object) =>
    faults([workload("api", { placement: { hosts: [{ key: "a", ...rule } as never] } })]);
  assert.deepEqual(rules({ operator: "Exists" }), []);
  assert.deepEqual(rules({ operator: "In", values: ["a", "b"] }), []);
  assert.deepEqual(rules({ operator: "Gt", values: ["3"] }), []);
  assert.deepEqual(rules({ operator: "NotIn" }), [
    "invalid_value placement.hosts[0]: placement.hosts[0] compares by NotIn, which needs values",
  ]);
  const number = "invalid_value placement.hosts[0]: placement.hosts[0] compares by Lt, " +
    "which needs one value, a whole number";
  assert.deepEqual(rules({ operator: "Lt", values: ["a"] }), [number]);
  assert.deepEqual(rules({ operator: "Lt", values: ["1", "2"] }), [number]);
});

Deno.test("a schedule that never comes is a problem, of a backup too", () => {
  const sentence = 'The schedule "0 0 30 2 *" never comes: none of its months has such a day';
  assert.deepEqual(faults([job("it", { schedule: "0 0 30 2 *" })]), [
    `invalid_value schedule: ${sentence}`,
  ]);
  assert.deepEqual(faults([task("it", { at: ["backup"], schedule: "0 0 30 2 *" })]), [
    `invalid_value backup.schedule: ${sentence}`,
  ]);
});

Deno.test("numbered pods have a number of them", () => {
  assert.deepEqual(faults([job("it", { indexed: true, completions: 3 })]), []);
  assert.deepEqual(faults([job("it", { indexed: true })]), [
    "missing_field indexed: Numbered pods need a number of them: set completions",
  ]);
});

Deno.test("companions and jobs take names as services of Compose do", () => {
  const clash = (...resources: Resource[]) =>
    planFaults(resources).filter(({ code }) => code === "name_clash").map(({ message }) => message);
  assert.deepEqual(clash(job("api"), workload("web")), []);
  assert.deepEqual(clash(workload("api", { sidecars: [companion("side")] }), job("api-side")), [
    '"api" and "api-side" both make a workload named "api-side"; rename one',
  ]);
  assert.equal(clash(job("db-backup"), task("db")).length, 1);
  const volumes = [{ name: "data", claim: "old", path: "/a", access: "ReadWriteOnce" }] as const;
  assert.deepEqual(clash(workload("api", { storage: "1Gi", volumes })), []);
});
