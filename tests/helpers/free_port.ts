/**
 * A port of this machine that nobody listens on, below those that outgoing connections take: one of
 * these could hold it while a container is made anew.
 */
export function freePort(): number {
  const port = 20_000 + Math.floor(Math.random() * 10_000);
  try {
    Deno.listen({ hostname: "127.0.0.1", port }).close();
    return port;
  } catch {
    return freePort();
  }
}
