import assert from "node:assert/strict";
import { writeFiles } from "../../lib/cli/paths.ts";
import { inFolder } from "../helpers/host.ts";
import { testWith } from "../helpers/needs.ts";
import { attempt, succeed } from "../helpers/processes.ts";
import { EXAMPLES, exampleText, rendered } from "../helpers/rendering.ts";

/** The generation of every object of a folder: it grows when what is wanted changes. */
async function generations(folder: string): Promise<string> {
  const columns = "custom-columns=K:.kind,N:.metadata.name,U:.metadata.uid,G:.metadata.generation";
  return await succeed("kubectl", "get", "-f", folder, "-o", columns, "--no-headers");
}

for (const name of EXAMPLES) {
  testWith(
    ["kubectl"],
    `${name} is accepted under the restricted standard, twice the same`,
    () =>
      inFolder(async (folder) => {
        // Every object names its namespace, so a run of its own needs a name of its own.
        const namespace = `ex-${crypto.randomUUID().slice(0, 8)}`;
        const text = exampleText(name).replace(/^ {2}namespace: .*\n/m, "").replace(
          /^spec:\n/m,
          `spec:\n  namespace: ${namespace}\n`,
        );
        writeFiles(folder, rendered(text, name, "kubernetes").files);
        try {
          const first = await succeed("kubectl", "apply", "-f", folder);
          assert.doesNotMatch(first, /Warning/);
          const label = [
            "-o",
            "jsonpath={.metadata.labels.pod-security\\.kubernetes\\.io/enforce}",
          ];
          assert.equal(
            await succeed("kubectl", "get", "namespace", namespace, ...label),
            "restricted",
          );
          const before = await generations(folder);
          await succeed("kubectl", "apply", "-f", folder);
          assert.equal(await generations(folder), before);
          assert.equal((await attempt("kubectl", "diff", "-f", folder)).text, "");
        } finally {
          await attempt("kubectl", "delete", "-f", folder, "--wait=false");
        }
      }),
  );

  testWith(["docker"], `${name} is what docker compose reads`, () =>
    inFolder(async (folder) => {
      const { files, plan } = rendered(exampleText(name), name, "compose");
      writeFiles(folder, files);
      for (const resource of plan!.resources) {
        if (resource.kind !== "secret") continue;
        const file = `${folder}/secrets/${resource.node}`;
        Deno.mkdirSync(file, { recursive: true });
        Deno.writeTextFileSync(`${file}/.env`, "");
      }
      const { success, text } = await attempt(
        "docker",
        "compose",
        "-f",
        `${folder}/compose.yaml`,
        "config",
        "-q",
      );
      assert.ok(success, text);
      assert.equal(text, "");
    }));
}
