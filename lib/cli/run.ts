import { AppError } from "../model/error.ts";
import { nearest } from "../model/suggestion.ts";
import type { Command } from "./command.ts";
import { EXIT, exitOf } from "./exit.ts";
import type { Host } from "./host.ts";
import { parseOptions } from "./options.ts";
import { Printed } from "./source.ts";

/** Every command, loaded when it is called: a start costs only what it needs. */
const COMMANDS: Readonly<Record<string, () => Promise<{ readonly command: Command }>>> = {
  init: () => import("./commands/init.ts"),
  validate: () => import("./commands/validate.ts"),
  edit: () => import("./commands/edit.ts"),
  merge: () => import("./commands/merge.ts"),
  render: () => import("./commands/render.ts"),
  diff: () => import("./commands/diff.ts"),
  import: () => import("./commands/import.ts"),
  bundle: () => import("./commands/bundle.ts"),
  log: () => import("./commands/log.ts"),
  blame: () => import("./commands/blame.ts"),
  restore: () => import("./commands/restore.ts"),
  deploy: () => import("./commands/deploy.ts"),
  undeploy: () => import("./commands/undeploy.ts"),
  status: () => import("./commands/status.ts"),
  secret: () => import("./commands/secret.ts"),
  user: () => import("./commands/user.ts"),
  ci: () => import("./commands/ci.ts"),
};

/** Runs a command line and says how the process ends. */
export async function run(words: readonly string[], host: Host): Promise<number> {
  try {
    const [name = "help", ...rest] = words;
    if (["help", "--help", "-h"].includes(name)) return await help(host);
    const load = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
    if (!load) throw unknownCommand(name);
    const { command } = await load();
    if (rest.includes("--help") || rest.includes("-h")) return commandHelp(command, host);
    return await command.run(parseOptions(command.usage, rest), host);
  } catch (error) {
    return error instanceof Printed ? EXIT.validation : exitOf(error, host);
  }
}

async function help(host: Host): Promise<number> {
  const commands = await Promise.all(Object.values(COMMANDS).map((load) => load()));
  const lines = commands.map(({ command: { usage } }) => `  ${usage.line}\n      ${usage.summary}`);
  host.out(
    `Usage: celestra <command>\n\n${lines.join("\n")}\n\n` +
      "  --repo DIR   the repository; the folder you stand in without\n",
  );
  return 0;
}

function commandHelp({ usage }: Command, host: Host): number {
  host.out(`${usage.summary}\nUsage: celestra ${usage.line}\n`);
  return 0;
}

function unknownCommand(name: string): AppError {
  const near = nearest(name, Object.keys(COMMANDS));
  return new AppError(
    "usage",
    `There is no command "${name}"${near ? `; did you mean ${near}?` : ""}\n` +
      `Commands: ${Object.keys(COMMANDS).join(", ")}; celestra help tells more`,
  );
}
