import assert from "node:assert/strict";
import { parseAllDocuments } from "yaml";
import { helm } from "../../lib/generators/helm.ts";
import { kubernetes } from "../../lib/generators/kubernetes.ts";
import type { Artifact } from "../../lib/model/artifact.ts";
import type { Plan } from "../../lib/model/resource.ts";
import { succeed } from "./processes.ts";

/** Objects of a cluster by kind, namespace and name. */
export type Objects = Readonly<Record<string, unknown>>;

/** What a reader of YAML 1.1, as the API server's is, takes for a line break or leaves out. */
const BREAKS = /[\u0085\u2028\u2029\ufeff]/;

/** Writes the chart of a plan into a folder. */
export async function writeChart(folder: string, plan: Plan, variants?: Plan[]): Promise<void> {
  const { files } = helm.generate(plan, variants);
  for (const { path, text } of files) {
    await Deno.mkdir(`${folder}/${path}`.replace(/[^/]*$/, ""), { recursive: true });
    await Deno.writeTextFile(`${folder}/${path}`, text);
  }
}

/** The objects that Helm makes of a chart, without its tests. */
export async function templated(folder: string, ...args: string[]): Promise<Objects> {
  const text = await succeed("helm", "template", "release", folder, "--skip-tests", ...args);
  assert.doesNotMatch(text, BREAKS);
  return objectsOf(text);
}

/** The objects of the Kubernetes output. */
export function plainObjects(plan: Plan): Objects {
  return objectsOf(filesText(kubernetes.generate(plan).files));
}

function filesText(files: readonly Artifact[]): string {
  return files.filter(({ path }) => !path.startsWith("sops/")).map(({ text }) => text).join(
    "---\n",
  );
}

/** An object, as far as it tells which one it is. */
interface Named {
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string };
}

/** The objects in YAML text, as readers of both versions see them; none comes twice. */
export function objectsOf(text: string): Objects {
  const [old, now] = (["1.1", "1.2"] as const).map((version) => readAs(text, version));
  assert.deepEqual(old, now);
  return now!;
}

function readAs(text: string, version: "1.1" | "1.2"): Objects {
  const objects = new Map<string, unknown>();
  const documents = parseAllDocuments(text, { version, merge: false });
  for (const document of documents as unknown as { errors: unknown[]; toJS(): Named | null }[]) {
    assert.deepEqual(document.errors, []);
    const object = document.toJS();
    if (object === null) continue;
    const { kind, metadata: { name, namespace = "" } } = object;
    const key = `${kind} ${namespace} ${name}`;
    assert.ok(!objects.has(key), `${key} comes twice`);
    objects.set(key, object);
  }
  return Object.fromEntries([...objects].sort(([a], [b]) => a < b ? -1 : 1));
}
