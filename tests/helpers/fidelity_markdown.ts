import { codeText, tableText } from "../../lib/format/markdown.ts";
import type { Measured, Said } from "./fidelity.ts";

const HEAD = `# Fidelity

Measured by \`tests/fidelity_test.ts\`, which sets every property of every component, joins each node
at every port, and asks each output what it carried. \`deno task golden\` writes it anew.

**exact**: the output says the same. **approximated**: it says it in another way, or some of it only;
the report of each render says what, with a sentence. **dropped**: it has no place for it, and the
report says why. Nothing is ever dropped in silence.
`;

/** What was measured, as a page: the class of each component, and what is not exact. */
export function fidelityMarkdown(measured: ReadonlyMap<string, readonly Measured[]>): string {
  const outputs = [...measured.keys()];
  const names = measured.get(outputs[0]!)!.map(({ component }) => component);
  const classOf = (output: string, component: string) =>
    measured.get(output)!.find((one) => one.component === component)!.class;
  const overview = tableText(
    ["component", ...outputs],
    names.map((name) => [codeText(name), ...outputs.map((output) => classOf(output, name))]),
  );
  const sections = names.flatMap((name) => sectionOf(name, measured));
  return [HEAD, ...overview, "", ...sections].join("\n");
}

function sectionOf(
  component: string,
  measured: ReadonlyMap<string, readonly Measured[]>,
): string[] {
  const byOutput = [...measured].map(([output, all]) =>
    [output, all.find((one) => one.component === component)!.properties] as const
  );
  const names = [...new Set(byOutput.flatMap(([, properties]) => [...properties.keys()]))].sort();
  const rows = names.flatMap((name) => {
    const cells = byOutput.map(([, properties]) => cellOf(properties.get(name) ?? []));
    const isExact = cells.every((cell) => cell === "exact" || cell === "");
    return isExact ? [] : [[name === "" ? "the node itself" : codeText(name), ...cells]];
  });
  if (rows.length === 0) return [];
  const head = ["property", ...byOutput.map(([output]) => output)];
  return [`## ${component}`, "", "Exact but for:", "", ...tableText(head, rows), ""];
}

/** The best that happens to a property, and what else may. */
function cellOf(said: readonly Said[]): string {
  const isExact = said.some((one) => one.class === "exact");
  const losses = said.filter((one) => one.class !== "exact")
    .map(({ class: kind, message }) => `${kind}: ${message.replaceAll("\n", " ")}`);
  return [...(isExact ? ["exact"] : []), ...losses].join("; or ");
}
