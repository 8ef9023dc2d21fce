import type { Fields } from "../fields.ts";

/** A user that is nobody on every host, fit for the restricted standard. */
const NOBODY = 10001;

/** What a container may do: next to nothing, unless it asks for more. */
export function securityFields(f: Fields) {
  return {
    user: f.whole([0, 65_534], "User", "The numeric user that the container runs as.", {
      tier: "advanced",
      presets: [NOBODY, 1000, 65_534],
    }).default(NOBODY),
    group: f.whole(
      [0, 65_534],
      "Group",
      "The numeric group; the same number as the user without.",
      {
        tier: "advanced",
      },
    ).exactOptional(),
    writable: f.list(
      f.of("path", "Path", "An absolute path."),
      "Writable paths",
      "Folders that the container may write; /tmp always is, everything else is read-only.",
      { tier: "advanced" },
    ).exactOptional(),
    writableSize: f.of("quantity", "Writable size", "The most that each writable folder holds.", {
      tier: "advanced",
      presets: ["16Mi", "64Mi", "256Mi", "1Gi"],
    }).default("64Mi"),
    readOnly: f.flag("Read-only", "Whether the image's own files are read-only.", {
      tier: "expert",
    }).default(true),
    podSecurity: f.choice(
      ["restricted", "baseline", "privileged"],
      "Pod Security Standard",
      "The standard that this node keeps; the environment must allow a lower one.",
      { tier: "expert" },
    ).default("restricted"),
    privileged: f.flag("Privileged", "All rights on the host.", {
      tier: "expert",
      when: { field: "podSecurity", in: ["privileged"] },
    }).exactOptional(),
    capabilities: f.list(
      f.choice(CAPABILITIES, "Capability", "A Linux capability."),
      "Capabilities",
      "Linux capabilities to add; all others are dropped. The restricted standard allows only NET_BIND_SERVICE.",
      { tier: "expert" },
    ).exactOptional(),
  };
}

const CAPABILITIES = [
  "NET_BIND_SERVICE",
  "AUDIT_WRITE",
  "CHOWN",
  "DAC_OVERRIDE",
  "FOWNER",
  "FSETID",
  "KILL",
  "MKNOD",
  "NET_ADMIN",
  "NET_RAW",
  "SETFCAP",
  "SETGID",
  "SETPCAP",
  "SETUID",
  "SYS_ADMIN",
  "SYS_CHROOT",
  "SYS_PTRACE",
  "SYS_TIME",
] as const;
