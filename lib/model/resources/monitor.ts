import type { Origin } from "./origin.ts";

/** What is measured, logged and traced of the workloads that it watches. */
export interface Monitor extends Origin {
  readonly kind: "monitor";
  /** The workload nodes that it watches. */
  readonly targets: readonly string[];
  readonly metrics?: {
    readonly portName?: string;
    readonly path: string;
    readonly interval: string;
    readonly timeout?: string;
  };
  readonly alerts?: readonly Alert[];
  /** Dashboards as Grafana exports them, by file name. */
  readonly dashboards?: Readonly<Record<string, string>>;
  readonly logging?: {
    readonly level?: "debug" | "info" | "warning" | "error";
    readonly format?: "json" | "text";
    readonly parser?: string;
  };
  readonly tracing?: {
    readonly endpoint: string;
    readonly protocol: "grpc" | "http/protobuf" | "http/json";
    /** The share of requests that is traced, in percent. */
    readonly sampling: number;
  };
  readonly labels?: Readonly<Record<string, string>>;
}

/** A condition that somebody is told about. */
export interface Alert {
  readonly name: string;
  /** A PromQL expression. */
  readonly expression: string;
  /** How long it must hold, as a duration. */
  readonly for?: string;
  readonly severity: "info" | "warning" | "critical";
  readonly summary?: string;
  readonly description?: string;
}
