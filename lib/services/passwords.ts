import { isSame } from "./identity/hashing.ts";
import { createTurns } from "./identity/turns.ts";

/** Keeps passwords as hashes that are dear to guess. */
export interface Passwords {
  /** The hash of a password with how it was made, as it is stored. */
  hash(password: string): Promise<string>;
  /** Whether a hash is that of a password. Without a hash it takes as long and says no. */
  matches(password: string, hash: string | undefined): Promise<boolean>;
  /** @throws `rate_limited` while too many passwords wait to be checked. */
  expectRoom(): void;
}

/** What a hash costs: the logarithm of its steps, the size of a block, and how often. */
export interface Cost {
  readonly ln: number;
  readonly r: number;
  readonly p: number;
}

/** Makes 32 bytes of a password. */
export type Derive = (password: string, salt: Uint8Array, cost: Cost) => Promise<Uint8Array>;

/**
 * 32 MiB a hash; of the choices of equal strength the one that takes little memory.
 * https://cheatsheetseries.owasp.org/cheatsheets/Password_Storage_Cheat_Sheet.html#scrypt
 */
const COST: Cost = { ln: 15, r: 8, p: 3 };

/** So many at once leave the rest of the machine to other requests. */
const TURNS = { running: 2, waiting: 32 };

/** Stands in for the hash of an account that is not there; what it is compared to is no matter. */
const NOBODY = stored(COST, new Uint8Array(16), new Uint8Array(32));

/** Creates the keeper of passwords. Everyone shares one, since it limits how many run at once. */
export function createPasswords({ derive = scrypt }: { readonly derive?: Derive } = {}): Passwords {
  const turns = createTurns(TURNS);
  return {
    expectRoom: turns.expectRoom,
    async hash(password) {
      const salt = crypto.getRandomValues(new Uint8Array(16));
      const bytes = await turns.run(() => derive(normal(password), salt, COST));
      return stored(COST, salt, bytes);
    },
    async matches(password, hash) {
      const { cost, salt } = parsed(hash ?? NOBODY);
      const bytes = await turns.run(() => derive(normal(password), salt, cost));
      return isSame(stored(cost, salt, bytes), hash ?? NOBODY) && hash !== undefined;
    },
  };
}

/** Two keyboards may write one letter in two ways. */
function normal(password: string): string {
  return password.normalize("NFKC");
}

/** The form of https://github.com/P-H-C/phc-string-format, so that the cost can be raised later. */
function stored({ ln, r, p }: Cost, salt: Uint8Array, bytes: Uint8Array): string {
  return `$scrypt$ln=${ln},r=${r},p=${p}$${text(salt)}$${text(bytes)}`;
}

function parsed(hash: string): { readonly cost: Cost; readonly salt: Uint8Array } {
  const form = /^\$scrypt\$ln=(\d+),r=(\d+),p=(\d+)\$([^$]+)\$[^$]+$/.exec(hash);
  if (!form) throw new Error("a stored password has no form that is known");
  const [ln, r, p] = form.slice(1, 4).map(Number) as [number, number, number];
  return { cost: { ln, r, p }, salt: Uint8Array.fromBase64(form[4]!) };
}

function text(bytes: Uint8Array): string {
  return bytes.toBase64({ omitPadding: true });
}

/** It runs beside the event loop. Node's module is loaded by the first password only. */
async function scrypt(password: string, salt: Uint8Array, { ln, r, p }: Cost): Promise<Uint8Array> {
  const { scrypt } = await import("node:crypto");
  const N = 2 ** ln;
  const options = { N, r, p, maxmem: 2 * 128 * N * r };
  return await new Promise((resolve, reject) =>
    scrypt(password, salt, 32, options, (error, bytes) => error ? reject(error) : resolve(bytes))
  );
}
