import { Users } from "../Users.tsx";
import { createUsers, type UsersProps } from "../users_model.ts";
import { propsOfPage, wake } from "../wake.ts";

wake(<Users model={createUsers(propsOfPage<UsersProps>())} />);
