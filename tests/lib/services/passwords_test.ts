import assert from "node:assert/strict";
import { createPasswords, type Derive } from "../../../lib/services/passwords.ts";

const FORM = /^\$scrypt\$ln=15,r=8,p=3\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/;

Deno.test("a password is stored as scrypt of 32 MiB with its cost and its salt", async () => {
  const passwords = createPasswords();
  const hash = await passwords.hash("three slow green tractors");
  assert.match(hash, FORM);
  assert.equal(await passwords.matches("three slow green tractors", hash), true);
  assert.equal(await passwords.matches("three slow green tractor", hash), false);
});

Deno.test("a hash that another program made is understood, whatever it cost", async () => {
  // From RFC 7914, section 12: scrypt("pleaseletmein", "SodiumChloride", 2^14, 8, 1), 32 bytes.
  const salt = btoa("SodiumChloride").replace(/=+$/, "");
  const bytes = Uint8Array.fromHex(
    "7023bdcb3afd7348461c06cd81fd38ebfda8fbba904f8e3ea9b543f6545da1f2",
  ).toBase64({ omitPadding: true });
  const hash = `$scrypt$ln=14,r=8,p=1$${salt}$${bytes}`;
  assert.equal(await createPasswords().matches("pleaseletmein", hash), true);
});

Deno.test("one password has another hash each time", async () => {
  const { passwords } = counted();
  assert.notEqual(await passwords.hash("the same again"), await passwords.hash("the same again"));
});

Deno.test("a password may be typed with letters composed or not", async () => {
  const { passwords } = counted();
  const hash = await passwords.hash("cr\u00e8me br\u00fbl\u00e9e");
  assert.equal(await passwords.matches("cre\u0300me bru\u0302le\u0301e", hash), true);
});

Deno.test("without a hash it costs the same and is never right", async () => {
  const { passwords, costs } = counted();
  const hash = await passwords.hash("three slow green tractors");
  await passwords.matches("three slow green tractors", hash);
  assert.equal(await passwords.matches("three slow green tractors", undefined), false);
  assert.equal(costs.length, 3);
  assert.deepEqual(costs[2], costs[1]);
});

Deno.test("nobody's password is right, whatever it hashes to", async () => {
  const passwords = createPasswords({ derive: () => Promise.resolve(new Uint8Array(32)) });
  assert.equal(await passwords.matches("three slow green tractors", undefined), false);
});

Deno.test("no more than two passwords are hashed at once, and not more than 32 wait", async () => {
  const gate = Promise.withResolvers<void>();
  let running = 0;
  const passwords = createPasswords({
    derive: async () => {
      running++;
      await gate.promise;
      running--;
      return new Uint8Array(32);
    },
  });
  const hashing = Array.from({ length: 34 }, () => passwords.hash("three slow green tractors"));
  await Promise.resolve();
  assert.equal(running, 2);
  await assert.rejects(passwords.hash("three slow green tractors"), { code: "rate_limited" });
  await assert.rejects(passwords.matches("x", undefined), { code: "rate_limited" });
  gate.resolve();
  assert.equal((await Promise.all(hashing)).length, 34);
});

Deno.test("hashing leaves the event loop to others", async () => {
  const passwords = createPasswords();
  let ticks = 0;
  const timer = setInterval(() => ticks++, 5);
  await Promise.all([passwords.hash("one after the other"), passwords.hash("one and another")]);
  clearInterval(timer);
  assert.ok(ticks >= 10, `${ticks} ticks`);
});

function counted() {
  const costs: unknown[] = [];
  const derive: Derive = async (password, salt, cost) => {
    costs.push(cost);
    const bytes = new Uint8Array([...salt, ...new TextEncoder().encode(password)]);
    return new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  };
  return { costs, passwords: createPasswords({ derive }) };
}
