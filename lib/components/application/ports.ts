import type { Zod } from "../component.ts";
import type { Fields } from "../fields.ts";

/** What every port has: a name for other nodes, and what is spoken on it. */
export function portFields(f: Fields) {
  return {
    name: f.of("port-name", "Name", "How other nodes pick this port."),
    protocol: f.choice(["TCP", "UDP", "SCTP"], "Protocol", "The transport protocol.", {
      tier: "advanced",
    }).default("TCP"),
    appProtocol: f.choice(
      ["http", "https", "grpc", "tcp", "udp"],
      "Application protocol",
      "What is spoken on the port.",
      { tier: "advanced" },
    ).exactOptional(),
  };
}

/** The ports that a container listens on. */
export function portsField(f: Fields) {
  const port = f.object({
    ...portFields(f),
    port: f.whole([1, 65_535], "Port", "The port that the container listens on.", {
      presets: [80, 443, 3000, 5000, 8080, 5432, 6379, 27017],
    }),
    hostPort: f.whole([1, 65_535], "Host port", "A port of the host itself.", { tier: "expert" })
      .exactOptional(),
  });
  return f.list(port, "Ports", "The ports that other nodes may use.", {
    unique: "name",
    examples: [[{ name: "http", port: 8080 }]],
  }).exactOptional();
}

/** The port of a container that something asks. */
export function askedPort(z: Zod, f: Fields) {
  return f.either(
    z.int().min(1).max(65_535),
    f.of("port-name", "Name", "The name of a port."),
    "Port",
    "The port, by name or number; the first without.",
  ).exactOptional();
}
