import { Deployments } from "../Deployments.tsx";
import { createDeployments, type DeploymentsProps } from "../deployments_model.ts";
import { createNews } from "../news.ts";
import { propsOfPage, wake } from "../wake.ts";

const model = createDeployments(propsOfPage<DeploymentsProps>());
wake(<Deployments model={model} />);
model.start(createNews());
