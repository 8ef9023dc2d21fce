import { parse, stringify } from "yaml";
import { emitYaml } from "../../../lib/format/emit.ts";
import { kubernetes } from "../../../lib/generators/kubernetes.ts";
import { figure, ratio, time } from "../measure.ts";
import { modelOf, plan } from "./inputs.ts";

/** M5: writing Kubernetes documents, beside the package `yaml` and `JSON.stringify`. */
export async function emitter(): Promise<void> {
  const documents = kubernetes.generate(plan(modelOf(100))).files.map(({ text }) => parse(text));
  const ours = () => time(() => documents.map((document) => emitYaml(document, null)));
  figure(
    "M5 writing YAML with its source map, of yaml stringify",
    "<= 0.167",
    await ratio(ours, () => time(() => documents.map((document) => stringify(document)))),
  );
  const json = () => time(() => documents.map((document) => JSON.stringify(document)));
  const written = sizeOf(documents.map((document) => emitYaml(document, null).text));
  const stringified = sizeOf(documents.map((document) => JSON.stringify(document)));
  figure(
    "M5 time for a byte, of JSON.stringify",
    "<= 3.33",
    await ratio(() => ours() / written, () => json() / stringified),
  );
}

function sizeOf(texts: readonly string[]): number {
  return texts.reduce((sum, text) => sum + text.length, 0);
}
