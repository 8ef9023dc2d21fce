import assert from "node:assert/strict";
import { begin } from "../helpers/client.ts";
import { copyTree } from "../helpers/fresh_copy.ts";
import { freePort } from "../helpers/free_port.ts";
import { inFolder } from "../helpers/host.ts";
import { testWith } from "../helpers/needs.ts";
import { attempt, eventually, succeed } from "../helpers/processes.ts";

/** Stands in for the official base image: Debian, Deno, and the certificates of this machine. */
async function baseImage(folder: string, name: string): Promise<void> {
  const root = `${folder}/root`;
  await succeed("debootstrap", "--variant=minbase", "bookworm", root);
  await Deno.remove(`${root}/etc/apt/sources.list`);
  await Deno.copyFile(Deno.execPath(), `${root}/usr/bin/deno`);
  await Deno.mkdir(`${root}${CERTIFICATES}`.replace(/[^/]*$/, ""), { recursive: true });
  await Deno.copyFile(CERTIFICATES, root + CERTIFICATES);
  await succeed("tar", "-C", root, "-cf", `${folder}/root.tar`, ".");
  const change = "ENV DENO_TLS_CA_STORE=system,mozilla";
  await succeed("docker", "import", "--change", change, `${folder}/root.tar`, name);
}

const CERTIFICATES = "/etc/ssl/certs/ca-certificates.crt";

/** Builds the Dockerfile of this tree on a base image. Answers every layer, the oldest first. */
async function build(folder: string, base: string, name: string): Promise<string[]> {
  const context = `${folder}/context`;
  await copyTree(context);
  // The engine of the cluster has the older builder only.
  const { success, stdout, stderr } = await new Deno.Command("docker", {
    args: ["build", "--no-cache", "--network=host", `--build-arg=DENO=${base}`, "-t", name, "."],
    cwd: context,
    env: { DOCKER_BUILDKIT: "0" },
  }).output();
  const [out, faults] = [stdout, stderr].map((bytes) => new TextDecoder().decode(bytes));
  assert.ok(success, out! + faults);
  return [...out!.matchAll(/^ ---> ([0-9a-f]{12})$/gm)].map(([, layer]) => layer!);
}

/** Whether a path answers with a status, after a while. */
async function answers(url: string, status: number): Promise<void> {
  const ask = () => fetch(url).then((it) => it.text().then(() => String(it.status)), String);
  await eventually(ask, (answer) => answer === String(status));
}

const docker = async (...args: string[]): Promise<string> =>
  (await succeed("docker", ...args)).trim();

testWith(
  ["git", "docker", "debootstrap", "tar"],
  "the Dockerfile makes a container that serves as user 10001, writes /data only, and ends in time",
  (context) =>
    inFolder(async (folder) => {
      const id = crypto.randomUUID().slice(0, 8);
      const [base, image, name] = [`celestra-test/deno:${id}`, `celestra-test/app:${id}`, `c${id}`];
      const port = freePort();
      const url = `http://127.0.0.1:${port}`;
      const layers: string[] = [];
      const step = async (what: string, fn: () => Promise<void>) =>
        assert.ok(await context.step(what, fn), what);
      const logs = () => docker("logs", name);

      try {
        await baseImage(folder, base);
        await step("its steps run, one by one", async () => {
          layers.push(...await build(folder, base, image));
          assert.equal(
            await docker("run", "--rm", image, "ls", "/app"),
            "dist\nstatic",
            "it holds what was built, and no source",
          );
        });

        await step(
          "it is alive and ready, and its link makes the first administrator",
          async () => {
            await docker(
              ...["run", "-d", "--name", name, "--read-only", "--tmpfs", "/tmp"],
              ...["-v", `${name}:/data`, "-p", `127.0.0.1:${port}:8000`],
              ...["-e", `CELESTRA_PUBLIC_URL=${url}`, image],
            );
            await answers(`${url}/healthz`, 200);
            await answers(`${url}/readyz`, 200);
            const text = await eventually(logs, (text) => text.includes("/start/"));
            const [link] = /http:\S+\/start\/\S+/.exec(text)!;
            const page = await fetch(link);
            assert.equal(page.status, 200);
            assert.match(await page.text(), /<form/);
            const ada = await begin(url, link);
            const body = { name: "copy" };
            await ada.json("POST", "/api/v1/workflows/hello/duplicate", body);
          },
        );

        await step(
          "it is nobody's process but 10001's, and nothing but /data was written",
          async () => {
            const status = await docker("exec", name, "cat", "/proc/1/status");
            assert.match(status, /^Uid:\s+10001\s+10001\s+10001\s+10001$/m);
            assert.match(status, /^Gid:\s+10001\s+10001\s+10001\s+10001$/m);
            assert.equal(await docker("diff", name), "");
            const refused = await attempt("docker", "exec", name, "touch", "/app/new");
            assert.match(refused.text, /Read-only file system/);
            assert.match(await docker("exec", name, "ls", "/data"), /^repo\.git\nstate\.db/m);
          },
        );

        await step("SIGTERM ends it with 0, before anybody loses patience", async () => {
          const from = performance.now();
          await docker("stop", "--time", "9", name);
          const took = performance.now() - from;
          assert.equal(await docker("inspect", "--format", "{{.State.ExitCode}}", name), "0");
          assert.ok(took < 5_000, `it took ${took} ms`);
        });

        await step("started again, it knows its people and what they drew", async () => {
          await docker("start", name);
          await answers(`${url}/readyz`, 200);
          await eventually(logs, (text) => text.includes(`Celestra serves ${url}`));
        });
      } finally {
        await attempt("docker", "rm", "--force", "--volumes", name);
        await attempt("docker", "volume", "rm", name);
        await attempt("docker", "rmi", "--force", image);
        for (const layer of layers.reverse()) await attempt("docker", "rmi", layer);
        await attempt("docker", "rmi", base);
      }
    }),
);
