import catalogue from "../../lib/components/catalogue.json" with { type: "json" };
import { buildIslands } from "../../lib/build/islands.ts";
import { components } from "../../lib/components/registry.ts";
import { generators } from "../../lib/generators/registry.ts";
import { importers } from "../../lib/importers/registry.ts";
import type { Catalogue } from "../../lib/model/catalogue.ts";
import type { Role } from "../../lib/model/role.ts";
import { createServices } from "../../lib/services/create_services.ts";
import type { Services } from "../../lib/services/mod.ts";
import { createPasswords } from "../../lib/services/passwords.ts";
import { seedRepository } from "../../lib/services/seeding.ts";
import { createState } from "../../lib/state/create_state.ts";
import { createMemoryKeyValue } from "../../lib/state/memory.ts";
import type { State } from "../../lib/state/state.ts";
import { createMemoryStore } from "../../lib/stores/memory.ts";
import type { Store } from "../../lib/stores/store.ts";
import { targets } from "../../lib/targets/registry.ts";
import { createSecretFiles, type SecretFiles } from "../../lib/targets/secret_files.ts";
import type { Target } from "../../lib/targets/target.ts";
import { type App, type AppOptions, createApp } from "../../routes/app.ts";
import { openAssets } from "../../routes/assets.ts";
import { createSite, type Site } from "../../routes/pages/mod.ts";
import type { AppSettings } from "../../routes/settings.ts";

/** Where the app of tests believes to be. */
export const ORIGIN = "http://celestra.test";

/** The password of everybody in tests. */
export const PASSWORD = "correct horse battery staple";

/** The hash of that password. Making one takes its time, as it should, and once is enough. */
let hash: Promise<string> | undefined;

/** The whole service on stores in memory. */
export interface TestApp extends AsyncDisposable {
  readonly app: App;
  readonly services: Services;
  readonly state: State;
  readonly store: Store;
  /** What the process wrote to standard output. */
  readonly lines: string[];
  /** What it logged. */
  readonly logged: Readonly<Record<string, unknown>>[];
  /** Adds to the clock, in milliseconds. */
  pass(milliseconds: number): void;
  /** Asks as a program does; a path stands for an address of ours. */
  ask(path: string, asking?: Asking): Promise<Response>;
  /** The access token of somebody with a role, named after it. */
  token(role: Role): Promise<string>;
}

/** How something is asked for. */
export interface Asking extends Omit<RequestInit, "headers" | "body"> {
  /** Whose token is sent along; nobody's unless told. */
  readonly as?: Role | undefined;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: BodyInit;
  /** A body to be sent as JSON. */
  readonly json?: unknown;
  /** The address that the connection comes from. */
  readonly from?: string;
}

/** What may differ from test to test. */
export interface TestAppOptions extends Partial<Omit<AppOptions, "settings" | "services">> {
  readonly settings?: Partial<AppSettings>;
  /** Comes between the services and the app. */
  readonly services?: (services: Services, state: State, now: () => number) => Services;
  /** What the services stand on; all of it in memory, and secrets in a folder, unless told. */
  readonly store?: Store;
  readonly state?: State;
  readonly secrets?: SecretFiles;
}

/** Opens the real app, with the examples of a first start, on stores in memory. */
export async function openApp(options: TestAppOptions = {}): Promise<TestApp> {
  const settings = { publicUrl: ORIGIN, trustedProxies: [], isDebug: false, ...options.settings };
  const data = await Deno.makeTempDir({ prefix: "celestra-app-" });
  const [lines, logged]: [string[], Record<string, unknown>[]] = [[], []];
  const { store = createMemoryStore(), state = createState(createMemoryKeyValue()) } = options;
  let passed = 0;
  const now = () => Date.now() + passed;
  await seedRepository(store);
  const real = createServices({
    store,
    state,
    secrets: options.secrets ?? createSecretFiles(data),
    catalogue: catalogue as unknown as Catalogue,
    components,
    generators,
    importers,
    targets,
    openTarget: instantTarget,
    publicUrl: settings.publicUrl,
    now,
    out: (line) => void lines.push(line),
    report: (error) => void logged.push({ error }),
  });
  const services = options.services?.(real, state, now) ?? real;
  const log = (entry: Readonly<Record<string, unknown>>) => void logged.push(entry);
  const app = createApp({ log, ...options, services, settings });
  const tokens = new Map<Role, Promise<string>>();

  async function signUp(role: Role): Promise<string> {
    hash ??= createPasswords().hash(PASSWORD);
    const account = { name: role, role, isDisabled: false, createdAt: Date.now() };
    await state.accounts.create({ ...account, passwordHash: await hash });
    const credentials = { name: role, password: PASSWORD, address: "192.0.2.1" };
    return (await real.authentication.login(credentials)).accessToken;
  }

  function token(role: Role): Promise<string> {
    const known = tokens.get(role) ?? signUp(role);
    tokens.set(role, known);
    return known;
  }

  return {
    ...{ app, services, state, store, lines, logged, token },
    pass: (milliseconds) => void (passed += milliseconds),
    async ask(path, { as, json, from = "192.0.2.7", headers, body, ...init } = {}) {
      const request = new Request(path.startsWith("/") ? ORIGIN + path : path, {
        ...init,
        headers: {
          ...(as && { authorization: `Bearer ${await token(as)}` }),
          ...(json !== undefined && { "content-type": "application/json" }),
          ...headers,
        },
        body: json === undefined ? body ?? null : JSON.stringify(json),
      });
      const remoteAddr = { transport: "tcp", hostname: from, port: 50_000 } as const;
      return await app.fetch(request, { remoteAddr });
    },
    async [Symbol.asyncDispose]() {
      app.close();
      await real.close();
      state.close();
      await Deno.remove(data, { recursive: true });
    },
  };
}

/** The pages, with what is built for browsers. */
export async function openSite(): Promise<Site> {
  await buildIslands();
  return createSite(await openAssets(new URL("../../static/", import.meta.url)));
}

/** A destination where everything is well at once. */
function instantTarget(id: string): Target {
  const { title, output } = targets.get(id)!;
  return {
    ...{ id, title, output },
    unavailable: () => Promise.resolve(undefined),
    async *apply({ nodes }) {
      const at = new Date().toISOString();
      for (const node of nodes) yield await Promise.resolve({ node, state: "healthy", at });
    },
    remove: () => Promise.resolve([]),
  };
}
