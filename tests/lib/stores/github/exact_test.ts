import assert from "node:assert/strict";
import { AppError } from "../../../../lib/model/error.ts";
import { exactBytes } from "../../../../lib/stores/github/exact.ts";
import { idOf, type StoredObject } from "../../../../lib/stores/objects/objects.ts";
import { AUTHOR, begin, save } from "../../../contracts/store_changes.ts";
import { createFakeGitHub } from "../../../helpers/fake_github.ts";
import { testWith } from "../../../helpers/needs.ts";
import { assertSound, git, inTemporary } from "../git.ts";

const TREE = "4b825dc642cb6eb9a060e54bf8d69288fbee4904";
const PARENT = "0123456789012345678901234567890123456789";
const PERSON = { name: "Ada", email: "ada@example.com", date: "2026-03-01T11:22:33Z" };
const SECONDS = Date.parse(PERSON.date) / 1000;

/** What GitHub tells of a commit. */
const TOLD = {
  tree: { sha: TREE },
  parents: [{ sha: PARENT }],
  author: PERSON,
  committer: PERSON,
  message: "Shop\n\nMore",
};

function commit(authored: string, committed: string, rest: string): StoredObject {
  const person = `${PERSON.name} <${PERSON.email}> ${SECONDS}`;
  const text = `tree ${TREE}\nparent ${PARENT}\nauthor ${person} ${authored}\n` +
    `committer ${person} ${committed}\n${rest}`;
  return { kind: "commit", bytes: new TextEncoder().encode(text) };
}

const SIGNATURE = "-----BEGIN PGP SIGNATURE-----\n\nabc\n=def\n-----END PGP SIGNATURE-----\n";

Deno.test("exactBytes() finds the zones and the end of a commit", () => {
  const zones = [["+0000", "+0000"], ["+0530", "+0530"], ["-0930", "-0930"], ["-0700", "+0200"]];
  for (const [authored, committed] of zones) {
    for (const ending of ["", "\n"]) {
      const stored = commit(authored!, committed!, `\nShop\n\nMore${ending}`);
      assert.deepEqual(Uint8Array.from(exactBytes("commit", idOf(stored), TOLD)), stored.bytes);
    }
  }
});

Deno.test("exactBytes() puts a signature back where it was", () => {
  const plain = commit("+0200", "+0200", "\nShop\n\nMore\n");
  const header = `gpgsig ${SIGNATURE.trimEnd().replaceAll("\n", "\n ")}\n`;
  const stored = commit("+0200", "+0200", `${header}\nShop\n\nMore\n`);
  const payload = new TextDecoder().decode(plain.bytes);
  const told = { ...TOLD, verification: { payload, signature: SIGNATURE } };
  assert.deepEqual(Uint8Array.from(exactBytes("commit", idOf(stored), told)), stored.bytes);
});

Deno.test("exactBytes() refuses a commit with more than GitHub tells", () => {
  const stored = commit("+0000", "+0000", "encoding ISO-8859-1\n\nShop\n\nMore\n");
  assert.throws(
    () => exactBytes("commit", idOf(stored), TOLD),
    (error) => error instanceof AppError && error.code === "not_supported",
  );
});

testWith(["git"], "bundle() of a repository on GitHub is what git clones", async () => {
  const fake = createFakeGitHub();
  const store = fake.store();
  const base = await begin(store, { "workflows/a.yaml": "1\n" });
  const head = await save(store, base, { "workflows/a.yaml": "2\n" });
  await store.tag({ name: "v1", commit: base, message: "One", author: AUTHOR });
  await store.writeNote(head, "healthy", AUTHOR);
  await inTemporary(async (folder) => {
    const bytes = await new Response(ReadableStream.from(store.bundle())).bytes();
    await Deno.writeFile(`${folder}/all.bundle`, bytes);
    await git(folder, "clone", "--quiet", "--mirror", "all.bundle", "copy.git");
    assert.equal(await git(`${folder}/copy.git`, "rev-parse", "main"), head);
    assert.equal(await git(`${folder}/copy.git`, "rev-parse", "v1^{commit}"), base);
    assert.equal(
      await git(`${folder}/copy.git`, "notes", "--ref=celestra", "show", head),
      "healthy",
    );
    await assertSound(`${folder}/copy.git`);
  });
});
