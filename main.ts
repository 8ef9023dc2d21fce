// deno-lint-ignore-file no-console -- it speaks to whoever started it
import catalogue from "./lib/components/catalogue.json" with { type: "json" };
import { components } from "./lib/components/registry.ts";
import { generators } from "./lib/generators/registry.ts";
import { importers } from "./lib/importers/registry.ts";
import type { Catalogue } from "./lib/model/catalogue.ts";
import { AppError } from "./lib/model/error.ts";
import { pick } from "./lib/model/registry.ts";
import { type Config, type GitHubConfig, readConfig } from "./lib/services/config.ts";
import { createServices } from "./lib/services/create_services.ts";
import type { Services } from "./lib/services/mod.ts";
import { seedRepository } from "./lib/services/seeding.ts";
import { createState } from "./lib/state/create_state.ts";
import type { KeyValue } from "./lib/state/key_value.ts";
import { createLateKeyValue } from "./lib/state/late.ts";
import { keyValues } from "./lib/state/registry.ts";
import { createSharedText } from "./lib/state/shared_text.ts";
import type { State } from "./lib/state/state.ts";
import { createLateStore } from "./lib/stores/late.ts";
import type { Store } from "./lib/stores/store.ts";
import { targets } from "./lib/targets/registry.ts";
import { createSecretFiles } from "./lib/targets/secret_files.ts";
import { type App, createApp } from "./routes/app.ts";
import { type Assets, openAssets } from "./routes/assets.ts";
import { errorText, logToStandardError } from "./routes/log.ts";
import { createSite } from "./routes/pages/mod.ts";

/** How long what is on its way may take to end; a platform kills after 5 s. */
const LAST_WORDS = 3_500;

/** How long whoever watches is told that we are going, before the door shuts. */
const NOTICE = 250;

/** Where what the browser loads lies. */
const STATIC = new URL("./static/", import.meta.url);

/** What serves one repository. */
interface Composed {
  readonly store: Store;
  readonly state: State;
  readonly services: Services;
  readonly app: App;
}

/**
 * Picks the adapters of one repository and wires everything that serves it. Nothing is opened yet:
 * what asks whether we live waits neither for the state nor for Git, which takes longest to load.
 */
function compose(config: Config, publicUrl: string, assets: Assets): Composed {
  const { data } = config;
  const env = Deno.env.toObject();
  const path = `${data}/state.db`;
  const keyValue = createLateKeyValue(() =>
    pick("key-value store", keyValues, "deno-kv").open({ path })
  );
  const state = createState(keyValue);
  const { github } = config;
  const store = createLateStore(() =>
    github ? openGitHub(github, keyValue) : openRepository(`${data}/repo.git`)
  );
  const services = createServices({
    store,
    state,
    secrets: createSecretFiles(data),
    catalogue: catalogue as unknown as Catalogue,
    components,
    generators,
    importers,
    targets,
    openTarget: (id) => pick("target", targets, id).open({ data, env }),
    publicUrl,
    now: Date.now,
    out: (line) => console.log(line),
    report: (error) => logToStandardError({ level: "error", error: errorText(error) }),
  });
  const site = createSite(assets);
  const settings = { ...config, publicUrl };
  return { store, state, services, app: createApp({ services, settings, ...site }) };
}

/** The repository in the data folder, made at the first start. */
async function openRepository(path: string): Promise<Store> {
  const { createLocalStore, openLocalStore } = await import("./lib/stores/local.ts");
  return await openLocalStore(path).catch(async (error) => {
    if (!(error instanceof AppError && error.code === "not_found")) throw error;
    return await createLocalStore(path, { bare: true, defaultBranch: "main" });
  });
}

/** The repository on GitHub; all processes on one state share what they may write there. */
async function openGitHub(settings: GitHubConfig, keyValue: KeyValue): Promise<Store> {
  const { openGitHubStore, readSettings } = await import("./lib/stores/github.ts");
  const shared = createSharedText(keyValue, "github-writes");
  return openGitHubStore(readSettings(settings), { shared });
}

/** Serves until the process is told to stop. */
async function serve(config: Config): Promise<void> {
  const { host: hostname, port } = config;
  const assets = await openAssets(STATIC);
  const server = Deno.serve({ hostname, port, onListen() {} }, (request, info) => {
    return composed.app.fetch(request, info);
  });
  // The port may be any free one, so only now it is known who we are.
  const publicUrl = config.publicUrl ?? originOf(hostname, server.addr.port);
  const composed = compose(config, publicUrl, assets);
  await composed.state.ping();
  await seedRepository(composed.store);
  await greet(composed.services, publicUrl);
  composed.services.deployments.work();
  await signalled();
  await withinTime(close(composed, server));
}

/** Where a browser on this machine finds us. */
function originOf(host: string, port: number): string {
  const name = host === "0.0.0.0" || host === "::" ? "127.0.0.1" : host;
  return `http://${name.includes(":") ? `[${name}]` : name}:${port}`;
}

/** Says where to go; for the first administrator, once, with a key. */
async function greet({ authentication }: Services, publicUrl: string): Promise<void> {
  const token = await authentication.createSetupToken();
  console.log(token ? `Open ${publicUrl}/start/${token}` : `Celestra serves ${publicUrl}`);
}

/** Streams and jobs end while `/readyz` says why; then nobody new is let in, and who is in is answered. */
async function close({ services, state }: Composed, server: Deno.HttpServer): Promise<void> {
  await Promise.all([services.close(), pause(NOTICE)]);
  await server.shutdown();
  state.close();
}

async function withinTime(work: Promise<void>): Promise<void> {
  await Promise.race([work, pause(LAST_WORDS)]);
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((done) => setTimeout(done, milliseconds));
}

/** Waits for a signal to stop. */
function signalled(): Promise<void> {
  return new Promise((done) => {
    for (const signal of ["SIGINT", "SIGTERM"] as const) Deno.addSignalListener(signal, done);
  });
}

if (import.meta.main) {
  try {
    await serve(readConfig(Deno.env.toObject(), Deno.cwd()));
    Deno.exit(0);
  } catch (error) {
    console.error(sentenceOf(error));
    Deno.exit(error instanceof AppError && error.code === "configuration" ? 3 : 1);
  }
}

/** Why the service could not start. The stack is for debugging only. */
function sentenceOf(error: unknown): string {
  if (Deno.env.get("CELESTRA_DEBUG")) return (error as Error).stack ?? String(error);
  if (error instanceof Deno.errors.AddrInUse) {
    return "The port is taken by another program; set CELESTRA_PORT to another one";
  }
  return error instanceof Error ? error.message : String(error);
}
