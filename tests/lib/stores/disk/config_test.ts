import assert from "node:assert/strict";
import { parseConfig } from "../../../../lib/stores/disk/config.ts";
import { testWith } from "../../../helpers/needs.ts";
import { git, inTemporary } from "../git.ts";

const TEXT = String.raw`
# a comment
[core]
	bare = false ; why
	Bare = true
	quoted = "a # b" c
[Extensions] objectFormat=sha256
[remote "Origin.x\"y"]
	url = https://example.com/a\
b
	promisor
	empty =
[a.b] c = d
`;

Deno.test("parseConfig() reads sections, names, quotes, comments and lines that go on", () => {
  assert.deepEqual(Object.fromEntries(parseConfig(TEXT)), {
    "core.bare": "true",
    "core.quoted": "a # b c",
    "extensions.objectformat": "sha256",
    'remote.Origin.x"y.url': "https://example.com/ab",
    'remote.Origin.x"y.promisor': "true",
    'remote.Origin.x"y.empty': "",
    "a.b.c": "d",
  });
});

testWith(["git"], "parseConfig() agrees with git", async () => {
  await inTemporary(async (folder) => {
    Deno.writeTextFileSync(`${folder}/config`, TEXT);
    for (const [key, value] of parseConfig(TEXT)) {
      const read = await git(folder, "config", "--file", "config", "--get", key);
      assert.equal(read || (key.endsWith("promisor") ? "true" : ""), value, key);
    }
  });
});
