import { parser } from "@lezer/python";
import { stringOf } from "./strings.ts";
import type { Argument, Expression, Link, Span, Statement } from "./syntax.ts";

/** A node of the syntax tree, as the parser's package has it. */
type Node = ReturnType<typeof parser.parse>["topNode"];

/** How deep brackets may stand in each other; people write three. */
const DEEPEST = 60;

const COMPUTED = "it is only known when the program runs";

/** The statements of a program, or where its syntax is broken. */
export function parsePython(text: string): { statements: Statement[]; fault?: number } {
  const tree = parser.parse(text);
  const fault = firstFault(tree);
  if (fault !== undefined) return { statements: [], fault };
  return { statements: childrenOf(tree.topNode).map((node) => statementOf(node, text)) };
}

function firstFault(tree: ReturnType<typeof parser.parse>): number | undefined {
  const cursor = tree.cursor();
  do if (cursor.type.isError) return cursor.from; while (cursor.next());
  return undefined;
}

function childrenOf(node: Node): Node[] {
  const children: Node[] = [];
  for (let child = node.firstChild; child; child = child.nextSibling) {
    if (child.name !== "Comment") children.push(child);
  }
  return children;
}

function statementOf(node: Node, text: string): Statement {
  const span = { from: node.from, to: node.to };
  switch (node.name) {
    case "ImportStatement":
      return { ...span, kind: "import", names: importsOf(text.slice(node.from, node.to)) };
    case "AssignStatement":
      return assignOf(node, text, span);
    case "ExpressionStatement":
      return { ...span, kind: "expression", value: expressionOf(node.firstChild!, text) };
    case "IfStatement":
      return mainOf(node, text, span);
    case "PassStatement":
      return { ...span, kind: "import", names: new Map() };
    default:
      return { ...span, kind: "other", why: COMPUTED };
  }
}

/** The names that an import brings, and what they are called in the library. */
function importsOf(statement: string): ReadonlyMap<string, string> {
  const plain = statement.replace(/#.*/g, "").replace(/[()\\]/g, " ").replace(/\s+/g, " ");
  const match = /^from celestra(?:\.[\w.]+)? import (.*)$/.exec(plain);
  const whole = /^import celestra(?: as (\w+))?$/.exec(plain.trim());
  if (whole) return new Map([[whole[1] ?? "celestra", "celestra"]]);
  if (!match) return new Map();
  return new Map(
    match[1]!.split(",").map((part) => part.trim()).filter(Boolean).map((part) => {
      const [name, , alias] = part.split(" ");
      return [alias ?? name!, name!] as const;
    }),
  );
}

function assignOf(node: Node, text: string, span: Span): Statement {
  const [target, operator, value, ...others] = childrenOf(node).filter(({ name }) =>
    name !== "TypeDef"
  );
  const said = operator && text.slice(operator.from, operator.to);
  if (!target || !value || others.length > 0 || said !== "=") {
    return { ...span, kind: "other", why: COMPUTED };
  }
  if (target.name === "VariableName") {
    return {
      ...span,
      kind: "assign",
      target: text.slice(target.from, target.to),
      value: expressionOf(value, text),
    };
  }
  const [owner, attribute] = text.slice(target.from, target.to).split(".");
  const isSimple = target.name === "MemberExpression" &&
    /^\w+\.\w+$/.test(text.slice(target.from, target.to));
  return isSimple
    ? {
      ...span,
      kind: "attribute",
      target: owner!,
      name: attribute!,
      value: expressionOf(value, text),
    }
    : { ...span, kind: "other", why: COMPUTED };
}

/** `if __name__ == "__main__":` is what a program does; any other question is open. */
function mainOf(node: Node, text: string, span: Span): Statement {
  const children = childrenOf(node);
  const bodies = children.filter(({ name }) => name === "Body");
  const condition = children[1] ? text.slice(children[1].from, children[1].to) : "";
  if (bodies.length !== 1 || !/^__name__\s*==\s*["']__main__["']$/.test(condition)) {
    return { ...span, kind: "other", why: COMPUTED };
  }
  const body = childrenOf(bodies[0]!).filter(({ name }) => name !== ":");
  return { ...span, kind: "main", body: body.map((one) => statementOf(one, text)) };
}

/** What an expression says. */
export function expressionOf(node: Node, text: string, depth = 0): Expression {
  const span = { from: node.from, to: node.to };
  if (depth > DEEPEST) return { ...span, kind: "unknown", why: "brackets stand too deep in it" };
  const source = () => text.slice(node.from, node.to);
  const inside = (one: Node) => expressionOf(one, text, depth + 1);
  switch (node.name) {
    case "String":
    case "FormatString":
      return stringOf(source(), span);
    case "ContinuedString":
      return { ...span, kind: "joined", parts: childrenOf(node).map(inside) };
    case "Number":
      return numberOf(source(), span);
    case "Boolean":
      return { ...span, kind: "constant", value: source() === "True" };
    case "None":
      return { ...span, kind: "constant", value: null };
    case "UnaryExpression":
      return numberOf(source(), span);
    case "ParenthesizedExpression": {
      const [inner] = childrenOf(node).filter(({ name }) => name !== "(" && name !== ")");
      return inner ? inside(inner) : { ...span, kind: "unknown", why: COMPUTED };
    }
    case "ArrayExpression":
    case "TupleExpression":
      return { ...span, kind: "list", items: itemsOf(node).map(inside) };
    case "DictionaryExpression":
      return mapOf(node, span, inside);
    case "BinaryExpression":
      return sumOf(node, text, span, inside);
    case "VariableName":
    case "CallExpression":
    case "MemberExpression":
      return chainOf(node, text, span, depth);
    default:
      return { ...span, kind: "unknown", why: COMPUTED };
  }
}

/** What stands between brackets and commas. */
function itemsOf(node: Node): Node[] {
  return childrenOf(node).filter(({ name }) => !/^[\[\](){},:]$/.test(name));
}

function numberOf(source: string, span: Span): Expression {
  const plain = source.replace(/[_\s]/g, "");
  const value = /^-?(0[xob][0-9a-f]+|\d+(\.\d*)?(e[+-]?\d+)?|\.\d+)$/i.test(plain)
    ? plain.startsWith("-") ? -Number(plain.slice(1)) : Number(plain)
    : NaN;
  return Number.isNaN(value)
    ? { ...span, kind: "unknown", why: COMPUTED }
    : { ...span, kind: "constant", value };
}

function mapOf(node: Node, span: Span, inside: (one: Node) => Expression): Expression {
  const items = itemsOf(node);
  if (items.length % 2 === 1 || items.some(({ name }) => name === "**")) {
    return { ...span, kind: "unknown", why: COMPUTED };
  }
  const entries = Array.from(
    { length: items.length / 2 },
    (_, index) => [inside(items[2 * index]!), inside(items[2 * index + 1]!)] as const,
  );
  return { ...span, kind: "map", entries };
}

/** Texts may be joined by `+`. */
function sumOf(
  node: Node,
  text: string,
  span: Span,
  inside: (one: Node) => Expression,
): Expression {
  const [left, operator, right] = childrenOf(node);
  if (!left || !right || text.slice(operator!.from, operator!.to) !== "+") {
    return { ...span, kind: "unknown", why: COMPUTED };
  }
  return { ...span, kind: "joined", parts: [inside(left), inside(right)] };
}

/** A chain is as long as people like, so it is walked and not descended. */
function chainOf(start: Node, text: string, span: Span, depth: number): Expression {
  const links: Link[] = [];
  let node = start;
  let args: readonly Argument[] | undefined;
  let end = start.to;
  while (node.name !== "VariableName") {
    const children = childrenOf(node);
    if (node.name === "CallExpression") {
      if (args) links.unshift({ member: "", args, from: node.to, to: end });
      args = argumentsOf(children[1]!, text, depth);
      end = node.to;
    } else if (node.name === "MemberExpression" && children.at(-1)?.name === "PropertyName") {
      const property = children.at(-1)!;
      const member = text.slice(property.from, property.to);
      links.unshift({ member, ...(args && { args }), from: property.from, to: end });
      args = undefined;
    } else if (node.name !== "ParenthesizedExpression") {
      return { ...span, kind: "unknown", why: COMPUTED };
    }
    node = children.find(({ name }) => name !== "(")!;
    if (!args) end = node.to;
  }
  if (args) links.unshift({ member: "", args, from: node.from, to: end });
  return { ...span, kind: "chain", root: text.slice(node.from, node.to), links };
}

function argumentsOf(node: Node, text: string, depth: number): Argument[] {
  const args: Argument[] = [];
  const children = childrenOf(node).filter(({ name }) => !/^[(),]$/.test(name));
  for (let index = 0; index < children.length; index++) {
    const child = children[index]!;
    if (child.name === "*" || child.name === "**") {
      const span = { from: child.from, to: child.to };
      args.push({ value: { ...span, kind: "unknown", why: COMPUTED } });
    } else if (children[index + 1]?.name === "AssignOp") {
      const value = expressionOf(children[index + 2]!, text, depth + 1);
      args.push({ name: text.slice(child.from, child.to), value });
      index += 2;
    } else args.push({ value: expressionOf(child, text, depth + 1) });
  }
  return args;
}
