import type { Argument, Expression, Link, Span, Statement } from "./syntax.ts";

/** What an expression stands for: a constant, a builder, or something that only a run tells. */
export type Value =
  | string
  | number
  | boolean
  | null
  | Built
  | Unknown
  | Value[]
  | Map<string, Value>;

/** What is only known when the program runs. */
export class Unknown {
  constructor(readonly why: string) {}
}

/** What writes files: the end of a chain. */
export class Output extends Unknown {}

/** A call on a builder; `cpu_target=` sets a field. */
export interface Call extends Span {
  readonly method: string;
  readonly positional: readonly Value[];
  readonly named: ReadonlyMap<string, Value>;
}

/** A builder of the library while the program is read. */
export class Built {
  readonly calls: Call[] = [];
  /** The first variable that it was given to. */
  variable = "";

  constructor(
    readonly type: string,
    /** The class method that made it; empty for the class itself. */
    readonly maker: Call,
    /** The statement that it begins in. */
    readonly statement: Span,
  ) {}
}

/** Lines that make no builder. */
export interface Note extends Span {
  readonly source: string;
  readonly message: string;
  readonly class: "taken" | "dropped";
}

/** What a program says. */
export interface Program {
  readonly built: readonly Built[];
  readonly notes: readonly Note[];
  /** The statements that say something of builders. */
  readonly statements: readonly Span[];
}

/** The classes of the library that only write. */
const OUTPUTS = new Set(
  ("KubernetesOutput DockerComposeOutput HelmOutput KustomizeOutput TerraformOutput " +
    "ResourceGenerator").split(" "),
);

const WRITES = "Celestra writes the outputs by itself";

/** Reads the statements of a program in their order, running none. */
export function readProgram(statements: readonly Statement[], text: string): Program {
  const reader = new Reader(text);
  reader.all(statements);
  return reader;
}

/** Why a value is not known, wherever in it; `undefined` where all of it is. */
export function whyUnknown(value: Value): string | undefined {
  if (value instanceof Unknown) return value.why;
  if (value instanceof Map) return firstOf([...value.values()]);
  return Array.isArray(value) ? firstOf(value) : undefined;
}

function firstOf(values: readonly Value[]): string | undefined {
  for (const value of values) {
    const why = whyUnknown(value);
    if (why !== undefined) return why;
  }
  return undefined;
}

class Reader implements Program {
  readonly built: Built[] = [];
  readonly notes: Note[] = [];
  readonly statements: Span[] = [];
  readonly #variables = new Map<string, Value>();
  readonly #classes = new Map<string, string>();

  constructor(private readonly text: string) {}

  all(statements: readonly Statement[]): void {
    for (const statement of statements) this.#one(statement);
  }

  #one(statement: Statement): void {
    switch (statement.kind) {
      case "import":
        for (const [name, type] of statement.names) this.#classes.set(name, type);
        return this.#note(statement, "import", "taken", "");
      case "assign":
        return this.#assign(statement);
      case "attribute":
        return this.#attribute(statement);
      case "expression":
        return this.#settle(statement, "", this.#value(statement.value, statement));
      case "main":
        this.all(statement.body);
        // The line of the question itself.
        return this.#note({ from: statement.from, to: statement.from }, "main", "taken", "");
      case "other":
        this.#forget(statement);
        return this.#note(statement, "", "dropped", statement.why);
    }
  }

  #assign(statement: Statement & { kind: "assign" }): void {
    const said = this.#value(statement.value, statement);
    // Where the files go is nothing of the workflow.
    const isPlace = said instanceof Unknown && /\bsys\.argv\b/.test(this.#text(statement));
    const value = isPlace ? new Output(WRITES) : said;
    if (value instanceof Built && value.variable === "") value.variable = statement.target;
    this.#variables.set(statement.target, value);
    this.#settle(statement, statement.target, value);
  }

  #attribute(statement: Statement & { kind: "attribute" }): void {
    const owner = this.#variables.get(statement.target);
    if (!(owner instanceof Built)) {
      return this.#note(statement, statement.target, "dropped", "it sets a field of no builder");
    }
    const value = this.#value(statement.value, statement);
    const { from, to, name } = statement;
    owner.calls.push({ from, to, method: `${name}=`, positional: [value], named: new Map() });
  }

  /** What became of a statement as a whole. */
  #settle(statement: Span, source: string, value: Value): void {
    if (value instanceof Output) this.#note(statement, "output", "taken", "");
    else if (value instanceof Built) this.statements.push(statement);
    else {
      const why = whyUnknown(value);
      this.#note(statement, source, why === undefined ? "taken" : "dropped", why ?? "");
    }
  }

  /** What an unknown statement assigns is no longer known. */
  #forget(statement: Span): void {
    const text = this.#text(statement);
    for (const [name, value] of this.#variables) {
      if (value instanceof Built) continue;
      if (new RegExp(`\\b${name}\\b\\s*[-+*/%|&^]?=[^=]`).test(text)) {
        this.#variables.set(name, new Unknown("it is changed where only a run tells how"));
      }
    }
  }

  #text({ from, to }: Span): string {
    return this.text.slice(from, to);
  }

  #note(span: Span, source: string, became: Note["class"], message: string): void {
    this.notes.push({ from: span.from, to: span.to, source, class: became, message });
  }

  #value(expression: Expression, statement: Span): Value {
    switch (expression.kind) {
      case "constant":
        return expression.value;
      case "list":
        return expression.items.map((item) => this.#value(item, statement));
      case "map":
        return this.#map(expression.entries, statement);
      case "joined":
        return this.#joined(expression.parts.map((part) => this.#value(part, statement)));
      case "chain":
        return this.#chain(expression, statement);
      case "unknown":
        return new Unknown(expression.why);
    }
  }

  #map(entries: readonly (readonly [Expression, Expression])[], statement: Span): Value {
    const map = new Map<string, Value>();
    for (const [key, value] of entries) {
      const name = this.#value(key, statement);
      if (typeof name !== "string") return new Unknown("a key is no text");
      map.set(name, this.#value(value, statement));
    }
    return map;
  }

  #joined(parts: readonly Value[]): Value {
    if (parts.every((part) => typeof part === "string")) return parts.join("");
    if (parts.every((part) => typeof part === "string" || typeof part === "number")) {
      return parts.map(String).join("");
    }
    return new Unknown("the text is computed when the program runs");
  }

  #chain({ root, links }: Expression & { kind: "chain" }, statement: Span): Value {
    if (this.#variables.has(root)) return this.#along(this.#variables.get(root)!, links, statement);
    const type = this.#classes.has("*") ? root : this.#classes.get(root);
    const [first, ...rest] = links;
    if (type === "celestra" && first) {
      const made: Link = { ...first, member: "" };
      return this.#made(first.member, first.args ? [made, ...rest] : rest, statement);
    }
    if (type === undefined) return new Unknown(`"${root}" is nothing of the library`);
    return this.#made(type, links, statement);
  }

  /** A builder, made by its class or by one of the class's own methods. */
  #made(type: string, links: readonly Link[], statement: Span): Value {
    const [first, ...rest] = links;
    if (OUTPUTS.has(type)) return new Output(WRITES);
    if (!first?.args) return first ? `${type}.${first.member}` : type;
    const built = new Built(type, this.#call(first, statement), statement);
    this.built.push(built);
    return this.#along(built, rest, statement);
  }

  #along(start: Value, links: readonly Link[], statement: Span): Value {
    if (!(start instanceof Built)) {
      if (links.length === 0 || start instanceof Unknown) return start;
      return new Unknown("it is computed when the program runs");
    }
    for (const link of links) {
      if (link.member === "generate") return new Output(WRITES);
      if (!link.args) return new Unknown("a field of a builder is only known when it runs");
      start.calls.push(this.#call(link, statement));
    }
    return start;
  }

  #call({ member, args = [], from, to }: Link, statement: Span): Call {
    const valueOf = ({ value }: Argument) => this.#value(value, statement);
    return {
      from,
      to,
      method: member,
      positional: args.filter(({ name }) => name === undefined).map(valueOf),
      named: new Map(
        args.filter(({ name }) => name !== undefined).map((arg) => [arg.name!, valueOf(arg)]),
      ),
    };
  }
}
