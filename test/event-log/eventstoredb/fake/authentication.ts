import { status, type Metadata, type sendUnaryData, type ServerUnaryCall, type StatusObject } from '@grpc/grpc-js';
import type { CreateReq, CreateResp } from '@eventstore/db-client/generated/users_pb.js';
import { basicAuthorization } from './clients.js';
import { CreateUserResp } from './definitions.js';
import { statusOf, type Faults } from './faults.js';
import type { StoredEvents } from './stored-events.js';

export interface User {
  readonly name: string;
  readonly password: string;
}
type Right = '$r' | '$w';

/** The server's state and the caller's rights, for one call. */
export interface CallContext {
  readonly store: StoredEvents;
  readonly faults: Faults;
  readonly may: (right: Right, stream: string) => boolean;
}

export const UNAUTHENTICATED: Partial<StatusObject> = { code: status.UNAUTHENTICATED, details: 'Unauthenticated' };

/**
 * Authenticates users and returns their rights. Without an administrator, every caller may do everything. With one, the
 * administrator creates the other users by calls of `Users.Create`.
 */
export class Authentication {
  private readonly users = new Map<string, string>();

  constructor(
    private readonly administrator: User | undefined,
    private readonly store: StoredEvents,
  ) {
    if (administrator) this.add(administrator);
  }

  /** Returns the caller's rights; undefined if its credentials are wrong. */
  rightsOf(metadata: Metadata): CallContext['may'] | undefined {
    if (!this.administrator) return () => true;
    const [credentials] = metadata.get('authorization');
    if (credentials === undefined) return () => false;
    const name = this.users.get(String(credentials));
    if (name === undefined) return undefined;
    if (name === this.administrator.name) return () => true;
    return (right, stream) => {
      const roles = this.store.metadata(stream).$acl?.[right] ?? (stream === '$all' ? '$admins' : '$all');
      return [roles].flat().some((role) => role === '$all' || role === name);
    };
  }

  /** Serves a call of `Users.Create`. */
  create({ metadata, request }: ServerUnaryCall<CreateReq, CreateResp>, respond: sendUnaryData<CreateResp>): void {
    const options = request.getOptions();
    const may = this.rightsOf(metadata);
    if (!may) respond(UNAUTHENTICATED);
    else if (!options || !may('$r', '$all')) respond(statusOf('denied', {}));
    else {
      this.add({ name: options.getLoginName(), password: options.getPassword() });
      respond(null, new CreateUserResp());
    }
  }

  private add({ name, password }: User): void {
    this.users.set(basicAuthorization({ username: name, password }), name);
  }
}
