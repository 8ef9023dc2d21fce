import assert from "node:assert/strict";
import type { Address, Workload } from "../../../../lib/model/resource.ts";
import {
  appOf,
  companionOf,
  endpointOf,
  groupOf,
  planOf,
  secretOf,
  settingOf,
} from "../kubernetes/plans.ts";
import { composeOf, lossesOf, originOf, serviceOf } from "./rendering.ts";

const DB: Address = { provider: "db", hostVariable: "DB", portVariable: "PORT", order: true };
const DONE = { condition: "service_completed_successfully" };

Deno.test("start containers run one after the other, after what is required and before the rest", () => {
  const { services } = composeOf([
    appOf("db"),
    endpointOf("db"),
    appOf("api", { addresses: [DB], init: [companionOf("one"), companionOf("two")] }),
  ]);
  const started = { condition: "service_started" };
  assert.deepEqual(services["api-one"].depends_on, { db: started });
  assert.deepEqual(services["api-two"].depends_on, { "api-one": DONE });
  assert.deepEqual(services.api.depends_on, { "api-two": DONE, db: started });
  assert.equal(services["api-one"].restart, "no");
});

Deno.test("sidecars join the network of the container that they stand beside", () => {
  const { services } = composeOf([appOf("api", { sidecars: [companionOf("side")] })]);
  const side = services["api-side"];
  assert.equal(side.network_mode, "service:api");
  assert.deepEqual(side.depends_on, { api: { condition: "service_started" } });
  assert.equal(side.restart, "unless-stopped");
  assert.equal(services.api.depends_on, undefined);
});

Deno.test("beside a container on the network of the host, a sidecar is there too", () => {
  const api = appOf("api", {
    hostNetwork: true,
    podSecurity: "privileged",
    sidecars: [companionOf("side")],
  });
  const { services } = composeOf(planOf([api], { podSecurity: "privileged" }));
  assert.equal(services["api-side"].network_mode, "host");
});

Deno.test("companions have no rights, and see what the container sees", () => {
  const { services } = composeOf([
    settingOf("words", { mount: "both" }),
    appOf("api", {
      storage: "1Gi",
      env: { OWN: "1" },
      capabilities: ["NET_BIND_SERVICE"],
      settings: ["words"],
      init: [companionOf("one", { env: { STEP: "$1" }, args: ["$X"] })],
    }),
  ]);
  const { api, "api-one": one } = services;
  assert.deepEqual([one.volumes, one.configs, one.tmpfs], [api.volumes, api.configs, api.tmpfs]);
  assert.deepEqual(one.environment, { LOG_LEVEL: "debug", STEP: "$$1" });
  assert.deepEqual(one.command, ["$$X"]);
  assert.deepEqual([one.cap_add, one.cap_drop, one.read_only], [undefined, ["ALL"], true]);
  assert.deepEqual([one.user, one.mem_limit, one.init], ["10001:10001", 64 * 2 ** 20, true]);
});

Deno.test("the report says what companions do not share", () => {
  const losses = lossesOf(appOf("api", { init: [companionOf("one")] }));
  assert.ok(losses.includes(
    "api.init[0].image: approximated: each is a service of its own: it shares volumes and " +
      "files, but no folders in memory",
  ));
});

Deno.test("what is done after the start and before the stop is a command; Compose asks nothing", () => {
  const api = appOf("api", {
    lifecycle: { postStart: { exec: ["echo", "$A"] }, preStop: { http: { path: "/stop" } } },
  });
  const service = serviceOf("api", api);
  assert.deepEqual(service.post_start, [{ command: ["echo", "$$A"] }]);
  assert.equal(service.pre_stop, undefined);
  assert.deepEqual(lossesOf(api), [
    "api.lifecycle.preStop.http.path: dropped: Compose runs only commands then",
  ]);
});

Deno.test("folders beside the file are mounted; any other needs the privileged standard", () => {
  const mounts = (source: string, rest: Partial<Workload> = {}, podSecurity = "restricted") => {
    const folder = { source, path: "/x", readOnly: false };
    const plan = planOf([appOf("api", { hostFolders: [folder], ...rest })], {
      podSecurity: podSecurity as "restricted",
    });
    return composeOf(plan).services.api.volumes?.map((one: { source: string }) => one.source);
  };
  assert.deepEqual(mounts("./a$b"), ["./a$$b"]);
  for (const source of ["/etc", "../a", "./a/../../b"]) {
    assert.equal(mounts(source), undefined, source);
    const privileged = { podSecurity: "privileged" } as const;
    assert.equal(mounts(source, privileged), undefined, source);
    assert.deepEqual(mounts(source, privileged, "privileged"), [source]);
  }
  const [volume] = serviceOf(
    "api",
    appOf("api", { hostFolders: [{ source: "./a", path: "/x", readOnly: true }] }),
  ).volumes;
  assert.deepEqual(volume, {
    bind: { create_host_path: false },
    read_only: true,
    source: "./a",
    target: "/x",
    type: "bind",
  });
});

Deno.test("a setting's variable has the name that the node gives it; a secret's cannot", () => {
  const api = appOf("api", {
    settings: ["words", "keys"],
    variables: { words: { LOG_LEVEL: "LEVEL" }, keys: { PASSWORD: "PGPASSWORD" } },
  });
  const resources = [settingOf("words"), secretOf("keys", { mount: "env" }), api];
  assert.deepEqual(serviceOf("api", ...resources).environment, { LEVEL: "debug" });
  assert.deepEqual(lossesOf(...resources), [
    'api.bind.keys.variables.PASSWORD: dropped: the file with the variables of "keys" names ' +
    "each after its key",
  ]);
});

Deno.test("the variables and labels of groups are those of their containers", () => {
  const group = groupOf("shop", ["api"], { env: { A: "$1" }, labels: { tier: "back" } });
  const plan = planOf([group, appOf("api"), appOf("web")]);
  const { services } = composeOf(plan);
  assert.deepEqual(services.api.environment, { A: "$$1" });
  assert.equal(services.api.labels.tier, "back");
  assert.equal(services.web.environment, undefined);
  assert.equal(originOf(plan, 'A: "$$1"'), "shop:env.A");
});

Deno.test("Compose waits by itself: how Kubernetes waits is carried by depends_on", () => {
  const wait = { image: "busybox:1", timeout: "1m" };
  assert.deepEqual(
    lossesOf(appOf("api", { wait })),
    ["image", "timeout"].map((field) =>
      `api.wait.${field}: approximated: ` +
      "Compose itself waits: a service starts once what it requires is ready"
    ),
  );
});
