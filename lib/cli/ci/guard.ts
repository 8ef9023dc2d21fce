import type { Host } from "../host.ts";

/** A runner that takes what is written as text, and as commands only what it is told. */
export interface Guard {
  /** Where everything else is written: one stream, so that nothing overtakes the guard. */
  readonly host: Host;
  /** Writes workflow commands, each with its line end. */
  tell(commands: string): void;
  /** Lets the runner listen again. */
  end(): void;
}

/**
 * Guards a runner against output that repeats what users wrote: until a word that nobody can guess
 * it takes no line for a command.
 */
export function guard(host: Host, word: string = crypto.randomUUID()): Guard {
  let isLineStart = true;
  const write = (text: string) => {
    if (text === "") return;
    host.out(text);
    isLineStart = text.endsWith("\n");
  };
  const lineStart = () => isLineStart ? "" : "\n";
  write(`::stop-commands::${word}\n`);
  return {
    host: { ...host, out: write, err: write },
    tell: (commands) => write(`${lineStart()}::${word}::\n${commands}::stop-commands::${word}\n`),
    end: () => write(`${lineStart()}::${word}::\n`),
  };
}
