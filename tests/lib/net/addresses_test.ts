import assert from "node:assert/strict";
import { isLoopback, isPublicAddress } from "../../../lib/net/addresses.ts";

Deno.test("isPublicAddress() takes addresses of the internet only", () => {
  const open = ["8.8.8.8", "140.82.121.6", "172.32.0.1", "100.128.0.1", "2606:50c0:8000::153"];
  for (const address of open) assert.ok(isPublicAddress(address), address);
  const closed = [
    ...["0.0.0.0", "10.1.2.3", "100.64.0.1", "127.0.0.1", "127.255.0.1", "169.254.169.254"],
    ...["172.16.0.1", "172.31.255.255", "192.0.0.1", "192.168.1.1", "198.18.0.1", "224.0.0.1"],
    ...["240.0.0.1", "255.255.255.255", "::", "::1", "::ffff:8.8.8.8", "::ffff:7f00:1"],
    ...["64:ff9b::7f00:1", "fd00::1", "fe80::1", "ff02::1", "2001:db8::1", "2001::1"],
    ...["2002:7f00:1::", "3fff::1", "fe80::1%eth0"],
    ...["", "localhost", "1.2.3", "1.2.3.4.5", "256.1.1.1", "0x7f.1.1.1", "127.1", "1::2::3"],
  ];
  for (const address of closed) assert.ok(!isPublicAddress(address), address);
});

Deno.test("isLoopback() knows this machine", () => {
  for (const address of ["127.0.0.1", "127.8.9.1", "::1"]) assert.ok(isLoopback(address), address);
  for (const address of ["128.0.0.1", "::2", "localhost", ""]) assert.ok(!isLoopback(address));
});
