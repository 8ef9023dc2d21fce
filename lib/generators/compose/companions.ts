import type { Companion } from "../../model/resource.ts";
import type { Sourced } from "../../model/sourced.ts";
import type { Reading } from "../recorder.ts";
import { filled, within } from "../shared/origin.ts";
import { companionVariables } from "../shared/variables.ts";
import type { Context, Runner } from "./context.ts";
import { companionName, dependsOf } from "./depends.ts";
import { entriesOf, environmentFilesOf } from "./environment.ts";
import { labelsOf } from "./labels.ts";
import { limitsOf } from "./limits.ts";
import { LOGGING } from "./logging.ts";
import { plainSecurityOf } from "./security.ts";
import { textOf, textsOf } from "./text.ts";

/** What the companions of a container share with its service. */
export interface Shared {
  /** The name of the service. */
  readonly name: string;
  /** Its fields. */
  readonly service: Readonly<Record<string, unknown>>;
  /** Whether it is on the network of the host. */
  readonly onHost?: boolean;
}

const SHARED = ["configs", "profiles", "secrets", "tmpfs", "volumes"] as const;

/** The services of the containers that prepare a container, one after the other. */
export function initServices(
  context: Context,
  runner: Reading<Runner>,
  shared: Shared,
): Record<string, unknown> {
  let before = dependsOf(context, runner);
  return Object.fromEntries(
    runner.each("init").map((companion) => {
      const name = companionName(shared.name, companion);
      const service = companionOf(context, runner, companion, shared, {
        depends_on: filled(before),
        restart: "no",
      });
      before = { [name]: within(companion, { condition: "service_completed_successfully" }) };
      return [name, service] as const;
    }),
  );
}

/** The services of the containers that run beside a container, on its network. */
export function sidecarServices(
  context: Context,
  runner: Reading<Runner>,
  shared: Shared,
): Record<string, unknown> {
  const { name, onHost } = shared;
  return Object.fromEntries(
    runner.each("sidecars").map((companion) => [
      companionName(name, companion),
      companionOf(context, runner, companion, shared, {
        depends_on: { [name]: { condition: "service_started" } },
        network_mode: onHost ? "host" : `service:${name}`,
        restart: "unless-stopped",
      }),
    ]),
  );
}

function companionOf(
  context: Context,
  runner: Reading<Runner>,
  companion: Reading<Companion>,
  { service }: Shared,
  rest: object,
): Sourced<object> {
  const variables = companionVariables(companion, runner, context);
  return within(companion, {
    ...Object.fromEntries(SHARED.map((key) => [key, service[key]])),
    command: textsOf(companion, "args"),
    entrypoint: textsOf(companion, "command"),
    env_file: filled(environmentFilesOf(context, runner)),
    environment: filled(entriesOf(variables)),
    image: textOf(companion, "image"),
    init: true,
    labels: labelsOf(context, runner),
    logging: LOGGING,
    ...limitsOf(companion),
    ...plainSecurityOf(runner),
    ...rest,
  });
}
