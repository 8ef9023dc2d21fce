import assert from "node:assert/strict";
import type { Artifact } from "../../lib/model/artifact.ts";
import { asContainersSee } from "./injected.ts";
import { attempt, succeed } from "./processes.ts";

/** Runs a test while the namespaces among the files of Kubernetes are there. */
export async function inNamespaces(
  folder: string,
  files: readonly Artifact[],
  test: () => Promise<void>,
): Promise<void> {
  const file = `${folder}/namespaces.yaml`;
  await write(file, files.filter(isNamespace));
  await succeed("kubectl", "create", "-f", file);
  try {
    await test();
  } finally {
    await attempt("kubectl", "delete", "-f", file, "--wait=false");
  }
}

/** What the server would store of every object but namespaces, in their order. */
export async function answered(folder: string, files: readonly Artifact[]): Promise<unknown> {
  const file = `${folder}/objects.yaml`;
  await write(file, files.filter((one) => !isNamespace(one) && !one.path.startsWith("sops/")));
  const { success, stdout, text } = await attempt(
    "kubectl",
    ...["create", "--dry-run=server", "-o", "json", "-f", file],
  );
  assert.ok(success, text);
  // Objects follow on each other; only the end of one is a brace at the beginning of a line.
  return asContainersSee(stdout.trim().split(/(?<=^\})\n/m).map(lasting));
}

/** An object as every answer says it: the id of a job stands in its labels too. */
function lasting(text: string): unknown {
  const { metadata: { uid } } = JSON.parse(text);
  const { metadata, ...object } = JSON.parse(text.replaceAll(uid, "uid"));
  const { creationTimestamp: _, managedFields: __, ...own } = metadata;
  return { ...object, metadata: own };
}

function isNamespace({ path }: Artifact): boolean {
  return path.includes("-namespace-");
}

async function write(file: string, files: readonly Artifact[]): Promise<void> {
  await Deno.writeTextFile(file, files.map(({ text }) => text).join("---\n"));
}
