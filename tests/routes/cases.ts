import type { Role } from "../../lib/model/role.ts";
import type { Route } from "../../routes/route.ts";
import { catalogueUrl } from "../../routes/pages/catalogue.ts";
import { type Asking, PASSWORD, type TestApp } from "../helpers/app.ts";

/** A request that a route takes from whoever may ask for it. */
export interface Case extends Asking {
  readonly path: string;
}

/** The things that requests of a test may be about. */
export interface Things {
  /** A workflow that is there, and its ETag. */
  readonly workflow: string;
  readonly etag: string;
  readonly layoutTag: string;
  /** The commit that made it. */
  readonly commit: string;
  /** Queues a deployment of it; answers the id. */
  readonly deployment: () => Promise<string>;
  /** Keeps a draft of it for somebody; answers its ETag. */
  readonly draft: (as?: Role) => Promise<string>;
  /** Signs in once more. */
  readonly refreshToken: () => Promise<string>;
  /** Where the catalogue is read. */
  readonly catalogue: string;
  /** Makes names that nobody took yet. */
  readonly fresh: () => string;
}

/** Makes what the next request is about; each change needs things of its own. */
export async function things({ services, token }: TestApp): Promise<Things> {
  const workflow = `w${crypto.randomUUID().slice(0, 8)}`;
  const actor = { name: "editor", role: "editor", requestId: "test" } as const;
  const hello = await services.workflows.read("hello");
  const text = hello.text.replace("name: hello", `name: ${workflow}`);
  const { etag, commit } = await services.workflows.create(workflow, { text }, actor);
  const { text: layout } = await services.workflows.layout(workflow);
  const kept = await services.workflows.replaceLayout(workflow, { text: layout }, undefined, actor);
  const credentials = { name: "deployer", password: PASSWORD, address: "192.0.2.1" };
  return {
    workflow,
    etag: `"${etag}"`,
    commit,
    layoutTag: `"${kept.etag}"`,
    deployment: async () => {
      const { id } = await services.deployments.start({ workflow, environment: "local" }, actor);
      return id;
    },
    draft: async (as = "editor") => {
      const owner = { name: as, role: as, requestId: "test" };
      const edits = { base: commit, operations: [] };
      return `"${(await services.drafts.keep(workflow, edits, undefined, owner)).etag}"`;
    },
    refreshToken: async () => {
      await token("deployer");
      return (await services.authentication.login(credentials)).refreshToken;
    },
    catalogue: await catalogueUrl(services.catalogue),
    fresh: () => `n${crypto.randomUUID().slice(0, 8)}`,
  };
}

/** Takes the place of the token of whoever asks: a sign-out must not end the session of others. */
const NOBODY = { authorization: "" };

type CaseOf = (things: Things, as?: Role) => Omit<Case, "as"> | Promise<Omit<Case, "as">>;

const read = (path: string): CaseOf => () => ({ path });
const post = (path: string, json?: unknown): CaseOf => () => ({
  path,
  method: "POST",
  ...(json !== undefined && { json }),
});

const form = (path: string, fields: Record<string, string>): CaseOf => () => ({
  path,
  method: "POST",
  headers: { "content-type": "application/x-www-form-urlencoded" },
  body: new URLSearchParams(fields).toString(),
});

/** A good request to each route, by the route's name. */
export const CASES: Readonly<Record<string, CaseOf>> = {
  "health.alive": read("/healthz"),
  "health.ready": read("/readyz"),
  "health.metrics": () => ({ path: "/metrics", from: "127.0.0.1" }),
  "openapi.read": read("/openapi.json"),
  "schemas.operations": read("/schemas/operations.json"),
  "docs.read": read("/docs"),
  "auth.login": post("/api/v1/auth/login", { username: "viewer", password: PASSWORD }),
  "auth.refresh": async ({ refreshToken }) => ({
    path: "/api/v1/auth/refresh",
    method: "POST",
    json: { refreshToken: await refreshToken() },
  }),
  "auth.logout": async ({ refreshToken }) => ({
    path: "/api/v1/auth/logout",
    method: "POST",
    json: { refreshToken: await refreshToken() },
    headers: NOBODY,
  }),
  "auth.setup": ({ fresh }) => ({
    path: "/api/v1/auth/setup",
    method: "POST",
    json: { token: "none-is-left", name: fresh(), password: PASSWORD },
  }),
  "auth.profile": read("/api/v1/auth/profile"),
  "auth.password": post("/api/v1/auth/password", { current: PASSWORD, next: PASSWORD }),
  "workflows.list": read("/api/v1/workflows?search=shop"),
  "workflows.create": ({ fresh }) => ({
    path: "/api/v1/workflows",
    method: "POST",
    json: { name: fresh(), example: "hello" },
  }),
  "workflows.read": ({ workflow }) => ({ path: `/api/v1/workflows/${workflow}` }),
  "workflows.replace": ({ workflow, etag }) => ({
    path: `/api/v1/workflows/${workflow}`,
    method: "PUT",
    headers: { "if-match": etag },
    json: { text: textOf(workflow) },
  }),
  "workflows.patch": ({ workflow, etag }) => ({
    path: `/api/v1/workflows/${workflow}`,
    method: "PATCH",
    headers: { "if-match": etag },
    json: { operations: [{ op: "add-node", node: "extra", component: "app" }] },
  }),
  "workflows.remove": ({ workflow, etag }) => ({
    path: `/api/v1/workflows/${workflow}`,
    method: "DELETE",
    headers: { "if-match": etag },
  }),
  "workflows.duplicate": ({ workflow, fresh }) => ({
    path: `/api/v1/workflows/${workflow}/duplicate`,
    method: "POST",
    json: { name: fresh() },
  }),
  "workflows.nodes": ({ workflow }) => ({ path: `/api/v1/workflows/${workflow}/nodes` }),
  "workflows.connections": ({ workflow }) => ({
    path: `/api/v1/workflows/${workflow}/connections`,
  }),
  "layout.read": ({ workflow }) => ({ path: `/api/v1/workflows/${workflow}/layout` }),
  "layout.replace": ({ workflow, layoutTag }) => ({
    path: `/api/v1/workflows/${workflow}/layout`,
    method: "PUT",
    headers: { "if-match": layoutTag },
    json: { text: layoutOf(workflow) },
  }),
  "history.log": ({ workflow }) => ({ path: `/api/v1/workflows/${workflow}/history` }),
  "history.at": ({ workflow, commit }) => ({ path: `/api/v1/workflows/${workflow}/at/${commit}` }),
  "history.diff": ({ workflow }) => ({ path: `/api/v1/workflows/${workflow}/diff` }),
  "history.blame": ({ workflow }) => ({ path: `/api/v1/workflows/${workflow}/blame` }),
  "history.restore": ({ workflow, etag, commit }) => ({
    path: `/api/v1/workflows/${workflow}/restore`,
    method: "POST",
    headers: { "if-match": etag },
    json: { commit },
  }),
  "drafts.list": read("/api/v1/drafts"),
  "drafts.read": async ({ workflow, draft }, as) => {
    await draft(as);
    return { path: `/api/v1/workflows/${workflow}/draft` };
  },
  "drafts.keep": ({ workflow, commit }) => ({
    path: `/api/v1/workflows/${workflow}/draft`,
    method: "PUT",
    headers: { "if-none-match": "*" },
    json: { base: commit, operations: [] },
  }),
  "drafts.discard": async ({ workflow, draft }, as) => ({
    path: `/api/v1/workflows/${workflow}/draft`,
    method: "DELETE",
    headers: { "if-match": await draft(as) },
  }),
  "drafts.publish": async ({ workflow, draft }, as) => ({
    path: `/api/v1/workflows/${workflow}/draft/publish`,
    method: "POST",
    headers: { "if-match": await draft(as) },
    json: {},
  }),
  "workflows.merge": ({ workflow, etag, commit }) => ({
    path: `/api/v1/workflows/${workflow}/merge`,
    method: "POST",
    headers: { "if-match": etag },
    json: { theirs: { text: textOf(workflow) }, base: commit },
  }),
  "validate.run": post("/api/v1/validate", { text: textOf("shop") }),
  "rules.list": read("/api/v1/rules"),
  "components.list": read("/api/v1/components"),
  "components.categories": read("/api/v1/components/categories"),
  "components.read": read("/api/v1/components/app"),
  "components.schema": read("/api/v1/components/app/schema"),
  "components.presets": read("/api/v1/components/app/presets"),
  "generate.list": read("/api/v1/generate"),
  "generate.run": post("/api/v1/generate/kubernetes", { name: "hello" }),
  "import.run": post("/api/v1/import", {
    name: "imported",
    files: [{ path: "compose.yaml", text: "services:\n  web:\n    image: web:1\n" }],
  }),
  "environments.list": read("/api/v1/environments"),
  "environments.read": read("/api/v1/environments/local"),
  "secrets.list": read("/api/v1/environments/local/secrets/shop"),
  "secrets.set": () => ({
    path: "/api/v1/environments/local/secrets/shop/db-password/password",
    method: "PUT",
    json: { value: CANARY },
  }),
  "deployments.list": read("/api/v1/deployments"),
  "deployments.create": ({ workflow }) => ({
    path: "/api/v1/deployments",
    method: "POST",
    json: { workflow, environment: "local" },
  }),
  "deployments.undeploy": post("/api/v1/deployments/undeploy", {
    workflow: "gitea",
    environment: "local",
  }),
  "deployments.read": async ({ deployment }) => ({
    path: `/api/v1/deployments/${await deployment()}`,
  }),
  "deployments.cancel": async ({ deployment }) => ({
    path: `/api/v1/deployments/${await deployment()}/cancel`,
    method: "POST",
  }),
  "deployments.redeploy": async ({ deployment }) => ({
    path: `/api/v1/deployments/${await deployment()}/redeploy`,
    method: "POST",
  }),
  "events.follow": read("/api/v1/events"),
  "audit.list": read("/api/v1/audit"),
  "audit.verify": read("/api/v1/audit/verify"),
  "users.list": read("/api/v1/admin/users"),
  "users.create": ({ fresh }) => ({
    path: "/api/v1/admin/users",
    method: "POST",
    json: { name: fresh(), role: "viewer", password: PASSWORD },
  }),
  "users.update": () => ({
    path: "/api/v1/admin/users/spare",
    method: "PATCH",
    json: { role: "editor" },
  }),
  "users.remove": () => ({ path: "/api/v1/admin/users/spare", method: "DELETE" }),
  "pages.home": read("/"),
  "pages.sign_in": read("/sign-in"),
  "auth.sign_in": form("/sign-in", { username: "viewer", password: PASSWORD, next: "/" }),
  "auth.sign_out": () => ({ path: "/sign-out", method: "POST", headers: NOBODY }),
  "pages.start": read("/start/none-is-left"),
  "auth.start": form("/start/none-is-left", { name: "first", password: PASSWORD }),
  "pages.workflows": read("/workflows"),
  "pages.editor": ({ workflow }) => ({ path: `/workflows/${workflow}` }),
  "pages.deployments": read("/deployments"),
  "pages.deployment": async ({ deployment }) => ({ path: `/deployments/${await deployment()}` }),
  "pages.account": read("/account"),
  "pages.users": read("/users"),
  "pages.audit": read("/audit"),
  "pages.components": read("/components"),
  "pages.component": read("/components/app"),
  "pages.catalogue": ({ catalogue }) => ({ path: catalogue }),
  "assets.read": read("/assets/none.js"),
  "assets.favicon": read("/favicon.svg"),
  "assets.robots": read("/robots.txt"),
};

/** A secret value, which must never be seen again. */
export const CANARY = "canary-5e1f0c9d";

/** The text of a workflow with one node. */
export function textOf(name: string): string {
  return `apiVersion: celestra/v1
kind: Application
metadata: { name: ${name} }
spec:
  nodes:
    web:
      component: app
      config: { image: "nginx:1.27" }
`;
}

function layoutOf(name: string): string {
  return `apiVersion: celestra/v1
kind: Layout
metadata: { name: ${name} }
nodes: { web: { x: 10, y: 20 } }
`;
}

/** The good request of a route, asked by somebody. */
export async function caseOf(route: Route, about: Things, as?: Role): Promise<Case> {
  const make = CASES[route.name];
  if (!make) throw new Error(`${route.name} has no case: write one in tests/routes/cases.ts`);
  return { ...await make(about, as), as };
}

/** An account that may be changed and removed. */
export async function addSpare({ services }: TestApp): Promise<void> {
  const accounts = await services.accounts.list();
  if (accounts.some(({ name }) => name === "spare")) return;
  await services.accounts.create({ name: "spare", role: "viewer", password: PASSWORD });
}
