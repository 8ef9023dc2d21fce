import assert from "node:assert/strict";
import type { Browser } from "playwright-core";
import { buildIslands } from "../../lib/build/islands.ts";
import type { Role } from "../../lib/model/role.ts";
import { openBrowser, openPerson, type Person, type PersonOptions } from "../helpers/browser.ts";
import { ADA, begin, type Client } from "../helpers/client.ts";
import { inFolder } from "../helpers/host.ts";
import { testWith } from "../helpers/needs.ts";
import type { Credentials } from "../helpers/person.ts";
import { type Repository, repositoryAt } from "./repository.ts";
import { serve, type Served } from "../helpers/served.ts";

/** The service, and a browser to look at it with. */
export interface World {
  readonly served: Served;
  readonly url: string;
  /** The folder that the service keeps everything in. */
  readonly data: string;
  readonly browser: Browser;
  readonly repository: Repository;
  /** Opens a window in which nobody is signed in. */
  stranger(options?: Looks): Promise<Person>;
}

/** The service when it has people. */
export interface Inhabited extends World {
  /** What the administrator does by programs. */
  readonly admin: Client;
  /** Opens a window in which somebody is signed in; the administrator unless told. */
  person(options?: Looks & { readonly as?: Role }): Promise<Person>;
}

/** How a window looks. */
export type Looks = Omit<PersonOptions, "url">;

/** Does a part of a test; what comes after a part that failed is not tried. */
export type Step = (name: string, part: () => Promise<void>) => Promise<void>;

/** Where pictures of pages go; not committed. */
export const SCREENS = new URL("./screenshots/", import.meta.url).pathname;

/** An engine that is not there, so that deployments end the same everywhere. */
const NO_ENGINE = { DOCKER_HOST: "unix:///nowhere/docker.sock" };

/** Registers a test on a service that was never started before. */
export function testWorld(
  name: string,
  test: (world: World, step: Step) => Promise<void>,
): void {
  testWith(["chromium", "git"], name, (t) =>
    inFolder(async (folder) => {
      await buildIslands();
      const data = `${folder}/data`;
      await using served = await serve({ data, env: NO_ENGINE });
      const browser = await openBrowser();
      const { url } = served;
      const repository = repositoryAt(`${data}/repo.git`);
      const stranger: World["stranger"] = (looks = {}) => openPerson(browser, { url, ...looks });
      try {
        await test({ served, url, data, browser, repository, stranger }, stepping(browser, t));
      } finally {
        await browser.close();
      }
    }));
}

/** Registers a test on a service with an administrator and whoever else is wanted. */
export function testInhabited(
  name: string,
  test: (world: Inhabited, step: Step) => Promise<void>,
): void {
  testWorld(name, async (world, step) => {
    const { served, url, stranger } = world;
    const admin = await begin(url, served.link!);
    const known = new Map<Role, Promise<Credentials>>([["admin", Promise.resolve(ADA)]]);
    const credentials = (role: Role) => {
      const there = known.get(role) ?? signedUp(admin, role);
      known.set(role, there);
      return there;
    };
    const person: Inhabited["person"] = async ({ as = "admin", ...looks } = {}) => {
      const { name: username, password } = await credentials(as);
      const opened = await stranger(looks);
      const response = await opened.context.request.post("/api/v1/auth/login", {
        headers: { origin: url },
        data: { username, password },
      });
      assert.ok(response.ok(), await response.text());
      return opened;
    };
    await test({ ...world, admin, person }, step);
  });
}

/** Makes an account that is named after its role. */
async function signedUp(admin: Client, role: Role): Promise<Credentials> {
  const account = { name: role, role, password: `the ${role} has a lantern` };
  await admin.json("POST", "/api/v1/admin/users", account);
  return account;
}

/** Asserts that nothing in a window complained and that it asked nobody else for anything. */
export function expectCalm({ complaints, strangers, page }: Person): void {
  assert.deepEqual(complaints, [], `on ${page.url()}`);
  assert.deepEqual(strangers, []);
}

function stepping(browser: Browser, t: Deno.TestContext): Step {
  return async (name, part) => {
    const watched = () =>
      part().catch(async (error) => {
        await keepScreens(browser, name);
        throw error;
      });
    if (!await t.step(name, watched)) throw new Error(`it ended at: ${name}`);
  };
}

/** Keeps what all windows show when something failed, to be looked at. */
async function keepScreens(browser: Browser, name: string): Promise<void> {
  await Deno.mkdir(SCREENS, { recursive: true });
  const pages = browser.contexts().flatMap((context) => context.pages());
  await Promise.all(
    pages.map((page, index) =>
      page.screenshot({ path: `${SCREENS}failed-${name.replaceAll(/\W+/g, "-")}-${index}.png` })
    ),
  );
}
