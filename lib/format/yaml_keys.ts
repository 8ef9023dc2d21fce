export { isForbiddenKey } from "../model/forbidden_keys.ts";
