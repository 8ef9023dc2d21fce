import { isObject, type Json } from "../../model/json.ts";

/** What `docker compose --progress json up` has said until now. */
export interface Progress {
  /** The names of the containers that run as the files ask. */
  readonly placed: ReadonlySet<string>;
  /** The services whose images are being pulled. */
  readonly pulling: ReadonlySet<string>;
  /** What went wrong with the images of services, and with containers by their names. */
  readonly imageFaults: ReadonlyMap<string, string>;
  readonly containerFaults: ReadonlyMap<string, string>;
  /** Why it ended, if it failed. */
  readonly message: string | undefined;
  /** Takes in a line. */
  read(line: string): void;
}

/** Something that Compose says: about a container, an image, or the end. */
interface Event {
  readonly id?: string;
  readonly status?: string;
  readonly text?: string;
  readonly error?: boolean;
  readonly message?: string;
}

/** Creates a reader of what Compose says while it works. */
export function createProgress(): Progress {
  const placed = new Set<string>();
  const pulling = new Set<string>();
  const imageFaults = new Map<string, string>();
  const containerFaults = new Map<string, string>();
  let message: string | undefined;
  const readContainer = (name: string, text: string) => {
    if (text === "Started" || text === "Running") placed.add(name);
    if (text.startsWith("Error")) containerFaults.set(name, text);
  };
  const readImage = (service: string, { text, status }: Event) => {
    if (text === "Pulling") pulling.add(service);
    else pulling.delete(service);
    if (text === "Error") imageFaults.set(service, status ?? text);
  };
  return {
    placed,
    pulling,
    imageFaults,
    containerFaults,
    get message() {
      return message;
    },
    read(line) {
      const event = parseEvent(line);
      if (event?.error) message = event.message;
      if (event?.id === undefined) return;
      const [, container] = /^Container (.+)$/.exec(event.id) ?? [];
      if (container) readContainer(container, event.status ?? event.text ?? "");
      else readImage(event.id, event);
    },
  };
}

/** Warnings of other programs may stand between the events. */
function parseEvent(line: string): Event | undefined {
  try {
    const json = JSON.parse(line) as Json;
    return isObject(json) ? json as Event : undefined;
  } catch {
    return undefined;
  }
}
