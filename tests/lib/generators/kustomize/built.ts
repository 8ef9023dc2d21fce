import assert from "node:assert/strict";
import { parseAllDocuments } from "yaml";
import { kubernetes } from "../../../../lib/generators/kubernetes.ts";
import { kustomize } from "../../../../lib/generators/kustomize.ts";
import type { Artifact } from "../../../../lib/model/artifact.ts";
import type { Plan } from "../../../../lib/model/resource.ts";
import { inFolder } from "../../../helpers/host.ts";
import { succeed } from "../../../helpers/processes.ts";

/** Objects by what tells them apart. */
export type Objects = Readonly<Record<string, unknown>>;

/** The objects that YAML texts hold. */
export function objectsOf(...texts: readonly string[]): Objects {
  const documents = texts.flatMap((text) => parseAllDocuments(text).map((one) => one.toJS()));
  const entries = documents.map((object) => {
    const { apiVersion, kind, metadata: { namespace = "", name } } = object;
    return [`${apiVersion} ${kind} ${namespace}/${name}`, object] as const;
  });
  assert.equal(new Map(entries).size, entries.length, "no object stands twice");
  return Object.fromEntries(entries);
}

/** Writes files into a folder. */
export function writeInto(folder: string, files: readonly Pick<Artifact, "path" | "text">[]): void {
  for (const { path, text } of files) {
    const file = `${folder}/${path}`;
    Deno.mkdirSync(file.slice(0, file.lastIndexOf("/")), { recursive: true });
    Deno.writeTextFileSync(file, text);
  }
}

/** What `kubectl kustomize` builds of a folder. */
export async function built(folder: string): Promise<Objects> {
  return objectsOf(await succeed("kubectl", "kustomize", folder));
}

/** Holds Kustomize to the objects of the Kubernetes output: in the base, and in each environment. */
export async function assertBuilt(base: Plan, variants: readonly Plan[]): Promise<void> {
  await inFolder(async (folder) => {
    writeInto(folder, kustomize.generate(base, variants).files);
    assert.deepEqual(await built(`${folder}/base`), plainObjects(base));
    for (const variant of variants) {
      const overlay = await built(`${folder}/overlays/${variant.environment}`);
      assert.deepEqual(overlay, plainObjects(variant));
    }
  });
}

function plainObjects(plan: Plan): Objects {
  const files = kubernetes.generate(plan).files.filter(({ path }) => !path.startsWith("sops/"));
  return objectsOf(...files.map(({ text }) => text));
}
