import { type Methods, without } from "../step.ts";
import { built, fromDockerfile } from "./build.ts";
import { companionOf } from "./companions.ts";
import { CONTAINER } from "./container.ts";
import { number } from "./fields.ts";
import { healthOf } from "./health.ts";
import { account, requires } from "./joins.ts";
import { lifecycleOf } from "./lifecycle.ts";
import { nodeSelector } from "./placement.ts";
import { common, exposed, mapping, port } from "./ports.ts";
import { scalingOf } from "./scaling.ts";

/** The calls of apps. */
export const APP: Methods = {
  ...CONTAINER,
  replicas: number("replicas", [1, 1000]),
  http_port: port(8080, "http"),
  https_port: port(8443, "https"),
  health_port: port(8081, "health"),
  admin_port: port(9000, "admin"),
  grpc_port: port(9090, "grpc"),
  debug_port: port(5005, "debug"),
  common_ports: common,
  port_mapping: mapping,
  expose_port: exposed,
  service_account: account,
  scale: scalingOf,
  add_companion: companionOf,
  depends_on: requires(true),
  connect_to: requires(false),
  lifecycle: lifecycleOf,
  health: healthOf,
  build: built,
  from_dockerfile: fromDockerfile,
  node_selector: nodeSelector,
  add_storage: without("the library does not say what an app does with it"),
  expose: without("draw a service or an ingress: the library's own loses its selector"),
};
