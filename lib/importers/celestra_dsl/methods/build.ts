import { set } from "../../yaml/put.ts";
import { argumentsOf, dropped, type Handler, plainText } from "../step.ts";

/** A folder that the image is built from. */
export const built: Handler = (step) => {
  const { context, dockerfile, ...args } = argumentsOf(step.call, "context", "dockerfile");
  if (typeof context !== "string") return dropped("the folder of the sources must be text");
  set(step.node, ["build", "context"], context);
  if (typeof dockerfile === "string") set(step.node, ["build", "dockerfile"], dockerfile);
  for (const [name, value] of Object.entries(args)) {
    set(step.node, ["build", "args", name], plainText(value) ?? "");
  }
  return undefined;
};

/** The same by the name of the Dockerfile. */
export const fromDockerfile: Handler = (step) => {
  const { dockerfile, context = "." } = argumentsOf(step.call, "dockerfile", "context");
  if (typeof dockerfile !== "string") return dropped("the name of the Dockerfile must be text");
  set(step.node, ["build"], { context: plainText(context) ?? ".", dockerfile });
  return undefined;
};
