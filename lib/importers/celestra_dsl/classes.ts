import { BINDING, ROLE, SERVICE_ACCOUNT } from "./methods/access.ts";
import { APP } from "./methods/apps.ts";
import { CRON_JOB, JOB } from "./methods/jobs.ts";
import { STATEFUL } from "./methods/stateful_apps.ts";
import { CUSTOM_RESOURCE, OBSERVABILITY, STRATEGY } from "./methods/extras.ts";
import { INGRESS, NETWORK_POLICY, SERVICE } from "./methods/network.ts";
import { CONFIG_MAP, SECRET } from "./methods/sources.ts";
import type { Methods } from "./step.ts";

/** A class of the library whose builders become nodes. */
export interface NodeClass {
  readonly component: string;
  readonly methods: Methods;
}

/**
 * The classes that become nodes, in the order in which they are read: what others refer to by its
 * ports or keys comes first.
 */
export const CLASSES: Readonly<Record<string, NodeClass>> = {
  ConfigMap: { component: "config-map", methods: CONFIG_MAP },
  Secret: { component: "secret", methods: SECRET },
  ServiceAccount: { component: "service-account", methods: SERVICE_ACCOUNT },
  Role: { component: "role", methods: ROLE },
  ClusterRole: { component: "role", methods: ROLE },
  StatefulApp: { component: "stateful-app", methods: STATEFUL },
  App: { component: "app", methods: APP },
  Job: { component: "job", methods: JOB },
  CronJob: { component: "cron-job", methods: CRON_JOB },
  Service: { component: "service", methods: SERVICE },
  Ingress: { component: "ingress", methods: INGRESS },
  NetworkPolicy: { component: "network-policy", methods: NETWORK_POLICY },
  CustomResource: { component: "custom-resource", methods: CUSTOM_RESOURCE },
  Observability: { component: "observability", methods: OBSERVABILITY },
  DeploymentStrategy: { component: "deployment-strategy", methods: STRATEGY },
};

/** The classes that give a role to somebody. */
export const BINDINGS: Methods = BINDING;

/** The classes that stand inside other builders. */
export const HELPERS: ReadonlySet<string> = new Set([
  "Companion",
  "Health",
  "Lifecycle",
  "Scaling",
]);
