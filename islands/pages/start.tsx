import { createStart, type StartProps } from "../start_model.ts";
import { Start } from "../Start.tsx";
import { propsOfPage, wake } from "../wake.ts";

wake(<Start model={createStart(propsOfPage<StartProps>())} />);
