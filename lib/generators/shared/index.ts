import type {
  Endpoint,
  Plan,
  Resource,
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
        return index.tasks.push(recorder.read(resource));
      default:
        return resource satisfies never;
    }
  };
  plan.resources.forEach(put);
  return index;
}
