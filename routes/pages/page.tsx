import type { JSX } from "preact";
import { type Answer, type AnswerOptions, html } from "../answer.ts";
import type { Assets } from "../assets.ts";
import type { Context } from "../route.ts";
import { renderDocument } from "../views/render.tsx";
import { Shell } from "../views/Shell.tsx";
import { themeOf } from "./theme.ts";

/** What a page shows. */
export interface PageContent extends AnswerOptions {
  readonly title: string;
  readonly view: JSX.Element;
  /** The entry that wakes it, and what that is given. */
  readonly script?: string;
  readonly props?: unknown;
  /** Whether it is the editor, which takes the whole screen and a style sheet of its own. */
  readonly isEditor?: boolean;
  /** What its script will ask for at once. */
  readonly reads?: readonly string[];
}

/** Draws pages with the built scripts and styles. */
export interface Pages {
  /** A page of somebody who is signed in, with the menu. */
  inside(context: Context, content: PageContent): Answer;
  /** A page of anybody. */
  outside(context: Pick<Context, "request">, content: PageContent): Answer;
}

/** Creates what draws pages. */
export function createPages(assets: Assets): Pages {
  const outside = ({ request }: Pick<Context, "request">, content: PageContent): Answer => {
    const { title, view, script, props, isEditor, reads = [], ...options } = content;
    const names = isEditor ? ["app.css", "editor.css"] : ["app.css"];
    const styles = names.flatMap((name) => assets.of(name)?.path ?? []);
    if (styles.length < names.length) return notBuilt();
    const frame = {
      title,
      theme: themeOf(request),
      font: assets.font,
      styles,
      reads,
      script: script === undefined ? undefined : assets.of(script),
      props,
    };
    return html(renderDocument(frame, view), options);
  };
  return {
    outside,
    inside(context, content) {
      const { account } = context.identity!;
      const isEditor = content.isEditor === true;
      const view = (
        <Shell account={account} path={context.path} isEditor={isEditor}>
          {isEditor ? content.view : <div id="island">{content.view}</div>}
        </Shell>
      );
      return outside(context, { ...content, view });
    },
  };
}

/** Said where somebody serves without having built; nothing can be shown without a style sheet. */
function notBuilt(): Answer {
  return {
    status: 503,
    type: "text/plain; charset=utf-8",
    body: "The pages are not built yet. Stop the service, then type: deno task start\n",
  };
}
