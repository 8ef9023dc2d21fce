import { generators } from "../../../lib/generators/registry.ts";
import { kubernetes } from "../../../lib/generators/kubernetes.ts";
import type { Artifact } from "../../../lib/model/artifact.ts";
import { figure, ratio, spread, time, timeProcess } from "../measure.ts";
import { hasHelm, modelOf, plan, writeChart } from "./inputs.ts";

/** M1: rendering from the parsed model, in this process. */
export async function warm(folder: string): Promise<void> {
  if (!await hasHelm()) return;
  const model = modelOf(10);
  const chart = writeChart(folder, 10);
  figure(
    "M1 10 services, warm, of one helm template",
    "<= 0.03",
    await ratio(
      () => time(() => kubernetes.generate(plan(model))),
      () => timeProcess("helm", ["template", chart]),
    ),
  );
}

/**
 * M3: how time grows from 100 to 4,000 services. One small workflow again and again lies in the
 * processor's cache, which no large one does; forty different ones take as much memory as it.
 */
export function growth(): void {
  const large = modelOf(4000);
  const many = Array.from({ length: 40 }, () => modelOf(100));
  const all = () => many.map((workflow) => kubernetes.generate(plan(workflow)));
  const exponents = (few: () => number) =>
    [1, 2, 3, 4, 5].map(() => {
      const small = few();
      return Math.log(time(() => kubernetes.generate(plan(large))) / small) / Math.log(40);
    });
  time(all);
  figure(
    "M3 growth exponent from 100 to 4,000 services",
    "<= 1.05",
    spread(exponents(() => time(all) / 40)),
  );
  const one = () => time(() => kubernetes.generate(plan(many[0]!)));
  figure("M3 the same, the 100 services always the same ones", "<= 1.05", spread(exponents(one)));
}

/** The outputs that performance.md means, in so far as they are there. */
const FOUR = ["kubernetes", "compose", "helm", "celestra-dsl"];

/** M6: several outputs of one model. */
export async function outputs(): Promise<void> {
  const hundred = modelOf(100);
  const alone = () => time(() => kubernetes.generate(plan(hundred)));
  const sets = { "four outputs": FOUR, "all outputs": [...generators.keys()] };
  for (const [name, ids] of Object.entries(sets)) {
    const there = ids.flatMap((id) => generators.get(id) ?? []);
    const every = () => {
      const planned = plan(hundred);
      return there.map((generator) => generator.generate(planned));
    };
    figure(
      `M6 ${name} (${there.length}) of one model, of Kubernetes alone`,
      name === "four outputs" ? "<= 1.6" : "(shown)",
      await ratio(() => time(every), alone),
    );
  }
}

/** M7: the same bytes again and again, of every output. */
export async function hashes(): Promise<void> {
  const model = modelOf(10);
  for (const [id, generator] of generators) {
    const found = new Set<string>();
    for (let run = 0; run < 100; run++) {
      found.add(await hash(generator.generate(plan(model)).files));
    }
    figure(`M7 distinct hashes of 100 runs of ${id}`, "= 1", spread([found.size]));
  }
}

async function hash(files: readonly Artifact[]): Promise<string> {
  const bytes = new TextEncoder().encode(files.map(({ path, text }) => path + text).join("\0"));
  return new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)).toHex();
}
