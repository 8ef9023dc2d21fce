import assert from "node:assert/strict";
import { parseWorkflow } from "../../../lib/format/workflow.ts";
import { became, configOf, imported, importedOne, joins } from "./imported.ts";

function read(text: string) {
  return importedOne("compose", text);
}

/** The config of a service that says this. */
async function web(lines: string, more: string = "") {
  const indented = lines.split("\n").map((line) => `    ${line}`).join("\n");
  const { workflow, report } = await read(
    `services:\n  web:\n    image: web:1\n${indented}\n${more}`,
  );
  return { config: configOf(workflow, "web")!, workflow, report };
}

Deno.test("ports in every form are published by a load balancer", async () => {
  const { config, workflow } = await web(
    'ports: ["8080:80", "127.0.0.1:53:53/udp", 9000, "7000-7001:6000-6001", { target: 443, published: "8443" }]',
  );
  assert.deepEqual(config["ports"], [
    { name: "port-80", port: 80 },
    { name: "port-53-udp", port: 53, protocol: "UDP" },
    { name: "port-9000", port: 9000 },
    { name: "port-6000", port: 6000 },
    { name: "port-6001", port: 6001 },
    { name: "port-443", port: 443 },
  ]);
  const { type, ports } = configOf(workflow, "web-public")!;
  assert.equal(type, "LoadBalancer");
  assert.deepEqual((ports as { port: number }[]).map(({ port }) => port), [
    8080,
    53,
    7000,
    7001,
    8443,
  ]);
  assert.deepEqual(joins(workflow), ["web.endpoint -> web-public.backend"]);
});

Deno.test("a port that is none, or a range that never ends, is told", async () => {
  const { report } = await web('ports: ["x:80", "1-60000:1-60000", "0"]');
  for (const index of [0, 1, 2]) {
    assert.equal(became(report, `services.web.ports[${index}]`)![0], "dropped");
  }
});

Deno.test("environment as map or list, with variables filled in", async () => {
  for (
    const form of [
      "{ A: '${X:-one}', B: $$5, C: '${Y:+set}' }",
      "['A=${X-one}', 'B=$$5', 'C=${Y+set}']",
    ]
  ) {
    const { config } = await web(`environment: ${form}`);
    assert.deepEqual(config["env"], { A: "one", B: "$5", C: "" });
  }
  const { report } = await web("environment: { A: '${X:-one}', B: '${X}', D: }");
  assert.deepEqual(became(report, "services.web.environment.A"), [
    "approximated",
    "X has its default here",
  ]);
  assert.deepEqual(became(report, "services.web.environment.B"), [
    "approximated",
    "X has no value here",
  ]);
});

Deno.test("files of variables among the inputs are read, line by line", async () => {
  const text =
    "services:\n  web:\n    image: 'web:${TAG}'\n    env_file: [conf/web.env, absent.env]\n";
  const { text: workflow, report } = await imported("compose", [
    { path: "compose.yaml", text },
    { path: "conf/web.env", text: '# none\nLEVEL="debug" # why\nexport TOKEN=canary1x\n' },
    { path: ".env", text: "TAG=7\n" },
  ]);
  const { value } = parseWorkflow(workflow!, "workflows/shop.yaml");
  assert.deepEqual(configOf(value!, "web")!["env"], { LEVEL: "debug" });
  assert.equal(configOf(value!, "web")!["image"], "web:7");
  assert.deepEqual(configOf(value!, "web-secrets")!["keys"], ["TOKEN"]);
  assert.doesNotMatch(workflow! + JSON.stringify(report), /canary/);
  const line = report.find(({ file, source }) => file === "conf/web.env" && source === "LEVEL");
  assert.deepEqual([line!.from, line!.class], [2, "taken"]);
  assert.equal(became(report, "services.web.env_file[1]")![0], "dropped");
});

Deno.test("commands are lists: a line is split into words, and no shell is made", async () => {
  const { config } = await web(`entrypoint: /run.sh\ncommand: serve --name "a b" '$$HOME' c\\ d`);
  assert.deepEqual([config["command"], config["args"]], [["/run.sh"], [
    "serve",
    "--name",
    "a b",
    "$HOME",
    "c d",
  ]]);
});

Deno.test("volumes: named, of the host, without a name and in memory", async () => {
  const { config } = await web(
    "volumes: ['data:/var/lib/x', '/srv/y:/y:ro', ./z:/z, /cache]\ntmpfs: '/run:size=16m'\nread_only: true",
    "volumes: { data: }",
  );
  assert.deepEqual([config["storage"], config["mountPath"]], ["1Gi", "/var/lib/x"]);
  assert.deepEqual(config["hostFolders"], [
    { source: "/srv/y", path: "/y", readOnly: true },
    { source: "./z", path: "/z", readOnly: false },
  ]);
  assert.deepEqual([config["writable"], config["writableSize"]], [["/cache", "/run"], "16Mi"]);
  assert.deepEqual([config["podSecurity"], config["readOnly"]], ["privileged", undefined]);
});

Deno.test("a mounted file among the inputs is a config map", async () => {
  const text =
    "services:\n  web:\n    image: web:1\n    volumes: ['./a/site.conf:/etc/site.conf:ro']\n";
  const { text: workflow } = await imported("compose", [
    { path: "compose.yaml", text },
    { path: "a/site.conf", text: "listen 80;\n" },
  ]);
  const { value } = parseWorkflow(workflow!, "workflows/shop.yaml");
  assert.deepEqual(configOf(value!, "web-site-conf"), {
    data: { "site.conf": "listen 80;\n" },
    mount: "file",
    path: "/etc/site.conf",
    subPath: "site.conf",
  });
});

Deno.test("dependencies are connections; what is awaited to its end is a job", async () => {
  const { workflow } = await read(`services:
  api: { image: "api:1", depends_on: { db: { condition: service_healthy }, load: { condition: service_completed_successfully } } }
  load: { image: "api:1", restart: "no", depends_on: [db] }
  db: { image: "postgres:16" }
`);
  assert.equal(workflow.nodes.get("load")!.component, "job");
  assert.deepEqual(joins(workflow), [
    "db.endpoint -> api.requires",
    "db.endpoint -> load.requires",
    "load.done -> api.after",
  ]);
});

Deno.test("a health check keeps its times, and its start period is a check of its own", async () => {
  const { config } = await web(
    "healthcheck: { test: curl -f $$URL, interval: 10s, start_period: 1m, retries: 5 }",
  );
  const exec = ["sh", "-c", "curl -f $URL"];
  assert.deepEqual(config["probes"], {
    readiness: { exec, period: "10s", timeout: "30s", failures: 5 },
    startup: { exec, period: "10s", timeout: "30s", failures: 6 },
  });
});

Deno.test("limits, users and rights", async () => {
  const { config } = await web(
    'deploy: { replicas: 3, resources: { limits: { cpus: "0.05", memory: 512M }, reservations: { memory: 64m } } }\n' +
      "user: 1000:2000\ncap_add: [CAP_CHOWN]\ncap_drop: [ALL]\nstop_grace_period: 1m30s\nmem_limit: 1g",
  );
  assert.deepEqual(config["resources"], {
    cpuLimit: "50m",
    cpu: "50m",
    memoryLimit: "512Mi",
    memory: "64Mi",
  });
  assert.deepEqual([config["user"], config["group"], config["replicas"], config["stopSeconds"]], [
    1000,
    2000,
    3,
    90,
  ]);
  assert.deepEqual([config["capabilities"], config["podSecurity"]], [["CHOWN"], "baseline"]);
});

Deno.test("build without an image gets one that is to be built and pushed", async () => {
  const { workflow, report } = await read(
    "services:\n  web_ui:\n    build: { context: ui, target: prod, args: [A=1] }\n",
  );
  assert.deepEqual(configOf(workflow, "web-ui")!["image"], "shop-web-ui:dev");
  assert.deepEqual(configOf(workflow, "web-ui")!["build"], {
    context: "ui",
    target: "prod",
    args: { A: "1" },
  });
  assert.match(
    became(report, "services.web_ui.build")![1],
    /^it is the image shop-web-ui:dev: build and push it/,
  );
});

Deno.test("secrets and configs are files; no value is taken", async () => {
  const { workflow, report } = await read(`services:
  db: { image: "db:1", secrets: [pw, { source: cert, target: /etc/tls/cert.pem }], configs: [{ source: conf, target: /etc/db.conf }] }
secrets: { pw: { file: ./pw.txt }, cert: { environment: CERT } }
configs: { conf: { content: "a=1" } }
`);
  assert.deepEqual(configOf(workflow, "pw"), { mount: "file", keys: ["pw"], path: "/run/secrets" });
  assert.deepEqual(configOf(workflow, "cert"), {
    mount: "file",
    keys: ["cert.pem"],
    path: "/etc/tls",
  });
  assert.deepEqual(configOf(workflow, "conf")!["data"], { "db.conf": "a=1" });
  assert.match(became(report, "secrets.pw.file")![1], /celestra secret set shop pw pw /);
});

Deno.test("services extend others, in other files among the inputs too, and later files win", async () => {
  const base = "services:\n  base:\n    image: base:1\n    environment: { A: a, B: b }\n";
  const main =
    "services:\n  web:\n    extends: { file: common.yml, service: base }\n    environment: { B: own }\n";
  const over = "services:\n  web:\n    image: newer:2\n";
  const { text, report } = await imported("compose", [
    { path: "common.yml", text: base },
    { path: "compose.yaml", text: main },
    { path: "compose.override.yaml", text: over },
  ]);
  const { value } = parseWorkflow(text!, "workflows/shop.yaml");
  assert.deepEqual([...value!.nodes.keys()], ["web"]);
  assert.deepEqual(configOf(value!, "web")!["env"], { A: "a", B: "own" });
  assert.equal(configOf(value!, "web")!["image"], "newer:2");
  const hidden = report.find(({ file, source }) =>
    file === "common.yml" && source.endsWith(".image")
  );
  assert.equal(hidden!.message, "another file or service says it anew");
});

Deno.test("anchors and merge keys are read where they are used", async () => {
  const { workflow, report } = await read(
    "x-base: &base\n  image: web:1\n  init: true\nservices:\n  web:\n    <<: *base\n    user: '7'\n",
  );
  assert.deepEqual([configOf(workflow, "web")!["image"], configOf(workflow, "web")!["user"]], [
    "web:1",
    7,
  ]);
  assert.equal(became(report, "x-base.image")![0], "taken");
});

Deno.test("keys that nothing holds say why", async () => {
  const { report } = await web(
    "sysctls: { a: 1 }\nplatform: linux/amd64\nulimits: { nofile: 5 }\nno_such: 1\nx-mine: 1",
  );
  const said = (key: string) => became(report, `services.web.${key}`)!;
  for (const key of ["sysctls.a", "platform", "ulimits.nofile", "no_such", "x-mine"]) {
    assert.equal(said(key)[0], "dropped", key);
    assert.notEqual(said(key)[1], "", key);
  }
  assert.equal(said("ulimits.nofile")[1], "a node sets nothing of the host's kernel");
});
