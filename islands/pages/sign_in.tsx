import { createSignIn, type SignInProps } from "../sign_in_model.ts";
import { SignIn } from "../SignIn.tsx";
import { propsOfPage, wake } from "../wake.ts";

wake(<SignIn model={createSignIn(propsOfPage<SignInProps>())} />);
