import { containers } from "../containers.ts";
import type { Rule } from "../rule.ts";

/** Sockets by which containers are started, and folders that hold them. */
const SOCKETS = [
  "/run/docker.sock",
  "/run/containerd/containerd.sock",
  "/run/crio/crio.sock",
  "/run/podman/podman.sock",
];

/** No container reaches the program that starts containers. */
export const runtimeSocket: Rule = {
  id: "runtime-socket",
  title: "No container reaches the container engine of its host",
  why: "Who can start containers can start one that owns the host.",
  severity: "error",
  mending: "Take the folder with the engine's socket away.",
  known: { kubeLinter: ["docker-sock"], kubescape: ["C-0074"] },
  findings: (graph) =>
    containers(graph).flatMap(({ id, config: { hostFolders = [] } }) =>
      hostFolders.flatMap(({ source }, index) =>
        !isSocket(source) ? [] : [{
          node: id,
          path: ["hostFolders", index],
          message: `"${id}" reaches the container engine by ${source}; expected no way to it`,
          mend: [{ op: "remove", node: id, path: ["hostFolders"], index }],
        }]
      )
    ),
};

/** Whether a folder or file of the host is, or holds, the socket of an engine. */
export function isSocket(source: string): boolean {
  const path = `/${source.split("/").filter((part) => part !== "" && part !== ".").join("/")}`
    .replace(/^\/var\/run(?=\/|$)/, "/run");
  return SOCKETS.some((socket) => socket === path || `${socket}/`.startsWith(`${path}/`)) ||
    path === "/" || path === "/var";
}
