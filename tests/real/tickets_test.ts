import assert from "node:assert/strict";
import { writeFiles } from "../../lib/cli/paths.ts";
import { inFolder } from "../helpers/host.ts";
import { testWith } from "../helpers/needs.ts";
import { attempt, eventually, succeed } from "../helpers/processes.ts";
import { exampleText, rendered } from "../helpers/rendering.ts";

const REGISTRY = Deno.env.get("CELESTRA_TEST_REGISTRY") ?? "127.0.0.1:5500";

/** The example under another name, on images that are here. */
function example(name: string): string {
  return exampleText("tickets")
    .replace("  name: tickets\n", `  name: ${name}\n`)
    .replaceAll("nginxinc/nginx-unprivileged:1.29.4-alpine", `${REGISTRY}/web:1`)
    .replaceAll("busybox:1.37.0", `${REGISTRY}/task:1`)
    // The web server of the test image writes its pages into /tmp, and its user owns nothing else.
    .replaceAll("user: 101\n", "user: 10001\n")
    .replace("hostPort: 8090", "hostPort: 18090");
}

function nameOf(): string {
  return `tickets-${crypto.randomUUID().slice(0, 8)}`;
}

testWith(
  ["kubectl"],
  "the ticket desk runs on Kubernetes, all of it",
  () =>
    inFolder(async (folder) => {
      const name = nameOf();
      writeFiles(folder, rendered(example(name), name, "kubernetes").files);
      const kubectl = (...args: string[]) => succeed("kubectl", "-n", name, ...args);
      try {
        await succeed("kubectl", "apply", "-f", folder);
        await kubectl("rollout", "status", "deployment/desk", "--timeout=120s");
        await kubectl("rollout", "status", "statefulset/store", "--timeout=120s");
        await kubectl("wait", "--for=condition=complete", "job/prepare", "--timeout=120s");
        assert.match(await kubectl("logs", "job/prepare"), /The store may open/);
        // The report of tonight, asked for now.
        await kubectl("create", "job", "now", "--from=cronjob/report");
        await kubectl("wait", "--for=condition=complete", "job/now", "--timeout=120s");
        assert.match(await kubectl("logs", "job/now"), /version 1/);
        const page = await eventually(
          () =>
            kubectl("get", "--raw", `/api/v1/namespaces/${name}/services/http:front:http/proxy/`),
          (text) => text.includes("version 1"),
        );
        assert.match(page, /Ticket desk version 1/);
        const account = `system:serviceaccount:${name}:clerk`;
        const may = async (...what: string[]) =>
          (await attempt("kubectl", "-n", name, "auth", "can-i", ...what, `--as=${account}`)).text
            .trim();
        assert.equal(await may("list", "configmaps"), "yes");
        assert.equal(await may("list", "secrets"), "no");
        assert.equal((await attempt("kubectl", "diff", "-f", folder)).text, "");
      } finally {
        await attempt("kubectl", "delete", "-f", folder, "--wait=false");
      }
    }),
);

testWith(
  ["docker"],
  "the same ticket desk comes up in Compose, and the report names what has no place there",
  () =>
    inFolder(async (folder) => {
      const name = nameOf();
      const { files, report } = rendered(example(name), name, "compose");
      writeFiles(folder, files);
      const compose = (...args: string[]) =>
        succeed("docker", "compose", "-f", `${folder}/compose.yaml`, ...args);
      try {
        await compose("up", "--wait", "--wait-timeout", "120");
        const answer = await fetch("http://127.0.0.1:18090/");
        assert.match(await answer.text(), /Ticket desk version 1/);
        assert.match(await compose("run", "--rm", "--no-TTY", "report"), /version 1/);
      } finally {
        await attempt("docker", "compose", "-f", `${folder}/compose.yaml`, "down", "--volumes");
      }
      const kept = new Set(report.filter((one) => one.class !== "dropped").map(({ node }) => node));
      const lost = [...new Set(report.map(({ node }) => node))].filter((node) => !kept.has(node));
      assert.deepEqual(lost.sort(), ["careful", "clerk", "look", "quiet", "ticket"]);
    }),
);
