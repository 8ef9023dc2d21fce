import { Account } from "../Account.tsx";
import { type AccountProps, createAccount } from "../account_model.ts";
import { propsOfPage, wake } from "../wake.ts";

wake(<Account model={createAccount(propsOfPage<AccountProps>())} />);
