import type { Reading } from "../recorder.ts";
import { itemsOf, via } from "../shared/origin.ts";
import type { Runner } from "./context.ts";

/**
 * The restricted Pod Security Standard, and what a node asks for below it.
 *
 * @param volumes The container whose volumes it reads, if not its own: they keep that group.
 */
export function podSecurityOf(
  runner: Reading<Runner>,
  volumes: Reading<Runner> = runner,
): Record<string, unknown> {
  const root = runner.value("user") === 0 && runner.value("podSecurity") !== "restricted";
  return {
    fsGroup: volumes.get("group") ?? volumes.get("user"),
    fsGroupChangePolicy: "OnRootMismatch",
    runAsGroup: runner.get("group") ?? runner.get("user"),
    runAsNonRoot: root ? undefined : true,
    runAsUser: runner.get("user"),
    seccompProfile: { type: "RuntimeDefault" },
  };
}

/** The rights of a container; Kubernetes refuses a privileged one that may not gain privileges. */
export function containerSecurityOf(runner: Reading<Runner>): Record<string, unknown> {
  runner.value("podSecurity");
  const readOnlyRootFilesystem = runner.get("readOnly");
  if (runner.value("privileged")) {
    runner.drop("capabilities", "a privileged container has every capability");
    return { privileged: runner.get("privileged"), readOnlyRootFilesystem };
  }
  return {
    allowPrivilegeEscalation: runner.value("capabilities")?.includes("SYS_ADMIN")
      ? undefined
      : false,
    capabilities: { add: added(runner), drop: ["ALL"] },
    readOnlyRootFilesystem,
  };
}

/** The rights of a container beside a main one: none of its own. */
export function plainSecurityOf(runner: Reading<Runner>): object {
  return {
    allowPrivilegeEscalation: false,
    capabilities: { drop: ["ALL"] },
    readOnlyRootFilesystem: runner.get("readOnly"),
  };
}

function added(runner: Reading<Runner>): unknown {
  return runner.value("capabilities")?.length
    ? via(runner, "capabilities", () => itemsOf(runner, "capabilities", (name) => name))
    : undefined;
}
