import assert from "node:assert/strict";
import { planProblems } from "../../../lib/model/plan_problems.ts";
import {
  address,
  endpoint,
  planFaults,
  planWith,
  route,
  secret,
  setting,
  task,
  workload,
} from "./plans.ts";

const PORT = { name: "http", port: 80, protocol: "TCP" } as const;

Deno.test("planProblems() finds nothing wrong with a plan that is right", () => {
  const found = planFaults([
    workload("api", {
      addresses: [address("db", { portName: "http" })],
      settings: ["keys", "files", "words"],
      placement: { near: ["db"], apart: ["api"] },
      storage: "1Gi",
      volumes: [{ name: "media", size: "1Gi", path: "/media", access: "ReadWriteOnce" }],
    }),
    workload("db"),
    endpoint("db", { headless: true }),
    task("db"),
    secret("keys", ["PASSWORD"]),
    secret("files", ["tls.crt"], { mount: "file" }),
    setting("words", ["LOG_LEVEL"]),
    route("web", { connected: ["db"], paths: [{ backend: "db", path: "/", pathType: "Prefix" }] }),
    endpoint("outside", { type: "ExternalName", externalName: "a.example.com", ports: [] }),
  ]);
  assert.deepEqual(found, []);
});

Deno.test("planProblems() refuses a binding of a node that is not required", () => {
  const api = workload("api", { addresses: [address("db")] });
  assert.deepEqual(planFaults([api], { written: { api: { bind: { bd: {}, db: {} } } } }), [{
    code: "unknown_node",
    severity: "error",
    node: "api",
    path: ["spec", "nodes", "api", "config", "bind", "bd"],
    message: "bind.bd names no node that is connected to api.requires",
    suggestion: "db",
  }]);
});

Deno.test("planProblems() refuses a binding of a port that is not there, and names those that are", () => {
  const api = workload("api", { addresses: [address("db", { portName: "htp" })] });
  assert.deepEqual(planFaults([api, endpoint("db")]), [{
    code: "unknown_port",
    severity: "error",
    node: "api",
    path: ["spec", "nodes", "api", "config", "bind", "db", "portName"],
    message: '"db" has no port "htp"; expected http',
    suggestion: "http",
  }]);
  const [none] = planFaults([api, endpoint("db", { ports: [] })]);
  assert.equal(none?.message, '"db" has no port "htp"; it has none');
});

Deno.test("planProblems() refuses a variable from two givers", () => {
  const api = workload("api", { settings: ["one", "two"] });
  const found = planFaults([api, secret("one", ["A", "B"]), setting("two", ["B", "C"])]);
  assert.deepEqual(found, [{
    code: "duplicate_variable",
    severity: "error",
    node: "api",
    path: ["spec", "nodes", "api", "config"],
    message: 'B comes from both "one" and "two"; set it in env to say which',
  }]);
});

Deno.test("planProblems() refuses host and port of one node under one name", () => {
  const db = address("db", { hostVariable: "DB", portVariable: "DB" });
  const [problem] = planFaults([workload("api", { addresses: [db] })]);
  assert.equal(problem?.message, 'DB comes twice from "db"; set it in env to say which');
});

Deno.test("planProblems() lets what the node sets itself win over both", () => {
  const settings = { settings: ["one", "two"], env: { A: "mine" } };
  const sources = [secret("one", ["A"]), setting("two", ["A"])];
  assert.deepEqual(planFaults([workload("api", settings), ...sources]), []);
});

Deno.test("planProblems() takes no built-in of JavaScript for a variable of the node", () => {
  const api = workload("api", { settings: ["one", "two"], env: {} });
  const found = planFaults([api, secret("one", ["toString"]), setting("two", ["toString"])]);
  assert.deepEqual(found.map(({ code }) => code), ["duplicate_variable"]);
});

Deno.test("planProblems() counts no variables where keys are files", () => {
  const sources = [secret("one", ["A"], { mount: "file" }), setting("two", ["A"])];
  const resources = [workload("api", { settings: ["one", "two"] }), ...sources];
  assert.deepEqual(planFaults(resources), []);
});

Deno.test("planProblems() judges the variables of a task too", () => {
  const sources = [secret("one", ["A"]), setting("two", ["A"], { mount: "both" })];
  const found = planFaults([task("db", { settings: ["one", "two"] }), ...sources]);
  assert.deepEqual(found.map(({ code, node }) => [code, node]), [["duplicate_variable", "db"]]);
});

Deno.test("planProblems() refuses keys that cannot be variables, unless they are files", () => {
  const found = planFaults([
    secret("keys", ["A", "tls.crt"]),
    setting("words", ["a-b"], { mount: "both" }),
  ]);
  assert.deepEqual(found.map(({ code, path }) => [code, path.slice(3)]), [
    ["invalid_value", ["config", "keys", 1]],
    ["invalid_value", ["config", "data", "a-b"]],
  ]);
  assert.equal(
    found[0]?.message,
    '"tls.crt" cannot be a variable, which mount: env asks for; ' +
      "use letters, digits and underscores, or mount: file",
  );
});

Deno.test("planProblems() refuses a place beside a node that is not there", () => {
  const placement = { near: ["db"], apart: ["dbx"] };
  assert.deepEqual(planFaults([workload("api", { placement }), workload("db")]), [{
    code: "unknown_node",
    severity: "error",
    node: "api",
    path: ["spec", "nodes", "api", "config", "placement", "apart", 0],
    message: 'There is no node "dbx"',
    suggestion: "db",
  }]);
});

Deno.test("planProblems() refuses volumes at one path", () => {
  const volume = (name: string, path: string) =>
    ({ name, path, size: "1Gi", access: "ReadWriteOnce" }) as const;
  const volumes = [volume("a", "/data"), volume("b", "/b"), volume("c", "/b")];
  const found = planFaults([workload("api", { storage: "1Gi", volumes })]);
  assert.deepEqual(found.map(({ code, path, message }) => [code, path.slice(4), message]), [
    [
      "invalid_value",
      ["volumes", 0, "path"],
      'volumes[0].path must be a path of its own, not "/data" of the mountPath',
    ],
    [
      "invalid_value",
      ["volumes", 2, "path"],
      'volumes[2].path must be a path of its own, not "/b" of the volume "b"',
    ],
  ]);
  // Without storage nothing is mounted at mountPath.
  assert.deepEqual(planFaults([workload("api", { volumes: [volume("a", "/data")] })]), []);
});

Deno.test("planProblems() refuses a path to a node that is not connected", () => {
  const paths = [{ backend: "appi", path: "/", pathType: "Prefix" }] as const;
  const web = route("web", { connected: ["api"], paths });
  assert.deepEqual(planFaults([web, endpoint("api")]), [{
    code: "unknown_node",
    severity: "error",
    node: "web",
    path: ["spec", "nodes", "web", "config", "paths", 0, "backend"],
    message: '"appi" is not connected to web.backend',
    suggestion: "api",
  }]);
});

Deno.test("planProblems() refuses a path to a port that is not there", () => {
  const paths = [{ backend: "api", path: "/", pathType: "Prefix", portName: "grpc" }] as const;
  const found = planFaults([route("web", { connected: ["api"], paths }), endpoint("api")]);
  assert.deepEqual(found.map(({ code, path }) => [code, path.slice(3)]), [
    ["unknown_port", ["config", "paths", 0, "portName"]],
  ]);
});

Deno.test("planProblems() refuses an external service without a host", () => {
  assert.deepEqual(planFaults([endpoint("outside", { type: "ExternalName", ports: [] })]), [{
    code: "missing_field",
    severity: "error",
    node: "outside",
    path: ["spec", "nodes", "outside", "config"],
    message: "externalName is missing; a service of type ExternalName stands for a host",
  }]);
});

Deno.test("planProblems() refuses a port twice, unless its protocol is another one", () => {
  const ports = [
    { ...PORT, nodePort: 30_000 },
    { ...PORT, name: "udp", protocol: "UDP" },
    { ...PORT, name: "again" },
    { ...PORT, name: "other", port: 81, nodePort: 30_000 },
  ] as const;
  const found = planFaults([endpoint("api", { ports })]);
  assert.deepEqual(found.map(({ code, path, message }) => [code, path.slice(4), message]), [
    [
      "invalid_value",
      ["ports", 2, "port"],
      'ports[2].port repeats 80 (TCP) of port "http"',
    ],
    [
      "invalid_value",
      ["ports", 3, "nodePort"],
      'ports[3].nodePort repeats 30000 (TCP) of port "http"',
    ],
  ]);
});

Deno.test("planProblems() refuses objects of one name", () => {
  const volumes = [{ name: "data", path: "/a", size: "1Gi", access: "ReadWriteOnce" }] as const;
  const found = planFaults([
    endpoint("db", { headless: true }),
    endpoint("db-headless"),
    workload("db", { storage: "1Gi", volumes }),
    task("db"),
    workload("db-backup"),
  ]);
  assert.deepEqual(found.map(({ code, node, path, message }) => [code, node, path, message]), [
    [
      "name_clash",
      "db-headless",
      ["spec", "nodes", "db-headless"],
      '"db" and "db-headless" both make a Service named "db-headless"; rename one',
    ],
    [
      "name_clash",
      "db",
      ["spec", "nodes", "db"],
      '"db" makes two volumes named "db-data"; rename one',
    ],
    [
      "name_clash",
      "db-backup",
      ["spec", "nodes", "db-backup"],
      '"db" and "db-backup" both make a workload named "db-backup"; rename one',
    ],
  ]);
});

Deno.test("planProblems() tells what an environment could allow only for a destination", () => {
  const plan = planWith([workload("api", { podSecurity: "privileged", privileged: true })]);
  assert.deepEqual(planProblems(plan, false), []);
  assert.deepEqual(planProblems(plan, true).map(({ code }) => code), ["pod_security"]);
});

Deno.test("planProblems() tells all faults at once", () => {
  const found = planFaults([
    workload("api", { user: 0, placement: { near: ["x"] }, settings: ["one", "two"] }),
    endpoint("api", { ports: [PORT, PORT] }),
    secret("one", ["A"]),
    secret("two", ["A", "1"]),
    workload("api"),
  ]);
  assert.deepEqual(found.map(({ code }) => code), [
    "duplicate_variable",
    "unknown_node",
    "invalid_value",
    "invalid_value",
    "name_clash",
    "pod_security",
  ]);
});
