import type { Zod } from "../component.ts";
import type { Fields } from "../fields.ts";
import { askedPort } from "./ports.ts";

/** What is done when a container has started, and before it is stopped. */
export function lifecycleField(z: Zod, f: Fields) {
  const port = askedPort(z, f);
  const step = (title: string, description: string) =>
    f.object(
      {
        exec: f.list(z.string(), "Command", "A command in the container.").min(1).exactOptional(),
        http: f.object(
          { path: f.of("url-path", "Path", "The path that is asked for."), port },
          "HTTP",
          "A request to the container.",
        ).exactOptional(),
      },
      title,
      description,
      { exactlyOne: ["exec", "http"] },
    ).exactOptional();
  return f.object(
    {
      postStart: step("After start", "Done as soon as the container has started."),
      preStop: step("Before stop", "Done before the container is asked to stop."),
    },
    "Lifecycle",
    "What is done when the container has started, and before it is stopped.",
    { tier: "expert" },
  ).exactOptional();
}

/** How the start of a container is held back. */
export function waitField(f: Fields) {
  return f.object(
    {
      image: f.of("image", "Image", "An image with sh and nc, which waits for endpoints.", {
        presets: ["busybox:1.37.0"],
      }),
      taskImage: f.of("image", "Image for jobs", "An image with kubectl, which waits for jobs.", {
        presets: ["registry.k8s.io/kubectl:v1.35.0"],
      }).exactOptional(),
      timeout: f.of("duration", "Timeout", "How long to wait at most, before trying anew.", {
        presets: ["1m", "5m", "10m"],
      }).default("5m"),
    },
    "Wait",
    "Holds the start back on Kubernetes until what it requires answers; Compose always waits.",
    { tier: "advanced" },
  ).exactOptional();
}
