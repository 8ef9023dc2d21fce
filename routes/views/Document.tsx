import type { ComponentChildren, JSX } from "preact";
import type { Theme } from "../../islands/theme.ts";
import type { Asset } from "../assets.ts";

/** What every page is, whatever it shows. */
export interface DocumentProps {
  readonly title: string;
  readonly theme: Theme;
  readonly font: string | undefined;
  readonly styles: readonly string[];
  /** The script that wakes the page. */
  readonly script?: Asset | undefined;
  /** What the script will ask for. */
  readonly reads?: readonly string[];
  /** What the script is given, as JSON. */
  readonly props?: string | undefined;
  readonly children: ComponentChildren;
}

/** The frame of a document. No style and no code stands in it, so the policy need not allow any. */
export function Document(props: DocumentProps): JSX.Element {
  const { title, theme, font, styles, script, reads = [], props: json, children } = props;
  return (
    <html lang="en" data-theme={theme === "system" ? undefined : theme}>
      <head>
        <meta charset="utf-8" />
        <title>{`${title} · Celestra`}</title>
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <link rel="icon" href="/favicon.svg" type="image/svg+xml" />
        {font && (
          <link rel="preload" href={font} as="font" type="font/woff2" crossorigin="anonymous" />
        )}
        {styles.map((path) => <link key={path} rel="stylesheet" href={path} />)}
        {script?.preloads.map((path) => <link key={path} rel="modulepreload" href={path} />)}
        {reads.map((path) => (
          <link key={path} rel="preload" href={path} as="fetch" crossorigin="anonymous" />
        ))}
        {script && <script type="module" src={script.path} />}
      </head>
      <body>
        {children}
        {json !== undefined && <Data json={json} />}
      </body>
    </html>
  );
}

/** Data for a script. It is no code, and nothing in it can end the element. */
function Data({ json }: { readonly json: string }): JSX.Element {
  // deno-lint-ignore react-no-danger
  return <script type="application/json" id="props" dangerouslySetInnerHTML={{ __html: json }} />;
}
