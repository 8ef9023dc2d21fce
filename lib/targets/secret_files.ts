import { AppError } from "../model/error.ts";
import type { Mount } from "../model/resource.ts";
import { ID_PATTERN } from "../model/workflow.ts";
import { writeFile } from "./disk/write.ts";

/** Which value is meant. */
export interface SecretPlace {
  readonly environment: string;
  readonly workflow: string;
  readonly node: string;
  readonly key: string;
}

/** Secret values on this machine, outside of Git. They are written and never shown. */
export interface SecretFiles {
  /**
   * Sets a value.
   *
   * @throws `invalid_input` for a name that is none, and for a value that a variable cannot hold
   * where the mount asks for one.
   */
  set(place: SecretPlace, value: string, mount: Mount): Promise<void>;
  /** Whether a value is there. */
  has(place: SecretPlace): Promise<boolean>;
  /** The names of the values that are there, by node. */
  names(environment: string, workflow: string): Promise<Record<string, string[]>>;
  /** The folder that holds a folder for each node. */
  folder(environment: string, workflow: string): string;
}

const KEY_PATTERN = /^[A-Za-z_][A-Za-z0-9_.-]{0,252}$/;
const VARIABLE_PATTERN = /^[A-Za-z_][A-Za-z0-9_]*$/;

/** What a line of a variables file cannot hold. */
const NO_LINE = /[\n\r\0]/;

/** The longest variable: Linux takes 128 KiB with its name, the reader of the file 64 KiB. */
const LONGEST_LINE = 65_000;

/**
 * Creates access to the secret values in a data folder.
 *
 * The files can be read by any user, since the user of a container must read what is mounted; the
 * folders around them can be entered by their owner only.
 */
export function createSecretFiles(data: string): SecretFiles {
  const root = `${data}/secrets`;
  const folder = (environment: string, workflow: string) => {
    checkId("environment", environment);
    checkId("workflow", workflow);
    return `${root}/${environment}/${workflow}`;
  };
  const folderOf = ({ environment, workflow, node, key }: SecretPlace) => {
    checkId("node", node);
    checkKey(node, key);
    return `${folder(environment, workflow)}/${node}`;
  };
  return {
    folder,
    async set(place, value, mount) {
      const target = folderOf(place);
      if (mount !== "file") checkLine(place, value);
      await makeFolders(root, place);
      await locked(target, async () => {
        await writeFile(`${target}/${place.key}`, value, 0o444);
        await writeFile(`${target}/.env`, await variables(target), 0o400);
      });
    },
    has: async (place) => await isFile(`${folderOf(place)}/${place.key}`),
    async names(environment, workflow) {
      const parent = folder(environment, workflow);
      const nodes = (await entries(parent)).filter((name) => ID_PATTERN.test(name));
      const named = nodes.map(async (node) => [node, await keysIn(`${parent}/${node}`)] as const);
      return Object.fromEntries(await Promise.all(named));
    },
  };
}

function checkId(what: string, id: string): void {
  if (ID_PATTERN.test(id)) return;
  throw new AppError("invalid_input", `${JSON.stringify(id)} cannot be the name of a ${what}`);
}

function checkKey(node: string, key: string): void {
  if (KEY_PATTERN.test(key)) return;
  const message = `${JSON.stringify(key)} cannot be a key of "${node}"; use letters, digits, ` +
    "underscores, dots and dashes, beginning with a letter or an underscore";
  throw new AppError("invalid_input", message);
}

/** A variables file has a line for each value. The value itself is never part of a message. */
function checkLine({ node, key }: SecretPlace, value: string): void {
  const refuse = (reason: string) => {
    throw new AppError("invalid_input", `${node}.${key} is to be a variable, ${reason}`);
  };
  if (!VARIABLE_PATTERN.test(key)) {
    refuse("and its key cannot be the name of one; mount it as a file");
  }
  if (NO_LINE.test(value)) refuse("which cannot hold a line break; mount the secret as a file");
  if (value.length > LONGEST_LINE) refuse("which cannot be that long; mount the secret as a file");
}

async function makeFolders(root: string, place: SecretPlace): Promise<void> {
  let folder = root;
  for (const name of ["", place.environment, place.workflow, place.node]) {
    if (name) folder += `/${name}`;
    await Deno.mkdir(folder, { recursive: true, mode: 0o700 });
    await Deno.chmod(folder, 0o700);
  }
}

/** Runs one change of a folder after the other, also of other processes. */
async function locked(folder: string, change: () => Promise<void>): Promise<void> {
  using lock = await Deno.open(`${folder}/.lock`, { create: true, write: true });
  await lock.lock(true);
  await change();
}

/** A line for each value that a variable can hold. */
async function variables(folder: string): Promise<string> {
  const lines: string[] = [];
  for (const key of await keysIn(folder)) {
    const value = await Deno.readTextFile(`${folder}/${key}`);
    const fits = VARIABLE_PATTERN.test(key) && !NO_LINE.test(value) && value.length <= LONGEST_LINE;
    if (fits) lines.push(`${key}=${value}\n`);
  }
  return lines.join("");
}

async function keysIn(folder: string): Promise<string[]> {
  return (await entries(folder)).filter((name) => KEY_PATTERN.test(name));
}

/** The names in a folder, sorted; none where there is no folder. */
async function entries(folder: string): Promise<string[]> {
  try {
    return (await Array.fromAsync(Deno.readDir(folder), ({ name }) => name)).sort();
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return [];
    throw error;
  }
}

async function isFile(path: string): Promise<boolean> {
  try {
    return (await Deno.stat(path)).isFile;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}
