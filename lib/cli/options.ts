import { AppError } from "../model/error.ts";
import { nearest } from "../model/suggestion.ts";

/** What a command takes; by its own parser, since `node:util` adds 5 ms to every start. */
export interface Usage {
  /** The line that `--help` shows: `render <file|name> --target <output>`. */
  readonly line: string;
  /** What it does, in a line. */
  readonly summary: string;
  /** Names of options that take a value. */
  readonly values?: readonly string[];
  /** Names of options that take a value and may be given again and again. */
  readonly lists?: readonly string[];
  /** Names of options that take none. */
  readonly flags?: readonly string[];
  /** How few and how many arguments besides options. */
  readonly count: readonly [number, number];
}

/** The words of a command line, sorted. */
export interface Options {
  readonly args: readonly string[];
  /** The value of an option, if it was given. */
  value(name: string): string | undefined;
  /** The value of an option that must be given. */
  needed(name: string): string;
  /** The values of the options that may be given again and again, in the order of the command line. */
  readonly listed: readonly Listed[];
  has(name: string): boolean;
}

/** One of the values of an option that may be given again and again. */
export interface Listed {
  readonly name: string;
  readonly value: string;
}

/** Sorts the words of a command line. @throws `usage` with what was expected. */
export function parseOptions(usage: Usage, words: readonly string[]): Options {
  const { values = [], lists = [], flags = [], count: [least, most] } = usage;
  const args: string[] = [];
  const given = new Map<string, string>();
  const listed: Listed[] = [];
  const rest = [...words];
  for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
    if (word === "--") {
      args.push(...rest.splice(0));
    } else if (!word.startsWith("-") || word === "-") {
      args.push(word);
    } else {
      const [, name = "", value] = /^--?([^=]*)(?:=(.*))?$/s.exec(word) ?? [];
      if (flags.includes(name) && value === undefined) given.set(name, "");
      else if (values.includes(name)) given.set(name, value ?? valueOf(name, rest, usage));
      else if (lists.includes(name)) {
        listed.push({ name, value: value ?? valueOf(name, rest, usage) });
      } else throw unknownOption(word, usage);
    }
  }
  if (args.length < least || args.length > most) {
    throw wrong(usage, args.length < least ? "Something is missing" : "That is too much");
  }
  return {
    args,
    listed,
    value: (name) => given.get(name),
    has: (name) => given.has(name),
    needed: (name) => {
      const value = given.get(name);
      if (value === undefined) throw wrong(usage, `--${name} is missing`);
      return value;
    },
  };
}

function valueOf(name: string, rest: string[], usage: Usage): string {
  const value = rest.shift();
  if (value === undefined) throw wrong(usage, `--${name} takes a value`);
  return value;
}

function unknownOption(word: string, usage: Usage): AppError {
  const known = [...usage.values ?? [], ...usage.lists ?? [], ...usage.flags ?? []].map((name) =>
    `--${name}`
  );
  const near = nearest(word.replace(/=.*/s, ""), known);
  return wrong(usage, `There is no option ${word}${near ? `; did you mean ${near}?` : ""}`);
}

function wrong(usage: Usage, message: string): AppError {
  return new AppError("usage", `${message}\nUsage: celestra ${usage.line}`);
}
