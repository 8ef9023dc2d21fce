import type { Kind } from "../../model/catalogue.ts";

/** Programs, their data and what connects them. */
export const application: Kind = {
  id: "Application",
  title: "Application",
  description: "Programs, their data and what connects them, deployed to containers.",
  components: ["app", "stateful-app", "service", "ingress", "secret", "config-map"],
  joins: [],
  acyclic: true,
};
