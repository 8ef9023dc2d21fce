import assert from "node:assert/strict";
import { run } from "../../../../lib/cli/run.ts";
import { createState } from "../../../../lib/state/create_state.ts";
import { keyValues } from "../../../../lib/state/registry.ts";
import type { State } from "../../../../lib/state/state.ts";
import { inFolder, testHost } from "../../../helpers/host.ts";

const PASSWORD = "three slow green tractors";

Deno.test("user add makes the data folder and an account whose password holds", async () => {
  await inFolder(async (folder) => {
    const { code, out } = await user(folder, "add ada --role admin", `${PASSWORD}\n`);
    assert.deepEqual([code, out], [0, "ada may sign in as admin\n"]);
    await inState(folder, async ({ accounts }) => {
      const account = await accounts.find("ada");
      assert.equal(account?.role, "admin");
      assert.match(account.passwordHash, /^\$scrypt\$ln=15,r=8,p=3\$/);
    });
  });
});

Deno.test("user add gives the least role unless told, and drops one final line end only", async () => {
  await inFolder(async (folder) => {
    await user(folder, "add ada", `${PASSWORD}\r\n`);
    const { code } = await user(folder, "add bob", "ninechars\n\n");
    assert.equal(code, 0, "the line break that is left is its tenth character");
    await inState(folder, async ({ accounts }) => {
      assert.equal((await accounts.find("ada"))?.role, "viewer");
    });
  });
});

Deno.test("user list shows a table", async () => {
  await inFolder(async (folder) => {
    assert.match((await user(folder, "list")).out, /^There is nobody yet; celestra user add/);
    assert.deepEqual([...Deno.readDirSync(folder)], [], "looking makes nothing");
    await user(folder, "add ada --role admin", PASSWORD);
    await user(folder, "add barbara --role deployer", PASSWORD);
    const { out } = await user(folder, "list");
    const rows = out.trimEnd().split("\n").map((row) => row.replace(/\d{4}-\d\d-\d\dT.*Z$/, "AT"));
    assert.deepEqual(rows, [
      "NAME     ROLE      STATUS  CREATED",
      "ada      admin     active  AT",
      "barbara  deployer  active  AT",
    ]);
    assert.ok(!out.includes("scrypt"));
  });
});

Deno.test("user passwd sets a new password and ends the sessions", async () => {
  await inFolder(async (folder) => {
    await user(folder, "add ada --role admin", PASSWORD);
    const before = await inState(folder, async ({ accounts, sessions }) => {
      await sessions.create(SESSION);
      return (await accounts.find("ada"))!.passwordHash;
    });
    const { code, out } = await user(folder, "passwd ada", "another good password\n");
    assert.equal(code, 0);
    assert.match(out, /^The password of ada is set/);
    await inState(folder, async ({ accounts, sessions }) => {
      assert.notEqual((await accounts.find("ada"))!.passwordHash, before);
      assert.equal(await sessions.find(SESSION.id, SESSION.createdAt), undefined);
    });
  });
});

Deno.test("every change by the command is in the audit log, also one that was refused", async () => {
  await inFolder(async (folder) => {
    await user(folder, "add ada --role admin", PASSWORD);
    await user(folder, "add ada --role admin", PASSWORD);
    await user(folder, "passwd ada", "short");
    await inState(folder, async ({ audit }) => {
      const records = (await audit.list({ limit: 10 })).reverse();
      assert.deepEqual(
        records.map(({ actor, action, object, result, reason }) => [
          actor,
          action,
          object,
          result,
          reason,
        ]),
        [
          ["cli:grace", "users.create", "user/ada", "allowed", undefined],
          ["cli:grace", "users.create", "user/ada", "failed", "already_exists"],
          ["cli:grace", "users.update", "user/ada", "failed", "unprocessable"],
        ],
      );
    });
  });
});

for (
  const [line, input, code, message] of [
    ["add ada", PASSWORD, 3, /^usage: The password is read from standard input only: add --pass/],
    ["add --password-stdin", PASSWORD, 3, /^usage: user add takes a name/],
    ["list ada", "", 3, /^usage: user list takes no name/],
    ["remove ada", "", 3, /^usage: There is no "user remove"; expected add, list, passwd/],
    ["constructor ada", "", 3, /^usage: There is no "user constructor"/],
    ["add ada --role admim --password-stdin", PASSWORD, 3, /no role "admim"; expected admin/],
    ["add Ada --password-stdin", PASSWORD, 2, /^unprocessable: The name of an account must be/],
    ["add ada --password-stdin", "short", 2, /^unprocessable: A password must have 10 to 256/],
    ["passwd eve --password-stdin", PASSWORD, 3, /^not_found: There is no account "eve"/],
    ["add ada bob --password-stdin", PASSWORD, 3, /^usage: That is too much\nUsage: celestra user/],
  ] as const
) {
  Deno.test(`"user ${line}" is refused with what was expected`, async () => {
    await inFolder(async (folder) => {
      const host = testHost(folder, { input });
      assert.equal(await run(["user", ...line.split(" ")], host), code);
      assert.match(host.written.err, message);
      assert.ok(!host.written.err.includes(PASSWORD));
    });
  });
}

Deno.test("the state's files hold no password in the clear", async () => {
  await inFolder(async (folder) => {
    await user(folder, "add ada --role admin", PASSWORD);
    const bytes = [...Deno.readDirSync(`${folder}/.celestra`)]
      .map(({ name }) => Deno.readFileSync(`${folder}/.celestra/${name}`))
      .map((file) => new TextDecoder("latin1").decode(file)).join("");
    assert.ok(bytes.includes("scrypt"), "the account is in the files that were read");
    assert.ok(!bytes.includes(PASSWORD));
  });
});

const SESSION = {
  id: "s",
  account: "ada",
  generation: 0,
  refreshHash: "",
  rotatedAt: 0,
  createdAt: 0,
  expiresAt: 1,
};

async function user(folder: string, line: string, input?: string) {
  const host = testHost(folder, { input: input ?? "", env: { USER: "grace" } });
  const flag = input === undefined ? [] : ["--password-stdin"];
  const code = await run(["user", ...line.split(" "), ...flag], host);
  return { code, ...host.written };
}

async function inState<Result>(
  folder: string,
  use: (state: State) => Promise<Result>,
): Promise<Result> {
  const path = `${folder}/.celestra/state.db`;
  const state = createState(await keyValues.get("deno-kv")!.open({ path }));
  try {
    return await use(state);
  } finally {
    state.close();
  }
}
