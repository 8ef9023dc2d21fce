import { Deployment } from "../Deployment.tsx";
import { createDeployment, type DeploymentProps } from "../deployment_model.ts";
import { createNews } from "../news.ts";
import { propsOfPage, wake } from "../wake.ts";

const model = createDeployment(propsOfPage<DeploymentProps>());
wake(<Deployment model={model} />);
model.start(createNews());
