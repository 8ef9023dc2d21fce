import { literal } from "../../kubernetes/text.ts";
import type { Companion, StartWait } from "../../../model/resource.ts";
import type { Reading } from "../../recorder.ts";
import { type Builder, callFrom, placeOf, reference, said } from "../builder.ts";
import type { Context, Runner } from "../context.ts";
import { type Call, Keyword } from "../python/program.ts";
import type { Python } from "../python/value.ts";
import { computeCalls } from "./container.ts";
import { companionCalls } from "./environment.ts";
import { securityOf } from "./security.ts";

/** The further containers of a runner, and the calls that give them to it. */
export function companionsOf(
  context: Context,
  runner: Reading<Runner>,
): { readonly builders: Builder[]; readonly calls: Call[] } {
  const security = securityOf(runner, false);
  const builders = [
    ...waitOf(context, runner),
    ...runner.each("init").map((it) => companionOf(context, runner, it, security)),
    ...runner.each("sidecars").map((it) => companionOf(context, runner, it, security)),
  ];
  const calls = builders.map((builder) => callFrom(builder, "add_companion", reference(builder)));
  return { builders, calls };
}

function companionOf(
  context: Context,
  runner: Reading<Runner>,
  companion: Reading<Companion>,
  security: Python,
): Builder {
  const type = companion.path.includes("init") ? "init" : "sidecar";
  if (type === "init") companion.drop("ports", "a container that ends before the others has none");
  const name = companion.value("name");
  return {
    ...placeOf(companion),
    variable: context.names.of(`${companion.node}_${name}`),
    type: "Companion",
    args: [name, type],
    standing: "inside",
    calls: [
      ...said(companion, "image", "image"),
      ...said(companion, "command", "command", (words) => words.map(literal)),
      ...said(companion, "args", "args", (words) => words.map(literal)),
      ...companionCalls(context, companion, runner),
      ...(type === "init" ? [] : companion.each("ports").map((port) => {
        lostOfPort(port);
        return portCall(port);
      })),
      ...computeCalls(companion, false),
      callFrom(placeOf(companion), "security_context", security),
    ],
  };
}

/** A port of a container as a call. */
export function portCall(port: Reading<NonNullable<Companion["ports"]>[number]>): Call {
  const protocol = port.value("protocol");
  return callFrom(
    placeOf(port),
    "port",
    port.value("port"),
    port.value("name"),
    ...(protocol === "TCP" ? [] : [protocol]),
  );
}

/** What the library cannot say of a port. */
export function lostOfPort(port: Reading<NonNullable<Companion["ports"]>[number]>): void {
  port.drop("appProtocol", "the library does not say what is spoken on a port");
  port.drop("hostPort", "the library opens ports of the host for apps only");
}

/** The library waits until names are known, by a script of its own. */
function waitOf(context: Context, runner: Reading<Runner>): Builder[] {
  const wait = runner.part("wait") as Reading<StartWait> | undefined;
  const dependencies = runner.value("addresses").filter(({ order }) => order)
    .map((address) => context.reach(address, runner.node).host);
  if (!wait || dependencies.length === 0) {
    wait?.drop("image", "there is nothing to wait for");
    return [];
  }
  const image = wait.value("image");
  wait.approximate("image", "it waits until the names are known, not until they answer");
  wait.drop("taskImage", "the library waits for no task");
  wait.drop("timeout", "the library waits without end");
  return [{
    ...placeOf(wait),
    variable: context.names.of(`${runner.node}_wait`),
    type: "Companion.dependency_wait_init",
    args: [new Keyword("image", image), new Keyword("dependencies", dependencies)],
    standing: "inside",
    calls: [callFrom(placeOf(runner), "security_context", securityOf(runner, false))],
  }];
}
