import { AppError } from "../../model/error.ts";
import { type Role, ROLES } from "../../model/role.ts";
import { nearest } from "../../model/suggestion.ts";
import { type Accounts, createAccounts } from "../../services/accounts.ts";
import { createAudit } from "../../services/audit.ts";
import { createPasswords } from "../../services/passwords.ts";
import { createState } from "../../state/create_state.ts";
import { keyValues } from "../../state/registry.ts";
import type { State } from "../../state/state.ts";
import type { Command } from "../command.ts";
import { excludeData } from "../exclude.ts";
import { EXIT } from "../exit.ts";
import { printable } from "../faults.ts";
import type { Host } from "../host.ts";
import type { Options } from "../options.ts";
import { exists } from "../paths.ts";
import { repositoryOf } from "../repository.ts";

const VERBS: Readonly<Record<string, (call: Call) => Promise<void>>> = { add, list, passwd };

/** `celestra user`: who may sign in, also while nobody can. */
export const command: Command = {
  usage: {
    line: "user add|list|passwd [<name>] [--role <role>] [--password-stdin] [--repo DIR]",
    summary: "Adds or lists who may sign in, or sets a password, read from standard input.",
    values: ["role", "repo"],
    flags: ["password-stdin"],
    count: [1, 2],
  },
  async run(options, host) {
    const [verb, name] = options.args as [string, string?];
    const run = Object.hasOwn(VERBS, verb) ? VERBS[verb] : undefined;
    if (!run) throw unknownVerb(verb);
    if ((name === undefined) !== (verb === "list")) {
      throw usage(verb === "list" ? "user list takes no name" : `user ${verb} takes a name`);
    }
    await run({ name: name ?? "", options, host });
    return EXIT.ok;
  },
};

/** What a verb works with. */
interface Call {
  readonly name: string;
  readonly options: Options;
  readonly host: Host;
}

async function add({ name, options, host }: Call): Promise<void> {
  const role = roleOf(options.value("role") ?? "viewer");
  const password = await passwordOf(options, host);
  const { root, data } = repositoryOf(options, host);
  excludeData(root, data);
  await change(
    "users.create",
    { name, options, host },
    (accounts) => accounts.create({ name, role, password }),
  );
  host.out(`${name} may sign in as ${role}\n`);
}

async function passwd({ name, options, host }: Call): Promise<void> {
  const password = await passwordOf(options, host);
  await change(
    "users.update",
    { name, options, host },
    (accounts) => accounts.update(name, { password }),
  );
  host.out(`The password of ${name} is set, and ${name} is signed out everywhere\n`);
}

async function list({ options, host }: Call): Promise<void> {
  const accounts = exists(stateFile(options, host))
    ? await withState(options, host, ({ accounts }) => accounts.list())
    : [];
  if (accounts.length === 0) return host.out("There is nobody yet; celestra user add makes one\n");
  const rows = accounts.map(({ name, role, isDisabled, createdAt }) => [
    name,
    role,
    isDisabled ? "disabled" : "active",
    new Date(createdAt).toISOString(),
  ]);
  host.out(table([["NAME", "ROLE", "STATUS", "CREATED"], ...rows]));
}

/** Makes a change and says so in the audit log, also when it was refused. */
async function change(
  action: string,
  { name, options, host }: Call,
  make: (accounts: Accounts) => Promise<unknown>,
): Promise<void> {
  await withState(options, host, async (state) => {
    const now = Date.now;
    const audit = createAudit({ state, now, out: (line) => host.out(`${line}\n`) });
    const entry = {
      actor: `cli:${host.env.USER || "unknown"}`,
      role: null,
      action,
      object: `user/${name}`,
      requestId: crypto.randomUUID(),
      address: "local",
    };
    // A service that runs sees the change by the version that it reads every second.
    const cache = { drop: () => {} };
    try {
      await make(createAccounts({ state, now, passwords: createPasswords(), cache }));
    } catch (error) {
      const reason = error instanceof AppError ? error.code : "unexpected";
      await audit.record({ ...entry, result: "failed", reason });
      throw error;
    }
    await audit.record({ ...entry, result: "allowed" });
  });
}

async function withState<Result>(
  options: Options,
  host: Host,
  use: (state: State) => Promise<Result>,
): Promise<Result> {
  const adapter = keyValues.get("deno-kv")!;
  const state = createState(await adapter.open({ path: stateFile(options, host) }));
  try {
    return await use(state);
  } finally {
    state.close();
  }
}

function stateFile(options: Options, host: Host): string {
  return `${repositoryOf(options, host).data}/state.db`;
}

/** A password on the command line would stand in the list of processes and in the history. */
async function passwordOf(options: Options, host: Host): Promise<string> {
  if (!options.has("password-stdin")) {
    throw usage(
      "The password is read from standard input only: add --password-stdin, as in\n" +
        "  celestra user add ada --role admin --password-stdin < password.txt",
    );
  }
  return (await host.input()).replace(/\r?\n$/, "");
}

function roleOf(text: string): Role {
  const role = ROLES.find((role) => role === text);
  if (role) return role;
  throw usage(`There is no role "${text}"; expected ${nearest(text, ROLES) ?? ROLES.join(", ")}`);
}

function unknownVerb(verb: string): AppError {
  return usage(`There is no "user ${verb}"; expected ${Object.keys(VERBS).join(", ")}`);
}

function usage(message: string): AppError {
  return new AppError("usage", message);
}

/** Rows with their columns one below the other. */
function table(rows: readonly (readonly string[])[]): string {
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  const line = (row: readonly string[]) =>
    row.map((cell, column) => printable(cell).padEnd(widths[column]!)).join("  ").trimEnd();
  return rows.map((row) => `${line(row)}\n`).join("");
}
