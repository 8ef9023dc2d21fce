import assert from "node:assert/strict";
import type { NodeStatus } from "../../../lib/model/deployment.ts";
import { AppError } from "../../../lib/model/error.ts";
import { createDockerCompose, dockerCompose } from "../../../lib/targets/docker_compose.ts";
import { createSecretFiles } from "../../../lib/targets/secret_files.ts";
import type { Application, Target } from "../../../lib/targets/target.ts";
import { testTarget } from "../../contracts/target.ts";
import { inFolder } from "../../helpers/host.ts";
import { type FakeDocker, fakeDocker } from "./docker_compose/fake_docker.ts";

const SHOP: Application = {
  workflow: "shop",
  environment: "local",
  files: [{ path: "compose.yaml", text: "name: shop-local\n", map: [] }],
  nodes: ["api", "web"],
  secrets: {},
  timeout: 60_000,
};

const STARTED = ["api", "web"].map((service) =>
  JSON.stringify({ id: `Container shop-local-${service}-1`, status: "Started" })
);

testTarget("docker-compose", (data) => {
  const docker = fakeDocker();
  Object.assign(docker, { upLines: STARTED, upEnds: "well" });
  docker.onUp = () =>
    docker.containers = [{ service: "api", health: "healthy" }, { service: "web" }];
  return { target: openedOn(docker, data), application: SHOP };
});

testTarget("docker-compose without an engine", (data) => {
  const env = { PATH: Deno.env.get("PATH"), DOCKER_HOST: `unix://${data}/none.sock` };
  return { target: dockerCompose.open({ data, env }) };
});

trial(
  "up gets the files, the project and the folder of the values",
  async (docker, target, data) => {
    Object.assign(docker, { upLines: STARTED, upEnds: "well" });
    docker.onUp = () => docker.containers = [{ service: "api" }, { service: "web" }];
    await lastOf(target, SHOP);
    const folder = `${data}/compose/local/shop`;
    const up = docker.calls.find((call) => call.includes("up"))!;
    assert.deepEqual(up, [
      ...["compose", "--progress", "json", "--project-name", "shop-local"],
      ...["--project-directory", folder, "--file", `${folder}/compose.yaml`],
      ...["up", "--detach", "--remove-orphans"],
    ]);
    assert.equal(await Deno.readTextFile(`${folder}/compose.yaml`), "name: shop-local\n");
  },
);

trial("a node that failed stays failed, with its log in order", async (docker, target) => {
  docker.onUp = () =>
    docker.containers = [
      { service: "api", status: "restarting", restarts: 1, exitCode: 3 },
      { service: "web", status: "created", after: "api:service_healthy:false" },
    ];
  Object.assign(docker, { upLines: STARTED.slice(0, 1), upEnds: "badly" });
  const last = await lastOf(target, SHOP);
  const { at: _, ...api } = last.get("api")!;
  assert.deepEqual(api, {
    node: "api",
    state: "failed",
    reason: "exited",
    message: "it exited with code 3 and keeps restarting",
    log: ["first", "second"],
  });
  assert.equal(last.get("web")?.state, "unknown");
});

trial("while up blocks, what waits for a failed node is given up", async (docker, target) => {
  const container = "Container shop-local-db-1";
  docker.upLines = [JSON.stringify({ id: container, status: "Started" })];
  docker.onUp = () =>
    docker.containers = [
      { service: "api", status: "created", after: "web:service_healthy:false" },
      { service: "web", status: "created", after: "db:service_healthy:false" },
      { service: "db", health: "unhealthy" },
    ];
  const last = await lastOf(target, { ...SHOP, nodes: ["api", "web", "db"] });
  assert.deepEqual([...last.values()].map(({ node, state }) => `${node} ${state}`).sort(), [
    "api unknown",
    "db failed",
    "web unknown",
  ]);
});

trial(
  "a job that fails on a second deployment fails it, whatever ran before",
  async (docker, target) => {
    const migrate = { service: "migrate", restart: "no", status: "exited", exitCode: 3 };
    docker.onUp = () => docker.containers = [{ service: "web" }, migrate];
    docker.upLines = ["web Running", "migrate Started"].map(containerLine);
    docker.upEnds = "badly";
    const last = await lastOf(target, { ...SHOP, nodes: ["migrate", "web"] });
    const { state, message, log } = last.get("migrate")!;
    assert.deepEqual([state, message], ["failed", "it exited with code 3"]);
    assert.deepEqual(log, ["first", "second"]);
    assert.equal(last.get("web")?.state, "healthy");
  },
);

trial("what is started while the containers are looked at is not judged by its past", async (
  docker,
  target,
) => {
  const migrate = { service: "migrate", restart: "no", status: "exited" };
  docker.containers = [{ ...migrate, exitCode: 3 }];
  docker.onUp = (print) =>
    docker.onLook = () => {
      print(containerLine("migrate Started"));
      docker.containers = [migrate];
    };
  const last = await lastOf(target, { ...SHOP, nodes: ["migrate"], timeout: 50 });
  assert.equal(last.get("migrate")?.state, "healthy");
});

trial("an engine that is lost throws engine_lost", async (docker, target) => {
  docker.onUp = () => docker.alive = false;
  await assert.rejects(lastOf(target, SHOP), isA("engine_lost"));
  await assert.rejects(target.remove(SHOP), isA("engine_lost"));
});

trial("time that is over is a failure, an abort is not", async (docker, target) => {
  docker.onUp = () => docker.containers = [{ service: "api", health: "starting" }];
  docker.upLines = STARTED;
  const late = await lastOf(target, { ...SHOP, nodes: ["api"], timeout: 30 });
  assert.equal(late.get("api")?.reason, "timeout");
  const stopped = await lastOf(target, { ...SHOP, nodes: ["api"], signal: AbortSignal.abort() });
  assert.deepEqual([stopped.get("api")?.state, stopped.get("api")?.reason], [
    "unknown",
    "cancelled",
  ]);
});

trial(
  "a project that holds somebody else's container is left alone",
  async (docker, target, data) => {
    docker.containers = [{ service: "api", workflow: "other" }];
    await assert.rejects(lastOf(target, SHOP), isA("conflict"));
    await assert.rejects(target.remove(SHOP), isA("conflict"));
    assert.deepEqual(docker.calls.filter(([first]) => first === "compose"), []);
    assert.deepEqual([...Deno.readDirSync(data)], []);
  },
);

trial("an application without nodes takes what ran before away", async (docker, target) => {
  docker.containers = [{ service: "api" }];
  assert.equal((await lastOf(target, { ...SHOP, nodes: [] })).size, 0);
  assert.deepEqual(docker.containers, []);
});

trial("remove() keeps volumes and forgets the files", async (docker, target, data) => {
  docker.volumes = ["shop-local_b", "shop-local_a"];
  await Deno.mkdir(`${data}/compose/local/shop/config`, { recursive: true });
  assert.deepEqual(await target.remove(SHOP), ["shop-local_a", "shop-local_b"]);
  assert.deepEqual([...Deno.readDirSync(`${data}/compose/local`)], []);
  const down = docker.calls.find((call) => call.includes("down"))!;
  assert.ok(!down.includes("--volumes") && !down.includes("--file"));
});

trial(
  "a secret that was replaced removes who has mounted it before up",
  async (docker, target, data) => {
    const place = { environment: "local", workflow: "shop", node: "token", key: "KEY" };
    await createSecretFiles(data).set(place, "s3cret", "file");
    const mounts = [`${data}/secrets/local/shop/token/KEY`];
    docker.containers = [{ service: "api", mounts }, { service: "web" }];
    Object.assign(docker, { upLines: STARTED, upEnds: "well" });
    await lastOf(target, SHOP);
    const steps = docker.calls.filter(([first]) => first === "compose");
    assert.deepEqual(steps[0]!.slice(-4), ["rm", "--stop", "--force", "api"]);
    assert.ok(steps[1]!.includes("up"));
    assert.ok(!JSON.stringify(docker.calls).includes("s3cret"));
  },
);

/** What Compose says of the container of a service. */
function containerLine(words: string): string {
  const [service, status] = words.split(" ");
  return JSON.stringify({ id: `Container shop-local-${service}-1`, status });
}

/** A test of a target on an engine of its own. */
function trial(
  name: string,
  fn: (docker: FakeDocker, target: Target, data: string) => Promise<void>,
): void {
  Deno.test(name, () =>
    inFolder(async (data) => {
      const docker = fakeDocker();
      await fn(docker, openedOn(docker, data), data);
    }));
}

function openedOn(docker: FakeDocker, data: string): Target {
  const secrets = createSecretFiles(data);
  return createDockerCompose({ data, secrets, run: docker.run, interval: 5, settle: 0 });
}

async function lastOf(target: Target, application: Application): Promise<Map<string, NodeStatus>> {
  const last = new Map<string, NodeStatus>();
  for await (const status of target.apply(application)) last.set(status.node, status);
  return last;
}

function isA(code: string): (error: unknown) => boolean {
  return (error) => error instanceof AppError && error.code === code;
}
