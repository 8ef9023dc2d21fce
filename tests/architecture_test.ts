import assert from "node:assert/strict";
import { filesUnder, type Import, importsOf, longestChain, ROOT } from "./helpers/house.ts";

/** Which folders and files each floor may import; `design.md` section 5 draws it. */
const FLOORS: Readonly<Record<string, readonly string[]>> = {
  "main.ts": ["routes", "lib"],
  "routes": [
    "islands",
    "static",
    "lib/services",
    "lib/format",
    "lib/model",
  ],
  "islands": ["lib/model", "lib/format/edit.ts", "lib/format/parse.ts"],
  "lib/build": ["lib/cli", "lib/components", "lib/format", "lib/model"],
  "lib/cli": [
    "lib/services",
    "lib/components/registry.ts",
    "lib/components/plan.ts",
    "lib/components/catalogue.json",
    "lib/generators/registry.ts",
    "lib/importers/importer.ts",
    "lib/importers/registry.ts",
    "lib/state/create_state.ts",
    "lib/state/registry.ts",
    "lib/state/state.ts",
    "lib/stores/local.ts",
    "lib/stores/store.ts",
    "lib/stores/work_tree.ts",
    "lib/targets/registry.ts",
    "lib/targets/target.ts",
    "lib/targets/secret_files.ts",
    "lib/format",
    "lib/model",
  ],
  "lib/services": [
    "lib/components/component.ts",
    "lib/components/plan.ts",
    "lib/generators/generator.ts",
    "lib/importers/importer.ts",
    "lib/state/state.ts",
    "lib/stores/store.ts",
    "lib/targets/secret_files.ts",
    "lib/targets/target.ts",
    "lib/format",
    "lib/model",
    "workflows",
  ],
  "lib/components": ["lib/format", "lib/model"],
  "lib/generators": ["lib/format", "lib/model"],
  "lib/importers": ["lib/format", "lib/model"],
  "lib/state": ["lib/model"],
  "lib/stores": ["lib/net", "lib/model"],
  "lib/targets": ["lib/model"],
  "lib/net": ["lib/model"],
  "lib/format": ["lib/model"],
  "lib/model": [],
};

/** Where each package is at home. */
const HOMES: Readonly<Record<string, readonly string[]>> = {
  "@codemirror/autocomplete": ["islands/source/"],
  "@codemirror/lang-yaml": ["islands/source/"],
  "@codemirror/lint": ["islands/source/"],
  "@codemirror/state": ["islands/source/"],
  "@codemirror/view": ["islands/source/"],
  "@lezer/python": ["lib/importers/celestra_dsl/tree.ts"],
  "@octokit/rest": ["lib/stores/github/api.ts"],
  "@preact/signals": ["islands"],
  "@xyflow/react": ["islands/canvas/"],
  "codemirror": ["islands/source/"],
  "esbuild": ["lib/build"],
  "hono": ["routes"],
  "isomorphic-git": ["lib/stores/work_tree.ts"],
  "jose": ["lib/services/tokens.ts"],
  "lucide": ["islands/icon.ts", "islands/editor/icon.ts"],
  "preact": ["islands", "routes/pages", "routes/views"],
  "preact-render-to-string": ["routes/views"],
  "yaml": ["lib/format"],
  "zod": ["lib/build", "lib/components", "routes"],
};

/** Registries: a folder, and which of its files hold no entry. */
const REGISTRIES: Readonly<Record<string, readonly string[]>> = {
  "lib/components/application": [
    "binding.ts",
    "companions.ts",
    "compute.ts",
    "container.ts",
    "joined.ts",
    "lifecycle.ts",
    "mounted.ts",
    "placement.ts",
    "ports.ts",
    "probes.ts",
    "security.ts",
    "storage.ts",
    "task.ts",
    "workload.ts",
  ],
  "lib/components/kinds": [],
  "lib/generators": ["generator.ts", "recorder.ts", "registry.ts"],
  "lib/importers": ["importer.ts", "registry.ts"],
  "lib/model/rules/application": [],
  "lib/state": [
    "accounts.ts",
    "attempts.ts",
    "audit_log.ts",
    "create_state.ts",
    "drafts.ts",
    "event_log.ts",
    "expiring.ts",
    "jobs.ts",
    "key_value.ts",
    "late.ts",
    "leases.ts",
    "registry.ts",
    "retry.ts",
    "seen_heads.ts",
    "sessions.ts",
    "setup_tokens.ts",
    "sha256.ts",
    "shared_text.ts",
    "signing_keys.ts",
    "state.ts",
    "transact.ts",
    "versions.ts",
  ],
  "lib/stores": [
    "adapter.ts",
    "atomic_files.ts",
    "git.ts",
    "late.ts",
    "names.ts",
    "paths.ts",
    "registry.ts",
    "repository.ts",
    "store.ts",
    "work_tree.ts",
  ],
  "lib/targets": ["target.ts", "registry.ts", "secret_files.ts"],
};

/** The most files that one import may lead through without leaving its floor. */
const CHAIN = 11;

const imports = ["lib", "routes", "islands"]
  .flatMap((folder) => [...filesUnder(folder, ".ts"), ...filesUnder(folder, ".tsx")])
  .concat("main.ts").flatMap(importsOf);

Deno.test("every floor imports only the floors below it", () => {
  assert.deepEqual(imports.filter((one) => !one.isPackage && !isAllowed(one)).map(asText), []);
});

Deno.test("no import leads in a circle", () => {
  const every = imports.map((one) => ({ ...one, isType: false }));
  assert.deepEqual(longestChain(every).circle, []);
});

for (const floor of Object.keys(FLOORS)) {
  Deno.test(`no import leads far inside ${floor}`, () => {
    const inside = imports.filter(({ from, to }) =>
      from.startsWith(`${floor}/`) && to.startsWith(`${floor}/`) && !isRegistry(to)
    );
    const { chain } = longestChain(inside);
    assert.ok(chain.length <= CHAIN, chain.join("\n"));
  });
}

Deno.test("every package stays at home", () => {
  const strays = imports.filter(({ isPackage, from, to }) =>
    isPackage && !to.startsWith("node:") && !homesOf(to).some((home) => from.startsWith(home))
  );
  assert.deepEqual(strays.map(asText), []);
});

Deno.test("what runs does with what every browser has, but for Git and the hash of passwords", () => {
  const strays = imports.filter(({ to, from }) =>
    to.startsWith("node:") && !from.startsWith("lib/stores/") && !from.startsWith("lib/build/") &&
    !(to === "node:crypto" && from === "lib/services/passwords.ts")
  );
  assert.deepEqual(strays.map(asText), []);
});

for (const [folder, others] of Object.entries(REGISTRIES)) {
  Deno.test(`the registry of ${folder} equals its folder`, async () => {
    const exported = [...(await Deno.readTextFile(`${ROOT}${folder}/mod.ts`))
      .matchAll(/from "\.\/([^"/]+)"/g)].map(([, file]) => file!).sort();
    const entries = [...Deno.readDirSync(`${ROOT}${folder}`)]
      .filter(({ name, isFile }) => isFile && name.endsWith(".ts") && name !== "mod.ts")
      .map(({ name }) => name).filter((name) => !others.includes(name)).sort();
    assert.deepEqual(exported, entries);
  });
}

/** Where a package, or a file of one, may be imported. */
function homesOf(name: string): readonly string[] {
  const packages = Object.entries(HOMES);
  return packages.find(([home]) => name === home || name.startsWith(`${home}/`))?.[1] ?? [];
}

/** Files of export lines alone; an import passes through them without meeting code. */
function isRegistry(file: string): boolean {
  return /\/(mod|registry)\.ts$/.test(file);
}

function isAllowed({ from, to }: Import): boolean {
  const floor = Object.keys(FLOORS).find((name) => from === name || from.startsWith(`${name}/`));
  if (!floor) return false;
  return to.startsWith(`${floor}/`) ||
    FLOORS[floor]!.some((allowed) => to === allowed || to.startsWith(`${allowed}/`));
}

function asText({ from, to }: Import): string {
  return `${from} -> ${to}`;
}
