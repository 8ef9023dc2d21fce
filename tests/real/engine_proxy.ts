/** A socket that leads to an engine until it is cut. */
export interface EngineProxy extends AsyncDisposable {
  /** The value of `DOCKER_HOST` that leads to it. */
  readonly host: string;
  /** Ends every connection and takes no new one, as when an engine is killed. */
  cut(): void;
}

/** Puts a socket before that of an engine. */
export function proxied(engine: string, folder: string): EngineProxy {
  const path = `${folder}/proxy.sock`;
  const listener = Deno.listen({ transport: "unix", path });
  const open = new Set<Deno.Conn>();
  let isCut = false;
  const serve = async () => {
    for await (const near of listener) {
      const far = await Deno.connect({ transport: "unix", path: engine.replace("unix://", "") });
      for (const conn of [near, far]) open.add(conn);
      pipe(near, far);
      pipe(far, near);
    }
  };
  const serving = serve().catch(() => {});
  const cut = () => {
    if (isCut) return;
    isCut = true;
    listener.close();
    for (const conn of open) close(conn);
  };
  return {
    host: `unix://${path}`,
    cut,
    async [Symbol.asyncDispose]() {
      cut();
      await serving;
    },
  };
}

async function pipe(from: Deno.Conn, to: Deno.Conn): Promise<void> {
  await from.readable.pipeTo(to.writable).catch(() => {});
  close(from);
}

function close(conn: Deno.Conn): void {
  try {
    conn.close();
  } catch {
    // It is closed already.
  }
}
