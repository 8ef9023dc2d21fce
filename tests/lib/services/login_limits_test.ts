import assert from "node:assert/strict";
import { AppError } from "../../../lib/model/error.ts";
import { PASSWORD, people, START } from "./identity/people.ts";

const MINUTE = 60_000;
const WRONG = "not the password";

Deno.test("after 5 wrong passwords an account is closed to that address for 15 minutes", async () => {
  const person = await people();
  for (let guess = 0; guess < 5; guess++) {
    assert.equal(await codeOf(person.login("ada", WRONG)), "unauthenticated");
  }
  const hashes = person.hashes();
  const error = await refusal(person.login("ada", PASSWORD));
  assert.equal(error.code, "rate_limited");
  const retryAfter = error.details.retryAfter as number;
  assert.ok(retryAfter > 0 && retryAfter <= 900, `${retryAfter}`);
  assert.equal(person.hashes(), hashes, "nothing is hashed for those who must wait");
  person.clock.now += retryAfter * 1000;
  await person.login("ada", PASSWORD);
});

Deno.test("the owner gets in from another address, and others at the same one", async () => {
  const { login } = await people();
  for (let guess = 0; guess < 20; guess++) await codeOf(login("ada", WRONG));
  await login("ada", PASSWORD, "192.0.2.2");
  await login("bob", PASSWORD);
});

Deno.test("a right password forgets the wrong ones before it", async () => {
  const { login } = await people();
  for (let round = 0; round < 3; round++) {
    for (let guess = 0; guess < 4; guess++) {
      assert.equal(await codeOf(login("ada", WRONG)), "unauthenticated");
    }
    await login("ada", PASSWORD);
  }
});

Deno.test("wrong names are limited as right ones are", async () => {
  for (const name of ["eve", "No Name"]) {
    const { login } = await people();
    for (let guess = 0; guess < 5; guess++) {
      assert.equal(await codeOf(login(name, WRONG)), "unauthenticated");
    }
    assert.equal(await codeOf(login(name, WRONG)), "rate_limited");
  }
});

Deno.test("guesses at one time are no more than guesses one by one", async () => {
  const person = await people();
  const codes = await Promise.all(
    Array.from({ length: 30 }, () => codeOf(person.login("ada", WRONG))),
  );
  assert.equal(codes.filter((code) => code === "unauthenticated").length, 5);
  assert.equal(codes.filter((code) => code === "rate_limited").length, 25);
});

Deno.test("an address has 50 wrong passwords in 15 minutes, whosever they are", async () => {
  const person = await people();
  let heard = 0;
  for (let guess = 0; guess < 200; guess++) {
    person.clock.now = START + guess * 1000;
    if (await codeOf(person.login(`user-${guess}`, WRONG)) === "unauthenticated") heard++;
  }
  assert.equal(heard, 50);
  assert.equal(await codeOf(person.login("ada", PASSWORD)), "rate_limited");
  person.clock.now += 15 * MINUTE;
  await person.login("ada", PASSWORD);
});

Deno.test("10,000 guesses at one account from one address are 5 that count", async () => {
  const person = await people();
  const hashes = person.hashes();
  for (let guess = 0; guess < 10_000; guess++) await codeOf(person.login("ada", `guess ${guess}`));
  assert.equal(person.hashes() - hashes, 5);
  await person.login("ada", PASSWORD, "192.0.2.2");
});

Deno.test("10,000 guesses from as many addresses are 120 a minute", async () => {
  const person = await people();
  await person.login("ada", PASSWORD, "198.51.100.1");
  person.clock.now += MINUTE;
  const hashes = person.hashes();
  for (let guess = 0; guess < 10_000; guess++) {
    await codeOf(person.login(`user-${guess}`, WRONG, `2001:db8::${guess.toString(16)}`));
  }
  assert.equal(person.hashes() - hashes, 120);
  // Whoever signed in from where they are before is not kept out by strangers.
  await person.login("ada", PASSWORD, "198.51.100.1");
  for (let count = 0; count < 10; count++) {
    assert.equal(await codeOf(person.login("bob", PASSWORD, "198.51.100.1")), "rate_limited");
  }
  person.clock.now += MINUTE;
  await person.login("bob", PASSWORD, "198.51.100.1");
});

Deno.test("a current password is not guessed more than 5 times with a stolen session", async () => {
  const person = await people();
  const actor = { name: "ada", role: "admin", requestId: "r" } as const;
  const guess = (current: string) =>
    codeOf(person.accounts.changePassword(actor, "s", current, "another good password"));
  for (let count = 0; count < 5; count++) assert.equal(await guess(WRONG), "unauthenticated");
  assert.equal(await guess(PASSWORD), "rate_limited");
  await person.login("ada", PASSWORD);
  person.clock.now += 15 * MINUTE;
  assert.equal(await guess(PASSWORD), undefined);
});

Deno.test("whoever must wait is told how long it still takes", async () => {
  const { accounts, clock } = await people();
  const actor = { name: "ada", role: "admin", requestId: "r" } as const;
  const guess = () => accounts.changePassword(actor, "s", WRONG, "another good password");
  for (let count = 0; count < 5; count++) await codeOf(guess());
  clock.now += 14 * MINUTE;
  const { details, message } = await refusal(guess());
  assert.equal(details.retryAfter, 60);
  assert.equal(message, "There were too many wrong passwords; try again in 60 seconds");
});

Deno.test("a right current password forgets the wrong ones before it", async () => {
  const { accounts } = await people();
  const actor = { name: "ada", role: "admin", requestId: "r" } as const;
  const guess = (current: string) => codeOf(accounts.changePassword(actor, "s", current, PASSWORD));
  for (let round = 0; round < 3; round++) {
    for (let count = 0; count < 4; count++) assert.equal(await guess(WRONG), "unauthenticated");
    assert.equal(await guess(PASSWORD), undefined);
  }
});

Deno.test("a guess that nobody had time for does not count", async () => {
  const open = Promise.withResolvers<void>();
  let isClosed = false;
  const person = await people({ before: async () => isClosed ? await open.promise : undefined });
  const actor = { name: "ada", role: "admin", requestId: "r" } as const;
  const owner = () => person.accounts.changePassword(actor, "s", PASSWORD, PASSWORD);
  isClosed = true;
  const crowd = Array.from(
    { length: 34 },
    (_, index) => codeOf(person.login(`user-${index}`, WRONG, `198.51.100.${index}`)),
  );
  while (person.hasRoom()) await new Promise((resolve) => setTimeout(resolve, 1));
  for (let count = 0; count < 10; count++) {
    assert.equal(await codeOf(person.login("ada")), "rate_limited");
    assert.equal(await codeOf(owner()), "rate_limited");
  }
  open.resolve();
  await Promise.all(crowd);
  await person.login("ada");
  await owner();
});

async function codeOf(promise: Promise<unknown>): Promise<string | undefined> {
  try {
    await promise;
    return undefined;
  } catch (error) {
    if (error instanceof AppError) return error.code;
    throw error;
  }
}

async function refusal(promise: Promise<unknown>): Promise<AppError> {
  try {
    await promise;
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
  assert.fail("it was not refused");
}
