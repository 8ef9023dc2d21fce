import type { Reading } from "../../recorder.ts";
import { callFrom, placeOf } from "../builder.ts";
import type { Runner } from "../context.ts";
import type { Call } from "../python/program.ts";
import type { Python } from "../python/value.ts";

/**
 * The restricted Pod Security Standard, and what a node asks for below it.
 *
 * @param folders Whether the builder can mount folders; a read-only root file system needs some.
 */
export function securityCalls(runner: Reading<Runner>, folders: boolean): Call[] {
  return [callFrom(placeOf(runner), "security_context", securityOf(runner, folders))];
}

/** The security context of a container. */
export function securityOf(runner: Reading<Runner>, folders: boolean): Python {
  const standard = runner.value("podSecurity");
  const user = runner.value("user");
  const ids = {
    runAsGroup: runner.value("group") ?? user,
    runAsNonRoot: user === 0 && standard !== "restricted" ? undefined : true,
    runAsUser: user,
    seccompProfile: { type: "RuntimeDefault" },
  };
  return { ...rightsOf(runner), readOnlyRootFilesystem: readOnlyOf(runner, folders), ...ids };
}

function rightsOf(runner: Reading<Runner>): Record<string, Python> {
  if (runner.value("privileged")) {
    runner.drop("capabilities", "a privileged container has every capability");
    return { privileged: true };
  }
  const add = runner.value("capabilities") ?? [];
  const capabilities = { ...(add.length > 0 && { add }), drop: ["ALL"] };
  return add.includes("SYS_ADMIN")
    ? { capabilities }
    : { allowPrivilegeEscalation: false, capabilities };
}

function readOnlyOf(runner: Reading<Runner>, folders: boolean): boolean | undefined {
  if (folders) return runner.value("readOnly");
  if (runner.value("readOnly") === false) return false;
  const reason = "the library mounts no folders in memory here, and programs need /tmp";
  runner.drop("readOnly", reason);
  runner.drop("writableSize", reason);
  runner.approximate("writable", "the whole file system of the container can be written");
  return undefined;
}
