import assert from "node:assert/strict";
import { compose } from "../../lib/generators/compose.ts";
import type { Plan } from "../../lib/model/resource.ts";
import { inFolder } from "../helpers/host.ts";
import { testWith } from "../helpers/needs.ts";
import { EXAMPLES, exampleText, rendered } from "../helpers/rendering.ts";
import { HOSTILE } from "../lib/format/hostile.ts";
import { hostileNode } from "../lib/generators/compose/hostile_plan.ts";
import { fullPlan } from "../lib/generators/kubernetes/full.ts";
import {
  appOf,
  companionOf,
  endpointOf,
  jobOf,
  planOf,
  settingOf,
  taskOf,
} from "../lib/generators/kubernetes/plans.ts";

const REGISTRY = Deno.env.get("CELESTRA_TEST_REGISTRY") ?? "127.0.0.1:5500";
const DOLLARS = ["$", "$$", "$HOME", "${HOME}", "${A:-b}", "$(A)", "a$$b$", "${", "$$${A}"];
const TEXTS = [...HOSTILE, ...DOLLARS];

real("Compose reads hostile text as it was written", async (folder) => {
  const nodes = TEXTS.map((value, index) => hostileNode(`node-${index}`, value, [value, "$"]));
  await write(folder, planOf(nodes.flat()));
  const { services } = JSON.parse(await docker(folder, "compose", "config", "--format", "json"));
  // What `config` prints is escaped again.
  const plain = (text: string) => text.replaceAll("$$", "$");
  for (const [index, value] of TEXTS.entries()) {
    const { environment, command, entrypoint, healthcheck, build } = services[`node-${index}`];
    assert.deepEqual([environment.A, environment.B].map(plain), [value, value]);
    assert.deepEqual(command.map(plain), [value, "$"]);
    assert.deepEqual(entrypoint.map(plain), [value, "$"]);
    assert.deepEqual(healthcheck.test.map(plain), ["CMD", value, "$"]);
    assert.equal(plain(build.args.V), value);
  }
});

real(
  "a process gets hostile text as it was written, in its arguments and variables",
  async (folder) => {
    const env = Object.fromEntries(TEXTS.map((text, index) => [`T${index}`, text]));
    const show = 'printf %s "$*" | od -An -v -tx1; env | grep -c . >/dev/null; ' +
      TEXTS.map((_, index) => `printf %s "$T${index}" | od -An -v -tx1; echo =`).join("; ");
    const app = appOf("api", {
      image: `${REGISTRY}/task:1`,
      command: ["/bin/sh", "-c", show, "sh"],
      args: TEXTS,
      env,
    });
    await write(folder, planOf([app], { workflow: nameOf() }));
    const output = await docker(folder, "compose", "run", "--rm", "--no-TTY", "api");
    const bytes = output.replace(/\s+/g, "");
    const expected = hex(TEXTS.join(" ")) + TEXTS.map((text) => `${hex(text)}=`).join("");
    assert.equal(bytes, expected);
  },
);

real("Compose takes everything that a plan can say", async (folder) => {
  await write(folder, fullPlan());
  for (const profile of ["jobs", "none"]) {
    await docker(folder, "compose", "--profile", profile, "config", "--quiet", "--no-interpolate");
  }
});

for (const name of EXAMPLES) {
  real(`Compose takes ${name}`, async (folder) => {
    const { files, plan } = rendered(exampleText(name), name, "compose");
    const secrets = plan!.resources.filter(({ kind }) => kind === "secret");
    const values = secrets.map(({ node }) => ({ path: `secrets/${node}/.env`, text: "A=$A\n" }));
    await writeFiles(folder, [...files, ...values]);
    const text = await docker(folder, "compose", "config");
    assert.match(text, new RegExp(`^name: ${name}$`, "m"));
  });
}

real("a container has no rights, no writable image, and limits", async (folder) => {
  await write(
    folder,
    planOf([appOf("api", { image: `${REGISTRY}/web:1` })], { workflow: nameOf() }),
  );
  await docker(folder, "compose", "up", "--detach");
  const id = (await docker(folder, "compose", "ps", "--quiet", "api")).trim();
  const [{ Config, HostConfig }] = JSON.parse(await docker(folder, "inspect", id));
  assert.equal(Config.User, "10001:10001");
  assert.deepEqual(HostConfig.CapDrop, ["ALL"]);
  assert.deepEqual(HostConfig.SecurityOpt, ["no-new-privileges:true"]);
  assert.deepEqual(
    [HostConfig.Privileged, HostConfig.ReadonlyRootfs, HostConfig.Init],
    [false, true, true],
  );
  assert.deepEqual([HostConfig.Memory, HostConfig.PidsLimit, HostConfig.NanoCpus], [
    64 * 2 ** 20,
    512,
    1e9,
  ]);
  assert.deepEqual(HostConfig.RestartPolicy.Name, "unless-stopped");
  assert.deepEqual(HostConfig.LogConfig, {
    Type: "json-file",
    Config: { "max-file": "3", "max-size": "10m" },
  });
  const sh = async (line: string) =>
    await docker(folder, "exec", id, "sh", "-c", `${line} 2>&1; :`);
  assert.match(await sh("touch /x"), /Read-only file system/);
  assert.equal(await sh("touch /tmp/x"), "");
  assert.match(
    await sh("grep -E 'CapEff|NoNewPrivs' /proc/self/status"),
    /CapEff:\s0{16}\nNoNew.*1/,
  );
});

real("a task runs by its name, and reads the volume of its node", async (folder) => {
  const image = `${REGISTRY}/task:1`;
  const readOnly = "touch /data/x 2>&1; echo $BACKUP_RETENTION_DAYS; cat /etc/note";
  const note = settingOf("note", {
    mount: "file",
    path: "/etc/note",
    subPath: "a",
    data: { a: "$X" },
  });
  const plan = planOf([
    appOf("db", { image, storage: "1Gi", args: ["sleep 1000"] }),
    taskOf("db", { image, args: [readOnly], retention: 7, volumeOf: "db", settings: ["note"] }),
    note,
  ], { workflow: nameOf() });
  await write(folder, plan);
  const output = await docker(folder, "compose", "run", "--rm", "--no-TTY", "db-backup");
  assert.equal(output, "touch: /data/x: Read-only file system\n7\n$X");
});

/** A job that an app comes after, one that nobody waits for, and companions that prove themselves. */
function jobsOf(migrate: string) {
  const [image, web] = [`${REGISTRY}/task:1`, `${REGISTRY}/web:1`];
  return planOf([
    settingOf("words", { data: { LEVEL: "$HOME" } }),
    jobOf("migrate", { image, args: [migrate], retries: 1 }),
    jobOf("report", { image, args: ["echo reported"], schedule: "@daily" }),
    appOf("api", {
      image: web,
      settings: ["words"],
      after: [{ task: "migrate", order: true }],
      hostFolders: [{ source: "./data", path: "/given", readOnly: true }],
      init: [companionOf("one", {
        image,
        args: ['test "$LEVEL" = "$SAME" && cat /given/text'],
        env: { SAME: "$HOME" },
      })],
      sidecars: [companionOf("admin", {
        image: web,
        env: { PORT: "8090" },
        ports: [{ name: "admin", port: 8090, protocol: "TCP" }],
      })],
    }),
    endpointOf("api"),
  ], { workflow: nameOf() });
}

real("jobs, start containers and sidecars run in their order, and only what is asked for", async (
  folder,
) => {
  await write(folder, jobsOf("echo migrated"));
  await writeFiles(folder, [{ path: "data/text", text: "given\n" }]);
  await docker(folder, "compose", "up", "--detach", "--wait");
  const stateOf = async (service: string) => {
    const id = (await docker(folder, "compose", "ps", "--all", "--quiet", service)).trim();
    if (id === "") return undefined;
    return JSON.parse(await docker(folder, "inspect", id))[0].State;
  };
  const [migrate, one, api, admin] = await Promise.all(
    ["migrate", "api-one", "api", "api-admin"].map(stateOf),
  );
  assert.deepEqual([migrate.ExitCode, one.ExitCode], [0, 0]);
  assert.deepEqual([api.Running, admin.Running], [true, true]);
  assert.ok(migrate.FinishedAt < one.StartedAt, `${migrate.FinishedAt} ${one.StartedAt}`);
  assert.ok(one.FinishedAt < api.StartedAt, `${one.FinishedAt} ${api.StartedAt}`);
  assert.equal(await stateOf("report"), undefined);
  const fetched = ["wget", "-qO-", "http://127.0.0.1:8090/"];
  assert.match(await docker(folder, "compose", "exec", "--no-TTY", "api", ...fetched), /version 1/);
  const log = await docker(folder, "compose", "logs", "--no-log-prefix", "api-one");
  assert.equal(log.trim(), "given");
  const run = await docker(folder, "compose", "run", "--rm", "--no-TTY", "report");
  assert.equal(run, "reported\n");
});

real("what comes after a job that fails does not start, and the job is tried again", async (
  folder,
) => {
  await write(folder, jobsOf("echo tried; exit 3"));
  await writeFiles(folder, [{ path: "data/text", text: "given\n" }]);
  await assert.rejects(docker(folder, "compose", "up", "--detach", "--wait"), /migrate/);
  const log = await docker(folder, "compose", "logs", "--no-log-prefix", "migrate");
  assert.equal(log, "tried\ntried\n");
  const running = await docker(folder, "compose", "ps", "--services", "--status", "running");
  assert.equal(running.trim(), "");
});

/** A test in a folder of its own; what Compose started there is gone afterwards. */
function real(name: string, fn: (folder: string) => Promise<void>): void {
  testWith(["docker"], name, () =>
    inFolder(async (folder) => {
      try {
        await fn(folder);
      } finally {
        const down = ["down", "--volumes", "--remove-orphans", "--timeout", "1"];
        await docker(folder, "compose", ...down).catch(() => {});
      }
    }));
}

function nameOf(): string {
  return `c${crypto.randomUUID().slice(0, 8)}`;
}

function write(folder: string, plan: Plan): Promise<void> {
  return writeFiles(folder, compose.generate(plan).files);
}

async function writeFiles(
  folder: string,
  files: readonly { readonly path: string; readonly text: string }[],
): Promise<void> {
  for (const { path, text } of files) {
    const file = `${folder}/${path}`;
    await Deno.mkdir(file.slice(0, file.lastIndexOf("/")), { recursive: true });
    await Deno.writeTextFile(file, text);
  }
}

async function docker(cwd: string, ...args: string[]): Promise<string> {
  const { success, stdout, stderr } = await new Deno.Command("docker", { args, cwd }).output();
  assert.ok(success, new TextDecoder().decode(stderr));
  return new TextDecoder().decode(stdout);
}

function hex(text: string): string {
  return new TextEncoder().encode(text).toHex();
}
