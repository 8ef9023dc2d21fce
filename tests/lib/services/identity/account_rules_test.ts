import assert from "node:assert/strict";
import { AppError } from "../../../../lib/model/error.ts";
import { expectGood } from "../../../../lib/services/identity/account_rules.ts";
import { COMMON_PASSWORDS } from "../../../../lib/services/identity/common_passwords.ts";

const GOOD = "three slow green tractors";

for (
  const password of [
    GOOD,
    "x7".repeat(5),
    "lowercaseonlyisfine",
    "  spaces count  ",
    "\u{1f600}".repeat(10),
    "\u{1f600}".repeat(256),
    "ada-is-not-all-of-it",
  ]
) {
  Deno.test(`a password of ${[...password].length} characters is fine: ${password.slice(0, 20)}`, () => {
    expectGood({ account: "ada", password });
  });
}

for (
  const [why, password, expected] of [
    ["empty", "", /10 to 256 characters, this one has 0/],
    ["short", "ninechars", /10 to 256 characters, this one has 9/],
    ["short in characters but not in units", "\u{1f600}".repeat(9), /has 9/],
    ["long", "x".repeat(257), /has 257/],
    ["the name of the account", "administrators", /must not be the name/],
    ["the name in capitals", "ADMINistrators", /must not be the name/],
    ["common", "password123", /guess first/],
    ["common in capitals", "QwertyUiop", /guess first/],
    ["common in wide letters", "\uff50\uff41ssword123", /guess first/],
  ] as const
) {
  Deno.test(`a password that is ${why} is refused with what is expected`, () => {
    const error = refused({ account: "administrators", password });
    assert.equal(error.code, "unprocessable");
    assert.match(error.message, expected);
    if (password !== "") assert.ok(!JSON.stringify(error.details).includes(password));
  });
}

for (
  const name of [
    "",
    "Ada",
    "1ada",
    "ada lovelace",
    "ada/..",
    "a\n",
    "-a",
    "a".repeat(53),
    "\u00e4da",
  ]
) {
  Deno.test(`${JSON.stringify(name)} is no name of a new account`, () => {
    const error = refused({ account: name, password: GOOD, isNew: true });
    assert.equal(error.code, "unprocessable");
    assert.match(error.message, /lower-case letters, digits and dashes/);
  });
}

Deno.test("a name and a password that are both wrong are told together", () => {
  const { details } = refused({ account: "Ada", password: "short", isNew: true });
  const problems = details.problems as { readonly path: readonly string[] }[];
  assert.deepEqual(problems.map(({ path }) => path), [["name"], ["password"]]);
});

Deno.test("every common password is one that the length would let through, in lower case", () => {
  for (const password of COMMON_PASSWORDS) {
    assert.ok(password.length >= 10 && password === password.toLowerCase(), password);
  }
});

function refused(checked: Parameters<typeof expectGood>[0]): AppError {
  try {
    expectGood(checked);
  } catch (error) {
    assert.ok(error instanceof AppError);
    return error;
  }
  assert.fail("nothing was refused");
}
