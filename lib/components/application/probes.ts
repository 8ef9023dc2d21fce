import type { Zod } from "../component.ts";
import type { Fields } from "../fields.ts";
import { askedPort } from "./ports.ts";

/** How it is known that a container works. */
export function probesField(z: Zod, f: Fields) {
  const port = askedPort(z, f);
  const probe = (title: string, description: string) =>
    f.object(
      {
        http: f.object(
          {
            path: f.of("url-path", "Path", "The path that answers when all is well."),
            port,
          },
          "HTTP",
          "Healthy when the path answers with a status under 400.",
        ).exactOptional(),
        tcp: f.object({ port }, "TCP", "Healthy when the port accepts a connection.")
          .exactOptional(),
        exec: f.list(z.string(), "Command", "Healthy when the command ends with 0.")
          .exactOptional(),
        initialDelay: f.of("duration", "Initial delay", "How long to wait before the first check.")
          .exactOptional(),
        period: f.of("duration", "Period", "How often to check.").default("10s"),
        timeout: f.of("duration", "Timeout", "How long an answer may take.").default("3s"),
        failures: f.whole([1, 1000], "Failures", "How many failures in a row count.").default(3),
        successes: f.whole([1, 100], "Successes", "How many successes in a row count.")
          .exactOptional(),
      },
      title,
      description,
      { exactlyOne: ["http", "tcp", "exec"] },
    ).exactOptional();
  return f.object(
    {
      liveness: probe("Liveness", "Restarts the container when it fails."),
      readiness: probe("Readiness", "Sends requests, and lets others wait, until it succeeds."),
      startup: probe("Start", "Holds the other checks back until it succeeds."),
    },
    "Health checks",
    "How it is known that the container works.",
    { tier: "advanced" },
  )
    .exactOptional();
}
