export { app } from "./app.ts";
export { configMap } from "./config_map.ts";
export { ingress } from "./ingress.ts";
export { secret } from "./secret.ts";
export { service } from "./service.ts";
export { statefulApp } from "./stateful_app.ts";
