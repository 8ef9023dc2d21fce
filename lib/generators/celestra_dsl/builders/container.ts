import type { Reading } from "../../recorder.ts";
import { bytesText, cpuText } from "../../kubernetes/quantity.ts";
import { dropAll } from "../../shared/drop_all.ts";
import { callFrom, placeOf, said } from "../builder.ts";
import type { Context, Runner } from "../context.ts";
import { type Call, Keyword } from "../python/program.ts";
import { environmentCalls, type Referred } from "./environment.ts";

/** What the library has no call for, whatever runs the container. */
const LOST = {
  workingDir: "the library cannot set the folder that a container starts in",
  podFields: "the library gives variables text only, no facts of the pod",
  pullPolicy: "the library sets no pull policy of a main container",
  pullSecrets: "the library names pull secrets of service accounts only",
  stopSeconds: "the library sets a time to stop and never writes it",
} as const;

/** The calls that every runner has. */
export function containerCalls(
  context: Context,
  runner: Reading<Runner>,
  referred: Referred,
): Call[] {
  const calls = [
    ...said(runner, "image", "image"),
    ...environmentCalls(context, runner, referred),
    ...computeCalls(runner, true),
  ];
  dropAll(runner, LOST);
  runner.approximate("annotations", "they stand on the object, not on its pods");
  return calls;
}

/** What a container asks for and may use at most; only some may have graphics processors. */
export function computeCalls<T extends { readonly resources: Runner["resources"] }>(
  it: Reading<T>,
  gpus: boolean,
): Call[] {
  const resources = it.part("resources") as Reading<Runner["resources"]>;
  resources.drop("processes", "the kubelet sets the limit of processes for the whole node");
  const args = [
    ["cpu", resources.value("cpu"), cpuText],
    ["memory", resources.value("memory"), bytesText],
    ["cpu_limit", resources.value("cpuLimit"), cpuText],
    ["memory_limit", resources.value("memoryLimit"), bytesText],
  ] as const;
  if (!gpus) resources.drop("gpu", "the library gives graphics processors to main containers only");
  const gpu = gpus ? resources.value("gpu") : undefined;
  return [callFrom(
    placeOf(it, "resources"),
    "resources",
    ...args.flatMap(([name, text, become]) =>
      text === undefined ? [] : [new Keyword(name, become(text))]
    ),
    ...(gpu === undefined ? [] : [new Keyword("gpu", gpu)]),
  )];
}
