import assert from "node:assert/strict";
import { isCidr, isInside } from "../../../lib/model/cidr.ts";

const RANGES = [
  "0.0.0.0/0",
  "10.0.0.0/8",
  "10.1.2.3/32",
  "255.255.255.255/1",
  "::/0",
  "fd00::/8",
  "2001:db8::1/128",
  "1:2:3:4:5:6:7:8/64",
];

const OTHERS = [
  "",
  "/",
  "10.0.0.0",
  "10.0.0.0/33",
  "10.0.0.0/-1",
  "10.0.0.0/08",
  "10.0.0/8",
  "10.0.0.256/8",
  "010.0.0.0/8",
  "::/129",
  ":::/8",
  "1::2::3/8",
  "fd00::/8 ",
  "fd00::/8/8",
  "host/8",
];

for (const text of RANGES) {
  Deno.test(`isCidr() takes ${text}`, () => assert.equal(isCidr(text), true));
}

for (const text of OTHERS) {
  Deno.test(`isCidr() refuses ${JSON.stringify(text)}`, () => assert.equal(isCidr(text), false));
}

const PAIRS: readonly (readonly [inner: string, outer: string, inside: boolean])[] = [
  ["10.1.0.0/16", "10.0.0.0/8", true],
  ["10.1.2.3/32", "10.1.2.0/24", true],
  ["10.1.2.3/32", "0.0.0.0/0", true],
  ["11.0.0.0/16", "10.0.0.0/8", false],
  ["10.0.0.0/8", "10.0.0.0/8", false],
  ["10.0.0.0/8", "10.1.0.0/16", false],
  ["128.0.0.0/1", "0.0.0.0/0", true],
  ["fd00:1::/32", "fd00::/8", true],
  ["fe00::/16", "fd00::/8", false],
  ["::1/128", "::/0", true],
  ["2001:db8:0:1::/64", "2001:db8::/48", true],
  ["2001:db8:1:1::/64", "2001:db8::/48", false],
  ["::/64", "0.0.0.0/0", false],
  ["10.1.0.0/16", "::/0", false],
  ["no", "10.0.0.0/8", false],
];

for (const [inner, outer, inside] of PAIRS) {
  Deno.test(`isInside() says whether ${inner} is a smaller part of ${outer}`, () => {
    assert.equal(isInside(inner, outer), inside);
  });
}
