import type { ActorView } from '../../../actors/actors.queries.js';
import type { ClaimView } from '../../../claims/queries/views.js';
import type { DocumentView } from '../../../documents/documents.queries.js';
import type { ApiClient } from '../../ledger/api-client.js';
import { freeIdFrom, type Plural } from '../../register/register-aggregate.js';
import type { Prompter } from '../../terminal/prompter.js';

/** Something that the answers name and the ledger doesn't have yet: it is registered before the entry is recorded. */
export interface PendingRegistration {
  readonly noun: Plural;
  readonly id: string;
  /** As the summary shows it. */
  readonly name: string;
  readonly body: object;
}

/** What was new in the answers, as the ledger will show it. */
interface Pending {
  readonly actors: Map<string, ActorView>;
  readonly documents: Map<string, DocumentView>;
  readonly claims: Map<string, ClaimView>;
  readonly narratives: Map<string, { readonly id: string; readonly title: string }>;
}

/** A conversation with the person at the terminal. Nothing is sent to the ledger but reads. */
export class Interview {
  readonly registrations: PendingRegistration[] = [];
  readonly pending: Pending = { actors: new Map(), documents: new Map(), claims: new Map(), narratives: new Map() };
  /** Narratives that a new claim is to be added to, by the claim's id. */
  readonly memberships: { readonly claim: string; readonly narrative: string }[] = [];

  constructor(
    readonly client: ApiClient,
    readonly prompter: Prompter,
  ) {}

  /** Notes what is to be registered, under a readable id that is free. */
  async register(noun: Plural, name: string, body: object): Promise<string> {
    const reserved = this.registrations.filter((one) => one.noun === noun).map(({ id }) => id);
    const id = await freeIdFrom(this.client, noun, name, reserved);
    this.registrations.push({ noun, id, name, body });
    return id;
  }
}

/** What views of things have that aren't registered yet. */
export const UNREGISTERED = { revision: 0, registeredAt: '', lastRecordedAt: '', position: '' } as const;

/** An answer that can't be left empty. */
export const filled = (answer: string): string | undefined =>
  answer === '' ? 'Type something, or press Ctrl-C to cancel.' : undefined;

/** Runs a check that throws; its message is what the person sees. */
export const reasonOf =
  (check: (answer: string) => unknown) =>
  (answer: string): string | undefined => {
    try {
      check(answer);
      return undefined;
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    }
  };

/** `undefined` for an empty answer, which means that it isn't known. */
export const optional = (answer: string): string | undefined => (answer === '' ? undefined : answer);

/** Says nothing against an empty answer, and else what the check says. */
export const unlessEmpty =
  (check: (answer: string) => string | undefined) =>
  (answer: string): string | undefined =>
    answer === '' ? undefined : check(answer);
