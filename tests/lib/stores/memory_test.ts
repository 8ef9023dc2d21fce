import { memory } from "../../../lib/stores/memory.ts";
import { testStore } from "../../contracts/store.ts";

testStore("memory", () => memory.open({}));
