import type { JSX } from "preact";
import type { EditorViewProps } from "./view_props.ts";
import { late } from "./late.tsx";

const parts = () => import("./late_parts.ts");
const Shortcuts = late(() => parts().then((all) => all.Shortcuts));
const ConnectDialog = late(() => parts().then((all) => all.ConnectDialog));
const SaveDialog = late(() => parts().then((all) => all.SaveDialog));
const DeployDialog = late(() => parts().then((all) => all.DeployDialog));

/** The dialog that is open, if one is; each is loaded when it is first opened. */
export function Dialogs({ editor }: EditorViewProps): JSX.Element | null {
  const { panels, deploying } = editor;
  if (deploying.isOpen.value) return <DeployDialog editor={editor} />;
  switch (panels.dialog.value) {
    case "shortcuts":
      return <Shortcuts editor={editor} />;
    case "connect":
      return <ConnectDialog editor={editor} />;
    case "save":
      return <SaveDialog editor={editor} />;
    default:
      return null;
  }
}
