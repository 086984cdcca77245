import { status, type Metadata, type sendUnaryData, type ServerUnaryCall, type StatusObject } from '@grpc/grpc-js';
import type { CreateReq, CreateResp } from '@eventstore/db-client/generated/users_pb.js';
import { basic } from './clients.js';
import { CreateUserResp } from './definitions.js';
import { statusOf, type Faults } from './faults.js';
import type { StoredEvents } from './stored-events.js';

export interface User {
  readonly name: string;
  readonly password: string;
}
type Right = '$r' | '$w';

/** What calls are answered from, and what the caller may do. */
export interface Service {
  readonly store: StoredEvents;
  readonly faults: Faults;
  readonly may: (right: Right, stream: string) => boolean;
}

export const UNAUTHENTICATED: Partial<StatusObject> = { code: status.UNAUTHENTICATED, details: 'Unauthenticated' };

/** Who may do what: everybody everything, unless there is an administrator. Others are made by their calls. */
export class Admission {
  private readonly users = new Map<string, string>();

  constructor(
    private readonly administrator: User | undefined,
    private readonly store: StoredEvents,
  ) {
    if (administrator) this.add(administrator);
  }

  /** What the caller may do; undefined if it isn't who it says that it is. */
  rightsOf(metadata: Metadata): Service['may'] | undefined {
    if (!this.administrator) return () => true;
    const [given] = metadata.get('authorization');
    if (given === undefined) return () => false;
    const name = this.users.get(String(given));
    if (name === undefined) return undefined;
    if (name === this.administrator.name) return () => true;
    return (right, stream) => {
      const roles = this.store.metadata(stream).$acl?.[right] ?? (stream === '$all' ? '$admins' : '$all');
      return [roles].flat().some((role) => role === '$all' || role === name);
    };
  }

  /** Answers a call of `Users.Create`. */
  create({ metadata, request }: ServerUnaryCall<CreateReq, CreateResp>, answer: sendUnaryData<CreateResp>): void {
    const options = request.getOptions();
    const may = this.rightsOf(metadata);
    if (!may) answer(UNAUTHENTICATED);
    else if (!options || !may('$r', '$all')) answer(statusOf('denied', {}));
    else {
      this.add({ name: options.getLoginName(), password: options.getPassword() });
      answer(null, new CreateUserResp());
    }
  }

  private add({ name, password }: User): void {
    this.users.set(basic({ username: name, password }), name);
  }
}
