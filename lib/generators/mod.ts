export { compose } from "./compose.ts";
export { kubernetes } from "./kubernetes.ts";
