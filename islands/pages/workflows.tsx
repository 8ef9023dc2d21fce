import { createNews } from "../news.ts";
import { propsOfPage, wake } from "../wake.ts";
import { createWorkflows, type WorkflowsProps } from "../workflows_model.ts";
import { Workflows } from "../Workflows.tsx";

const model = createWorkflows(propsOfPage<WorkflowsProps>());
wake(<Workflows model={model} />);
model.start(createNews());
