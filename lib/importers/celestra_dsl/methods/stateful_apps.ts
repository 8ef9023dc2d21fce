import { set } from "../../yaml/put.ts";
import { argumentsOf, type Methods, putWhole, putWord, without, worst } from "../step.ts";
import { companionOf } from "./companions.ts";
import { CONTAINER } from "./container.ts";
import { number } from "./fields.ts";
import { healthOf } from "./health.ts";
import { lifecycleOf } from "./lifecycle.ts";
import { port } from "./ports.ts";
import { storage } from "./volumes.ts";

/** Ports that the library knows by heart: number and name. */
const PORTS = {
  postgres_port: [5432, "postgres"],
  mysql_port: [3306, "mysql"],
  redis_port: [6379, "redis"],
  mongodb_port: [27017, "mongodb"],
  elasticsearch_port: [9200, "elasticsearch"],
  kafka_port: [9092, "kafka"],
  metrics_port: [9090, "metrics"],
  admin_port: [8080, "admin"],
} as const;

/** The calls of stateful apps. */
export const STATEFUL: Methods = {
  ...CONTAINER,
  ...Object.fromEntries(
    Object.entries(PORTS).map(([method, [number, name]]) => [method, port(number, name)] as const),
  ),
  port: port(undefined, "app"),
  add_port: port(undefined, "app"),
  database_port: port(undefined, "database"),
  cluster_port: port(undefined, "cluster"),
  replicas: number("replicas", [1, 1000]),
  storage,
  add_companion: companionOf,
  lifecycle: lifecycleOf,
  health: healthOf,
  headless_service: (step) => {
    set(step.node, ["headless"], argumentsOf(step.call, "enabled")["enabled"] !== false);
    return undefined;
  },
  update_strategy: (step) => {
    const { strategy, partition } = argumentsOf(step.call, "strategy", "partition");
    return worst(
      putWord(step, ["updateStrategy"], strategy, ["RollingUpdate", "OnDelete"]),
      partition === undefined || partition === null
        ? undefined
        : putWhole(step, ["partition"], partition, [0, 1000]),
    );
  },
  backup_schedule: without("the library names no image and no command that makes a backup"),
  service_type: without("draw a service in front of it"),
};
