import type {
  CustomObject,
  Endpoint,
  Group,
  Identity,
  Monitor,
  NetworkRule,
  Permission,
  Plan,
  Resource,
  RolloutStrategy,
  Route,
  SecretReference,
  Setting,
  Task,
  Workload,
} from "../../model/resource.ts";
import type { Reading, Recorder } from "../recorder.ts";

/** The resources of a plan by the ids of their nodes, each read through the recorder. */
export interface Index {
  readonly workloads: ReadonlyMap<string, Reading<Workload>>;
  readonly endpoints: ReadonlyMap<string, Reading<Endpoint>>;
  readonly routes: ReadonlyMap<string, Reading<Route>>;
  readonly secrets: ReadonlyMap<string, Reading<SecretReference>>;
  readonly settings: ReadonlyMap<string, Reading<Setting>>;
  readonly rules: ReadonlyMap<string, Reading<NetworkRule>>;
  readonly identities: ReadonlyMap<string, Reading<Identity>>;
  readonly permissions: ReadonlyMap<string, Reading<Permission>>;
  readonly strategies: ReadonlyMap<string, Reading<RolloutStrategy>>;
  readonly monitors: ReadonlyMap<string, Reading<Monitor>>;
  readonly groups: ReadonlyMap<string, Reading<Group>>;
  readonly customs: ReadonlyMap<string, Reading<CustomObject>>;
  /** The tasks that are nodes of their own, which others may come after. */
  readonly jobs: ReadonlyMap<string, Reading<Task>>;
  /** A node may have several, told apart by their suffixes. */
  readonly tasks: readonly Reading<Task>[];
}

/** Looks every resource of a plan up once, so that no step has to search. */
export function indexOf(plan: Plan, recorder: Recorder): Index {
  const index = {
    workloads: new Map<string, Reading<Workload>>(),
    endpoints: new Map<string, Reading<Endpoint>>(),
    routes: new Map<string, Reading<Route>>(),
    secrets: new Map<string, Reading<SecretReference>>(),
    settings: new Map<string, Reading<Setting>>(),
    rules: new Map<string, Reading<NetworkRule>>(),
    identities: new Map<string, Reading<Identity>>(),
    permissions: new Map<string, Reading<Permission>>(),
    strategies: new Map<string, Reading<RolloutStrategy>>(),
    monitors: new Map<string, Reading<Monitor>>(),
    groups: new Map<string, Reading<Group>>(),
    customs: new Map<string, Reading<CustomObject>>(),
    jobs: new Map<string, Reading<Task>>(),
    tasks: [] as Reading<Task>[],
  };
  const put = (resource: Resource) => {
    switch (resource.kind) {
      case "workload":
        return index.workloads.set(resource.node, recorder.read(resource));
      case "endpoint":
        return index.endpoints.set(resource.node, recorder.read(resource));
      case "route":
        return index.routes.set(resource.node, recorder.read(resource));
      case "secret":
        return index.secrets.set(resource.node, recorder.read(resource));
      case "setting":
        return index.settings.set(resource.node, recorder.read(resource));
      case "task":
        return putTask(index, recorder.read(resource));
      case "network-rule":
        return index.rules.set(resource.node, recorder.read(resource));
      case "identity":
        return index.identities.set(resource.node, recorder.read(resource));
      case "permission":
        return index.permissions.set(resource.node, recorder.read(resource));
      case "rollout-strategy":
        return index.strategies.set(resource.node, recorder.read(resource));
      case "monitor":
        return index.monitors.set(resource.node, recorder.read(resource));
      case "group":
        return index.groups.set(resource.node, recorder.read(resource));
      case "custom":
        return index.customs.set(resource.node, recorder.read(resource));
      default:
        return resource satisfies never;
    }
  };
  plan.resources.forEach(put);
  return index;
}

function putTask(
  { tasks, jobs }: { tasks: Reading<Task>[]; jobs: Map<string, Reading<Task>> },
  task: Reading<Task>,
): void {
  tasks.push(task);
  if (task.value("suffix") === "") jobs.set(task.node, task);
}
