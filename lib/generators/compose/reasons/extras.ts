import type { CustomObject, Monitor, RolloutStrategy } from "../../../model/resource.ts";
import type { Reading } from "../../recorder.ts";
import { dropAll } from "../../shared/drop_all.ts";

const AT_ONCE = "Compose replaces the containers of a service at once; only a swarm knows an order";

const STRATEGY = {
  type: AT_ONCE,
  maxSurge: AT_ONCE,
  maxUnavailable: AT_ONCE,
  steps: AT_ONCE,
  autoPromotion: AT_ONCE,
  autoPromotionAfter: AT_ONCE,
  previewReplicas: AT_ONCE,
  scaleDownDelay: AT_ONCE,
  timeout: AT_ONCE,
  minReady: AT_ONCE,
  history: AT_ONCE,
  analysis: AT_ONCE,
} as const;

/** What of a strategy Compose does not carry: all of it. */
export function explainStrategy(strategy: Reading<RolloutStrategy>): void {
  dropAll(strategy, STRATEGY);
}

const NO_OBJECTS = "Compose has no objects that Prometheus or Grafana would find";

/** What of a monitor Compose does not carry: all but the variables that its apps get. */
export function explainMonitor(monitor: Reading<Monitor>): void {
  dropAll(monitor, {
    metrics: NO_OBJECTS,
    alerts: NO_OBJECTS,
    dashboards: NO_OBJECTS,
    labels: NO_OBJECTS,
  });
  const parser = "no agent reads what the containers write; docker compose logs shows it";
  monitor.part("logging")?.drop("parser", parser);
}

const NO_KINDS = "Compose has no API to which a kind could be added";

/** What of a custom resource Compose does not carry: all of it. */
export function explainCustom(custom: Reading<CustomObject>): void {
  dropAll(custom, {
    apiVersion: NO_KINDS,
    objectKind: NO_KINDS,
    scope: NO_KINDS,
    definition: NO_KINDS,
    instances: NO_KINDS,
  });
}
