import assert from "node:assert/strict";
import { tools } from "../lib/cli/tools.ts";
import { parseEnvironment } from "../lib/format/environment.ts";
import { generators } from "../lib/generators/registry.ts";
import type { Environment } from "../lib/model/environment.ts";
import { pathText } from "../lib/model/json.ts";
import type { Checked } from "../lib/services/checking.ts";
import type { Rendered } from "../lib/services/generation.ts";
import { ROOT } from "./helpers/house.ts";
import { EXAMPLES, exampleText, rendered } from "./helpers/rendering.ts";

// `deno task golden` writes the files anew; read the difference before it is committed.
const isWriting = Deno.env.get("CELESTRA_GOLDEN") === "write";

for (const output of generators.keys()) {
  for (const name of EXAMPLES) {
    Deno.test(`${name} as ${output} is its golden file`, async () => {
      const file = `${ROOT}tests/golden/${output}/${name}.txt`;
      const text = goldenText(rendered(exampleText(name), name, output, ...elsewhere(name)));
      if (isWriting) {
        await Deno.mkdir(`${ROOT}tests/golden/${output}`, { recursive: true });
        await Deno.writeTextFile(file, text);
      }
      assert.equal(text, await Deno.readTextFile(file));
    });

    Deno.test(`every line of ${name} as ${output} comes from a node or the whole workflow`, () => {
      for (
        const { path, text, map } of rendered(exampleText(name), name, output, ...elsewhere(name))
          .files
      ) {
        let next = 1;
        for (const { from, to } of map) {
          assert.equal(from, next, `${path} line ${next} is mapped once`);
          next = to + 1;
        }
        assert.equal(next, text.split("\n").length, `${path} is mapped to its end`);
      }
    });
  }
}

/** For outputs that write every environment: one where the first workload is another. */
function elsewhere(name: string): Checked<Environment>[] {
  const first = /^ {4}([a-z0-9-]+):\n {6}component: (stateful-)?app$/m.exec(exampleText(name))![1]!;
  const changes = { image: "ghcr.io/acme/next:2.0.0", env: { ZONE: "next" } };
  const file = {
    apiVersion: "celestra/v1",
    kind: "Environment",
    metadata: { name: "next" },
    spec: { target: "git", namespace: `${name}-next`, overrides: { [name]: { [first]: changes } } },
  };
  const text = JSON.stringify(file);
  const document = parseEnvironment(text, "environments/next.yaml", tools.destinations);
  return [{ document, problems: document.problems }];
}

/** All files of an output as one text, and what it does not carry exactly. */
function goldenText({ files, report }: Rendered): string {
  // Templates are the same for every workflow; a test of their own holds their hash.
  const parts = files.filter(({ path }) => !path.startsWith("templates/"))
    .map(({ path, text }) => `=== ${path}\n${text}`);
  const losses = report.filter((entry) => entry.class !== "exact").map((entry) =>
    `${entry.node} ${pathText(entry.path)} ${entry.class}: ${entry.message}\n`
  );
  return `${parts.join("")}=== fidelity: ${report.length} properties\n${losses.join("")}`;
}
