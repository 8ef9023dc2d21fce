import type { JSX } from "preact";
import { renderToString } from "preact-render-to-string";
import { Document, type DocumentProps } from "./Document.tsx";

/** A document as text. */
export function renderDocument(
  props: Omit<DocumentProps, "children" | "props"> & { readonly props?: unknown },
  view: JSX.Element,
): string {
  const json = props.props === undefined ? undefined : scriptJson(props.props);
  return `<!doctype html>${renderToString(<Document {...props} props={json}>{view}</Document>)}`;
}

/** JSON that can stand in a script element: nothing in it can end the element or begin a comment. */
export function scriptJson(value: unknown): string {
  return JSON.stringify(value).replaceAll("<", "\\u003c");
}
