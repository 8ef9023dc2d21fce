import { FORMATS } from "../../model/formats.ts";
import { takeAddresses } from "../shared/addresses.ts";
import type { DraftNode } from "../shared/draft.ts";
import { isSecretName } from "../../model/secrets/field_names.ts";
import { isLiteralSecret } from "../../model/secrets/literals.ts";
import { withhold } from "../shared/withhold.ts";
import type { Field } from "../yaml/field.ts";
import { set } from "../yaml/put.ts";
import { environmentFile, interpolated } from "./interpolation.ts";
import { fileAt, type Reading } from "./reading.ts";
import { type Pair, pairsOf, type Placed, valuesOf } from "./service.ts";
import { tell } from "./texts.ts";

/** Takes the variables of a service: those of its files first, its own win. */
export function takeEnvironment(reading: Reading, { service, node }: Placed): void {
  for (const field of valuesOf(service, "env_file")) takeFiles(reading, node, field);
  const pairs = valuesOf(service, "environment").flatMap(pairsOf);
  const plain = new Map<string, Pair>();
  for (const pair of pairs) takeOne(reading, node, pair, plain);
  const texts = new Map([...plain].map(([key, { value }]) => [key, value ?? ""]));
  const fields = new Map([...plain].map(([key, { field }]) => [key, field]));
  const left = takeAddresses({ draft: reading.draft, services: reading.book }, node, fields, texts);
  for (const key of left) {
    const { field, value } = plain.get(key)!;
    const { text, notes } = interpolated(value ?? "", reading.values);
    set(node, ["env", key], text);
    tell(field, notes, node, ["env", key]);
  }
}

/** A secret becomes a key; what is no variable is told; the rest is plain text. */
function takeOne(
  { draft, values }: Reading,
  node: DraftNode,
  pair: Pair,
  plain: Map<string, Pair>,
): void {
  const { key, value, field } = pair;
  if (!FORMATS.variable!.test(key)) {
    return field.drop("it is no name of a variable: letters, digits and underscores", node.id);
  }
  const { text, missing } = interpolated(value ?? "", values);
  const isAsked = value === undefined || missing.length > 0;
  if (isLiteralSecret(key, text) || (isAsked && isSecretName(key))) {
    return withhold(draft, node, key, field);
  }
  if (value === undefined && field.isEmpty === false) {
    return field.drop("its value comes from whoever starts Compose: set it in env", node.id);
  }
  plain.set(key, pair);
}

/** Files of variables: one among the inputs is read, any other is told. */
function takeFiles(reading: Reading, node: DraftNode, field: Field): void {
  const entries = field.isList ? field.items() : [field];
  for (const entry of entries) {
    const path = entry.isMap ? entry.get("path") : entry;
    const said = interpolated(path?.text ?? "", reading.values).text;
    const file = fileAt(reading, entry, said);
    if (!file && takeOwnFile(reading, node, entry, path?.text ?? "")) continue;
    if (!file) {
      entry.drop("the file is not among the inputs: add it, or list its variables", node.id);
      continue;
    }
    entry.take(node.id, ["env"]);
    for (const { line, key, value } of environmentFile(file.text)) {
      const lines = { file: file.path, from: line, to: line };
      takeLine(reading, node, { lines, key, value: value ?? "" });
    }
  }
}

/** The file that `celestra secret set` writes: the keys are those that stand under `secrets`. */
function takeOwnFile(reading: Reading, node: DraftNode, entry: Field, path: string): boolean {
  const [, id] = /^\$\{CELESTRA_SECRETS[^}]*\}\/([^/]+)\/\.env$/.exec(path) ?? [];
  const secret = id === undefined ? undefined : reading.settings.get(`secrets ${id}`);
  if (!secret) return false;
  set(secret, ["mount"], "both");
  entry.take(secret.id, ["mount"]);
  reading.draft.connect({ node: secret.id, port: "data" }, { node: node.id, port: "settings" });
  return true;
}

interface Line {
  readonly lines: { readonly file: string; readonly from: number; readonly to: number };
  readonly key: string;
  readonly value: string;
}

function takeLine({ draft, report, values }: Reading, node: DraftNode, line: Line): void {
  const { lines, key, value } = line;
  if (!FORMATS.variable!.test(key)) {
    return report.dropped(lines, key, "it is no name of a variable", node.id);
  }
  const { text } = interpolated(value, values);
  if (!isLiteralSecret(key, text)) {
    set(node, ["env", key], text);
    return report.taken(lines, key, node.id);
  }
  const message = withholdKey(draft, node, key);
  report.approximated(lines, key, message, node.id);
}

function withholdKey(draft: Reading["draft"], node: DraftNode, key: string): string {
  let message = "";
  withhold(draft, node, key, { withhold: (text: string) => message = text });
  return message;
}
