import assert from "node:assert/strict";
import { ADA, begin, type Client, clientOf } from "../helpers/client.ts";
import { inFolder } from "../helpers/host.ts";
import { testWith } from "../helpers/needs.ts";
import { attempt, eventually, succeed } from "../helpers/processes.ts";
import { serve } from "../helpers/served.ts";

const VERSION = "4.32.5";

testWith(
  ["python3"],
  "the API answers as its description says, whatever schemathesis asks",
  () =>
    inFolder(async (folder) => {
      const program = await install();
      await using served = await serve({ data: `${folder}/data` });
      const admin = await begin(served.url, served.link!);
      const options = `${folder}/schemathesis.toml`;
      await Deno.writeTextFile(options, await optionsFor(served.url, admin));
      const check = async (count: number, ...choice: string[]) => {
        const { success, text } = await attempt(
          program,
          ...["--config-file", options, "run", `${served.url}/openapi.json`, ...choice],
          ...["--header", `Authorization: Bearer ${await tokenOf(served.url)}`],
          ...["--checks", "all", "--continue-on-failure", "--no-shrink", "--no-color"],
          ...["--max-examples", "15", "--seed", "1"],
        );
        assert.ok(success, text);
        assert.match(text, new RegExp(`Tested: +${count}\\n`));
      };
      // The stream of events never ends. What may end the session that all requests come from is
      // asked for last, by itself.
      await check(54, "--exclude-operation-id", "events.follow", "--exclude-tag", "users");
      await check(4, "--include-tag", "users");
    }),
);

/** The program in an environment of its own, which is made once and kept for the next time. */
async function install(): Promise<string> {
  const folder = `${Deno.env.get("TMPDIR") ?? "/tmp"}/celestra-schemathesis-${VERSION}`;
  const program = `${folder}/bin/schemathesis`;
  const { success } = await attempt(program, "--version").catch(() => ({ success: false }));
  if (success) return program;
  await succeed("python3", "-m", "venv", "--clear", folder);
  await succeed(`${folder}/bin/pip`, "install", "--quiet", `schemathesis==${VERSION}`);
  return program;
}

/** All checks are on. What is set here is what no schema can say. */
async function optionsFor(url: string, admin: Client): Promise<string> {
  await admin.json("POST", "/api/v1/admin/users", { ...ADA, name: "grace", role: "viewer" });
  const place = { workflow: "hello", environment: "local" };
  const { id } = await admin.json("POST", "/api/v1/deployments", place);
  const ended = /"(committed|failed|healthy)"/;
  const read = async () => JSON.stringify(await admin.json("GET", `/api/v1/deployments/${id}`));
  await eventually(read, (text) => ended.test(text));
  return `
[checks]
# Which text is a workflow, which version is the newest, and which password is easily guessed.
positive_data_acceptance.expected-statuses = [
  "2xx", "304", "401", "403", "404", "409", "412", "422", "428", "429",
]
# A body that is too long may be over the cap of its route, too, and then is not looked at.
negative_data_rejection.expected-statuses = [
  "400", "401", "403", "404", "405", "409", "412", "413", "415", "422", "428", "429",
]
# RFC 6585 has a status of its own for a missing If-Match.
missing_required_header.expected-statuses = [
  "400", "401", "403", "406", "415", "422", "428",
]

# Otherwise it would end the session that all requests come from.
[[operations]]
include-operation-id = "auth.logout"
headers = { Authorization = "Bearer ${await tokenOf(url)}" }

# For an ETag it sends 0 without quotes and lists, neither of which fit the pattern that is described.
[[operations]]
include-operation-id = [
  "workflows.replace", "layout.replace", "history.restore", "drafts.keep", "workflows.merge",
]
checks.positive_data_acceptance.expected-statuses = [
  "2xx", "400", "401", "403", "404", "409", "412", "422", "428", "429",
]

# No id of a deployment can be guessed.
[[operations]]
include-operation-id = ["deployments.read", "deployments.cancel", "deployments.redeploy"]
parameters = { id = "${id}" }
`;
}

/** The token of a session of its own. */
async function tokenOf(url: string): Promise<string> {
  const credentials = { username: ADA.name, password: ADA.password };
  const { accessToken } = await clientOf(url)
    .json<{ accessToken: string }>("POST", "/api/v1/auth/login", credentials);
  return accessToken;
}
