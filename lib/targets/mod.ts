export { dockerCompose } from "./docker_compose.ts";
export { git } from "./git.ts";
