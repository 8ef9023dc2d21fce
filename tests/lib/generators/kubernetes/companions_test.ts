import assert from "node:assert/strict";
import { kubernetes } from "../../../../lib/generators/kubernetes.ts";
import type { Workload } from "../../../../lib/model/resource.ts";
import { appOf, companionOf, planOf, secretOf, settingOf } from "./plans.ts";
import { containerOf, lossesOf, objectOf, originOf, podOf } from "./rendering.ts";

const PORT = { name: "http", port: 8080, protocol: "TCP" } as const;

const pod = (rest: Partial<Workload>) => podOf("api", appOf("api", rest)).spec;

Deno.test("start containers come before, sidecars beside, each with nothing but its own rights", () => {
  const { containers, initContainers } = pod({
    privileged: true,
    podSecurity: "privileged",
    init: [companionOf("one"), companionOf("two", { args: ["$(A)"] })],
    sidecars: [companionOf("side", { ports: [{ ...PORT, name: "admin", port: 9000 }] })],
  });
  const names = (list: { name: string }[]) => list.map(({ name }) => name);
  assert.deepEqual(names(initContainers), ["one", "two"]);
  assert.deepEqual(names(containers), ["api", "side"]);
  assert.deepEqual(initContainers[1].args, ["$$(A)"]);
  assert.deepEqual(containers[1].ports, [{ containerPort: 9000, name: "admin", protocol: "TCP" }]);
  for (const one of [initContainers[0], containers[1]]) {
    assert.deepEqual(one.securityContext, {
      allowPrivilegeEscalation: false,
      capabilities: { drop: ["ALL"] },
      readOnlyRootFilesystem: true,
    });
    assert.deepEqual(one.resources.limits, { cpu: "1", memory: "64Mi" });
  }
});

Deno.test("companions see the mounts of the container, and get what it is given, but not its own variables", () => {
  const resources = [
    settingOf("words", { mount: "both" }),
    appOf("api", {
      env: { OWN: "1" },
      writable: ["/work"],
      settings: ["words"],
      addresses: [{ provider: "db", hostVariable: "DB", portVariable: "PORT", order: true }],
      init: [companionOf("one", { env: { STEP: "1" } })],
    }),
  ];
  const { containers: [main], initContainers: [one] } = podOf("api", ...resources).spec;
  assert.deepEqual(one.volumeMounts, main.volumeMounts);
  const names = (it: { env: { name: string }[] }) => it.env.map(({ name }) => name);
  assert.deepEqual(names(one), ["DB", "LOG_LEVEL", "STEP"]);
  assert.deepEqual(names(main), ["DB", "LOG_LEVEL", "OWN"]);
});

Deno.test("the lines of a companion come from its own fields", () => {
  const plan = planOf([
    appOf("api", { sidecars: [companionOf("side", { image: "side:2", env: { A: "text" } })] }),
  ]);
  const from = (line: string) => originOf(plan, "40-deployment-api.yaml", line);
  assert.equal(from('image: "side:2"'), "api:sidecars[0].image");
  assert.equal(from("value: text"), "api:sidecars[0].env.A");
});

Deno.test("facts of the pod are variables that the cluster fills in, and win over text", () => {
  const { env } = containerOf(
    "api",
    appOf("api", { podFields: { B: "status.podIP" }, env: { A: "1", B: "2" } }),
  );
  assert.deepEqual(env, [
    { name: "A", value: "1" },
    { name: "B", valueFrom: { fieldRef: { fieldPath: "status.podIP" } } },
  ]);
});

Deno.test("a variable of a secret or setting has the name that the node gives it", () => {
  const api = appOf("api", {
    settings: ["words", "keys"],
    variables: { words: { LOG_LEVEL: "LEVEL" }, keys: { PASSWORD: "PGPASSWORD" } },
  });
  const plan = planOf([settingOf("words"), secretOf("keys", { mount: "env" }), api]);
  const { env } = containerOf("api", ...plan.resources);
  assert.deepEqual(env, [
    { name: "LEVEL", valueFrom: { configMapKeyRef: { key: "LOG_LEVEL", name: "words" } } },
    { name: "PGPASSWORD", valueFrom: { secretKeyRef: { key: "PASSWORD", name: "keys" } } },
  ]);
  const from = (line: string) => originOf(plan, "40-deployment-api.yaml", line);
  assert.equal(from("- name: LEVEL"), "api:bind.words.variables.LOG_LEVEL");
  assert.equal(from("key: LOG_LEVEL"), "words:data.LOG_LEVEL");
  const { report } = kubernetes.generate(plan);
  const bound = report.filter(({ path }) => path[0] === "bind");
  assert.deepEqual(bound.map((one) => [one.path.at(-1), one.class]), [
    ["PASSWORD", "exact"],
    ["LOG_LEVEL", "exact"],
  ]);
});

Deno.test("what is done after the start and before the stop is a command or a request", () => {
  const lifecycleOf = (rest: Partial<Workload>) => containerOf("api", appOf("api", rest)).lifecycle;
  const exec = { preStop: { exec: ["sleep", "$(A)"] } };
  assert.deepEqual(lifecycleOf({ lifecycle: exec }), {
    preStop: { exec: { command: ["sleep", "$(A)"] } },
  });
  const http = (port?: string | number) => ({
    postStart: { http: { path: "/warm", ...(port === undefined ? {} : { port }) } },
  });
  const asked = (port?: string | number) =>
    lifecycleOf({ ports: [PORT], lifecycle: http(port) })?.postStart?.httpGet.port;
  assert.deepEqual([asked(), asked("http"), asked(9000)], [8080, "http", 9000]);
  assert.equal(asked("admin"), undefined);
  assert.deepEqual(lossesOf(appOf("api", { lifecycle: http() })), [
    "api.lifecycle.postStart.http.path: dropped: the container has no such port to ask",
  ]);
});

Deno.test("annotations stand on the workload and its pods, but for those that others write", () => {
  const api = appOf("api", { annotations: { a: "1", "celestra.dev/config": "mine" } });
  assert.deepEqual(podOf("api", api).metadata.annotations, { a: "1" });
  const deployment = objectOf([api], "40-deployment-api.yaml");
  assert.deepEqual(deployment.metadata.annotations, { a: "1" });
  assert.deepEqual(lossesOf(api), [
    "api.annotations.celestra.dev/config: dropped: " +
    "Celestra or the cluster sets this annotation itself",
  ]);
});

Deno.test("a folder of the host is mounted for the privileged standard, and a problem under it", () => {
  const folder = { source: "/var/log", path: "/logs", readOnly: true };
  const api = appOf("api", { podSecurity: "privileged", hostFolders: [folder] });
  const { containers: [main], volumes } = podOf("api", api).spec;
  assert.deepEqual(volumes[0], { name: "host-logs", hostPath: { path: "/var/log" } });
  assert.deepEqual(main.volumeMounts[0], { mountPath: "/logs", name: "host-logs", readOnly: true });
  const codes = (one: Workload) =>
    kubernetes.problems(planOf([one])).map(({ code, path }) => [code, path.join(".")]);
  assert.deepEqual(codes(api), []);
  const at = "hostFolders.0.source";
  assert.deepEqual(codes({ ...api, podSecurity: "baseline" }), [["pod_security", at]]);
  const beside = { ...api, hostFolders: [{ ...folder, source: "./data" }] };
  assert.deepEqual(codes(beside), [["not_supported", at]]);
});

Deno.test("a claim that is in the cluster is mounted, and nothing is made for it", () => {
  const volumes = [{
    name: "old",
    claim: "legacy",
    path: "/old",
    access: "ReadWriteMany",
    class: "fast",
  }] as const;
  for (const stateful of [false, true]) {
    const api = appOf("api", { stateful, volumes });
    const { files } = kubernetes.generate(planOf([api]));
    const text = files.map((file) => file.text).join("");
    assert.ok(!text.includes("kind: PersistentVolumeClaim"), text);
    assert.match(text, /persistentVolumeClaim:\n +claimName: legacy/);
    assert.deepEqual(lossesOf(api), [
      "api.volumes[0].class: dropped: the claim that is in the cluster has one already",
    ]);
  }
});
