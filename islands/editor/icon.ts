import type { IconNode } from "../icon.ts";
import badge from "lucide/dist/esm/icons/id-card.mjs";
import box from "lucide/dist/esm/icons/box.mjs";
import container from "lucide/dist/esm/icons/container.mjs";
import database from "lucide/dist/esm/icons/database.mjs";
import chart from "lucide/dist/esm/icons/chart-line.mjs";
import clock from "lucide/dist/esm/icons/clock.mjs";
import fileText from "lucide/dist/esm/icons/file-text.mjs";
import folders from "lucide/dist/esm/icons/square-dashed.mjs";
import globe from "lucide/dist/esm/icons/globe.mjs";
import keyRound from "lucide/dist/esm/icons/key-round.mjs";
import network from "lucide/dist/esm/icons/network.mjs";
import puzzle from "lucide/dist/esm/icons/puzzle.mjs";
import rocket from "lucide/dist/esm/icons/rocket.mjs";
import shield from "lucide/dist/esm/icons/shield.mjs";
import userCog from "lucide/dist/esm/icons/user-cog.mjs";
import zap from "lucide/dist/esm/icons/zap.mjs";

export { default as chevronDown } from "lucide/dist/esm/icons/chevron-down.mjs";
export { default as chevronUp } from "lucide/dist/esm/icons/chevron-up.mjs";
export { default as clipboard } from "lucide/dist/esm/icons/clipboard.mjs";
export { default as code } from "lucide/dist/esm/icons/code-xml.mjs";
export { default as fileCheck } from "lucide/dist/esm/icons/file-check.mjs";
export { default as files } from "lucide/dist/esm/icons/files.mjs";
export { default as historyIcon } from "lucide/dist/esm/icons/rotate-ccw-clock.mjs";
export { default as keyboard } from "lucide/dist/esm/icons/keyboard.mjs";
export { default as layout } from "lucide/dist/esm/icons/waypoints.mjs";
export { default as link } from "lucide/dist/esm/icons/spline.mjs";
export { default as maximize } from "lucide/dist/esm/icons/maximize.mjs";
export { default as minus } from "lucide/dist/esm/icons/minus.mjs";
export { default as move } from "lucide/dist/esm/icons/move.mjs";
export { default as paletteIcon } from "lucide/dist/esm/icons/panel-left.mjs";
export { default as inspectorIcon } from "lucide/dist/esm/icons/panel-right.mjs";
export { default as pencil } from "lucide/dist/esm/icons/pencil.mjs";
export { default as redo } from "lucide/dist/esm/icons/redo-2.mjs";
export { default as reset } from "lucide/dist/esm/icons/rotate-ccw.mjs";
export { default as save } from "lucide/dist/esm/icons/save.mjs";
export { default as triangleAlert } from "lucide/dist/esm/icons/triangle-alert.mjs";
export { default as undo } from "lucide/dist/esm/icons/undo-2.mjs";

const ICONS: Readonly<Record<string, IconNode>> = {
  "app": container,
  "app-group": folders,
  "config-map": fileText,
  "cron-job": clock,
  "custom-resource": puzzle,
  "deployment-strategy": rocket,
  "ingress": globe,
  "job": zap,
  "network-policy": shield,
  "observability": chart,
  "role": badge,
  "secret": keyRound,
  "service": network,
  "service-account": userCog,
  "stateful-app": database,
};

/** The icon of a component; a box for one that has none. */
export function componentIcon(component: string): IconNode {
  return ICONS[component] ?? box;
}
