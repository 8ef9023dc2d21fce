import assert from "node:assert/strict";

/** A program that talks to a served API. */
export interface Client {
  /** Asks and answers the response, whatever its status. */
  ask(method: string, path: string, options?: AskOptions): Promise<Response>;
  /** Sends a body as it comes. */
  send(
    method: string,
    path: string,
    body: ReadableStream<Uint8Array>,
    headers: Readonly<Record<string, string>>,
  ): Promise<Response>;
  /** Asks for JSON, which must come with a status below 300. */
  json<T = Record<string, unknown>>(method: string, path: string, body?: unknown): Promise<T>;
  /** Follows the events until enough came; answers their text. */
  events(path: string, isEnough: (text: string) => boolean): Promise<string>;
}

/** What goes along with a question. */
export interface AskOptions {
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** The administrator of tests. */
export const ADA = { name: "ada", password: "a lantern for the stairs" };

/** Makes the first administrator through the printed link and signs in as a program does. */
export async function begin(url: string, link: string): Promise<Client> {
  const token = link.slice(link.lastIndexOf("/") + 1);
  await clientOf(url).json("POST", "/api/v1/auth/setup", { token, ...ADA });
  return await signIn(url, ADA);
}

/** Signs in as a program does. */
export async function signIn(
  url: string,
  { name, password }: { readonly name: string; readonly password: string },
): Promise<Client> {
  const { accessToken } = await clientOf(url).json<{ accessToken: string }>(
    "POST",
    "/api/v1/auth/login",
    { username: name, password },
  );
  return clientOf(url, { authorization: `Bearer ${accessToken}` });
}

/** A program that sends the same headers each time. */
export function clientOf(url: string, always: Readonly<Record<string, string>> = {}): Client {
  const ask: Client["ask"] = (method, path, { body, headers } = {}) =>
    fetch(url + path, {
      method,
      redirect: "manual",
      headers: { ...always, ...(body === undefined ? {} : JSON_TYPE), ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  return {
    ask,
    send: (method, path, body, headers) =>
      fetch(url + path, { method, body, headers: { ...always, ...headers } }),
    async json(method, path, body) {
      const response = await ask(method, path, body === undefined ? {} : { body });
      const text = await response.text();
      assert.ok(response.status < 300, `${method} ${path}: ${response.status} ${text}`);
      return text === "" ? undefined : JSON.parse(text);
    },
    async events(path, isEnough) {
      const { body } = await fetch(url + path, { headers: always });
      let text = "";
      for await (const chunk of body!.pipeThrough(new TextDecoderStream())) {
        text += chunk;
        if (isEnough(text)) break;
      }
      return text;
    },
  };
}

const JSON_TYPE = { "content-type": "application/json" };
