import assert from "node:assert/strict";
import { tools } from "../../lib/cli/tools.ts";
import { checking } from "../../lib/cli/tools.ts";
import type { Environment } from "../../lib/model/environment.ts";
import type { Checked } from "../../lib/services/checking.ts";
import { render, type Rendered } from "../../lib/services/generation.ts";
import { filesUnder, ROOT } from "./house.ts";

/** The names of our examples. */
export const EXAMPLES: readonly string[] = filesUnder("workflows", ".yaml")
  .filter((path) => !path.endsWith(".layout.yaml"))
  .map((path) => path.slice("workflows/".length, -".yaml".length));

/** The text of an example. */
export function exampleText(name: string): string {
  return Deno.readTextFileSync(`${ROOT}workflows/${name}.yaml`);
}

/** Renders the text of a workflow, in an environment as well where there is one; it has no errors. */
export function rendered(
  text: string,
  name: string,
  output: string,
  ...variants: readonly Checked<Environment>[]
): Rendered {
  const { document, problems } = checking().workflow(text, `workflows/${name}.yaml`);
  assert.deepEqual(problems, []);
  const result = render({ workflow: document, output, variants }, tools);
  assert.deepEqual(result.problems, []);
  return result;
}
