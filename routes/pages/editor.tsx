import type { EditorProps } from "../../islands/editor/props.ts";
import { defineRoute, type Route } from "../route.ts";
import { EditorView } from "../views/EditorView.tsx";
import { catalogueUrl } from "./catalogue.ts";
import type { Pages } from "./page.tsx";

/** The editor of a workflow; one that cannot be read opens, too. */
export function editorRoute(pages: Pages): Route {
  return defineRoute({
    name: "pages.editor",
    method: "GET",
    path: "/workflows/{name}",
    permission: "read",
    summary: "The editor of a workflow",
    isPage: true,
    responses: { 200: { description: "The page", types: ["text/html"] } },
    async handler(context) {
      const { services, params, identity, nonce } = context;
      const name = params.name!;
      const { text, etag, commit } = await services.workflows.read(name);
      const [layout, environments, rules, catalogue] = await Promise.all([
        services.workflows.layout(name),
        services.environments.list(),
        services.generation.rules(),
        catalogueUrl(services.catalogue),
      ]);
      const props: EditorProps = {
        name,
        text,
        etag,
        commit,
        layout: { text: layout.text, etag: layout.etag ?? null },
        role: identity!.account.role,
        environments: environments.map(({ name, target, output }) => ({ name, target, output })),
        outputs: services.generation.outputs,
        rules,
        catalogueUrl: catalogue,
        nonce,
      };
      return pages.inside(context, {
        title: name,
        script: "editor.js",
        isEditor: true,
        reads: [catalogue],
        props,
        view: <EditorView name={name} />,
      });
    },
  });
}
