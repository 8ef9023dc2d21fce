import { secondsOf } from "../../model/formats.ts";
import type { StartWait } from "../../model/resource.ts";
import type { Reading } from "../recorder.ts";
import { within } from "../shared/origin.ts";
import type { Context, Runner } from "./context.ts";
import { waitedTasks } from "./predecessors.ts";
import { plainSecurityOf } from "./security.ts";
import { literal } from "./text.ts";

/**
 * Waits for hosts and ports, which it takes as arguments: no text of a user stands in it. Some `nc`
 * only look whether a port answers with `-z`, others by a program that they start.
 */
const SCRIPT = [
  "end=$(($(date +%s) + $1))",
  "shift",
  'while [ "$#" -ge 2 ]; do',
  '  until nc -z -w 2 "$1" "$2" 2>/dev/null || nc -w 2 "$1" "$2" -e true 2>/dev/null; do',
  '    if [ "$(date +%s)" -ge "$end" ]; then echo "$1:$2 does not answer" >&2; exit 1; fi',
  "    sleep 1",
  "  done",
  "  shift 2",
  "done",
  "",
].join("\n");

/** What a container that only waits asks for and may use. */
const SMALL = {
  limits: { cpu: "100m", memory: "64Mi" },
  requests: { cpu: "10m", memory: "16Mi" },
};

/** Containers that hold a pod back until what it requires answers. */
export function waitContainersOf(context: Context, runner: Reading<Runner>): object[] {
  const wait = runner.part("wait");
  if (!wait) return [];
  const containers = [...endpointWait(context, runner, wait), ...taskWait(context, runner, wait)];
  if (containers.length === 0) wait.drop("timeout", "there is nothing to wait for");
  return containers;
}

function endpointWait(
  context: Context,
  runner: Reading<Runner>,
  wait: Reading<StartWait>,
): object[] {
  const ends = runner.value("addresses").filter(({ order }) => order).flatMap((address) => {
    const { host, port, protocol } = context.reach(address, runner.node);
    // Whether a UDP port answers cannot be seen from outside.
    return port === undefined || (protocol ?? "TCP") !== "TCP" ? [] : [host, String(port)];
  });
  if (ends.length === 0) {
    wait.drop("image", "it requires no endpoint that could be waited for");
    return [];
  }
  return [within(wait, {
    args: [wait.as("timeout", secondsText(wait)), ...ends],
    command: ["/bin/sh", "-c", literal(SCRIPT), "wait"],
    image: wait.get("image"),
    name: "wait",
    resources: SMALL,
    securityContext: plainSecurityOf(runner),
  })];
}

function taskWait(context: Context, runner: Reading<Runner>, wait: Reading<StartWait>): object[] {
  const tasks = waitedTasks(context, runner);
  if (tasks.length === 0) {
    wait.drop("taskImage", "it comes after no job");
    return [];
  }
  return [within(wait, {
    args: [
      "wait",
      "--for=condition=complete",
      wait.as("timeout", `--timeout=${secondsText(wait)}s`),
      ...tasks.map((task) => `job/${task.node}`),
    ],
    command: ["kubectl"],
    image: wait.get("taskImage"),
    name: "wait-jobs",
    resources: SMALL,
    securityContext: plainSecurityOf(runner),
    volumeMounts: [{ mountPath: TOKEN_FOLDER, name: TOKEN, readOnly: true }],
  })];
}

function secondsText(wait: Reading<StartWait>): string {
  return String(secondsOf(wait.value("timeout")) ?? 0);
}

const TOKEN = "wait-token";
const TOKEN_FOLDER = "/var/run/secrets/kubernetes.io/serviceaccount";

/** The token that only the container that waits for Jobs sees, as the API server stores it. */
export function waitVolumesOf(context: Context, runner: Reading<Runner>): object[] {
  if (waitedTasks(context, runner).length === 0) return [];
  const field = {
    fieldRef: { apiVersion: "v1", fieldPath: "metadata.namespace" },
    path: "namespace",
  };
  const sources = [
    { serviceAccountToken: { expirationSeconds: 3600, path: "token" } },
    { configMap: { items: [{ key: "ca.crt", path: "ca.crt" }], name: "kube-root-ca.crt" } },
    { downwardAPI: { items: [field] } },
  ];
  return [within(runner, { name: TOKEN, projected: { sources } })];
}
