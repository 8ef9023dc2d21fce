import { propsOfPage, wake } from "../wake.ts";
import { createWorkflows, type WorkflowsProps } from "../workflows_model.ts";
import { Workflows } from "../Workflows.tsx";

const model = createWorkflows(propsOfPage<WorkflowsProps>());
wake(<Workflows model={model} />);
// A page shows what was true when it was made; what comes after that may come a moment later.
import("../news.ts").then(({ createNews }) => model.start(createNews()));
