import type { Content, Description, JsonSchema, Operation } from "../description/description.ts";
import { Markup, markup } from "./markup.ts";
import { STYLE } from "./style.ts";

/** An operation with its place. */
interface Placed {
  readonly path: string;
  readonly method: string;
  readonly operation: Operation;
}

/** The description of the API as a page. */
export function docsPage({ info, paths }: Description, nonce: string): Markup {
  const all = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, operation }))
  );
  const groups = [...Map.groupBy(all, ({ operation }) => operation.tags[0]!)];
  return markup`<html lang="en"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>API - ${info.title}</title>
<link rel="icon" href="/favicon.svg" type="image/svg+xml">
<style nonce="${nonce}">${new Markup(STYLE)}</style></head>
<body><nav aria-label="Resources"><a class="brand" href="/">
<img src="/favicon.svg" alt="" width="26" height="26">${info.title}</a><ul>${
    groups.map(([tag]) => markup`<li><a href="#${tag}">${tag}</a></li>`)
  }</ul></nav><main><h1>API</h1><p>${info.description} The same for programs:
<a href="/openapi.json">openapi.json</a>.</p>${new Markup(INTRODUCTION)}${
    groups.map(([tag, members]) => group(tag, members))
  }</main></body></html>`;
}

const INTRODUCTION = `<h2 id="basics">Basics</h2>
<p>Sign in with <code>POST /api/v1/auth/login</code> and send the access token as
<code>Authorization: Bearer ...</code>. It holds for ten minutes; the refresh token gets the next.</p>
<p>Reads carry an <code>ETag</code>. A write names the one it was drawn on in <code>If-Match</code>,
so nobody's change is lost: 412 says that there is a newer one, 428 that you named none.</p>
<p>Every fault is <code>{"error": {"code", "message", "details", "requestId"}}</code>.</p>`;

function group(tag: string, members: readonly Placed[]): Markup {
  return markup`<section><h2 id="${tag}">${tag}</h2>${members.map(article)}</section>`;
}

function article({ path, method, operation }: Placed): Markup {
  const { operationId, summary, description, parameters = [], requestBody, responses } = operation;
  return markup`<article id="${operationId}"><h3>${summary}</h3>
<p><code class="call ${method}"><span>${method.toUpperCase()}</span> ${path}</code>
<span class="permission">${permissionText(operation)}</span></p>${
    description !== undefined && markup`<p>${description}</p>`
  }${
    parameters.length > 0 && table(
      ["Parameter", "In", "Meaning"],
      parameters.map(({ name, in: place, required, description, schema }) => [
        markup`<code>${name}</code>${required && " (required)"}`,
        markup`${place}`,
        markup`${description ?? ""} ${typeText(schema)}`,
      ]),
    )
  }${requestBody && contents("Body", requestBody.content)}${
    Object.entries(responses).filter(([, { $ref }]) => $ref === undefined)
      .map(([status, { description, content = {} }]) =>
        contents(`${status}: ${description}`, content)
      )
  }<p class="reply">Errors: ${errorsOf(operation).join(", ")}</p></article>`;
}

/** The statuses of what may go wrong; each means the same everywhere. */
function errorsOf({ responses }: Operation): string[] {
  return Object.keys(responses).filter((status) => /^[45]/.test(status));
}

function permissionText(operation: Operation): string {
  const permission = operation["x-permission"];
  return permission === "public" ? "for everybody" : `needs: ${permission}`;
}

function contents(title: string, content: Content): Markup {
  const types = Object.entries(content);
  if (types.length === 0) return markup`<p class="reply">${title}</p>`;
  return markup`<details><summary>${title}</summary>${
    types.map(([type, { schema }]) =>
      markup`<p><code>${type}</code></p>${fields(schema)}<pre tabindex="0">${
        JSON.stringify(schema, null, 2)
      }</pre>`
    )
  }</details>`;
}

/** The fields of an object at a glance; the schema below them has the rest. */
function fields({ properties, required }: JsonSchema): Markup | undefined {
  if (!properties) return undefined;
  const needed = (required ?? []) as readonly string[];
  return table(
    ["Field", "Meaning"],
    Object.entries(properties as Record<string, JsonSchema>).map(([name, schema]) => [
      markup`<code>${name}</code>${needed.includes(name) && " (required)"}`,
      markup`${String(schema.description ?? "")} ${typeText(schema)}`,
    ]),
  );
}

function typeText({ type, enum: values, pattern, default: otherwise }: JsonSchema): string {
  const parts = [
    Array.isArray(values) ? `one of ${values.join(", ")}` : type,
    pattern !== undefined && String(pattern).length < 60 && `like ${pattern}`,
    otherwise !== undefined && `otherwise ${otherwise}`,
  ];
  const text = parts.filter(Boolean).join(", ");
  return text && `(${text})`;
}

function table(heads: readonly string[], rows: readonly (readonly Markup[])[]): Markup {
  return markup`<table><thead><tr>${
    heads.map((head) => markup`<th scope="col">${head}</th>`)
  }</tr></thead><tbody>${
    rows.map((row) => markup`<tr>${row.map((cell) => markup`<td>${cell}</td>`)}</tr>`)
  }</tbody></table>`;
}
