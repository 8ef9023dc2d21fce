import assert from "node:assert/strict";
import {
  createGuardedFetch,
  type GuardedFetch,
  type GuardOptions,
} from "../../../lib/net/guarded_fetch.ts";
import type { Network } from "../../../lib/net/judge.ts";
import { refuses } from "../../contracts/store_changes.ts";

type Handler = (request: Request) => Response | Promise<Response>;

/** Serves on this machine while a test runs. */
async function serving(
  handler: Handler,
  test: (origin: string, seen: Request[]) => Promise<void>,
): Promise<void> {
  const seen: Request[] = [];
  const server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen() {} }, (request) => {
    seen.push(request);
    return handler(request);
  });
  try {
    await test(`http://127.0.0.1:${server.addr.port}`, seen);
  } finally {
    await server.shutdown();
  }
}

async function asking(
  options: Partial<GuardOptions> & Pick<GuardOptions, "origins">,
  test: (ask: GuardedFetch) => Promise<void>,
): Promise<void> {
  await test(createGuardedFetch({ isLoopbackAllowed: true, ...options }));
}

Deno.test("a guarded client answers with status, headers and body", async () => {
  await serving(
    () => new Response("hello", { status: 201, headers: { "x-a": "b" } }),
    async (origin) => {
      await asking({ origins: [origin] }, async (ask) => {
        const response = await ask(`${origin}/x`);
        assert.deepEqual([response.status, response.headers.get("x-a")], [201, "b"]);
        assert.equal(await response.text(), "hello");
      });
    },
  );
});

Deno.test("a guarded client asks nobody who is not on its list", async () => {
  await serving(() => new Response(), async (origin, seen) => {
    const port = new URL(origin).port;
    await asking({ origins: ["https://api.github.com"] }, async (ask) => {
      const others = [
        ...[
          origin,
          `http://localhost:${port}`,
          `http://localhost.:${port}`,
          `http://[::1]:${port}`,
        ],
        ...[`http://2130706433:${port}`, `http://0x7f.1:${port}`, `http://[::ffff:7f00:1]:${port}`],
        ...[`http://api.github.com@127.0.0.1:${port}`, "https://u:p@api.github.com/"],
        ...["https://api.github.com.evil.example", "http://api.github.com", "file:///etc/passwd"],
        ...["data:text/plain,x", "https://api.github.com:22/", "not a url", "//api.github.com"],
      ];
      for (const url of others) await refuses("upstream_error", ask(url), url);
    });
    await asking({ origins: [origin] }, async (ask) => {
      await refuses("upstream_error", ask(`http://user:word@127.0.0.1:${port}/`));
      await refuses("upstream_error", ask(`http://user@127.0.0.1:${port}/`));
    });
    assert.equal(seen.length, 0);
  });
});

Deno.test("a guarded client does not ask this machine unless it may", async () => {
  await serving(() => new Response(), async (origin, seen) => {
    await asking({ origins: [origin], isLoopbackAllowed: false }, async (ask) => {
      await refuses("upstream_error", ask(origin));
    });
    assert.equal(seen.length, 0);
  });
});

/** A network in which names lead where a test says; it counts what is connected to. */
function network(addresses: () => readonly string[]): Network & { readonly connected: string[] } {
  const connected: string[] = [];
  return {
    connected,
    resolve: () => Promise.resolve(addresses()),
    connect(hostname) {
      connected.push(hostname);
      return Promise.resolve();
    },
  };
}

Deno.test("a guarded client judges every address of a name before it connects", async () => {
  const origins = ["https://api.github.example"];
  for (
    const addresses of [[], ["127.0.0.1"], ["8.8.8.8", "10.0.0.1"], ["::ffff:7f00:1"], ["fd00::1"]]
  ) {
    const trap = network(() => addresses);
    await asking({ origins, isLoopbackAllowed: false, network: trap }, async (ask) => {
      await refuses("upstream_error", ask(`${origins[0]}/x`), addresses.join());
    });
    assert.deepEqual(trap.connected, [], addresses.join());
  }
});

Deno.test("a guarded client follows redirects on the same host, up to three", async () => {
  const hops = (request: Request) => {
    const left = Number(new URL(request.url).searchParams.get("left"));
    if (left === 0) return new Response(request.headers.get("authorization"));
    return new Response(null, { status: 301, headers: { location: `/?left=${left - 1}` } });
  };
  await serving(hops, async (origin) => {
    await asking({ origins: [origin] }, async (ask) => {
      const headers = { authorization: "token canary" };
      assert.equal(await (await ask(`${origin}/?left=3`, { headers })).text(), "token canary");
      await refuses("upstream_error", ask(`${origin}/?left=4`, { headers }));
    });
  });
});

Deno.test("a guarded client takes no token to another host, even one on its list", async () => {
  await serving(() => new Response("trap"), async (trap, caught) => {
    for (const status of [301, 302, 303, 307, 308]) {
      const away = () => new Response(null, { status, headers: { location: trap } });
      await serving(away, async (origin) => {
        await asking({ origins: [origin, trap] }, async (ask) => {
          const init = { headers: { authorization: "token canary" } };
          await refuses("upstream_error", ask(origin, init), `${status}`);
          await refuses("upstream_error", ask(origin, { ...init, method: "POST", body: "x" }));
        });
      });
    }
    assert.equal(caught.length, 0);
  });
});

Deno.test("a guarded client repeats a write only where it is asked to, and as a write", async () => {
  for (
    const [status, isFollowed] of [[301, false], [302, false], [307, true], [308, true]] as const
  ) {
    const handler: Handler = async (request) =>
      new URL(request.url).pathname === "/new"
        ? new Response(`${request.method} ${await request.text()}`)
        : new Response(null, { status, headers: { location: "/new" } });
    await serving(handler, async (origin) => {
      await asking({ origins: [origin] }, async (ask) => {
        const attempt = ask(origin, { method: "POST", body: "text" });
        if (isFollowed) assert.equal(await (await attempt).text(), "POST text");
        else await refuses("upstream_error", attempt, `${status}`);
      });
    });
  }
});

Deno.test("a guarded client reads no more than it may, packed or not", async () => {
  let sent = 0;
  const endless = () =>
    new Response(
      new ReadableStream({
        pull(controller) {
          sent++;
          controller.enqueue(new Uint8Array(64 * 1024));
        },
      }),
    );
  await serving(endless, async (origin) => {
    await asking({ origins: [origin], most: 1024 * 1024 }, async (ask) => {
      await refuses("upstream_error", ask(origin));
    });
  });
  assert.ok(sent < 200, `${sent} pieces were sent`);
  const zeros = new Blob([new Uint8Array(4 * 1024 * 1024)]).stream();
  const packed = await new Response(zeros.pipeThrough(new CompressionStream("gzip"))).bytes();
  assert.ok(packed.length < 64 * 1024);
  const bomb = () => new Response(packed, { headers: { "content-encoding": "gzip" } });
  await serving(bomb, async (origin) => {
    await asking({ origins: [origin], most: 1024 * 1024 }, async (ask) => {
      await refuses("upstream_error", ask(origin));
    });
    await asking({ origins: [origin] }, async (ask) => {
      assert.equal((await (await ask(origin)).bytes()).length, 4 * 1024 * 1024);
    });
  });
});

Deno.test("a guarded client waits so long and no longer: for a connection, an answer, a body", async () => {
  const begun = performance.now();
  const deaf: Network = {
    resolve: () => Promise.resolve([]),
    connect: (_host, _port, signal) =>
      new Promise((_, reject) => signal.addEventListener("abort", () => reject(new Error("late")))),
  };
  const silent = Promise.withResolvers<Response>();
  await serving(() => silent.promise, async (origin) => {
    await asking({ origins: [origin], network: deaf, connectWithin: 50 }, async (ask) => {
      await refuses("upstream_error", ask(origin));
    });
    silent.resolve(new Response());
  });
  const stop = Promise.withResolvers<Response>();
  await serving(() => stop.promise, async (origin) => {
    await asking({ origins: [origin], within: 50 }, async (ask) => {
      await refuses("upstream_error", ask(origin));
    });
    stop.resolve(new Response());
  });
  const dripping = () => {
    let timer: ReturnType<typeof setInterval>;
    return new Response(
      new ReadableStream({
        start: (to) => void (timer = setInterval(() => to.enqueue(new Uint8Array(1)), 10)),
        cancel: () => clearInterval(timer),
      }),
    );
  };
  await serving(dripping, async (origin) => {
    await asking({ origins: [origin], within: 80 }, async (ask) => {
      await refuses("upstream_error", ask(origin));
    });
  });
  assert.ok(performance.now() - begun < 2_000);
});

Deno.test("a guarded client asks no host of the network without a certificate", async () => {
  const origins = ["http://api.github.example"];
  const trap = network(() => ["8.8.8.8"]);
  await asking({ origins, network: trap }, async (ask) => {
    await refuses("upstream_error", ask(origins[0]!));
  });
  assert.deepEqual(trap.connected, []);
});

Deno.test("a guarded client stops when its caller does", async () => {
  const never = Promise.withResolvers<Response>();
  await serving(() => never.promise, async (origin) => {
    await asking({ origins: [origin] }, async (ask) => {
      await refuses("upstream_error", ask(origin, { signal: AbortSignal.timeout(30) }));
    });
    never.resolve(new Response());
  });
});
