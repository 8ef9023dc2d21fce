import { denoKv } from "../../../lib/state/deno_kv.ts";
import { testKeyValue } from "../../contracts/key_value.ts";
import { testState } from "../../contracts/state.ts";

const open = (folder: string) => denoKv.open({ path: `${folder}/state.db` });

testKeyValue("deno-kv", open);
testState("deno-kv", open);
