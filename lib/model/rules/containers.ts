import type { JsonObject, Path } from "../json.ts";
import type { Companion, Container, StartWait, Task, Workload } from "../resource.ts";
import type { RuledGraph, RuledNode } from "./graph.ts";

/** The config of a workload, as far as rules read it. */
export type WorkloadConfig =
  & Pick<
    Workload,
    | "replicas"
    | "ports"
    | "probes"
    | "storage"
    | "volumes"
    | "autoscaling"
    | "disruptionBudget"
    | "hostNetwork"
    | "build"
  >
  & ContainerConfig;

/** The config of a job or cron job, as far as rules read it. */
export type TaskConfig = Pick<Task, "keepFinished" | "schedule"> & ContainerConfig;

/** The config of whatever runs a container, as far as rules read it. */
export type ContainerConfig = Omit<
  Container,
  "settings" | "variables" | "addresses" | "after" | "identity" | "policies"
>;

/** Programs that keep running. */
export function workloads(graph: RuledGraph): readonly RuledNode<WorkloadConfig>[] {
  return graph.of("app", "stateful-app");
}

/** Everything that runs a container. */
export function containers(graph: RuledGraph): readonly RuledNode<ContainerConfig>[] {
  return graph.of("app", "stateful-app", "job", "cron-job");
}

/** An image, and where the config names it. */
export interface NamedImage {
  readonly path: Path;
  readonly image: string;
}

/** Every image that a node runs. */
export function imagesOf({ config }: RuledNode<ContainerConfig>): NamedImage[] {
  const { image, init = [], sidecars = [], wait } = config;
  const { backup } = config as unknown as { readonly backup?: { readonly image: string } };
  return [
    ...at(["image"], image),
    ...at(["backup", "image"], backup?.image),
    ...companionImages("init", init),
    ...companionImages("sidecars", sidecars),
    ...waitImages(wait),
  ];
}

function companionImages(list: string, companions: readonly Companion[]): NamedImage[] {
  return companions.flatMap(({ image }, index) => at([list, index, "image"], image));
}

function waitImages(wait: StartWait | undefined): NamedImage[] {
  return [...at(["wait", "image"], wait?.image), ...at(["wait", "taskImage"], wait?.taskImage)];
}

function at(path: Path, image: string | undefined): NamedImage[] {
  return image === undefined ? [] : [{ path, image }];
}

/** An image reference in its parts. */
export interface ImageParts {
  readonly registry: string;
  /** The path in the registry. */
  readonly name: string;
  readonly tag?: string;
  readonly digest?: string;
}

/** What an image that names no registry comes from. */
const DOCKER_HUB = "docker.io";

/** The parts of an image reference. */
export function partsOf(image: string): ImageParts {
  const [rest = "", digest] = image.split("@");
  const slash = rest.lastIndexOf("/");
  const colon = rest.indexOf(":", slash + 1);
  const whole = colon < 0 ? rest : rest.slice(0, colon);
  const [first = "", ...more] = whole.split("/");
  const isRegistry = more.length > 0 && (first === "localhost" || /[.:A-Z]/.test(first));
  return {
    registry: isRegistry ? first : DOCKER_HUB,
    name: isRegistry ? more.join("/") : whole,
    ...(colon < 0 ? {} : { tag: rest.slice(colon + 1) }),
    ...(digest === undefined ? {} : { digest }),
  };
}

/** The most replicas that may run at the same time. */
export function replicasOf({ config }: RuledNode<WorkloadConfig>): number {
  return config.autoscaling?.max ?? config.replicas;
}

/** The least replicas that run at the same time. */
export function leastReplicasOf({ config }: RuledNode<WorkloadConfig>): number {
  return config.autoscaling?.min ?? config.replicas;
}

/** Maps that become variables of containers, and where the config holds them. */
export function variablesOf(
  { config }: RuledNode<JsonObject>,
): { readonly path: Path; readonly variables: Readonly<Record<string, string>> }[] {
  const { env, init, sidecars } = config as Partial<ContainerConfig>;
  const listed = { init: init ?? [], sidecars: sidecars ?? [] };
  return [
    { path: ["env"], variables: env ?? {} },
    ...Object.entries(listed).flatMap(([list, companions]) =>
      companions.map(({ env = {} }, index) => ({ path: [list, index, "env"], variables: env }))
    ),
  ];
}
