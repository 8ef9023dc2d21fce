import { memory } from "../../../lib/state/memory.ts";
import { testKeyValue } from "../../contracts/key_value.ts";
import { testState } from "../../contracts/state.ts";

const open = () => memory.open({});

testKeyValue("memory", open);
testState("memory", open);
