export { celestraDsl } from "./celestra_dsl.ts";
export { compose } from "./compose.ts";
export { helm } from "./helm.ts";
export { kubernetes } from "./kubernetes.ts";
