import { isLoopback, isPublicAddress } from "./addresses.ts";

/** What addresses are found and tried with. */
export interface Network {
  /** All addresses of a host name. */
  resolve(hostname: string): Promise<readonly string[]>;
  /** Opens a connection and lets it go again. */
  connect(hostname: string, port: number, signal: AbortSignal): Promise<void>;
}

/** How hosts are judged. */
export interface JudgeOptions {
  readonly network: Network;
  /** Whether this machine itself may be asked, as tests do. */
  readonly isLoopbackAllowed: boolean;
  /** Milliseconds for a connection to open. */
  readonly connectWithin: number;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** Judges where a host name leads before anything is sent there. */
export interface Judge {
  /**
   * Looks up a host and judges each of its addresses.
   *
   * @throws where one of them is not of the public internet.
   */
  check(url: URL): Promise<Checked>;
  /** Looks a host up anew the next time. */
  forget(url: URL): void;
}

/** A host that may be asked. */
export interface Checked {
  /** Fails where no connection opens in time; may be awaited or not. */
  readonly opens: Promise<void>;
}

/** How long a judgement holds, in milliseconds: names change their minds. */
const LIFETIME = 10_000;

/** Creates a judge. It looks a host up once for all who ask at a time. */
export function createJudge(options: JudgeOptions): Judge {
  const { now } = options;
  const held = new Map<string, { readonly checked: Promise<Checked>; readonly until: number }>();
  const forget = ({ host }: URL) => void held.delete(host);
  return {
    forget,
    check(url) {
      const before = held.get(url.host);
      if (before && now() < before.until) return before.checked;
      const checked = checkOf(url, options);
      held.set(url.host, { checked, until: now() + LIFETIME });
      checked.then(({ opens }) => opens).catch(() => forget(url));
      return checked;
    },
  };
}

async function checkOf(url: URL, options: JudgeOptions): Promise<Checked> {
  const { network, isLoopbackAllowed } = options;
  const addresses = await addressesOf(url.hostname.replace(/^\[|\]$/g, ""), network);
  const isFine = (address: string) =>
    isPublicAddress(address) || (isLoopbackAllowed && isLoopback(address));
  // One bad address among good ones is how a check of the first alone is fooled.
  if (addresses.length === 0 || !addresses.every(isFine)) throw new Error("no address to ask");
  const port = Number(url.port) || (url.protocol === "https:" ? 443 : 80);
  return { opens: oneOpens(addresses, port, options) };
}

async function addressesOf(hostname: string, network: Network): Promise<readonly string[]> {
  if (hostname === "localhost") return ["127.0.0.1"];
  const isLiteral = hostname.includes(":") || /^[\d.]+$/.test(hostname);
  return isLiteral ? [hostname] : await network.resolve(hostname);
}

/** A fetch does not tell how long its connection took, so one is opened beside it. */
async function oneOpens(
  addresses: readonly string[],
  port: number,
  { network, connectWithin }: JudgeOptions,
): Promise<void> {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), connectWithin);
  try {
    await Promise.any(addresses.map((address) => network.connect(address, port, stop.signal)));
  } finally {
    clearTimeout(timer);
    stop.abort();
  }
}

/** The network of this machine. */
export const network: Network = {
  async resolve(hostname) {
    const answers = await Promise.allSettled([
      Deno.resolveDns(hostname, "A"),
      Deno.resolveDns(hostname, "AAAA"),
    ]);
    return answers.flatMap((answer) => answer.status === "fulfilled" ? answer.value : []);
  },
  async connect(hostname, port, signal) {
    const connection = await Deno.connect({ hostname, port, signal });
    connection.close();
  },
};
